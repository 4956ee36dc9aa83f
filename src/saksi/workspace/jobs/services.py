"""Asking for jobs, cancelling them, and what their process notes of them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from saksi.workspace import differing
from saksi.workspace.audit import log
from saksi.workspace.errors import NotAllowed
from saksi.workspace.jobs.kinds import kind_of
from saksi.workspace.jobs.models import ENDED, Job
from saksi.workspace.session import Archive

JOBS = 2  # number of the lock that orders those who take jobs up, on PostgreSQL
SILENT = 20.0  # s without a sign of life after which a job may be taken up by another process
MOST_ATTEMPTS = 5  # then it is what kills its process, and is given up
GIVEN_UP = (
    f"its process was ended {MOST_ATTEMPTS} times before it was done: look at memory and disk with"
    " `saksi doctor`, then run it again. What it had stored is kept"
)


def ask(archive: Archive, *, kind: str, settings: Mapping[str, Any] | None = None) -> Job:
    """Ask for a job; `runner.wake` sees that a process takes it up.

    Returns
    -------
    Job
        The new one; or one that waits already, where the kind needs no second.

    Raises
    ------
    InvalidInput
        There is no such kind.
    """
    known, wanted = kind_of(kind), dict(settings or {})
    with transaction.atomic():
        if known.once:
            same = Job.objects.filter(kind=kind, state="waiting", settings=wanted).first()
            if same is not None:
                return same
        job = Job.objects.create(
            kind=kind, settings=wanted, asked_by=archive.actor, asked_at=datetime.now(UTC)
        )
        log.record(archive, action="job asked", about=f"job {job.pk}, {kind}")
    return job


def cancel(archive: Archive, *, job: Job) -> Job:
    """Cancel a job: one that waits at once, one in hand at its next step. What it has stored stays.

    Raises
    ------
    NotAllowed
        It has ended already.
    """
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.state in ENDED:
            raise NotAllowed(f"job {row.pk} has ended already: there is nothing to cancel")
        if row.cancel_asked:
            return row
        row.cancel_asked = True
        if row.state == "waiting":
            row.state, row.ended_at = "cancelled", datetime.now(UTC)
        row.save(update_fields=["cancel_asked", "state", "ended_at"])
        log.record(archive, action="job cancelled", about=f"job {row.pk}, {row.kind}")
    return row


def run_again(archive: Archive, *, job: Job) -> Job:
    """Let a job that failed or was cancelled go on from where it was, under the name of who asks now.

    Raises
    ------
    NotAllowed
        It waits, runs or is done.
    """
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.state not in {"failed", "cancelled"}:
            raise NotAllowed(f"job {row.pk} is {row.state}: only one that failed or was cancelled runs again")
        row.state, row.asked_by, row.asked_at = "waiting", archive.actor, datetime.now(UTC)
        row.ended_at, row.error, row.worker, row.cancel_asked, row.attempts = None, None, None, False, 0
        row.save()
        log.record(archive, action="job asked", about=f"job {row.pk}, {row.kind}, again")
    return row


def take(worker: str, *, silent: float = SILENT) -> Job | None:
    """Take up the next job for a process: one whose process has died first, then the oldest that waits.

    Parameters
    ----------
    silent
        Seconds without a sign of life after which a process counts as dead.

    Returns
    -------
    Job or None
        None where nothing waits, or another process has a job in hand: there is one at a time.
    """
    now = datetime.now(UTC)
    with transaction.atomic():
        differing.lock_key(JOBS)
        running = Job.objects.filter(state="running").order_by("pk")
        if running.filter(beat_at__gt=now - timedelta(seconds=silent)).exists():
            return None
        for row in (*running, *Job.objects.filter(state="waiting").order_by("pk")[:1]):
            if row.cancel_asked:
                _end(row, "cancelled")
            elif row.attempts >= MOST_ATTEMPTS:
                _end(row, "failed", error=GIVEN_UP)
            else:
                row.state, row.worker, row.beat_at = "running", worker, now
                row.started_at, row.attempts = row.started_at or now, row.attempts + 1
                row.save()
                return row
    return None


def note_progress(job: Job, *, step: str | None, done: int, total: int | None) -> bool:
    """Note how far a job is, and that its process lives.

    Returns
    -------
    bool
        Whether it shall go on: nobody has cancelled it, and no other process has taken it up.
    """
    Job.objects.filter(pk=job.pk, worker=job.worker, state="running").update(
        step=step, done=done, total=total, beat_at=datetime.now(UTC)
    )
    return Job.objects.filter(pk=job.pk, worker=job.worker, state="running", cancel_asked=False).exists()


def put_back(job: Job) -> None:
    """Let a job wait again, because its process ends in order: it goes on later from where it is."""
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.state == "running" and row.worker == job.worker:
            row.state, row.worker, row.attempts = "waiting", None, row.attempts - 1
            row.save(update_fields=["state", "worker", "attempts"])


def finish(
    job: Job, state: str, *, outcome: Mapping[str, Any] | None = None, error: str | None = None
) -> None:
    """Note how a job ended, if it is still this process that has it in hand.

    Parameters
    ----------
    state
        ``done`` with an outcome, ``failed`` with an error, or ``cancelled``.
    """
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.state == "running" and row.worker == job.worker:
            _end(row, state, outcome=outcome, error=error)


def _end(row: Job, state: str, *, outcome: Mapping[str, Any] | None = None, error: str | None = None) -> None:
    row.state, row.ended_at, row.worker = state, datetime.now(UTC), None
    row.outcome, row.error = None if outcome is None else dict(outcome), error
    row.save()
