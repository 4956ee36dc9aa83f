"""Walks through the tutorial of the workspace in a browser, and says when there is something to see.

The walk takes the reports that the tutorial itself gives: its words and its pictures are of one record.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize
from scripts.examples import blocks

ROOT = Path(__file__).parent.parent
TUTORIALS = {"en": "docs/tutorials/workspace.md", "ko": "docs/tutorials/workspace.ko.md"}
FIRST = {"en": "corrow-weavers", "ko": "isk"}  # the report that the tutorial begins with
DEATH = {"en": "death in custody", "ko": "구금 중 사망"}  # the event that it opens
WORDS = "seven grey herons wade"
SIZE: ViewportSize = {"width": 1200, "height": 760}
LONGEST = 120_000  # ms that a job may take


@contextmanager
def serving(folder: Path, archive: str) -> Iterator[str]:
    """Serve an archive; yields its address."""
    command = [sys.executable, "-m", "saksi", "serve", archive, "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, encoding="utf-8") as process:  # noqa: S603 - ours
        assert process.stderr is not None  # noqa: S101 - a pipe was asked for
        try:
            yield process.stderr.readline().split()[0]
        finally:
            process.terminate()


def sign_in(page: Page, address: str, name: str, words: str) -> None:
    """Sign in, and wait for the desk."""
    page.goto(address)
    page.fill("#name", name)
    page.fill("#passphrase", words)
    page.press("#passphrase", "Enter")
    page.wait_for_url("**/desk/")


def reports_of(tutorial: str, folder: Path) -> list[Path]:
    """Write the reports that a page gives into a folder; returns the files."""
    found = [block for block in blocks((ROOT / tutorial).read_text(encoding="utf-8")) if block.file]
    for block in found:
        (folder / str(block.file)).parent.mkdir(exist_ok=True)
        (folder / str(block.file)).write_text(block.body, encoding="utf-8")
    return [folder / str(block.file) for block in found]


def walk(browser: Browser, language: str, folder: Path) -> Iterator[tuple[str, Page]]:
    """Take the walk of the tutorial in one language; yields what can be seen, and the page that shows it."""
    files = reports_of(TUTORIALS[language], folder)
    (folder / "ann.word").write_text(WORDS + "\n")
    new = ["new", "practice", "--demo", "--holder", "ann", "--passphrase-file", "ann.word"]
    subprocess.run([sys.executable, "-m", "saksi", *new], cwd=folder, check=True, capture_output=True)  # noqa: S603 - ours
    page = browser.new_page(viewport=SIZE, color_scheme="light", locale=language)
    page.set_default_timeout(LONGEST)
    with serving(folder, "practice") as address:
        sign_in(page, address, "ann", WORDS)
        page.goto(f"{address}/intake/")
        page.set_input_files("#files", [str(file) for file in files])
        yield "add", page
        page.click("form#add button.main")
        page.wait_for_url("**/jobs/*/")
        _ended(page)
        page.goto(f"{address}/jobs/2/")  # reading, which nobody asks for
        _ended(page)
        page.goto(f"{address}/reports/{FIRST[language]}/read/")
        yield "read", page
        _asked(page, f"{address}/events/", "/events/link/")
        page.goto(f"{address}/events/")
        page.click(f"main a:has-text('{DEATH[language]}')")
        yield "event", page
        _asked(page, f"{address}/findings/", "/findings/compute/")
        page.goto(f"{address}/findings/")
        finding = page.locator("article.finding[id^='deaths']")
        finding.locator("details.trace > summary").click()
        finding.locator("details.trace").evaluate("fold => window.scrollTo(0, fold.offsetTop - 90)")
        yield "findings", page
    page.close()


def _asked(page: Page, address: str, action: str) -> None:
    """Ask for a job on its page, and wait for its end."""
    page.goto(address)
    page.click(f"form[action='{action}'] button")
    page.wait_for_url("**/jobs/*/")
    _ended(page)


def _ended(page: Page) -> None:
    page.wait_for_selector("#progress:not([hx-get])")
    if page.locator("#progress .refusal").count():
        raise RuntimeError(page.locator("#progress").inner_text())
