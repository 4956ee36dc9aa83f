"""Builders of tables for the tests of estimation."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from saksi.estimation import CaptureHistories, EstimationSettings

QUICK = EstimationSettings(replicates=50, budget_seconds=5)


def table_of(on: NDArray[np.bool_]) -> CaptureHistories:
    """Return the table of people by list; those on none are not seen."""
    seen = on[on.any(axis=1)]
    return CaptureHistories.grouped([f"list{j}" for j in range(on.shape[1])], seen.astype(np.int8))


def patterns(counts: Mapping[str, int], lists: str = "ABCDEF") -> CaptureHistories:
    """Return a table from patterns such as ``{"110": 6}``."""
    rows = np.array([[int(sign) for sign in pattern] for pattern in counts])
    return CaptureHistories.grouped(lists[: rows.shape[1]], rows, np.array(list(counts.values())))
