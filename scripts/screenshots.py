"""Takes the picture of the README from the demo's findings page: `python scripts/screenshots.py`.

Needs Chromium from the system (`scripts/debian-packages` installs it) and no network.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from saksi.workflows import run_demo

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "findings.png"
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
SIZE = {"width": 1340, "height": 920}
LARGEST = 250_000  # bytes: a README is read over slow lines


def take(page_file: Path, picture: Path) -> int:
    """Write the picture of one section with the rail beside it; returns its size in bytes."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page(viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]
        page.goto(page_file.resolve().as_uri())
        page.locator(SECTION).evaluate("section => window.scrollTo(0, section.offsetTop - 16)")
        picture.write_bytes(page.screenshot())
        browser.close()
    return picture.stat().st_size


def main() -> int:
    """Run the demo, take the picture; returns 1 if it is too large."""
    if not Path(CHROMIUM).exists():
        print("no Chromium on this machine: run scripts/debian-packages", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        run_demo(Path(folder))
        size = take(Path(folder) / "findings.html", PICTURE)
    print(f"{PICTURE.relative_to(ROOT)}: {size:,} bytes, at most {LARGEST:,}")
    return int(size > LARGEST)


if __name__ == "__main__":
    sys.exit(main())
