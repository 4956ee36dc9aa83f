"""The documents under test, found once; every test of this folder reads them from here."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def documents() -> list[Path]:
    """Return every Markdown page that we ship; the data of an example package is none."""
    roots = (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.md"))
    return sorted(page for page in roots if "docs/examples/country-pack/src" not in page.as_posix())


def name_of(page: Path) -> str:
    """Return the path of a page within the project."""
    return page.relative_to(ROOT).as_posix()


def read(name: str) -> str:
    """Return the text of one page."""
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads(read("pyproject.toml"))
