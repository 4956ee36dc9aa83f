"""The record whole, in Saksi's own form: what `saksi read` writes and every command takes."""

from collections.abc import Sequence

from saksi.exchange.model import Loss, Sink
from saksi.record import Report, dump_report


def to_saksi(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    """Write ``<report id>.json`` for each report; nothing is lost."""
    for report in reports:
        write(f"{report.id}.json", dump_report(report))
    return []
