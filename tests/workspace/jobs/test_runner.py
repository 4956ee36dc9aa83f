"""The process that does jobs: started with the key through a pipe, killed, stopped, started again."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from saksi.testing import a_report
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.models import Original, Report
from saksi.workspace.holdings.receiving import receive
from saksi.workspace.jobs import services
from saksi.workspace.jobs.models import Job
from saksi.workspace.jobs.runner import Runner
from saksi.workspace.session import Archive

KILLS = 3 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 1
LONGEST = 60.0  # s that a test waits for a process of two seconds


@pytest.fixture
def runner() -> Iterator[Runner]:
    runner = Runner(silent=0.5, idle=20)
    yield runner
    runner.stop()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while not true():
        assert time.monotonic() < end, "it does not come to that"
        time.sleep(0.02)


def asked(archive: Archive, number: int) -> Job:
    """Receive some reports, and ask for them to be taken in."""
    files = [(f"isk-{n}.json", BytesIO(report_of(n).encode())) for n in range(number)]
    keys = [each.original for each in receive(archive, files=files)]
    return services.ask(archive, kind="intake", settings={"originals": keys, "case": None})


def report_of(n: int) -> str:
    return a_report(f"Two traders of stall {n} were seen.", id=f"isk-{n}", synthetic=True).model_dump_json(
        by_alias=True
    )


def ended(job: Job) -> bool:
    job.refresh_from_db()
    return job.state in {"done", "failed", "cancelled"}


def test_killed_and_started_again_it_takes_in_everything_once(archive: Archive, runner: Runner) -> None:
    job, chance = asked(archive, 120), random.Random(7)  # noqa: S311 - moments to kill at
    for kill in range(KILLS):
        runner.wake(archive)
        pid = runner.pid
        assert pid is not None
        if kill == 0:
            until(Report.objects.exists)
        else:
            time.sleep(chance.uniform(0.5, 3))
        os.kill(pid, signal.SIGKILL)
        until(lambda: runner.pid is None)
        if ended(job):
            break  # the later kills of the long form may come after its end
    runner.wake(archive)
    until(lambda: ended(job))
    assert (job.state, job.error) == ("done", None)
    assert job.outcome is not None
    assert (job.outcome["files"], job.outcome["reports"], job.outcome["failed"]) == (120, 120, 0)
    assert Original.objects.filter(complete=True).count() == 120
    assert verify(archive).faults == []


def test_stopped_it_leaves_its_job_waiting_and_no_process(archive: Archive, runner: Runner) -> None:
    job = asked(archive, 120)
    runner.wake(archive)
    pid = runner.pid
    until(Report.objects.exists)
    runner.stop()
    assert runner.pid is None
    assert pid is not None
    assert not Path(f"/proc/{pid}").exists()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 0)


def test_neither_arguments_nor_environment_of_the_process_hold_the_key(
    archive: Archive, runner: Runner
) -> None:
    asked(archive, 1)
    runner.wake(archive)
    key = archive.keys.reveal()
    for name in ("cmdline", "environ"):
        try:
            said = Path(f"/proc/{runner.pid}/{name}").read_bytes()
        except PermissionError:  # its memory is shut: nobody of this user sees it either
            continue
        assert key not in said
        assert key.hex().encode() not in said


def test_without_work_no_process_is_started(archive: Archive, runner: Runner) -> None:
    runner.wake(archive)
    assert runner.pid is None


def test_at_rest_it_finishes_what_waits_and_ends(archive: Archive, runner: Runner) -> None:
    job = asked(archive, 2)
    runner.wake(archive)
    runner.rest()
    until(lambda: runner.pid is None)
    assert ended(job)
    assert job.state == "done"
