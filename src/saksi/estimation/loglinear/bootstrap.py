"""Bootstrap with the model chosen anew for each table, among the models that the real table left in the race.

References
----------
Silverman, Chan and Vincent (2024), Bootstrapping multiple systems estimates to account for model selection;
arXiv 2303.17856.
"""

from collections.abc import Callable
from math import log

import numpy as np
from numpy.typing import NDArray

from saksi.estimation.loglinear.tables import Frame, Ready, fit_all, ready

Floats = NDArray[np.float64]
BATCH = 1 << 23  # floats of the largest array: bounds the memory, not the result


def reselected(
    held: Frame, columns: NDArray[np.bool_], cells: Floats, *, replicates: int, rng: np.random.Generator,
    late: Callable[[], bool] = lambda: False,
) -> tuple[Floats, NDArray[np.int64]]:  # fmt: skip
    """Return totals of resampled tables, each under its own best model.

    Parameters
    ----------
    held
        All columns.
    columns
        Of the models in the race, shape (models, parameters), the best on the real table first. One that
        has no estimate on a resampled table is left out there.
    cells
        People by pattern code, shape (2**lists,).
    replicates
        Tables drawn: as many people as in the cells that are relied on, patterns with their observed shares.
    rng
        Draws.
    late
        Asked between models: true leaves the race to those that have run.

    Returns
    -------
    totals
        Shape (replicates,), people; NaN where no model has an estimate on that table.
    chosen
        Which model won, shape (replicates,); -1 for none.
    """
    counts = cells[1:] * held.reliable
    n = int(counts.sum())
    tables = rng.multinomial(n, counts / n, size=replicates).astype(float)
    bic, unseen = np.full((2, len(columns), replicates), np.inf)
    race: list[tuple[Frame, Ready]] = []
    for number, model in enumerate(columns):
        if number and late():
            break
        alone = held.only(model)
        made = ready(alone, np.ones((replicates, model.sum()), bool), tables > 0)
        race.append((alone, made))
        step = max(1, BATCH // int(model.sum()) ** 2)
        for rows in (slice(i, i + step) for i in range(0, replicates, step)):
            bic[number, rows], unseen[number, rows] = _fitted(alone, made.only(rows), tables[rows], log(n))
    chosen = np.array([_winner(race, bic[:, row], row) for row in range(replicates)])
    totals = np.where(chosen < 0, np.nan, cells[1:].sum() + unseen[chosen, np.arange(replicates)])
    return totals, chosen


def _fitted(held: Frame, made: Ready, tables: Floats, size: float) -> tuple[Floats, Floats]:
    fits = fit_all(held, made, tables)
    return -2 * fits.log_likelihood + size * made.parameters, np.exp(fits.coefficients[:, 0])


def _winner(race: list[tuple[Frame, Ready]], bic: Floats, row: int) -> int:
    """Return the best model that has an estimate on this table, or -1."""
    for number in np.argsort(bic[: len(race)], kind="stable"):
        alone, made = race[number]
        if made.exists(row, alone):
            return int(number)
    return -1
