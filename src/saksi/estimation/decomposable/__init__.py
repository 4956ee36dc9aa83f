"""Averaging over decomposable graphs: which lists depend on each other is itself uncertain."""

import numpy as np

from saksi.estimation.decomposable.averaging import Posterior, average, grid
from saksi.estimation.decomposable.graphs import FEWEST_LISTS, MOST_LISTS, Graphs, chordal_graphs, cliques
from saksi.estimation.histories import CaptureHistories
from saksi.estimation.merging import merged_to
from saksi.estimation.results import Estimate, Refused
from saksi.estimation.settings import EstimationSettings

__all__ = ["average", "chordal_graphs", "dga", "grid"]

FIRST_REACH, LAST_REACH = 30, 500  # unseen, as multiples of the documented
NEAR_END = 1e-3  # mass near the end of the grid above which it is made longer
DRAWS = 2000
SHOWN = 5
COMPLETE = (
    "Leaves out the graph that joins all lists: its answer is the prior. The diagnostics give its weight."
)
ASSUMPTION = (
    "Assumes that the lists' dependence follows a graph without open cycles, the same for all people; unequal"
    " visibility shared by all lists breaks this and leads to too few."
)


def dga(
    histories: CaptureHistories, *, seed: int, budget_seconds: float, settings: EstimationSettings
) -> Estimate:
    """Estimate the people by averaging over decomposable graphs.

    Parameters
    ----------
    histories
        One table, memberships known, all cells reliable; more than six lists are merged.
    seed, budget_seconds, settings
        As in `saksi.estimation.estimators.Estimator`; it takes milliseconds and needs no budget.

    Raises
    ------
    Refused
        Fewer than three lists, nobody on them, or a cell is flagged as unreliable.

    References
    ----------
    Madigan and York (1997); docs/methods/decomposable-graphs.md
    """
    del budget_seconds
    table, groups = merged_to(histories, MOST_LISTS)
    if len(table.lists) < FEWEST_LISTS:
        raise Refused(
            f"{len(table.lists)} lists; graphs need three.", rule="too_few_lists",
            needed=("a third list gathered in another way",),
        )  # fmt: skip
    if not table.documented:
        raise Refused("Nobody is documented.", rule="too_few_lists", needed=("lists that hold people",))
    if not table.reliable.all():
        raise Refused(
            "A count is flagged as unreliable, and graphs cannot leave a cell out.", rule="unreliable_cell",
            needed=("the true count of that pattern",),
        )  # fmt: skip
    cells, graphs = table.cells(), chordal_graphs(len(table.lists))
    delta = 2.0 ** -len(table.lists)
    found = _on_long_enough_grid(cells, graphs, delta, complete=settings.complete_graph)
    n = histories.documented
    draws = n + found.draws(np.random.default_rng(seed), DRAWS)
    tail = (1 - settings.level) / 2
    lower, total, upper = (float(x) for x in n + found.quantile(np.array([tail, 0.5, 1 - tail])))
    return Estimate(
        "dga", n, total, lower, upper, level=settings.level,
        caveats=(ASSUMPTION,) if settings.complete_graph else (ASSUMPTION, COMPLETE),
        diagnostics=_said(table, cells, graphs, found) | {"merged": groups}, draws=draws,
    )  # fmt: skip


def _on_long_enough_grid(
    cells: np.ndarray[tuple[int], np.dtype[np.float64]], graphs: Graphs, delta: float, *, complete: bool
) -> Posterior:
    reach = FIRST_REACH
    while True:
        found = average(cells, graphs, delta=delta, points=grid(reach * cells[1:].sum()), complete=complete)
        if found.near_end < NEAR_END or reach >= LAST_REACH:
            return found
        reach *= 4


def _said(
    table: CaptureHistories,
    cells: np.ndarray[tuple[int], np.dtype[np.float64]],
    graphs: Graphs,
    found: Posterior,
) -> dict[str, object]:
    n, quantiles = table.documented, np.array([0.025, 0.5, 0.975])
    points = grid(FIRST_REACH * n)
    sensitivity = []
    for delta in (2.0 ** -len(table.lists), 0.5, 1.0):
        other = average(cells, graphs, delta=delta, points=points, complete=False)
        lower, total, upper = n + other.quantile(quantiles)
        sensitivity.append(
            {
                "delta": delta,
                "lower": lower,
                "total": total,
                "upper": upper,
                "complete_graph_weight": other.complete_weight,
            }
        )
    best = np.argsort(-found.weights, kind="stable")[:SHOWN]
    return {
        "graphs": [
            {"cliques": cliques(graphs.signs[i], table.lists), "weight": float(found.weights[i])}
            for i in best
        ],
        "complete_graph_weight": found.complete_weight,
        "prior_sensitivity": sensitivity,
        "mass_near_end_of_grid": found.near_end,
        "end_of_grid": n + float(found.unseen[-1]),
    }
