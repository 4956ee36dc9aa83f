"""Drafts of a member: nobody else's are ever read."""

from django.db.models import Q, QuerySet

from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import reports_seen
from saksi.workspace.drafts.models import PASTED, Draft
from saksi.workspace.holdings.models import Report


def drafts_of(member: Member, report: Report) -> dict[tuple[str, str], Draft]:
    """Return what a member has begun on a report, by kind and place."""
    return {(each.kind, each.place): each for each in Draft.objects.filter(coder=member.name, report=report)}


def pasted_by(member: Member) -> Draft | None:
    """Return the report that a member is pasting."""
    return Draft.objects.filter(coder=member.name, kind=PASTED).first()


def begun(member: Member) -> QuerySet[Draft]:
    """Return all that a member has begun, of the reports that they see, the latest first."""
    mine = Draft.objects.filter(coder=member.name).select_related("report")
    return mine.filter(Q(report__isnull=True) | Q(report__in=reports_seen(member)))
