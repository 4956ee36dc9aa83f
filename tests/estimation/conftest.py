"""Tables with a known law, and the shared reference outputs."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.estimation.tables import table_of

from saksi.estimation import CaptureHistories, histories_from_csv

Reference = tuple[CaptureHistories, Mapping[str, Any]]


@pytest.fixture
def reference(shared: Path) -> Callable[[str], Reference]:
    """Return a shared table and what the R packages said of it, by name."""

    def load(name: str) -> Reference:
        folder = shared / "data" / "mse"
        table = histories_from_csv((folder / f"{name}.csv").read_bytes(), name=name)
        return table, json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))

    return load


@pytest.fixture
def independent() -> Callable[..., CaptureHistories]:
    """Return a table of people who are on each list by chance alone."""

    def draw(people: int, *chances: float, seed: int = 1) -> CaptureHistories:
        rng = np.random.default_rng(seed)
        return table_of(rng.random((people, len(chances))) < np.array(chances))

    return draw
