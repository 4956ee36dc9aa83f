"""A workspace as people use it: `saksi serve` in a process of its own, a browser that signs in."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page
from tests.journeys.archives import WORDS

ADDRESS = re.compile(r"http://localhost:\d+")


@contextmanager
def serving(folder: Path, archive: str = "arch") -> Iterator[str]:
    """Serve an archive on a free port; yield the address that the command prints."""
    with _served(folder, archive) as (address, process):
        assert process.stderr is not None
        try:
            yield address
        finally:
            process.terminate()
            said = process.stderr.read()
    assert "Ended; the archive is locked." in said
    assert "fault" not in said


@contextmanager
def killed(folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """Serve an archive; yield its address, and what ends the server with no word of warning."""
    with _served(folder, "arch") as (address, process):
        yield address, process.kill
        process.kill()


@contextmanager
def _served(folder: Path, archive: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SAKSI_")}
    with subprocess.Popen(
        [sys.executable, "-m", "saksi", "serve", archive, "--port", "0"],
        cwd=folder, env=bare, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stderr is not None
        try:
            found = ADDRESS.search(process.stderr.readline())
            assert found, "the command prints no address"
            yield found[0], process
        finally:
            process.terminate()


def sign_in(page: Page, address: str = "", name: str = "ann", passphrase: str | None = None) -> None:
    """Unlock the archive, or sign in to it, as one of its people.

    Parameters
    ----------
    address
        Of the server; empty where the browser knows it.
    passphrase
        Null: the one of `WORDS`.
    """
    page.goto(f"{address}/unlock/")
    page.fill("#name", name)
    page.fill("#passphrase", passphrase or WORDS[name])
    page.press("#passphrase", "Enter")
    page.wait_for_url(lambda url: "/unlock/" not in url)


def speak(page: Page, language: str) -> None:
    """Let the pages be in a language, by the button in the frame."""
    page.goto("/about/")
    button = page.locator(f"form[action='/language/{language}/'] button")
    if button.count():
        button.evaluate("button => button.form.submit()")
        page.wait_for_selector(f"html[lang={language}]")
