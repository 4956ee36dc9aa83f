import json
from pathlib import Path

import pytest
from tests.workspace.conftest import Add, Write

from saksi.archive import Layout
from saksi.intake.pool import Pool
from saksi.record import InvalidInput
from saksi.testing import a_report
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings import adding
from saksi.workspace.holdings.adding import add_documents
from saksi.workspace.holdings.models import Batch, Custody, Original, Report
from saksi.workspace.holdings.selectors import answerable
from saksi.workspace.holdings.storing import Part
from saksi.workspace.session import Archive


def many(folder: Path, number: int) -> Path:
    """Write one document with many reports."""
    lines = [
        a_report(f"Report number {n} of a long list.", id=f"r{n}", synthetic=True).model_dump_json()
        for n in range(number)
    ]
    file = folder / "many.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_every_byte_is_kept_and_the_text_becomes_a_report(archive: Archive, add: Add, write: Write) -> None:
    file = write()
    assert add(file).reports == 1
    original = Original.objects.get()
    with archive.originals.open(original.object_id) as kept:
        assert kept.read() == file.read_bytes()
    [report] = answerable().reports
    assert report.text == a_report().text


def test_custody_begins_with_the_receipt(archive: Archive, add: Add, write: Write) -> None:
    add(write())
    custody = Custody.objects.get()
    assert (custody.event, custody.actor, custody.sha256) == (
        "received",
        archive.code_of("ann"),
        Original.objects.get().sha256,
    )


def test_the_same_bytes_again_add_nothing(archive: Archive, add: Add, write: Write) -> None:
    file = write()
    add(file)
    entries = Entry.objects.count()
    again = add(file)
    assert (again.reports, again.known) == (0, 1)
    assert (Report.objects.count(), Original.objects.count(), Entry.objects.count()) == (1, 1, entries)


def test_the_same_text_in_another_file_is_a_marked_copy(archive: Archive, add: Add, write: Write) -> None:
    add(write("first"))
    assert add(write("second", url="https://isk.example/2")).duplicates == 1
    assert Report.objects.get(report_id="second").duplicate_of == "first"


def test_two_reports_of_one_id_are_told_apart_the_same_way_on_every_run(
    archive: Archive, add: Add, write: Write
) -> None:
    add(write("one"))
    add(write("one", text="Another text of the same name, from another day."))
    first, second = Report.objects.order_by("pk")
    assert first.report_id == "one"
    assert second.report_id == f"one-{second.key[:10]}"


def test_a_batch_is_at_most_fifty_rows_and_one_entry(archive: Archive, add: Add, tmp_path: Path) -> None:
    before = Entry.objects.count()
    assert add(many(tmp_path, 250)).reports == 250
    told = list(Entry.objects.filter(n__gt=before).order_by("n").values_list("object", flat=True))
    assert told == [f"{n} reports of 1 originals" for n in (50,) * 5]
    assert Batch.objects.get().done == 250


def test_others_get_their_turn_after_each_batch(archive: Archive, tmp_path: Path) -> None:
    pauses: list[float] = []
    add_documents(archive, paths=[many(tmp_path, 250)], pause=pauses.append)
    assert len(pauses) == 5
    assert all(0 < pause <= adding.PAUSE for pause in pauses)


def test_stopped_within_a_document_the_same_command_goes_on(
    archive: Archive, add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = many(tmp_path, 250)

    def stop(_seconds: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_documents(archive, paths=[file], pause=stop)
    assert Report.objects.count() == 50
    assert not Original.objects.get().complete
    assert verify(archive).code == 0
    assert add(file).reports == 200
    assert Report.objects.count() == 250
    assert Original.objects.get().complete


def test_a_bad_file_costs_its_own_line_only_and_its_bytes_are_kept(
    archive: Archive, add: Add, write: Write, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"text": 3', encoding="utf-8")
    done = add(bad, write())
    assert done.reports == 1
    [problem] = done.problems
    assert "bad.json" in problem.file
    assert "bytes are kept" in problem.reason
    assert Original.objects.get(name="bad.json").problem
    assert add(bad).known == 0  # a newer parser may read it: it is tried again
    assert verify(archive).code == 0


def test_an_archive_takes_reports_of_its_own_kind_only(archive: Archive, add: Add, write: Write) -> None:
    real = write("real", synthetic=False)
    done = add(real)
    assert (done.reports, len(done.problems)) == (0, 1)
    assert "invented" in done.problems[0].reason
    assert not Original.objects.exists()
    assert list(archive.originals.ids()) == []


def test_a_withdrawal_marks_the_report_whichever_comes_first(
    archive: Archive, add: Add, write: Write
) -> None:
    notice = "Isk Radio retracts its report of 20 March 2024. It was wrong."
    add(write("notice", text=notice, published="2024-04-02"))
    done = add(write("told", published="2024-03-20"))
    assert done.withdrawn == 1
    assert Report.objects.get(report_id="told").retracted_by == "notice"
    assert verify(archive).code == 0


def test_a_source_that_is_not_registered_gets_no_reports(archive: Archive, write: Write) -> None:
    with pytest.raises(InvalidInput, match="not registered"):
        add_documents(archive, paths=[write()], source="S-XXXXX")
    assert not Report.objects.exists()


def test_what_progress_counts_is_stored(archive: Archive, write: Write) -> None:
    seen: list[tuple[int, int]] = []
    files = [write(f"r{n}", text=f"The report of day {n}.") for n in range(3)]
    add_documents(
        archive,
        paths=files,
        pause=lambda _seconds: None,
        on_progress=lambda _step, done, of: seen.append((done, of)),
    )
    assert seen[-1] == (3, 3)


def test_claims_that_a_document_brings_are_not_taken_over(archive: Archive, add: Add, write: Write) -> None:
    file = write(claims=1)
    assert json.loads(file.read_text())["claims"]
    add(file)
    [report] = answerable().reports
    assert report.claims == ()
    assert report.read_by is None


def test_nothing_of_a_report_stands_in_clear_in_the_folder(
    archive: Archive, add: Add, write: Write, layout: Layout
) -> None:
    add(write(text="The canary word is heronwatcher, said twice: heronwatcher."))
    for file in layout.folder.rglob("*"):
        if file.is_file():
            assert b"heronwatcher" not in file.read_bytes(), file.name
            assert "isk" not in file.name


def test_what_a_kill_left_half_sealed_is_cleared_away(archive: Archive, add: Add, write: Write) -> None:
    archive.layout.arriving.mkdir(exist_ok=True)
    (archive.layout.arriving / "00ff.part").write_bytes(b"half")
    add(write())
    assert list(archive.layout.arriving.iterdir()) == []


def test_a_damaged_original_is_made_good_by_adding_its_document_again(
    archive: Archive, add: Add, write: Write
) -> None:
    file = write()
    add(file)
    sealed = archive.originals.path(Original.objects.get().object_id)
    sealed.write_bytes(sealed.read_bytes()[:-1])
    assert add(file).known == 1
    assert verify(archive).faults == []


def test_what_is_here_is_not_parsed_again(
    archive: Archive, add: Add, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write()
    add(file)
    monkeypatch.setattr(Pool, "_parsed", None)  # would fail if it were called
    assert add(file).known == 1


def test_documents_enter_in_their_order_though_several_are_parsed_at_once(
    archive: Archive, add: Add, write: Write
) -> None:
    names = [f"report-{n:02}" for n in range(12)]
    add(*(write(name, text=f"Two traders of stall {name} were seen.") for name in names))
    assert list(Report.objects.order_by("pk").values_list("report_id", flat=True)) == names


def test_an_original_is_on_the_disk_before_its_row(
    archive: Archive, add: Add, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stored(_archive: Archive, parts: list[Part], _prepared: object) -> list[Report]:
        assert all(archive.originals.path(part.document.receipt.object_id).exists() for part in parts)
        raise KeyboardInterrupt

    monkeypatch.setattr(adding, "store", stored)
    with pytest.raises(KeyboardInterrupt):
        add(write())
    assert verify(archive).leftovers == 1


@pytest.mark.parametrize("field", [{"title": "a\0b"}, {"note": {"kept": ["a\0b"]}}])
def test_a_zero_character_beside_the_text_is_refused_and_the_bytes_kept(
    archive: Archive, add: Add, write: Write, field: dict[str, object]
) -> None:
    told = add(write(**field))
    assert (told.reports, Report.objects.count()) == (0, 0)
    assert "zero character" in told.problems[0].reason
    assert "zero character" in (Original.objects.get().problem or "")
