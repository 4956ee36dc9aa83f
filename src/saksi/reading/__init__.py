"""Reading: text to suggested claims, each anchored to exact passages, each with the rules that made it."""

from saksi.reading.reader import read_claims, read_report, rules_reader
from saksi.reading.settings import ReadingSettings
from saksi.reading.withdrawals import Withdrawal, find_withdrawals

__all__ = ["ReadingSettings", "Withdrawal", "find_withdrawals", "read_claims", "read_report", "rules_reader"]
