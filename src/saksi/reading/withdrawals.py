"""A report that withdraws another: who withdraws which, by outlet and day."""

import re
from dataclasses import dataclass
from datetime import date

from saksi.record import Report

_EN = re.compile(
    r"\b(?:retracts?|retracted|withdraws?|withdrew|has (?:withdrawn|retracted)"
    r"|is (?:withdrawing|retracting))\s+"
    r"(?:its|the|our|a)\s+(?:\w+\s+){0,2}?(?:report|story|article|dispatch)s?\s+(?:\w+\s+){0,3}?"
    r"(?:of|dated|published on|from|on)\s+"
    r"(?P<day>\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+(?:\s+\d{4})?|[A-Z][a-z]+\s+\d{1,2}(?:,?\s+\d{4})?)"
)
_KO = re.compile(
    r"(?:(?P<year>\d{4})년\s*)?(?P<month>\d{1,2})월\s*(?P<dom>\d{1,2})일(?:자|에 내보낸|에 보도한)?\s*"
    r"(?:기사|보도)[^.\n]{0,40}?(?:철회|취소|정정)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One report withdrawn: its outlet and the day it was published."""

    outlet: str
    published: date


def find_withdrawals(report: Report) -> list[Withdrawal]:
    """Return the reports that this one withdraws: those of its own outlet, by their day.

    A day without a year is the latest such day not after the notice. A notice without a date or an outlet
    withdraws nothing: a person must say which report is meant.
    """
    if report.published is None or report.outlet is None:
        return []
    days = [_day_en(found["day"], report.published) for found in _EN.finditer(report.text)]
    days += [
        _day(found["year"], int(found["month"]), int(found["dom"]), report.published)
        for found in _KO.finditer(report.text)
    ]
    return [Withdrawal(report.outlet, day) for day in dict.fromkeys(day for day in days if day is not None)]


def _day_en(words: str, anchor: date) -> date | None:
    month = next((_MONTHS.index(m) + 1 for m in re.findall(r"[a-z]{3}", words.lower()) if m in _MONTHS), None)
    numbers = re.findall(r"\d+", words)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    return _day(years[0] if years else None, month, int(days[0]), anchor) if month and days else None


def _day(year: str | None, month: int, day: int, anchor: date) -> date | None:
    try:
        if year:
            return date(int(year), month, day)
        this_year = date(anchor.year, month, day)
        return this_year if this_year <= anchor else date(anchor.year - 1, month, day)
    except ValueError:
        return None
