"""An exporter: one line a claim."""

from collections.abc import Sequence

from saksi.exchange import Loss, Sink
from saksi.record import Report


def to_list(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    """Write ``claims.txt``: what is alleged, and where it stands."""
    lines = [f"{claim.act}\t{report.id}/{claim.id}" for report in reports for claim in report.claims]
    write("claims.txt", "\n".join(lines) + "\n")
    return [Loss(what="claims", n=len(lines), why="a line holds the act and the id alone")] if lines else []
