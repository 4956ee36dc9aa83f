from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from tests.workspace.conftest import Add, Made, Write, last_entry

from saksi.archive import Damaged
from saksi.archive.backup import restore_backup
from saksi.record import InvalidInput
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.custody import export_original, history_of, holders, note_round
from saksi.workspace.holdings.keeping import back_up, verify_restored
from saksi.workspace.holdings.models import Original, Round
from saksi.workspace.holdings.vault import Details, register_source, withdraw_source
from saksi.workspace.session import Archive, opened


def events(report_id: str) -> list[str]:
    return [step.event for step in history_of(report_id).steps]


def test_each_thing_is_noted_where_it_happens(
    archive: Archive, add: Add, write: Write, tmp_path: Path, made: Made
) -> None:
    add(write("one"))
    note_round(archive, "verified")
    assert back_up(archive, file=tmp_path / "b.saksi").noted
    add(write("two", text="Another day in Corrow."))
    assert events("one") == ["received", "verified", "backed_up"]
    assert events("two") == ["received"]  # it was not there yet
    layout = restore_backup(tmp_path / "b.saksi", tmp_path / "restored")
    assert verify_restored(layout, made.keys, actor="ben").code == 0
    with opened(layout, made.keys) as restored:
        assert events("one") == ["received", "verified", "restored"]
        assert history_of("one").steps[-1].actor == restored.code_of("ben")
        assert verify(restored).code == 0
    assert verify(archive).code == 0


def test_a_part_covers_its_originals_alone(archive: Archive, add: Add, write: Write) -> None:
    add(*(write(f"r{n}", text=f"Day {n} in Corrow.") for n in range(5)))
    note_round(archive, "verified", subset=(2, 3))
    covered = {row.pk for row in Original.objects.all() if "verified" in events(row.reports.get().report_id)}
    assert covered == {row.pk for row in Original.objects.all() if row.pk % 3 == 2}
    assert Round.objects.get().n_originals == len(covered) == 2
    assert verify(archive, subset=(2, 3)).originals == 2


def test_a_round_over_many_originals_is_one_row_and_one_entry(
    archive: Archive, add: Add, write: Write
) -> None:
    add(*(write(f"r{n}", text=f"Day {n} in Corrow.") for n in range(5)))
    before = Entry.objects.count()
    note_round(archive, "verified")
    end = last_entry()
    assert (Entry.objects.count() - before, end.object, len(bytes(end.notes))) == (1, "5 originals", 41)


def test_an_archive_without_originals_has_nothing_to_note(archive: Archive) -> None:
    before = Entry.objects.count()
    assert note_round(archive, "verified")
    assert Entry.objects.count() == before


def test_where_the_record_cannot_be_written_it_is_said_and_nothing_fails(
    archive: Archive, add: Add, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> int:
        raise OperationalError("attempt to write a readonly database")

    add(write("one"))
    monkeypatch.setattr("saksi.workspace.holdings.custody.log.record", refuses)
    assert not note_round(archive, "verified")
    assert not Round.objects.exists()


def test_an_original_that_is_taken_out_has_that_in_its_custody_first(
    archive: Archive, add: Add, write: Write, tmp_path: Path
) -> None:
    file = write("one")
    add(file)
    found = export_original(archive, report_id="one", file=tmp_path / "out.json")
    assert (tmp_path / "out.json").read_bytes() == file.read_bytes()
    assert [step.event for step in found.steps] == ["received", "exported"]
    assert (tmp_path / "out.json").stat().st_mode & 0o077 == 0
    end = last_entry()
    assert (end.action, end.object) == ("exported", "original 1")
    assert verify(archive).code == 0


def test_a_damaged_original_is_not_handed_out(
    archive: Archive, add: Add, write: Write, tmp_path: Path
) -> None:
    add(write("one"))
    path = archive.originals.path(Original.objects.get().object_id)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Damaged):
        export_original(archive, report_id="one", file=tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()
    assert events("one") == ["received"]


def test_nothing_of_a_withdrawn_source_is_handed_out(
    archive: Archive, add: Add, write: Write, tmp_path: Path
) -> None:
    source = register_source(archive, details=Details(name="Mirela Osvaldt"), grantees=["ann"])
    add(write("one"), source=source.code)
    withdraw_source(archive, code=source.code, reason="she asked for it on the phone")
    with pytest.raises(InvalidInput, match="withdrew consent"):
        export_original(archive, report_id="one", file=tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()


def test_a_report_that_is_not_there_has_no_custody(archive: Archive) -> None:
    with pytest.raises(InvalidInput, match="no report has this id"):
        history_of("nothing")


def test_codes_tell_an_insider_who_it_was_and_nobody_else(archive: Archive, made: Made) -> None:
    code = archive.code_of("ann")
    assert holders(archive) == {code: "ann", archive.code_of("ben"): "ben"}
    assert code != archive.code_of("ben")
    assert "ann" not in code.lower()
    other = Archive(archive.layout, type(made.keys)(made.keys.archive_id, bytes(32)))
    assert other.code_of("ann") != code  # it takes the key to tell
    assert archive.code_of("") == ""


def test_rounds_are_written_once(archive: Archive, add: Add, write: Write) -> None:
    add(write("one"))
    note_round(archive, "verified")
    for statement in ("UPDATE holdings_round SET event='restored'", "DELETE FROM holdings_round"):
        with (
            pytest.raises(Exception, match="append, never change"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_round_that_was_changed_past_saksi_is_found(archive: Archive, add: Add, write: Write) -> None:
    add(write("one"))
    note_round(archive, "verified")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER holdings_round_UPDATE_refused")
        cursor.execute("UPDATE holdings_round SET actor='K-EVE'")
    assert verify(archive).faults[0].object == "round 1"
