"""`saksi demo`: what it prints, and when it asks."""

import io
from pathlib import Path

import pytest
from tests.cli.conftest import Run


def test_it_prints_what_it_found_what_to_open_and_the_next_command(run: Run, reports: Path) -> None:
    done = run("demo", "--reports", reports, "--output", "made")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "1 report: 1 of unknown language."  # one sentence is too short to tell
    assert "1 claim suggested, none reviewed" in lines[1]
    opened = next(line for line in lines if line.startswith("Open"))
    assert Path(opened.split()[1]).is_file()
    assert any(line.startswith("Next") for line in lines)
    assert done.err == ""


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1), ("", 1)])
def test_it_asks_before_it_writes_into_a_folder_that_is_not_empty(
    run: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "notes.txt").write_text("mine", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    done = run("demo", "--reports", reports, "--output", "made")
    assert done.code == code
    assert "made is not empty" in done.err
    assert (tmp_path / "made" / "findings.html").is_file() == (code == 0)
    assert (tmp_path / "made" / "notes.txt").is_file()


def test_with_yes_it_never_asks(
    run: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "notes.txt").write_text("mine", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", None)
    assert run("demo", "--reports", reports, "--output", "made", "--yes").code == 0


def test_files_that_were_not_read_are_named(run: Run, reports: Path) -> None:
    (reports / "empty.txt").touch()
    done = run("demo", "--reports", reports, "--output", "made")
    assert done.code == 0
    assert "empty.txt: the file is empty" in done.err
