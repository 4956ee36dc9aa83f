"""Drafts of a member: nobody else's are ever read."""

from django.db.models import Q, QuerySet

from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import of_seen
from saksi.workspace.drafts.models import PASTED, Draft
from saksi.workspace.holdings.models import Report


def drafts_of(member: Member, report: Report) -> dict[tuple[str, str], Draft]:
    """Return what a member has begun on a report, by kind and place."""
    mine = Draft.objects.filter(coder=member.name, report=report)
    for each in (found := list(mine)):
        each.report = report  # at hand already
    return {(each.kind, each.place): each for each in found}


def pasted_by(member: Member) -> Draft | None:
    """Return the report that a member is pasting."""
    return Draft.objects.filter(coder=member.name, kind=PASTED).first()


def begun(member: Member) -> QuerySet[Draft]:
    """Return all that a member has begun, of the reports that they see, the latest first."""
    mine = Draft.objects.filter(coder=member.name).select_related("report")
    return mine.filter(Q(report__isnull=True) | of_seen(member))
