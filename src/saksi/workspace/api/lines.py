"""Rows as the interface gives them."""

from django.db.models import QuerySet

from saksi.workspace.accounts.models import Member
from saksi.workspace.errors import NotAllowed
from saksi.workspace.frames import claim_record
from saksi.workspace.holdings.listing import Row
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.models import Assignment
from saksi.workspace.review.selectors import assignment_of


def report_line(row: Row) -> dict[str, object]:
    """Return one report of a list."""
    names = (
        "report_id", "outlet", "title", "published", "language", "duplicate_of", "retracted_by", "read_by",
        "synthetic",
    )  # fmt: skip
    line: dict[str, object] = {name: getattr(row.report, name) for name in names}
    return line | {"claims": row.claims, "open": row.open}


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
