"""Adding reports from a page: sealed at once, taken in by a job; bad input is explained, nothing is lost."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.workspace.conftest import ClientAs
from tests.workspace.holdings.pages import faults, last_told, put_report, said_by, text_of

from saksi.testing import a_report
from saksi.workspace.accounts.cases import open_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.models import Entry
from saksi.workspace.drafts.models import Draft
from saksi.workspace.holdings.models import Custody, Original, Report
from saksi.workspace.holdings.work import take_in
from saksi.workspace.jobs.models import Job
from saksi.workspace.session import Archive


def upload(n: int = 1, text: str = "") -> SimpleUploadedFile:
    report = a_report(text or f"Two traders of stall {n} were seen.", id=f"isk-{n}", synthetic=True)
    return SimpleUploadedFile(f"isk-{n}.json", report.model_dump_json(by_alias=True).encode())


def done(archive: Archive, job: Job) -> dict[str, Any]:
    """Do the job here; return its outcome."""
    return dict(take_in(archive, job.settings, lambda *_: None))


def test_files_are_sealed_with_one_entry_and_their_reports_come_by_a_job(
    archive: Archive, client_as: ClientAs, woken: list[str]
) -> None:
    client = client_as("documenter")
    answer = client.post("/intake/", {"files": [upload(1), upload(2)], "read": "1"})
    intake, reading = Job.objects.order_by("pk")
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{intake.pk}/")
    assert (intake.kind, intake.asked_by, reading.kind) == ("intake", "cho", "reading")
    assert woken == ["cho"]
    assert [each.action for each in Entry.objects.order_by("n")][-3:] == [
        "received",
        "job asked",
        "job asked",
    ]
    assert Report.objects.count() == 0
    assert Custody.objects.filter(event="received", actor=archive.code_of("cho")).count() == 2
    outcome = done(archive, intake)
    assert (outcome["files"], outcome["reports"], outcome["failed"]) == (2, 2, 0)
    assert faults(archive) == []


def test_nothing_of_an_upload_lies_on_the_disk_in_clear(
    archive: Archive, client_as: ClientAs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    words = "herons over the grain depot " * 200_000  # 5 MB: Django's own handlers write that to a file
    file = SimpleUploadedFile("large.txt", words.encode())
    client_as("documenter").post("/intake/", {"files": [file]})
    assert Original.objects.get().size == len(words)
    held = b"herons over the grain depot"
    assert not any(held in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_a_pasted_text_becomes_a_report(archive: Archive, client_as: ClientAs) -> None:
    client_as("documenter").post("/intake/", {"text": "세 사람이 체포되었다고 소식통이 전했다.\r\n끝."})
    original, job = Original.objects.get(), Job.objects.get()
    assert original.name.startswith("pasted-")
    with archive.originals.open(original.object_id) as sealed:
        assert sealed.read().decode() == "세 사람이 체포되었다고 소식통이 전했다.\n끝."
    assert job.settings == {"originals": [original.pk], "case": None}


@pytest.mark.parametrize(
    ("sent", "why"),
    [({}, "no file arrived"), ({"text": "  \n "}, "no file arrived")],
)
def test_nothing_sent_is_explained_and_asks_for_no_job(
    archive: Archive, client_as: ClientAs, sent: dict[str, str], why: str
) -> None:
    answer = client_as("documenter").post("/intake/", sent)
    assert answer.status_code == 400
    assert why in said_by(answer.content.decode())
    assert not Job.objects.exists()


def test_bytes_that_are_here_already_are_said_to_be(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    put_report(archive, tmp_path, "isk-1")
    file = SimpleUploadedFile("again.json", (tmp_path / "isk-1.json").read_bytes())
    answer = client_as("documenter").post("/intake/", {"files": [file]})
    assert "in the archive already" in said_by(answer.content.decode())
    assert not Job.objects.exists()


def test_a_file_over_the_limit_is_named_and_the_others_go_on(
    archive: Archive, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAKSI_INTAKE_MAX_BYTES", "1000")
    client = client_as("documenter")
    large = SimpleUploadedFile("large.txt", b"x" * 1_001)
    empty = SimpleUploadedFile("empty.txt", b"")
    answer = client.post("/intake/receive/", {"files": [large, upload(1), empty]})
    first, second, third = answer.json()["files"]
    assert "over 1,000 bytes" in first["problem"]
    assert second["original"] == Original.objects.get().pk
    assert "empty" in third["problem"]


def test_groups_that_were_sealed_before_are_taken_in_together(archive: Archive, client_as: ClientAs) -> None:
    client = client_as("documenter")
    keys = [
        client.post("/intake/receive/", {"files": [upload(n)]}).json()["files"][0]["original"] for n in (1, 2)
    ]
    client.post("/intake/", {"originals": [str(key) for key in keys]})
    assert Job.objects.get().settings["originals"] == keys


def test_what_was_sealed_before_the_sending_broke_off_is_offered_and_taken_in(
    archive: Archive, client_as: ClientAs
) -> None:
    client = client_as("documenter")
    client.post("/intake/receive/", {"files": [upload(1)]})
    assert "1 file of yours was sealed" in text_of(client, "/intake/")
    assert "sealed before" not in text_of(client_as("documenter", name="dee"), "/intake/")
    client.post("/intake/waiting/")
    assert Job.objects.get().settings["originals"] == [Original.objects.get().pk]
    done(archive, Job.objects.get())
    assert "sealed before" not in text_of(client, "/intake/")


def test_nobody_takes_in_what_another_has_sealed(archive: Archive, client_as: ClientAs) -> None:
    key = (
        client_as("documenter")
        .post("/intake/receive/", {"files": [upload(1)]})
        .json()["files"][0]["original"]
    )
    answer = client_as("documenter", name="dee").post("/intake/", {"originals": [str(key)]})
    assert answer.status_code == 400
    assert not Job.objects.exists()


def test_a_file_without_a_report_keeps_its_bytes_and_says_why(archive: Archive, client_as: ClientAs) -> None:
    client = client_as("documenter")
    client.post("/intake/", {"files": [SimpleUploadedFile("broken.pdf", b"no pdf at all")]})
    outcome = done(archive, Job.objects.get())
    assert outcome["failed"] == 1
    assert Original.objects.get().problem is not None
    [[file, why]] = outcome["said"]
    assert file == "broken.pdf"
    assert "Its bytes are kept" in why
    client.post("/intake/receive/", {"files": [SimpleUploadedFile("broken.pdf", b"no pdf at all")]})
    assert Original.objects.get().problem is None  # it is tried again


def test_a_report_of_the_other_kind_is_refused_with_its_bytes_kept(
    archive: Archive, client_as: ClientAs
) -> None:
    real = a_report("Two traders were seen.", id="real-1").model_dump_json(by_alias=True).encode()
    client_as("documenter").post("/intake/", {"files": [SimpleUploadedFile("real.json", real)]})
    outcome = done(archive, Job.objects.get())
    assert (outcome["reports"], outcome["failed"]) == (0, 1)
    assert faults(archive) == []


def test_into_a_case_reports_come_unseen_by_others(archive: Archive, client_as: ClientAs) -> None:
    cho, dee = client_as("documenter"), client_as("documenter", name="dee")
    case = open_case(archive, label="Depot", team=[Member.objects.get(name="cho")])
    cho.post("/intake/", {"files": [upload(1)], "case": str(case.pk)})
    done(archive, Job.objects.get())
    assert "isk-1" in text_of(cho, "/reports/")
    assert "isk-1" not in text_of(dee, "/reports/")
    text_of(dee, "/reports/isk-1/", status=404)


def test_into_a_foreign_case_nothing_goes(archive: Archive, client_as: ClientAs) -> None:
    client_as("documenter", name="dee")
    case = open_case(archive, label="Depot", team=[Member.objects.get(name="dee")])
    answer = client_as("documenter").post("/intake/", {"files": [upload(1)], "case": str(case.pk)})
    assert answer.status_code == 400
    assert "not yours" in said_by(answer.content.decode())
    assert not Job.objects.exists()


@pytest.mark.parametrize("role", ["reader", "analyst", "reviewer", "keeper", "administrator"])
def test_who_does_not_add_finds_no_such_page(archive: Archive, client_as: ClientAs, role: str) -> None:
    client = client_as(role, name="eve")
    assert client.get("/intake/").status_code == 404
    assert client.post("/intake/", {"text": "words"}).status_code == 404
    assert client.post("/intake/receive/", {"files": [upload(1)]}).status_code == 404
    assert not Original.objects.exists()


def test_unread_reports_are_read_by_a_job(archive: Archive, client_as: ClientAs, tmp_path: Path) -> None:
    put_report(archive, tmp_path, "isk-1")
    client = client_as("analyst")
    assert "1 report waits to be read" in text_of(client, "/reports/")
    client.post("/intake/read/")
    job = Job.objects.get()
    assert (job.kind, last_told()[:2]) == ("reading", ("job asked", f"job {job.pk}, reading"))
    assert client_as("reader", name="eve").post("/intake/read/").status_code == 404


def test_a_report_that_is_being_pasted_is_there_again_until_it_is_added(
    client_as: ClientAs, woken: list[str]
) -> None:
    client, words = client_as("documenter"), "Two traders of stall 9 were seen."
    assert client.post("/intake/draft/", {"draft": "pasted", "text": words}).status_code == 204
    assert words in text_of(client, "/intake/")
    assert words not in text_of(client_as("documenter", name="dae"), "/intake/")
    assert client_as("reader", name="eve").post("/intake/draft/", {"text": words}).status_code == 404
    client.post("/intake/", {"text": words})
    assert not Draft.objects.exists()
    client.post("/intake/draft/", {"draft": "pasted", "text": words})
    client.post("/intake/draft/drop/")
    assert not Draft.objects.exists()
