"""Pages of jobs: how far, what came of it, who may change it."""

from pathlib import Path

from django.urls import reverse
from tests.workspace.conftest import ClientAs
from tests.workspace.holdings.pages import last_told, put_report, text_of

from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.jobs import services
from saksi.workspace.jobs.kinds import kind_of
from saksi.workspace.jobs.models import Job
from saksi.workspace.session import Archive


def asked_by(archive: Archive, name: str) -> Job:
    return services.ask(Archive(archive.layout, archive.keys, name), kind="reading")


def taken(job: Job) -> Job:
    row = services.take("one")
    assert row is not None
    assert row.pk == job.pk
    return row


def test_progress_is_said_with_its_unit_and_moves_without_keeping_anybody_signed_in(
    archive: Archive, client_as: ClientAs
) -> None:
    client = client_as("documenter")
    job = taken(asked_by(archive, "cho"))
    services.note_progress(job, step="reading", done=131, total=214)
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert 'hx-get="/jobs/1/progress/"' in page
    assert "Saksi-Poll" in page
    assert "reports read" in page
    assert "131 of 214" in text_of(client, f"/jobs/{job.pk}/progress/")
    assert "131 of 214" in text_of(client, "/jobs/")
    case = open_case(archive, label="closed", team=[Member.objects.get(name="ann")])
    Job.objects.filter(pk=job.pk).update(settings={"case": case.pk})
    for address in ("/jobs/", f"/jobs/{job.pk}/", "/desk/"):
        assert "214" not in text_of(client, address)  # how much a foreign case holds


def test_done_it_says_what_came_of_it_to_who_asked_and_only_that_it_is_done_to_others(
    archive: Archive, client_as: ClientAs
) -> None:
    mine = client_as("documenter")
    job = taken(asked_by(archive, "cho"))
    outcome = {
        "reports": 12, "claims": 56, "candidates": 4, "skipped": 0, "kept": 0, "problems": 1,
        "said": [["interview.pdf", "it holds no text"]],
    }  # fmt: skip
    services.finish(job, "done", outcome=outcome)
    page = mine.get(f"/jobs/{job.pk}/").content.decode()
    assert "Reports read: 12. Claims suggested: 56;" in page
    assert "interview.pdf" in page
    assert "hx-get" not in page
    assert 'href="/desk/" data-key="Enter">To the desk' in page
    others = text_of(client_as("reviewer", name="dee"), f"/jobs/{job.pk}/")
    assert "Done" in others
    assert "interview.pdf" not in others


def test_a_job_over_every_report_counts_and_names_none_that_its_reader_does_not_see(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    mine = client_as("documenter")
    seen, hidden = (put_report(archive, tmp_path, name) for name in ("seen", "hidden"))
    case = open_case(archive, label="closed", team=[Member.objects.get(name="ann")])
    put_into_case(archive, case=case, reports=[hidden])
    job = taken(asked_by(archive, "cho"))
    services.note_progress(job, step="reading", done=131, total=214)
    for address in ("/jobs/", f"/jobs/{job.pk}/", "/desk/"):
        assert "61%" in text_of(mine, address)
        assert "214" not in text_of(mine, address)
    said = [[f"report {each.report_id}", "its text is too long"] for each in (seen, hidden)]
    services.finish(job, "done", outcome={"reports": 213, "said": said})
    page = text_of(mine, f"/jobs/{job.pk}/")
    assert "report seen" in page
    assert "report hidden" not in page
    assert "213" not in page
    assert "To the desk" in page


def test_every_kind_of_job_leads_to_a_page_that_is_there(archive: Archive, client_as: ClientAs) -> None:
    client = client_as("analyst")
    for name in ("intake", "reading", "linking", "people", "estimating", "findings"):
        assert client.get(reverse(kind_of(name).leads)).status_code == 200


def test_a_failure_says_why_and_runs_again_from_where_it_was(archive: Archive, client_as: ClientAs) -> None:
    client = client_as("documenter")
    job = taken(asked_by(archive, "cho"))
    services.note_progress(job, step="reading", done=131, total=214)
    services.finish(job, "failed", error="the disk is full: free some space")
    page = text_of(client, f"/jobs/{job.pk}/")
    assert "the disk is full" in page
    assert "Run again from 131" in page
    client.post(f"/jobs/{job.pk}/again/")
    job.refresh_from_db()
    assert job.state == "waiting"
    assert last_told()[:2] == ("job asked", f"job {job.pk}, reading, again")


def test_cancelled_by_who_asked_or_an_administrator_and_by_nobody_else(
    archive: Archive, client_as: ClientAs
) -> None:
    cho, dee, ada = (
        client_as("documenter"),
        client_as("analyst", name="dee"),
        client_as("administrator", name="ada"),
    )
    job = asked_by(archive, "cho")
    assert dee.post(f"/jobs/{job.pk}/cancel/").status_code == 404
    assert dee.post(f"/jobs/{job.pk}/again/").status_code == 404
    assert ada.post(f"/jobs/{job.pk}/cancel/").status_code == 302
    assert last_told()[:2] == ("job cancelled", f"job {job.pk}, reading")
    cho.post(f"/jobs/{job.pk}/cancel/")
    assert "has ended already" in text_of(cho, f"/jobs/{job.pk}/")
    assert client_as("reader", name="eve").get("/jobs/").status_code == 404
    assert cho.get("/jobs/99/").status_code == 404


def test_a_look_at_a_job_starts_a_process_where_none_is(
    archive: Archive, client_as: ClientAs, woken: list[str]
) -> None:
    job = asked_by(archive, "cho")
    text_of(client_as("documenter"), f"/jobs/{job.pk}/progress/")
    assert woken == ["cho"]


def test_an_empty_list_says_what_would_be_here(archive: Archive, client_as: ClientAs) -> None:
    assert "No jobs yet" in text_of(client_as("documenter"), "/jobs/")
