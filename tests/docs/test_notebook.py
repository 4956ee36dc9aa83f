"""The notebook of the tutorial runs, and what it shows is what stands in the tree."""

import json
import re
from typing import Any

from scripts.notebook import executed
from tests.docs.documents import ROOT

NOTEBOOK = ROOT / "docs" / "tutorials" / "lists-to-estimate.ipynb"


def shown(book: Any) -> list[list[str]]:
    """Return the words that each cell shows, no digits: a sampler's last one may differ by machine."""
    return [
        re.findall(r"no number|shape: \(\d+, \d+\)|<td>(\w+)</td>", str(cell.get("outputs", "")))
        for cell in book["cells"]
    ]


def test_the_notebook_runs_and_shows_what_the_page_says() -> None:
    stored = NOTEBOOK.read_text(encoding="utf-8")
    fresh = json.loads(executed(stored))
    assert shown(fresh) == shown(json.loads(stored))
    assert any("no number" in str(cell.get("outputs", "")) for cell in fresh["cells"])
