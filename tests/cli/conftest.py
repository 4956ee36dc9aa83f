"""Runs the command inside the test's process: its exit code, and what it says where."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from saksi.cli import main
from saksi.testing import TEXT


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
