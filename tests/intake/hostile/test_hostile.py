"""Files that mean harm: each changes nothing but its own line."""

import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.intake.hostile.files import hostile_files
from tests.intake.made import CANARY, Hostile

from saksi.intake import Intake, IntakeSettings, take_in

LIMITS = IntakeSettings(max_seconds=20)
GOOD = "Soldiers arrested twelve teachers in the town of Ardel on Monday, two residents said.\n"
NAMES = [hostile.name for hostile in hostile_files(0)]
HEAVIEST = ("ratio.zip", "bomb.docx", "bomb.pdf", "count.zip", "wide.csv", "rows.csv")
MOST_GROWTH = 400_000_000  # bytes of our own process, for all files together


@pytest.fixture(scope="module")
def home() -> Iterator[socket.socket]:
    """Where a document would call home."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture(scope="module")
def files(home: socket.socket) -> dict[str, Hostile]:
    return {hostile.name: hostile for hostile in hostile_files(home.getsockname()[1])}


def test_there_are_many_and_each_has_its_own_name() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 45


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_changes_nothing_but_its_own_line(
    name: str, files: dict[str, Hostile], home: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = files[name]
    for good in ("a-first.txt", "z-last.txt"):
        (tmp_path / good).write_text(f"{good} {GOOD}")
    alone = take_in([tmp_path], settings=LIMITS)
    (tmp_path / name).write_bytes(hostile.data)
    monkeypatch.chdir(tmp_path)
    before = _everything(tmp_path.parent)
    taken = take_in([tmp_path], settings=LIMITS)

    others = [report for report in taken.reports if report.original and report.original.name != name]
    assert others == list(alone.reports)
    lines = [line.file for line in (*taken.problems, *taken.skipped)] + [note.file for note in taken.notes]
    assert all(_of(line, name) for line in lines)
    assert CANARY not in _said(taken)
    assert not any("root:" in report.text for report in taken.reports), "a file of the machine was read"
    assert _everything(tmp_path.parent) == before, "something was written"
    with pytest.raises(BlockingIOError):
        home.accept()
    reasons = [problem.reason for problem in (*taken.problems, *taken.skipped)]
    if hostile.why is None:
        assert len(taken.reports) > len(others), reasons
    else:
        assert any(_matches(hostile.why, reason) for reason in reasons), reasons
    assert not any("stopped after" in reason for reason in reasons), "it is refused before the time is over"


def test_our_own_memory_hardly_grows_with_the_heaviest(files: dict[str, Hostile], tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in HEAVIEST:
        (tmp_path / name).write_bytes(files[name].data)
    taken = take_in([tmp_path], settings=LIMITS)
    assert {Path(problem.file.partition(", ")[0]).name for problem in taken.problems} == set(HEAVIEST)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MOST_GROWTH


def _of(file: str, name: str) -> bool:
    return Path(file.partition(", ")[0]).name == name


def _said(taken: Intake) -> str:
    lines = [problem.reason for problem in (*taken.problems, *taken.skipped)] + [
        note.note for note in taken.notes
    ]
    return "\n".join(lines)


def _matches(why: str, reason: str) -> bool:
    return any(words in reason for words in why.split("|"))


def _everything(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }
