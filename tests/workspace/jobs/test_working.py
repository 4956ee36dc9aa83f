"""Doing jobs in this process: how each ends, and what its row then says."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from saksi.record import InvalidInput
from saksi.workflows import Progress
from saksi.workspace.jobs import kinds, services, working
from saksi.workspace.jobs.models import Job
from saksi.workspace.jobs.working import Signals, work
from saksi.workspace.session import Archive

Work = Callable[[Archive, Mapping[str, Any], Progress], Mapping[str, Any]]


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Work], None]]:
    """Declare a kind `counting` for the time of a test."""
    monkeypatch.setattr(working, "NOTICE", 0.01)
    monkeypatch.setattr(working, "LOOK", 0.01)

    def declared(do: Work) -> None:
        kinds.job("counting", app="jobs", leads="jobs:jobs")(do)

    yield declared
    kinds._KINDS.pop("counting", None)


def done(archive: Archive, signals: Signals | None = None) -> Job:
    job = services.ask(archive, kind="counting")
    signals = signals or Signals()
    signals.rest.set()
    work(archive, signals)
    job.refresh_from_db()
    return job


def test_what_is_done_says_its_counts_and_who_asked(
    archive: Archive, declare: Callable[[Work], None]
) -> None:
    def count(own: Archive, _settings: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        progress("counting", 3, 3)
        return {"n": 3, "by": own.actor}

    declare(count)
    job = done(archive)
    assert (job.state, job.outcome, job.step, job.done, job.total) == (
        "done",
        {"n": 3, "by": "ann"},
        "counting",
        3,
        3,
    )


def test_our_errors_are_shown_and_words_of_others_are_not(
    archive: Archive, declare: Callable[[Work], None]
) -> None:
    def ours(*_: object) -> Mapping[str, Any]:
        raise InvalidInput("the reader is not there: install it")

    def theirs(*_: object) -> Mapping[str, Any]:
        raise ValueError("Ilan Teyr was seen")

    declare(ours)
    assert done(archive).error == "the reader is not there: install it"
    declare(theirs)
    error = done(archive).error or ""
    assert "ValueError" in error
    assert "Teyr" not in error


def test_cancelled_it_ends_at_its_next_step(archive: Archive, declare: Callable[[Work], None]) -> None:
    def endless(_archive: Archive, _settings: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        services.cancel(archive, job=Job.objects.get())
        end = time.monotonic() + 60
        while time.monotonic() < end:
            progress("counting", 1, 2)
            time.sleep(0.01)
        return {}

    declare(endless)
    assert done(archive).state == "cancelled"


def test_stopped_it_waits_and_goes_on_later(archive: Archive, declare: Callable[[Work], None]) -> None:
    signals, reached = Signals(), list[int]()

    def stopped(_archive: Archive, _settings: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        reached.append(1)
        if len(reached) == 1:
            signals.stop.set()
        progress("counting", 5, 9)
        return {"n": 9}

    declare(stopped)
    job = done(archive, signals)
    assert (job.state, job.done) == ("waiting", 5)
    assert done(archive).state == "done"
    assert Job.objects.count() == 1


def test_a_long_step_gives_signs_of_life(
    archive: Archive, declare: Callable[[Work], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "BEAT", 0.02)
    beats = set[object]()

    def slow(*_: object) -> Mapping[str, Any]:
        end = time.monotonic() + 60
        while len(beats) < 3 and time.monotonic() < end:
            beats.add(Job.objects.get().beat_at)
            time.sleep(0.01)
        return {}

    declare(slow)
    done(archive)
    assert len(beats) >= 3


def test_idle_it_ends_by_itself(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "LOOK", 0.01)
    assert work(archive, Signals(), idle=0.05) == 0
    assert threading.active_count() == 1 or all(
        not isinstance(each, working._Pulse) for each in threading.enumerate()
    )
