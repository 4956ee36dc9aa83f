"""What journeys share: the command as a user runs it, one demo, and a browser without network."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.conftest import needed

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
PATIENCE = 240  # seconds: a command that takes longer hangs


def saksi(*words: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in its own process and folder, without the settings of whoever runs the tests."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SAKSI_")}
    return subprocess.run(
        [sys.executable, "-m", "saksi", *map(str, words)],
        cwd=folder,
        env={**bare, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
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
