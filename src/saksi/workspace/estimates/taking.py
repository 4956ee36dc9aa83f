"""The one estimate that the findings hold: taken in by an analyst, and left out again."""

from datetime import UTC, datetime

from django.db import transaction

from saksi.findings.estimated import Estimated
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.estimates.models import Estimate, Taken
from saksi.workspace.estimates.selectors import estimates_seen
from saksi.workspace.session import Archive

FEWEST = 5  # documented people of a stratum that findings show: fewer would point at single people


def take(archive: Archive, *, estimate: Estimate, into: bool) -> Taken:
    """Say that the findings hold this estimate from now on, in place of any other; or none."""
    with transaction.atomic():
        row = Taken.objects.create(estimate=estimate, into=into, coder=archive.actor, at=datetime.now(UTC))
        action = "estimate taken" if into else "estimate left out"
        log.record(archive, action=action, about=f"estimate {estimate.pk}", states=[state_of(row)])
    return row


def taken_now() -> Taken | None:
    """Return the word that holds: which estimate is in the findings; null = none."""
    last = Taken.objects.select_related("estimate").order_by("pk").last()
    return last if last is not None and last.into else None


def estimated(member: Member) -> tuple[Estimated, ...]:
    """Return the estimate for the findings that a member computes, if the member may see it.

    Strata with fewer than `FEWEST` documented people are left out: findings are written to be shown.
    """
    now = taken_now()
    if now is None or all(row.pk != now.estimate_id for row in estimates_seen(member)):
        return ()
    rows = (
        Estimated(**{name: row[name] for name in Estimated.model_fields if name in row})
        for row in now.estimate.results
    )
    return tuple(row for row in rows if row.stratum is None or row.documented >= FEWEST)
