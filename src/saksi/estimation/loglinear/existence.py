"""Whether a log-linear model has an estimate at all: Fienberg and Rinaldo's test, and identifiability.

With empty cells the likelihood may rise for ever while a coefficient runs away, and a program then prints a
number such as 1e13. The test depends only on the columns and on which cells are empty, so it is remembered.

References
----------
Fienberg and Rinaldo (2012), Annals of Statistics 40, 996-1023; Chan, Silverman and Vincent (2021).
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import null_space
from scipy.optimize import linprog

Floats = NDArray[np.float64]
SMALL = 1e-7


def exists(design: Floats, filled: NDArray[np.bool_]) -> bool:
    """Return whether the maximum of the likelihood exists and is unique.

    Parameters
    ----------
    design
        Shape (cells, parameters): the columns of the model on the cells that it uses.
    filled
        Which cells hold people, shape (cells,).
    """
    return _exists(design.tobytes(), design.shape, filled.tobytes())


@lru_cache(maxsize=65_536)
def _exists(design: bytes, shape: tuple[int, int], filled: bytes) -> bool:
    columns = np.frombuffer(design).reshape(shape)
    on = np.frombuffer(filled, dtype=bool)
    if shape[0] < shape[1] or np.linalg.matrix_rank(columns) < shape[1]:
        return False  # not identifiable, whatever the counts
    free = null_space(columns[on]) if on.any() else np.eye(shape[1])
    if free.shape[1] == 0:
        return True  # the filled cells alone pin every coefficient
    # A direction that leaves the filled cells alone and lets empty ones only fall raises the likelihood for
    # ever. Look for one: fall as much as possible, at most 1 in each cell.
    falls = -columns[~on] @ free
    found = linprog(
        -falls.sum(axis=0), A_ub=np.vstack([falls, -falls]),
        b_ub=np.concatenate([np.ones(len(falls)), np.zeros(len(falls))]), bounds=(None, None), method="highs",
    )  # fmt: skip
    return bool(found.status == 0 and -found.fun < SMALL)
