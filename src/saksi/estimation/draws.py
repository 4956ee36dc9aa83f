"""Several tables of the same people: draws of a linkage, or of memberships that are unknown. Answers mixed.

References
----------
Sadinle (2018), Bayesian propagation of record linkage uncertainty into population size estimation,
arXiv 1812.09590.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from saksi.estimation.histories import UNKNOWN, YES, CaptureHistories
from saksi.estimation.results import Estimate
from saksi.estimation.settings import EstimationSettings

FILLINGS = 5  # tables made of one with unknown memberships
MOST_UNKNOWN = 10  # in one pattern; beyond, lists are filled one by one
SIZE = 6000  # of mixed draws
REFUSED = 0.5  # share of draws above which the mixture is refused too


def completed(table: CaptureHistories, seed: int) -> list[CaptureHistories]:
    """Return tables without unknown memberships: itself, or `FILLINGS` draws that share its weight.

    Somebody who may be on a list is put on it or not as those are of whom it is known and who agree
    otherwise; unknown is neither yes nor no.
    """
    if not table.incomplete:
        return [table]
    rng = np.random.default_rng(seed)
    return [replace(_filled(table, rng), weight=table.weight / FILLINGS) for _ in range(FILLINGS)]


def _filled(table: CaptureHistories, rng: np.random.Generator) -> CaptureHistories:
    sure = ~(table.membership == UNKNOWN).any(axis=1)
    shares = _shares(table)
    known = {tuple(row): float(n) for row, n in zip(table.membership[sure], table.counts[sure], strict=True)}
    rows, counts, reliable = [table.membership[sure]], [table.counts[sure]], [table.reliable[sure]]
    for pattern, people, doubt in zip(
        table.membership[~sure], table.counts[~sure], table.reliable[~sure], strict=True
    ):
        forms, odds = _forms(pattern, known, shares, rng)
        rows.append(forms)
        counts.append(rng.multinomial(people, odds))
        reliable.append(np.full(len(forms), doubt))
    return CaptureHistories.grouped(
        table.lists, np.concatenate(rows), np.concatenate(counts), reliable=np.concatenate(reliable),
        inactive=table.inactive, strata=table.strata, weight=table.weight,
    )  # fmt: skip


def _shares(table: CaptureHistories) -> NDArray[np.float64]:
    """Return, for each list, the share of those with known membership who are on it."""
    people = table.counts[:, None]
    on = (people * (table.membership == YES)).sum(axis=0)
    known = (people * (table.membership != UNKNOWN)).sum(axis=0)
    return np.asarray((on + 0.5) / (known + 1))


def _forms(
    pattern: NDArray[np.int8], known: dict[tuple[int, ...], float], shares: NDArray[np.float64],
    rng: np.random.Generator,
) -> tuple[NDArray[np.int8], NDArray[np.float64]]:  # fmt: skip
    """Return what an incomplete pattern can be, and how likely each is."""
    open_ = np.flatnonzero(pattern == UNKNOWN)
    if len(open_) > MOST_UNKNOWN:
        one = pattern.copy()
        one[open_] = rng.random(len(open_)) < shares[open_]
        return one[None], np.ones(1)
    values = np.array(list(product((0, 1), repeat=len(open_))), dtype=np.int8)
    forms = np.repeat(pattern[None], len(values), axis=0)
    forms[:, open_] = values
    chance = np.where(values == YES, shares[open_], 1 - shares[open_]).prod(axis=1)
    odds = np.array([known.get(tuple(form), 0.0) for form in forms]) + chance
    return forms, odds / odds.sum()


def mix(answers: Sequence[tuple[list[Estimate], float]], settings: EstimationSettings) -> list[Estimate]:
    """Mix the rows of each method over draws of the same data.

    Parameters
    ----------
    answers
        The rows of each draw and its weight.

    Returns
    -------
    list of Estimate
        A row a method. ``diagnostics["draws"]``: how many, the share refused, and the share of the variance
        of the logarithm of the total that lies between draws, which is what linkage (or filling in) costs.
    """
    if len(answers) == 1:
        return answers[0][0]
    methods = dict.fromkeys(row.method for rows, _ in answers for row in rows)
    return [_mixed(method, answers, settings) for method in methods]


def _mixed(
    method: str, answers: Sequence[tuple[list[Estimate], float]], settings: EstimationSettings
) -> Estimate:
    rows = [(row, weight) for rows, weight in answers for row in rows if row.method == method]
    whole = sum(weight for _, weight in rows)
    spoke = [(row, weight) for row, weight in rows if row.draws is not None]
    refused = 1 - sum(weight for _, weight in spoke) / whole
    documented = round(sum(row.documented * weight for row, weight in rows) / whole)
    first = rows[0][0]
    said = tuple(dict.fromkeys(warning for row, _ in rows for warning in row.warnings))
    if refused > REFUSED:
        why = next(row for row, _ in rows if row.refused is not None)
        return replace(
            why, documented=documented, warnings=said,
            refused=f"Refused in {refused:.0%} of {len(rows)} draws of the data. {why.refused}",
            diagnostics={**why.diagnostics, "draws": {"number": len(rows), "refused": refused}},
        )  # fmt: skip
    if refused:
        said = (
            *said,
            f"refused in {refused:.0%} of {len(rows)} draws of the data; the number is of the others",
        )
    drawn = _pooled([(row.draws, weight) for row, weight in spoke if row.draws is not None])
    return Estimate.from_draws(
        method, documented, np.maximum(drawn, documented), level=settings.level, stratum=first.stratum,
        warnings=said, caveats=first.caveats,
        diagnostics={
            **first.diagnostics,
            "draws": {
                "number": len(rows), "refused": refused,
                "documented": sorted({row.documented for row, _ in rows})[:: max(1, len(rows) - 1)],
                "share_of_variance_between": _between(
                    [(row.draws, weight) for row, weight in spoke if row.draws is not None]
                ),
            },
        },
    )  # fmt: skip


def _pooled(parts: Sequence[tuple[NDArray[np.float64], float]]) -> NDArray[np.float64]:
    """Return draws of the mixture, at even steps of each part's distribution."""
    whole = sum(weight for _, weight in parts)
    sizes = [max(1, round(SIZE * weight / whole)) for _, weight in parts]
    return np.concatenate(
        [
            np.quantile(draws, (np.arange(size) + 0.5) / size)
            for (draws, _), size in zip(parts, sizes, strict=True)
        ]
    )


def _between(parts: Sequence[tuple[NDArray[np.float64], float]]) -> float:
    weights = np.array([weight for _, weight in parts])
    weights = weights / weights.sum()
    means = np.array([np.log(draws).mean() for draws, _ in parts])
    within = float(weights @ np.array([np.log(draws).var() for draws, _ in parts]))
    between = float(weights @ (means - weights @ means) ** 2)
    return between / (between + within) if between + within else 0.0
