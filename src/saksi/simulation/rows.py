"""Acts as they are made: a growing array of rows, and the counters that the engines share."""

import numpy as np
from numpy.typing import NDArray

ROW = np.dtype(
    [
        ("day", np.int16), ("person", np.int32), ("act", np.uint8), ("ground", np.uint8),
        ("before", np.uint8), ("after", np.uint8), ("team", np.int16), ("order", np.int16),
        ("cause", np.int32), ("true", np.uint8), ("public", np.uint8),
    ]
)  # fmt: skip
Rows = NDArray[np.void]

ROWS, BASE, STAMP, FILLED = range(4)  # places in `Work.counts`


def room(n: int = 4096) -> Rows:
    """Return an empty array of rows; engines double it when it is full."""
    return np.zeros(n, ROW)
