"""Rows as the interface gives them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import hidden_among
from saksi.workspace.errors import NotAllowed
from saksi.workspace.frames import claim_record
from saksi.workspace.holdings.listing import Row
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.models import Assignment
from saksi.workspace.review.selectors import assignment_of


def report_lines(member: Member, rows: Sequence[Row]) -> list[dict[str, object]]:
    """Return the reports of a list."""
    reports = [row.report for row in rows]
    hidden = hidden_among(member, (name for report in reports for name in _named(report).values()))
    names = ("report_id", "outlet", "title", "published", "language", "read_by", "synthetic")
    return [
        {name: getattr(row.report, name) for name in names}
        | _without(hidden, row.report)
        | {"claims": row.claims, "open": row.open}
        for row in rows
    ]


def report_text(member: Member, report: Report) -> dict[str, object]:
    """Return one report with its text."""
    names = (
        "report_id", "outlet", "title", "url", "published", "language", "text", "text_sha256", "retracted_at",
        "read_by", "synthetic",
    )  # fmt: skip
    own: dict[str, object] = {name: getattr(report, name) for name in names}
    return own | _without(hidden_among(member, _named(report).values()), report)


def _named(report: Report) -> dict[str, str | None]:
    """Return the other reports that one names."""
    return {"duplicate_of": report.duplicate_of, "retracted_by": report.retracted_by}


def _without(hidden: frozenset[str], report: Report) -> dict[str, object]:
    """Return them without those that are hidden: a withdrawal is then its outlet's."""
    found = {name: None if other in hidden else other for name, other in _named(report).items()}
    if report.retracted_by in hidden:
        found["retracted_by"] = report.outlet or report.report_id
    return dict(found)


def claim_lines(rows: QuerySet[Claim]) -> list[dict[str, object]]:
    """Return claims as suggested, each with the decision that counts."""
    found = rows.select_related("report", "standing").prefetch_related("grounds", "passages", "links")
    return [_line(claim) for claim in found]


def not_blind(member: Member, report: Report) -> None:
    """Refuse what a blind coder must not see before they finish.

    Raises
    ------
    NotAllowed
        The member codes this report blind.
    """
    if assignment_of(member, report) is not None:
        raise NotAllowed("the member codes this report blind: what others decided is shown when they finish")


def coded_blind(member: Member) -> QuerySet[Assignment, int]:
    """Return the keys of the reports that a member codes blind."""
    mine = Assignment.objects.filter(coder=member.name, finished_at__isnull=True)
    return mine.values_list("report_id", flat=True)


def _line(claim: Claim) -> dict[str, object]:
    standing = getattr(claim, "standing", None)
    return {
        "report_id": claim.report.report_id,
        "stage": claim.stage,
        "claim": claim_record(claim).model_dump(mode="json", by_alias=True),
        "standing": standing
        and {
            "verdict": standing.verdict,
            "version": standing.decision_id,
            "coder": standing.coder,
            "at": standing.at,
        },
    }
