"""Asking, taking up, cancelling: what the rows say after each."""

from datetime import UTC, datetime, timedelta

import pytest

from saksi.record import InvalidInput
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.errors import NotAllowed
from saksi.workspace.jobs import services
from saksi.workspace.jobs.models import Job
from saksi.workspace.session import Archive


def entries() -> list[tuple[str, str]]:
    return list(Entry.objects.filter(action__startswith="job").order_by("n").values_list("action", "object"))


def silent_for(job: Job, seconds: float) -> None:
    Job.objects.filter(pk=job.pk).update(beat_at=datetime.now(UTC) - timedelta(seconds=seconds))


def test_a_job_is_asked_for_with_one_entry_that_says_who_and_what(archive: Archive) -> None:
    job = services.ask(archive, kind="reading")
    assert (job.state, job.asked_by, job.total) == ("waiting", "ann", None)
    assert entries() == [("job asked", f"job {job.pk}, reading")]
    assert verify(archive).faults == []


def test_a_kind_that_nobody_declares_is_refused_with_the_names_of_those_there_are(archive: Archive) -> None:
    with pytest.raises(InvalidInput, match=r"'singing'; there are .*reading"):
        services.ask(archive, kind="singing")


def test_a_second_of_the_same_is_not_added_while_one_waits(archive: Archive) -> None:
    first = services.ask(archive, kind="reading")
    assert services.ask(archive, kind="reading").pk == first.pk
    assert services.ask(archive, kind="reading", settings={"other": 1}).pk != first.pk


def test_jobs_are_taken_up_one_at_a_time_and_in_order(archive: Archive) -> None:
    first = services.ask(archive, kind="reading")
    second = services.ask(archive, kind="reading", settings={"n": 2})
    taken = services.take("one")
    assert taken is not None
    assert taken.pk == first.pk
    assert services.take("two") is None
    services.finish(taken, "done", outcome={"reports": 0})
    next_one = services.take("two")
    assert next_one is not None
    assert next_one.pk == second.pk


def test_a_job_of_a_dead_process_is_taken_up_before_those_that_wait(archive: Archive) -> None:
    first = services.ask(archive, kind="reading")
    services.ask(archive, kind="reading", settings={"n": 2})
    services.take("one")
    silent_for(first, 30)
    again = services.take("two")
    assert again is not None
    assert (again.pk, again.worker, again.attempts) == (first.pk, "two", 2)


def test_a_process_that_lost_its_job_neither_goes_on_nor_ends_it(archive: Archive) -> None:
    services.ask(archive, kind="reading")
    mine = services.take("one")
    assert mine is not None
    silent_for(mine, 30)
    services.take("two")
    assert not services.note_progress(mine, step="reading", done=7, total=9)
    services.finish(mine, "done", outcome={})
    services.put_back(mine)
    row = Job.objects.get()
    assert (row.state, row.worker, row.done) == ("running", "two", 0)


def test_what_kills_its_process_again_and_again_is_given_up(archive: Archive) -> None:
    job = services.ask(archive, kind="reading")
    for _ in range(services.MOST_ATTEMPTS):
        assert services.take("one") is not None
        silent_for(job, 30)
    assert services.take("one") is None
    job.refresh_from_db()
    assert job.state == "failed"
    assert "saksi doctor" in (job.error or "")


def test_a_clean_stop_costs_no_attempt(archive: Archive) -> None:
    job = services.ask(archive, kind="reading")
    for _ in range(services.MOST_ATTEMPTS + 1):
        taken = services.take("one")
        assert taken is not None
        services.put_back(taken)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 0)


def test_one_that_waits_is_cancelled_at_once_and_one_in_hand_at_its_next_step(archive: Archive) -> None:
    running = services.ask(archive, kind="reading")
    waiting = services.ask(archive, kind="reading", settings={"n": 2})
    taken = services.take("one")
    assert taken is not None
    assert services.cancel(archive, job=waiting).state == "cancelled"
    assert services.cancel(archive, job=running).state == "running"
    assert not services.note_progress(taken, step="reading", done=1, total=2)
    assert entries()[-2:] == [
        ("job cancelled", f"job {waiting.pk}, reading"),
        ("job cancelled", f"job {running.pk}, reading"),
    ]


def test_cancelled_while_its_process_was_dead_it_is_not_taken_up_again(archive: Archive) -> None:
    job = services.ask(archive, kind="reading")
    services.take("one")
    silent_for(job, 30)
    services.cancel(archive, job=job)
    assert services.take("two") is None
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_what_has_ended_is_not_cancelled_and_what_is_done_does_not_run_again(archive: Archive) -> None:
    job = services.ask(archive, kind="reading")
    taken = services.take("one")
    assert taken is not None
    services.finish(taken, "done", outcome={"reports": 1})
    with pytest.raises(NotAllowed, match="ended already"):
        services.cancel(archive, job=job)
    with pytest.raises(NotAllowed, match="is done"):
        services.run_again(archive, job=job)


def test_a_failed_one_goes_on_under_the_name_of_who_asks_again(archive: Archive) -> None:
    job = services.ask(archive, kind="reading")
    taken = services.take("one")
    assert taken is not None
    services.note_progress(taken, step="reading", done=130, total=214)
    services.finish(taken, "failed", error="the disk is full")
    ben = Archive(archive.layout, archive.keys, "ben")
    row = services.run_again(ben, job=job)
    assert (row.state, row.asked_by, row.done, row.error) == ("waiting", "ben", 130, None)
    assert entries()[-1] == ("job asked", f"job {job.pk}, reading, again")
