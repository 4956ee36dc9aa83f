"""A dossier on files: all forms, by name in any script, and an issued one stays."""

from datetime import date
from pathlib import Path

import pytest

from saksi.record import InvalidInput, Report
from saksi.testing import a_claim, a_report
from saksi.workflows.findings_dossier import About, write_dossier

FILES = {"dossier.json", "dossier.en.html", "dossier.ko.html", "dossier.en.pdf", "dossier.ko.pdf"}


def reports() -> list[Report]:
    wen = {"text": "Pak Chol-su", "name": "Pak Chol-su", "type": "individual"}
    return [
        a_report(id="a", claims=[a_claim(victim=wen), a_claim(id="c2")]),
        a_report(id="b", claims=[a_claim(act="torture")]),
    ]


def test_all_forms_are_written_and_each_has_its_hash(tmp_path: Path) -> None:
    done = write_dossier(reports(), About(case=("a",)), tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES
    assert done.files.keys() == FILES
    assert done.dossier.issued is None


def test_a_name_is_found_in_another_script(tmp_path: Path) -> None:
    done = write_dossier(reports(), About(person="박철수"), tmp_path / "out")
    assert [e.ref.claim_id for s in done.dossier.sections for e in s.entries] == ["c1"]


def test_an_event_is_linked_on_the_way(tmp_path: Path) -> None:
    done = write_dossier(reports(), About(case=("a",)), tmp_path / "out")
    event = done.dossier.sections[0].entries[0].event
    again = write_dossier(reports(), About(event=event), tmp_path / "event")
    assert again.dossier.kind == "event"


def test_an_issued_dossier_is_not_written_over(tmp_path: Path) -> None:
    day = date(2024, 5, 1)
    first = write_dossier(reports(), About(case=("a",)), tmp_path / "out", day=day)
    before = (tmp_path / "out" / "dossier.en.pdf").read_bytes()
    same = write_dossier(reports(), About(case=("a",)), tmp_path / "out", day=day)
    assert same.files == first.files
    with pytest.raises(InvalidInput, match="was issued: it stays"):
        write_dossier(reports(), About(case=("b",)), tmp_path / "out", day=day)
    assert (tmp_path / "out" / "dossier.en.pdf").read_bytes() == before


def test_an_issued_dossier_that_was_changed_is_named_as_such(tmp_path: Path) -> None:
    write_dossier(reports(), About(case=("a",)), tmp_path / "out", day=date(2024, 5, 1))
    data = tmp_path / "out" / "dossier.json"
    data.write_text(data.read_text(encoding="utf-8").replace("two traders", "six traders"), encoding="utf-8")
    with pytest.raises(InvalidInput, match="has been changed since"):
        write_dossier(reports(), About(case=("b",)), tmp_path / "out")


def test_a_file_that_is_no_dossier_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "dossier.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InvalidInput, match="is no dossier"):
        write_dossier(reports(), About(case=("a",)), tmp_path)
