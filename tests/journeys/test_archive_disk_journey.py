"""Disks that are full, read-only or damaged, by real commands: told in one line, and nothing is lost."""

import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.journeys.archives import Place, flip, reports

MANY = 80  # reports: more than the small disks below hold
ROOM = 180  # kilobytes that are left
Done = subprocess.CompletedProcess[str]


def ran(*words: str | Path) -> bool:
    return (
        subprocess.run(["/usr/bin/env", *map(str, words)], capture_output=True, check=False).returncode == 0
    )


class Disk:
    """A small disk of its own with the archive on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def change(self, options: str) -> None:
        assert ran("mount", "-o", f"remount,{options}", self.folder)


@contextmanager
def disk(folder: Path, kilobytes: int) -> Iterator[Disk]:
    """Lend a small disk, where the right to mount one is there."""
    folder.mkdir()
    if not ran("mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder):
        pytest.skip("no right to mount a small disk here; a limit on files is met in tests/workspace")
    try:
        yield Disk(folder)
    finally:
        assert ran("umount", folder)


def used(folder: Path) -> int:
    """Kilobytes that the files of a folder take, a page at least each."""
    return sum(-(-path.stat().st_size // 4096) * 4 for path in folder.rglob("*") if path.is_file())


def told(done: Done, *says: str) -> None:
    """The command says in one line what is the matter, and no program's words."""
    assert done.returncode == 1, done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("saksi: ")
    assert any(say in last for say in says), last
    assert "Traceback" not in done.stderr
    assert "unforeseen" not in done.stderr


def found(place: Place, archive: str) -> int:
    done = place.saksi("search", archive, "traders", "--limit", str(2 * MANY))
    assert done.returncode == 0, done.stderr
    return int(done.stderr.split()[0])


@pytest.mark.parametrize("work", ["add", "read"])
def test_a_full_disk_stops_the_work_and_with_more_room_the_same_command_ends_it(
    place: Place, work: str
) -> None:
    many = reports(place.folder / "many", MANY)
    words = {"add": ("add", "full/arch", str(many)), "read": ("read", "full/arch")}[work]
    if work == "read":
        assert place.saksi("add", "arch", str(many)).returncode == 0
    with disk(place.folder / "full", used(place.folder / "arch") + ROOM) as small:
        shutil.copytree(place.folder / "arch", small.folder / "arch")
        told(place.saksi(*words), "disk is full", "no space left")
        sound = place.saksi("verify", "full/arch")
        assert sound.returncode == 0, sound.stderr
        small.change("size=200m")
        done = place.saksi(*words)
        assert done.returncode == 0, done.stderr
        assert found(place, "full/arch") == MANY + 3


def test_a_read_only_disk_is_read_and_verified_and_says_that_it_takes_nothing(place: Place) -> None:
    reports(place.folder / "more", 2)
    with disk(place.folder / "fixed", used(place.folder / "arch") + 4_000) as stick:
        shutil.copytree(place.folder / "arch", stick.folder / "arch")
        stick.change("ro")
        told(place.saksi("add", "fixed/arch", "more"), "read-only")
        told(place.saksi("findings", "fixed/arch", "--output", "out"), "read-only")
        assert not (place.folder / "out").exists()  # nothing leaves without its entry
        assert found(place, "fixed/arch") == 3
        sound = place.saksi("verify", "fixed/arch")
        assert (sound.returncode, "could not be noted" in sound.stderr) == (0, True), sound.stderr
        stick.change("rw")
        assert place.saksi("add", "fixed/arch", "more").returncode == 0
        assert found(place, "fixed/arch") == 5


@pytest.mark.parametrize("work", [("add", "arch", "more"), ("search", "arch", "traders")])
def test_damaged_pages_stop_the_work_by_name_and_a_backup_goes_on(
    place: Place, work: tuple[str, ...]
) -> None:
    reports(place.folder / "more", 2)
    database = place.folder / "arch" / "record.db"
    place.sql()
    size = database.stat().st_size
    for page in range(1, size // 4096, 2):  # every other page: whatever the command needs
        flip(database, (page * 4096 + 99) / size)
    damaged = database.read_bytes()
    told(place.saksi(*work), "damaged")
    assert database.read_bytes() == damaged
    verdict = place.saksi("verify", "arch")
    assert (verdict.returncode, "record.db" in verdict.stderr) == (1, True)
    shutil.rmtree(place.folder / "arch")
    assert place.saksi("restore", "b.saksi", "arch").returncode == 0
    assert place.saksi(*work).returncode == 0


def test_a_limit_on_files_stops_adding_as_a_full_disk_does(place: Place) -> None:
    """Where no small disk can be had, this is met: no file may be larger than what the first batch writes."""
    many = reports(place.folder / "many", MANY)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    told(place.limited(limited, "add", "arch", str(many)), "check disk and space", "file too large")
    assert place.saksi("add", "arch", str(many)).returncode == 0
    assert place.saksi("verify", "arch").returncode == 0
    assert found(place, "arch") == MANY + 3
