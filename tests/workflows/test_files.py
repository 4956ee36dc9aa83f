"""Files are whole or not there, whatever the disk does."""

import errno
import os
from pathlib import Path

import pytest

from saksi.record import InvalidInput, dump_report
from saksi.testing import a_claim, a_report
from saksi.workflows import Settings
from saksi.workflows.files import MANIFEST, load_reports, provenance, remove, write_text


def test_a_file_is_written_as_utf8_with_plain_line_ends_and_its_folder_is_made(tmp_path: Path) -> None:
    file = tmp_path / "new" / "words.txt"
    write_text(file, "북쪽\nnorth\n")
    assert file.read_bytes() == "북쪽\nnorth\n".encode()
    assert [path.name for path in file.parent.iterdir()] == ["words.txt"]


@pytest.mark.parametrize("step", ["os.replace", "pathlib.Path.write_bytes"])
def test_a_full_disk_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "words.txt"
    write_text(file, "old")

    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(step, full)
        with pytest.raises(InvalidInput, match=r"words\.txt cannot be written: no space left"):
            write_text(file, "new")
    assert file.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["words.txt"]


def test_where_the_folder_is_a_file_the_answer_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"words\.txt cannot be written"):
        write_text(tmp_path / "out" / "words.txt", "new")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "a file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(InvalidInput, match="permission denied"):
            write_text(tmp_path / "words.txt", "new")
    finally:
        tmp_path.chmod(0o700)


def test_what_is_gone_is_removed_without_a_word_and_a_folder_is_not_removed(tmp_path: Path) -> None:
    remove(tmp_path / "gone.txt")
    (tmp_path / "folder").mkdir()
    with pytest.raises(InvalidInput, match=r"folder of an earlier run cannot be removed"):
        remove(tmp_path / "folder")


def test_reports_are_loaded_by_id_and_nothing_else_is(tmp_path: Path) -> None:
    for id_ in ("b", "a"):
        (tmp_path / f"{id_}.json").write_text(dump_report(a_report(id=id_)), encoding="utf-8")
    for other in (MANIFEST, ".c.json", ".d.json.part", "notes.txt"):
        (tmp_path / other).write_text("{}", encoding="utf-8")
    assert [report.id for report in load_reports(tmp_path)] == ["a", "b"]


def test_a_missing_or_empty_folder_is_refused_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="holds no read reports: run `saksi read"):
        load_reports(tmp_path)
    with pytest.raises(InvalidInput, match="is no folder"):
        load_reports(tmp_path / "absent")


def test_a_broken_report_is_named_and_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{"id": "x", "text": 3, "outlet": "Odran Vell"}', encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"broken\.json: text") as refused:
        load_reports(tmp_path)
    assert "Odran" not in str(refused.value)


def test_the_input_hash_is_of_ids_and_texts_in_any_order() -> None:
    one, two = a_report(id="one"), a_report("Other words.", id="two")
    both = provenance(Settings(), [one, two])
    assert both == provenance(Settings(), [two, one.model_copy(update={"claims": (a_claim(),)})])
    changed = provenance(Settings(), [one, two.model_copy(update={"text": "Other word."})])
    assert changed["input_sha256"] != both["input_sha256"]
    assert both["versions"]["saksi"]
    assert both["settings"] == Settings().as_dict()
