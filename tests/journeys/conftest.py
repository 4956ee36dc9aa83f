"""What journeys share: the command as a user runs it, one demo, and a browser without network."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.conftest import needed
from tests.journeys.archives import WORDS, Place, reports
from tests.journeys.commands import saksi

from saksi.record import Report
from saksi.workflows.files import load_reports

if TYPE_CHECKING:
    from tests.journeys.desks import Desk

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Return the folder of one demo on the samples, and what the command said."""
    folder = tmp_path_factory.mktemp("journey")
    done = saksi("demo", "--yes", "--output", "demo", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "demo", done


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield Chromium from the system; it has no network to go to and is not asked to."""
    if not CHROMIUM.exists():
        needed("Chromium is absent: scripts/debian-packages installs it")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Make an archive of ann and ben, with three reports read and a backup."""
    place = Place(tmp_path_factory.mktemp("archive"))
    for name, word in WORDS.items():
        (place.folder / f"{name}.word").write_text(word + "\n")
    (place.folder / "both.word").write_text("\n".join(WORDS.values()) + "\n")
    reports(place.folder / "in", 3)
    people = ("--holder", "ann", "--holder", "ben", "--small-laptop", "--synthetic")
    for words in (
        ("new", "arch", *people, "--passphrase-file", "both.word"),
        ("add", "arch", "in"),
        ("read", "arch"),
        ("backup", "arch", "b.saksi"),
    ):
        done = place.saksi(*words)
        assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def place(first: Place, tmp_path: Path) -> Place:
    """Copy the first archive and all that lies beside it."""
    shutil.copytree(first.folder, tmp_path / "place")
    return Place(tmp_path / "place")


@pytest.fixture(scope="session")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive that the tests of the reading desk work on."""
    from tests.journeys.desks import make_mill  # noqa: PLC0415 - only who needs it loads Django

    return make_mill(tmp_path_factory.mktemp("mill"))


@pytest.fixture
def desk(mill: Path, tmp_path: Path, browser: Browser) -> Iterator["Desk"]:
    """Serve a copy of it in this process, and sign people in."""
    from tests.journeys.desks import serve_desk  # noqa: PLC0415 - only who needs it loads Django

    shutil.copytree(mill, tmp_path / "archive")
    yield from serve_desk(tmp_path / "archive", browser)


@pytest.fixture(scope="session")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run `saksi read` on the bare reports, without the annotators' claims, and `saksi findings`."""
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "reports").mkdir()
    for name in ("seeds", "real"):
        for path in sorted((shared / "data/claims" / name).glob("*.json")):
            report = json.loads(path.read_text(encoding="utf-8"))
            report.pop("claims")
            (folder / "reports" / path.name).write_text(json.dumps(report), encoding="utf-8")
    done = saksi("read", "reports", "--output-dir", "read", "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    [result] = json.loads(done.stdout)["results"]
    assert (result["reports"], result["problems"]) == (12, [])
    assert saksi("findings", "read", "--output", "out", folder=folder).returncode == 0
    return folder


@pytest.fixture(scope="session")
def as_read(seeds: Path) -> dict[str, Report]:
    """Return those reports as Saksi has read them, by id."""
    return {report.id: report for report in load_reports(seeds / "read")}
