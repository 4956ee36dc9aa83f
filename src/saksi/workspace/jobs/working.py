"""Doing jobs, one after another, in the process that was started for it.

A thread of its own notes the progress and a sign of life, so a long step is not taken for a dead process.
"""

import secrets
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace

from django.db import DatabaseError, connections

from saksi.record import SaksiError
from saksi.workspace.faults import explained
from saksi.workspace.jobs import services
from saksi.workspace.jobs.kinds import kind_of
from saksi.workspace.jobs.models import Job
from saksi.workspace.session import Archive

BEAT = 5.0  # s between signs of life where nothing moves
NOTICE = 0.5  # s between notes of a progress that moves, and looks whether somebody cancelled
LOOK = 1.0  # s between looks for a job
IDLE = 60.0  # s without a job after which the process ends, and its key with it


class Interrupted(BaseException):
    """The work is to end where it is. Not an `Exception`: no work catches it by accident."""


@dataclass
class Signals:
    """What those outside want of the process."""

    stop: threading.Event = field(default_factory=threading.Event)  # end at the next step
    rest: threading.Event = field(default_factory=threading.Event)  # end when nothing waits


def work(archive: Archive, signals: Signals, *, silent: float = services.SILENT, idle: float = IDLE) -> int:
    """Do jobs until told to end, or until none has come for a while; return how many were taken up."""
    worker, taken, last = secrets.token_hex(8), 0, time.monotonic()
    while not signals.stop.is_set():
        job = services.take(worker, silent=silent)
        if job is not None:
            do(archive, job, signals)
            taken, last = taken + 1, time.monotonic()
        elif signals.rest.is_set() or time.monotonic() - last > idle:
            break
        else:
            signals.stop.wait(LOOK)
    return taken


def do(archive: Archive, job: Job, signals: Signals) -> None:
    """Do one job that was taken up, and note how it ended."""
    pulse = _Pulse(job)
    pulse.start()

    def tell(step: str, done: int, total: int) -> None:
        pulse.said = (step, min(done, total), total)
        if pulse.unwanted.is_set() or signals.stop.is_set():
            raise Interrupted

    try:
        outcome = kind_of(job.kind).work(replace(archive, actor=job.asked_by), job.settings, tell)
    except Interrupted:
        pulse.end()
        if pulse.unwanted.is_set():
            services.finish(job, "cancelled")
        else:
            services.put_back(job)
    except BaseException as error:
        pulse.end()
        services.finish(job, "failed", error=_said(error))
        if not isinstance(error, Exception):
            raise
    else:
        pulse.end()
        services.finish(job, "done", outcome=outcome)


def _said(error: BaseException) -> str:
    """Return what may be shown of an error: ours is written to be shown, another's words may hold values."""
    if isinstance(error, DatabaseError):
        error = explained(error)
    if isinstance(error, SaksiError):
        return str(error)
    return (
        f"an error of the program ({type(error).__name__}). What was stored is kept: run it again, and if it"
        " fails again, tell those who make Saksi the name in brackets"
    )


class _Pulse(threading.Thread):
    """Notes progress and life of a job while the main thread does it."""

    def __init__(self, job: Job) -> None:
        super().__init__(daemon=True)
        self.said: tuple[str | None, int, int | None] = (job.step, job.done, job.total)
        self.unwanted = threading.Event()  # cancelled, or taken up by another process
        self._job = job
        self._ended = threading.Event()

    def run(self) -> None:
        noted, at = None, time.monotonic()
        try:
            while not self._ended.wait(NOTICE):
                now = self.said
                if now == noted and time.monotonic() - at < BEAT and not self._cancelled():
                    continue
                with suppress(DatabaseError):  # a full disk or a busy file: the work itself will say so
                    self._note(now)
                    noted, at = now, time.monotonic()
        finally:
            connections.close_all()

    def end(self) -> None:
        """Stop, and note the last progress."""
        self._ended.set()
        self.join()
        with suppress(DatabaseError):
            self._note(self.said)

    def _cancelled(self) -> bool:
        with suppress(DatabaseError):
            return Job.objects.filter(pk=self._job.pk, cancel_asked=True).exists()
        return False

    def _note(self, said: tuple[str | None, int, int | None]) -> None:
        step, done, total = said
        if not services.note_progress(self._job, step=step, done=done, total=total):
            self.unwanted.set()
