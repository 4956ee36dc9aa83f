"""A workspace as people use it: `saksi serve` in a process of its own, a browser that signs in."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page
from tests.journeys.archives import WORDS

ADDRESS = re.compile(r"http://localhost:\d+")


@contextmanager
def serving(folder: Path, archive: str = "arch") -> Iterator[str]:
    """Serve an archive on a free port; yield the address that the command prints."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SAKSI_")}
    with subprocess.Popen(
        [sys.executable, "-m", "saksi", "serve", archive, "--port", "0"],
        cwd=folder, env=bare, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stderr is not None
        try:
            found = ADDRESS.search(process.stderr.readline())
            assert found, "the command prints no address"
            yield found[0]
        finally:
            process.terminate()
            said = process.stderr.read()
    assert "Ended; the archive is locked." in said
    assert "fault" not in said


def sign_in(page: Page, address: str, name: str = "ann") -> None:
    """Unlock the archive, or sign in to it, as one of its people."""
    page.goto(f"{address}/unlock/")
    page.fill("#name", name)
    page.fill("#passphrase", WORDS[name])
    page.press("#passphrase", "Enter")
    page.wait_for_url(lambda url: "/unlock/" not in url)
