"""Runs the command inside the test's process: its exit code, and what it says where."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from saksi.archive import Cost
from saksi.cli import archive_setup, main
from saksi.testing import TEXT

ANN, BEN = "seven grey herons wade", "nine red kites circle"


class Outcome(NamedTuple):
    """What a command did: exit code, results, messages."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Return a function that runs `saksi` with these words in an empty working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)  # the command sets its own

    def saksi(*words: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["saksi", *map(str, words)])
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        return Outcome(code, *capsys.readouterr())

    return saksi


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Return a folder with one report of one claim."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key slots cost little, and nobody sits at the terminal."""
    monkeypatch.setattr(archive_setup, "cost", lambda **_: Cost(memory_kib=64, passes=1, lanes=1))
    monkeypatch.delenv("SAKSI_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A passphrase file for ann, named by the variable."""
    file = tmp_path / "ann.txt"
    file.write_text(ANN + "\n")
    both = tmp_path / "both.txt"
    both.write_text(f"{ANN}\n{BEN}\n")
    return file


@pytest.fixture
def made(run: Run, words: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    done = run(
        "new", "arch", "--synthetic", "--holder", "ann", "--holder", "ben", "--passphrase-file", "both.txt"
    )
    assert done.code == 0, done.err
    monkeypatch.setenv("SAKSI_PASSPHRASE_FILE", str(words))
    return Path("arch")


@pytest.fixture
def filled(run: Run, made: Path) -> Path:
    folder = Path("in")
    folder.mkdir()
    report = {"id": "one", "text": TEXT, "synthetic": True, "outlet": "Isk Radio", "published": "2024-03-20"}
    (folder / "one.json").write_text(json.dumps(report))
    done = run("add", made, folder)
    assert done.code == 0, done.err
    assert "1 report of 1 document added" in done.err
    return made
