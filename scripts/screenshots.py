"""Takes the pictures of README and guides from the demo: `python scripts/screenshots.py`.

One of the findings page, some of the workspace on the demo's archive. Needs Chromium from the system
(`scripts/debian-packages` installs it) and no network.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

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
    "desk": "/desk/",
}
LARGEST = 250_000  # bytes: a README is read over slow lines


def saksi(folder: Path, *words: str) -> None:
    """Run a command to its end."""
    subprocess.run([sys.executable, "-m", "saksi", *words], cwd=folder, check=True, capture_output=True)  # noqa: S603 - ours


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the demo's archive; yields its address."""
    command = [sys.executable, "-m", "saksi", "serve", "arch", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, encoding="utf-8") as process:  # noqa: S603 - ours
        assert process.stderr is not None  # noqa: S101 - a pipe was asked for
        yield process.stderr.readline().split()[0]
        process.terminate()


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
    with serving(folder) as address:
        page.goto(address)
        page.fill("#name", "demo")
        page.fill("#passphrase", (folder / "arch.passphrase").read_text().strip())
        page.press("#passphrase", "Enter")
        page.wait_for_url("**/desk/")
        for name, path in WORKSPACE.items():
            page.goto(address + path)
            yield name, take(page, name)


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
        sizes = dict(pictures(folder, page))
        browser.close()
    for picture, size in sizes.items():
        print(f"docs/images/{picture}.png: {size:,} bytes, at most {LARGEST:,}")
    return sum(size > LARGEST for size in sizes.values())


if __name__ == "__main__":
    sys.exit(main())
