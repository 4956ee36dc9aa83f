"""One truth under eight reporting networks: what the same estimators then say of it.

Networks differ in who sees whom, who copies whom, what no living witness can tell and how well records are
linked. That is all an analyst never knows. Estimators: `saksi.simulation.baselines`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.record import InvalidInput
from saksi.simulation.baselines import METHODS, Baseline, patterns
from saksi.simulation.codes import STATUSES
from saksi.simulation.reporting.tables import Arrow
from saksi.simulation.streams import stream

Lists = NDArray[np.bool_]  # (people, lists)
MEDIAN_ERROR = 1.2533  # standard error of a median over that of a mean, for normal errors


@dataclass(frozen=True, slots=True)
class Network:
    """How four lists come about; every share is a probability.

    Parameters
    ----------
    reach
        Chance of a person of average visibility to be on each list.
    visibility
        Standard deviation of the logarithm of the rate at which a person becomes known, shared by all lists.
    elite, official
        How many times the rate of the ordinary.
    copied
        Of those on the second list, who are put on the last one as well.
    dark
        Persons without a living witness: on no list.
    missed
        Records that are not linked to the person's others.
    false
        Records that are linked to another person.
    """

    name: str
    reach: tuple[float, ...] = (0.25, 0.20, 0.15, 0.10)
    visibility: float = 0.0
    elite: float = 1.0
    official: float = 1.0
    copied: float = 0.0
    dark: float = 0.0
    missed: float = 0.0
    false: float = 0.0


_A = Network("A independent, equal access")
NETWORKS = (
    _A,
    replace(_A, name="B shared visibility", visibility=1.0),
    replace(_A, name="C last list copies half of the second", copied=0.5),
    replace(_A, name="D 30 % without a living witness", dark=0.3),
    replace(_A, name="E centred on the elite, and B", visibility=1.0, elite=6.0, official=2.0),
    replace(_A, name="F 10 % of links missed", missed=0.1),
    replace(_A, name="G 5 % of links false", false=0.05),
    replace(_A, name="H B, C, D and F together", visibility=1.0, copied=0.5, dark=0.3, missed=0.1),
)


def lists_of(network: Network, statuses: NDArray[np.integer], rng: np.random.Generator) -> Lists:
    """Return who is on which list, shape (people that the lists seem to hold, lists).

    Parameters
    ----------
    network
        How the lists come about.
    statuses
        Of the people who were truly hit, as codes of `STATUSES`.
    rng
        Draws.
    """
    n, reach = len(statuses), np.array(network.reach)
    access = np.array([network.elite, network.official, 1.0])[statuses]
    rate = (
        -np.log1p(-reach)[None, :] * (access * np.exp(network.visibility * rng.standard_normal(n)))[:, None]
    )
    on: Lists = rng.random((n, len(reach))) < -np.expm1(-rate)
    on[rng.random(n) < network.dark] = False
    on[:, -1] |= on[:, 1] & (rng.random(n) < network.copied)
    return _linked(on[on.any(axis=1)], network, rng)


def _linked(on: Lists, network: Network, rng: np.random.Generator) -> Lists:
    """Return the lists as a linker would have them: some records alone, some with somebody else."""
    if network.missed:
        lost = on & (rng.random(on.shape) < network.missed) & (on.sum(axis=1) > 1)[:, None]
        person, where = np.nonzero(lost)
        alone = np.zeros((len(person), on.shape[1]), bool)
        alone[np.arange(len(person)), where] = True
        on = np.vstack([on & ~lost, alone])
    if network.false:
        moved = on & (rng.random(on.shape) < network.false)
        person, where = np.nonzero(moved)
        on = on & ~moved
        onto = rng.integers(0, max(len(on), 1), len(person))
        free = ~on[onto, where]
        on[onto[free], where[free]] = True
        on[person[~free], where[~free]] = True
    kept: Lists = on[on.any(axis=1)]
    return kept


def compare(
    statuses: NDArray[np.integer], *, replicates: int = 60, seed: int = 0,
    networks: tuple[Network, ...] = NETWORKS, on_progress: Callable[[str, int, int], None] | None = None,
) -> pl.DataFrame:  # fmt: skip
    """Return what each estimator says of one truth under each network.

    Parameters
    ----------
    statuses
        Of the people who were truly hit, as codes of `STATUSES`: the truth that all networks share.
    replicates
        How often lists are drawn a network.
    seed
        Of the draws.
    on_progress
        Told after each network.

    Returns
    -------
    pl.DataFrame
        A row a network and method: ``network``, ``method``, ``records`` (mean records over the truth),
        ``ratio`` (median of estimate over truth), ``ratio_error`` and ``coverage_error`` (Monte Carlo
        standard errors),
        ``coverage`` (share of nominal 95 % intervals that hold the truth; null without intervals),
        ``computed`` (share of replicates with an estimate).

    Raises
    ------
    InvalidInput
        Nobody was hit, or there are no replicates.
    """
    if len(statuses) == 0 or replicates < 1 or len(STATUSES) <= int(statuses.max(initial=0)):
        raise InvalidInput(
            f"{len(statuses)} people hit, {replicates} replicates: needed one of each, and known codes"
        )
    rows = []
    for number, network in enumerate(networks):
        drawn = [
            lists_of(network, statuses, stream(seed, Arrow.LISTS, replicate=r, province=number))
            for r in range(replicates)
        ]
        records = float(np.mean([on.sum() for on in drawn])) / len(statuses)
        counts = [patterns(on) for on in drawn]
        for method, estimate in METHODS.items():
            rows.append(
                (network.name, method, records, *_summary([estimate(c) for c in counts], len(statuses)))
            )
        if on_progress:
            on_progress("networks", number + 1, len(networks))
    columns = [
        "network",
        "method",
        "records",
        "ratio",
        "ratio_error",
        "coverage",
        "coverage_error",
        "computed",
    ]
    return pl.DataFrame(rows, schema=columns, orient="row")


def _summary(found: Sequence[Baseline], truth: int) -> tuple[float | None, ...]:
    ratios = np.array([one.total / truth for one in found if one.total is not None])
    held = [
        one.lower <= truth <= one.upper for one in found if one.lower is not None and one.upper is not None
    ]
    computed = len(ratios) / len(found)
    if not len(ratios):
        return (None, None, None, None, computed)
    error = MEDIAN_ERROR * float(ratios.std()) / sqrt(len(ratios))
    coverage = float(np.mean(held)) if held else None
    spread = sqrt(coverage * (1 - coverage) / len(held)) if coverage is not None else None
    return (float(np.median(ratios)), error, coverage, spread, computed)
