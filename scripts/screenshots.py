"""Takes the pictures of README, guides and tutorials: `python -m scripts.screenshots`.

One of the findings page, some of the workspace on the demo's archive, those of the tutorial in English and
Korean while it is walked. Needs Chromium from the system (`scripts/debian-packages` installs it), no network.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from scripts.walk import TUTORIALS, serving, sign_in, walk

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SECTION = "#outcomes"  # one answer with its chart, its side note and a refusal
SIZE: ViewportSize = {"width": 1340, "height": 920}
WORKSPACE = {
    "reading-desk": "/reports/o16-stadium-wire/read/",
    "events": "/events/",
}
LARGEST = 250_000  # bytes: a README is read over slow lines


def saksi(folder: Path, *words: str) -> None:
    """Run a command to its end."""
    subprocess.run([sys.executable, "-m", "saksi", *words], cwd=folder, check=True, capture_output=True)  # noqa: S603 - ours


def take(page: Page, name: str) -> int:
    """Write what the page shows; returns the picture's size in bytes."""
    picture = IMAGES / f"{name}.png"
    picture.write_bytes(page.screenshot())
    return picture.stat().st_size


def pictures(folder: Path, page: Page) -> Iterator[tuple[str, int]]:
    """Take all pictures; yields name and size in bytes."""
    page.goto((folder / "out" / "findings.html").resolve().as_uri())
    page.locator(SECTION).evaluate("section => window.scrollTo(0, section.offsetTop - 16)")
    yield "findings", take(page, "findings")
    with serving(folder, "arch") as address:
        sign_in(page, address, "demo", (folder / "arch.passphrase").read_text().strip())
        for name, path in WORKSPACE.items():
            page.goto(address + path)
            yield name, take(page, name)


def tutorials(folder: Path, browser: Browser) -> Iterator[tuple[str, int]]:
    """Take the pictures of the walk, in both languages; yields name and size in bytes."""
    for language in TUTORIALS:
        (folder / language).mkdir()
        for seen, page in walk(browser, language, folder / language):
            yield f"walk-{seen}.{language}", take(page, f"walk-{seen}.{language}")


def main() -> int:
    """Run the demo, take the pictures; returns how many are too large."""
    if not Path(CHROMIUM).exists():
        print("no Chromium on this machine: run scripts/debian-packages", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        saksi(folder, "demo", "--yes", "--archive", "arch", "--output", "out")
        saksi(folder, "link", "events", "arch", "--passphrase-file", "arch.passphrase")
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page(viewport=SIZE, color_scheme="light", locale="en")
        sizes = dict([*pictures(folder, page), *tutorials(folder, browser)])
        browser.close()
    for picture, size in sizes.items():
        print(f"docs/images/{picture}.png: {size:,} bytes, at most {LARGEST:,}")
    return sum(size > LARGEST for size in sizes.values())


if __name__ == "__main__":
    sys.exit(main())
