"""Log-linear models: weighed by the BIC, with the choice among them made anew for each bootstrap table."""

from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from saksi.estimation.histories import CaptureHistories
from saksi.estimation.loglinear.bootstrap import reselected
from saksi.estimation.loglinear.search import Weighed, weigh
from saksi.estimation.loglinear.stepwise import Stepwise, stepwise
from saksi.estimation.merging import merged_to
from saksi.estimation.refusals import missing_overlaps
from saksi.estimation.results import Draws, Estimate, Refused
from saksi.estimation.settings import EstimationSettings

__all__ = ["Stepwise", "Weighed", "loglinear", "stepwise", "weigh"]

MOST_LISTS = 8  # 37 coefficients with all pairs; tables of more lists are merged
SHAPES = ("poisson", "darroch")
RACE = 15  # models that run in the bootstrap
SHOWN = 8
FEWEST_DRAWS = 200
ASSUMPTION = (
    "Assumes that dependence between lists is between a few of them at a time, or comes from people's unequal"
    " visibility; that no dependence holds between all lists at once cannot be tested."
)
INTERVAL = "Its interval holds two doubts: which model, and how the choice would fall on another such table."


def loglinear(
    histories: CaptureHistories, *, seed: int, budget_seconds: float, settings: EstimationSettings
) -> Estimate:
    """Estimate the people from log-linear models of the overlaps.

    All hierarchical models up to four lists, all pairs for five, a search beyond; each also with two shapes
    of unequal visibility. Those without an estimate leave first. The rest is weighed by the BIC; a bootstrap
    chooses anew among the best.

    Parameters
    ----------
    histories
        One table, memberships known; cells flagged as unreliable are not learnt from.
    seed, budget_seconds, settings
        As in `saksi.estimation.estimators.Estimator`.

    Raises
    ------
    Refused
        Fewer than three lists, or no model has an estimate.

    References
    ----------
    Fienberg (1972); Rivest and Baillargeon (2007); Fienberg and Rinaldo (2012); Silverman, Chan and Vincent
    (2024). docs/methods/log-linear.md
    """
    halfway, ends = monotonic() + budget_seconds / 2, monotonic() + budget_seconds
    table, groups = merged_to(histories, MOST_LISTS)
    if len(table.lists) < 3:
        raise Refused(
            f"{len(table.lists)} lists; log-linear models need three to tell dependence from chance.",
            rule="too_few_lists", needed=("a third list gathered in another way",),
        )  # fmt: skip
    cells, reliable = table.cells(), table.reliable_cells()
    frame, weighed = weigh(cells, shapes=SHAPES, reliable=reliable, late=lambda: monotonic() > halfway)
    cut = monotonic() > halfway
    if weighed is None:
        raise Refused(
            "No log-linear model has an estimate: too many overlaps are empty.", rule="no_estimate_exists",
            needed=missing_overlaps(table),
        )  # fmt: skip
    found, chosen = reselected(
        frame, weighed.columns[:RACE], cells, replicates=settings.replicates, rng=np.random.default_rng(seed),
        late=lambda: monotonic() > ends,
    )  # fmt: skip
    cut |= monotonic() > ends
    by_step = stepwise(cells, threshold=settings.threshold, reliable=reliable)
    return Estimate.from_draws(
        "loglinear", histories.documented, _draws(weighed, found, histories.documented),
        level=settings.level, caveats=(ASSUMPTION, INTERVAL),
        diagnostics=_said(table, weighed, by_step, chosen) | {"merged": groups, "cut_by_the_clock": cut},
    )  # fmt: skip


def _draws(weighed: Weighed, resampled: Draws, documented: int) -> Draws:
    """Return totals, half from the weights (which model?), half resampled (which table, chosen anew?).

    Either alone is a little too sure: measured in docs/methods/log-linear.md.
    """
    found = resampled[np.isfinite(resampled)]
    sizes = np.maximum(np.round(weighed.weights * max(len(found), FEWEST_DRAWS)), 1).astype(int)
    by_weight = [
        documented + np.exp(log_unseen + error * norm.ppf((np.arange(size) + 0.5) / size))
        for log_unseen, error, size in zip(weighed.unseen_log, weighed.error, sizes, strict=True)
    ]
    return np.concatenate([*by_weight, found])


def _said(
    table: CaptureHistories, weighed: Weighed, by_step: Stepwise | None, chosen: NDArray[np.int64]
) -> dict[str, object]:
    n = table.documented
    models = [
        {
            "model": model.name(table.lists),
            "total": n + float(np.exp(log_unseen)),
            "weight": float(weight),
            "chosen": float((chosen == number).mean()),
        }
        for number, (model, log_unseen, weight) in enumerate(
            zip(weighed.models[:SHOWN], weighed.unseen_log, weighed.weights, strict=False)
        )
    ]
    step = None
    if by_step is not None:
        step = {
            "model": by_step.model.name(table.lists),
            "total": n + by_step.unseen,
            "lower": n + by_step.unseen * float(np.exp(-1.96 * by_step.error)),
            "upper": n + by_step.unseen * float(np.exp(1.96 * by_step.error)),
        }
    return {
        "models": models,
        "models_tried": weighed.tried,
        "models_without_estimate": weighed.without,
        "stepwise": step,
    }
