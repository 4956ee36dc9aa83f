"""Which editions a member may read, and what has changed since one was made."""

from dataclasses import dataclass

from django.http import Http404

from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import hidden_reports, of_seen, reports_seen
from saksi.workspace.findings.models import Edition
from saksi.workspace.findings.packing import holds_any
from saksi.workspace.review.models import Decision

SHOWN = 50  # editions in the list
HEAVY = ("pieces", "page", "data")


@dataclass(frozen=True, slots=True)
class Since:
    """What the record holds now and an edition does not."""

    decisions: int
    reports: int


def editions(member: Member) -> list[Edition]:
    """Return the latest editions that rest on no report which this member may not see, the newest first."""
    hidden = list(hidden_reports(member))
    rows = Edition.objects.defer(*HEAVY).order_by("-pk")[:SHOWN]
    return [row for row in rows if not holds_any(row.reports, hidden)]


def edition_seen(member: Member, pk: int) -> Edition:
    """Return one edition.

    Raises
    ------
    Http404
        There is none, or it rests on a report that this member may not see (any more).
    """
    row = Edition.objects.filter(pk=pk).first()
    if row is None or holds_any(row.reports, list(hidden_reports(member))):
        raise Http404
    return row


def since(edition: Edition, member: Member) -> Since:
    """Return how much was decided and added since an edition was made."""
    seen = of_seen(member, "claim__report")
    decisions = Decision.objects.filter(seen, pk__gt=edition.last_decision or 0).count()
    reports = reports_seen(member).count() - edition.n_reports
    return Since(decisions, max(reports, 0))
