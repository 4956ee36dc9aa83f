"""Who codes which reports a second time, blind: a share drawn by lot, or reports named one by one."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from saksi.record import InvalidInput
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import reports_seen
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.errors import NotAllowed
from saksi.workspace.holdings.models import Report
from saksi.workspace.review.models import Assignment, Standing
from saksi.workspace.session import Archive

MOST = 500  # reports a sample


def drawable(coder: Member) -> QuerySet[Report]:
    """Return the reports that a coder may be given: decided by others, not by them, and theirs to see."""
    decided = Standing.objects.filter(claim__report=OuterRef("pk"))
    given = Assignment.objects.filter(report=OuterRef("pk"), coder=coder.name)
    seen = reports_seen(coder).filter(Exists(decided), retracted_by__isnull=True, duplicate_of__isnull=True)
    return seen.exclude(Exists(decided.filter(coder=coder.name))).exclude(Exists(given))


def assign_share(archive: Archive, *, coder: Member, share: float, seed: int) -> list[Assignment]:
    """Draw a share of the reports with decisions, by lot, for a blind second coder.

    Parameters
    ----------
    share
        Over 0, at most 1; at least one report is drawn where there is one.
    seed
        Of the lot: noted in the log, so that the draw can be repeated.

    Raises
    ------
    InvalidInput
        No such share.
    NotAllowed
        There is no report to draw from.
    """
    if not 0 < share <= 1:
        raise InvalidInput(
            "the share is over 0 and at most 1 (0.1 is one report in ten); nothing was assigned"
        )
    keys = list(drawable(coder).order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise NotAllowed(
            "no report is left to draw: a second coder gets reports with decided claims that they may see and"
            " did not decide themselves; nothing was assigned"
        )
    n = min(max(1, round(share * len(keys))), MOST)
    drawn = np.random.default_rng(seed).choice(np.array(keys), size=n, replace=False)
    return _assign(archive, coder, [int(key) for key in drawn], about=f"by lot, seed {seed}")


def assign_reports(archive: Archive, *, coder: Member, report_ids: Sequence[str]) -> list[Assignment]:
    """Give named reports to a blind second coder.

    Raises
    ------
    InvalidInput
        No report is named, or one is not there, not theirs to see, decided by themselves or given before.
    """
    wanted = list(dict.fromkeys(report_ids))
    found = dict(drawable(coder).filter(report_id__in=wanted).values_list("report_id", "pk"))
    if not wanted or len(found) < len(wanted):
        raise InvalidInput(
            f"{len(wanted) - len(found)} of {len(wanted)} reports cannot be given: they need decided claims,"
            " and a coder who may see them, did not decide them and has not had them; nothing was assigned"
        )
    return _assign(archive, coder, [found[each] for each in wanted], about="named")


def finish(archive: Archive, *, assignment: Assignment) -> None:
    """Say that a blind coder is done with a report: from now on they see what others decided.

    Raises
    ------
    NotAllowed
        It is finished already.
    """
    with transaction.atomic():
        assignment.refresh_from_db()
        if assignment.finished_at is not None:
            raise NotAllowed("this report was finished before; nothing was changed")
        assignment.finished_at = datetime.now(UTC)
        assignment.save(update_fields=["finished_at"])
        about = f"assignment {assignment.pk}"
        log.record(archive, action="coded", about=about, states=[state_of(assignment)])


def _assign(archive: Archive, coder: Member, keys: Sequence[int], *, about: str) -> list[Assignment]:
    with transaction.atomic():
        sample = (Assignment.objects.aggregate(last=Max("sample"))["last"] or 0) + 1
        now = datetime.now(UTC)
        rows = [
            Assignment(report_id=key, coder=coder.name, sample=sample, made_by=archive.actor, made_at=now)
            for key in sorted(keys)
        ]
        for row in rows:
            row.save(force_insert=True)
        states = [state_of(row) for row in rows]
        log.record(archive, action="assigned", about=f"{len(rows)} reports, {about}", states=states)
    return rows
