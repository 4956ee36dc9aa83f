"""Claims as the lines of a list: what is said, in words, and where it is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from saksi import record
from saksi.workspace.frames import as_decided
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.parts import give_parts
from saksi.workspace.holdings.views.saying import count_said, time_said
from saksi.workspace.web.access import Request

MARKS = {"open": "sug", "rejected": "rej", "corrected": "cor", "cannot_tell": "cant"}


@dataclass(frozen=True)
class Line:
    """One claim of a list."""

    row: Claim
    claim: record.Claim  # as decided
    count: str
    time: str
    verdict: str  # accepted, corrected, rejected, cannot_tell, open
    address: str  # of the claim on its report's reading desk

    @property
    def mark(self) -> str:
        """Class of its verdict's word; empty: accepted."""
        return MARKS.get(self.verdict, "")

    @property
    def report(self) -> Report:
        """The report that tells it."""
        return self.row.report

    @property
    def published(self) -> date:
        """The day of its report; the last of days where none is known."""
        return self.row.report.published or date.max


def lines_of(request: Request, keys: Iterable[int]) -> dict[int, Line]:
    """Return claims by their keys; what is not there is left out."""
    rows = Claim.objects.filter(pk__in=list(keys)).select_related("report", "standing__decision")
    found = list(rows.defer("report__text", "report__extra", "report__furniture"))
    give_parts(found)
    return {row.pk: _line(request, row) for row in found}


def _line(request: Request, row: Claim) -> Line:
    claim = as_decided(row)
    standing = getattr(row, "standing", None)
    return Line(
        row,
        claim,
        count_said(request.language, claim.count),
        time_said(request.language, claim.time),
        standing.verdict if standing else "open",
        f"{reverse('review:read', args=[row.report.report_id])}?{urlencode({'id': claim.id})}",
    )
