"""Agreement of coders beyond chance: Krippendorff's alpha and Cohen's kappa, each with an interval."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from saksi.review.intervals import DRAWS, bootstrap

Floats = NDArray[np.float64]
Level = Literal["nominal", "interval"]
Units = Sequence[Sequence[Hashable | None]]  # a row a unit, a column a coder; None = this coder said nothing
Statistic = Callable[[Floats], Floats]  # weights of units, a row a draw -> one value a draw


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of agreement: 1 is perfect, 0 is what chance gives, below 0 is worse than chance."""

    value: float | None  # null: nothing to compare, or all say the same and chance would too
    low: float | None  # 95 %, by drawing units anew; null: too few units
    high: float | None
    n: int  # units that at least two coders coded


def alpha(units: Units, level: Level = "nominal") -> float | None:
    """Return Krippendorff's alpha: any number of coders, gaps allowed.

    Parameters
    ----------
    units
        Shape (units, coders). Values are codes, or numbers where `level` is ``interval``.
    level
        ``nominal``: values are the same or not. ``interval``: the square of their distance counts.

    Returns
    -------
    float or None
        None where fewer than two values can be compared, or where all values are the same: then chance
        would agree as well, and alpha is not defined.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability. docs/methods/agreement.md
    """
    statistic, n = _alpha(units, level)
    return _once(statistic, n)


def kappa(first: Sequence[Hashable | None], second: Sequence[Hashable | None]) -> float | None:
    """Return Cohen's kappa of two coders over the units that both coded; None where it is not defined.

    Raises
    ------
    ValueError
        The two are of different length: an error of the program.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20, 37-46. docs/methods/agreement.md
    """
    statistic, n = _kappa(list(zip(first, second, strict=True)))
    return _once(statistic, n)


def measure(
    units: Units,
    rng: np.random.Generator,
    *,
    kind: Literal["alpha", "kappa"] = "alpha",
    level: Level = "nominal",
    draws: int = DRAWS,
) -> Measured:
    """Return a measure with its 95 % interval and the number of units it rests on.

    Parameters
    ----------
    units
        As for `alpha`; for kappa two coders, so two columns.
    kind, level
        ``alpha`` at that level, or ``kappa``, which knows the nominal level only.
    """
    statistic, n = _alpha(units, level) if kind == "alpha" else _kappa(units)
    value = _once(statistic, n)
    interval = None if value is None else bootstrap(n, statistic, rng, draws=draws)
    low, high = interval or (None, None)
    return Measured(value, low, high, n)


def _once(statistic: Statistic, n: int) -> float | None:
    if n == 0:
        return None
    value = float(statistic(np.ones((1, n)))[0])
    return None if np.isnan(value) else value


def _alpha(units: Units, level: Level) -> tuple[Statistic, int]:
    """One minus observed over expected disagreement, both as sums over units: so draws are one product."""
    paired = [[value for value in unit if value is not None] for unit in units]
    paired = [unit for unit in paired if len(unit) > 1]
    if level == "nominal":
        return _nominal(paired), len(paired)
    return _interval([[float(str(value)) for value in unit] for unit in paired]), len(paired)


def _nominal(units: list[list[Hashable]]) -> Statistic:
    codes = {value: place for place, value in enumerate(dict.fromkeys(v for unit in units for v in unit))}
    counts = np.zeros((len(units), len(codes)))
    for row, unit in enumerate(units):
        for value in unit:
            counts[row, codes[value]] += 1
    sizes = counts.sum(axis=1)
    apart = (sizes**2 - (counts**2).sum(axis=1)) / np.maximum(sizes - 1, 1)

    def statistic(weights: Floats) -> Floats:
        each, n = weights @ counts, weights @ sizes
        return _quotient(weights @ apart / n, (n**2 - (each**2).sum(axis=1)) / (n * (n - 1)))

    return statistic


def _interval(units: list[list[float]]) -> Statistic:
    middle = float(np.mean([value for unit in units for value in unit])) if units else 0.0
    rows = [np.array(unit) - middle for unit in units]  # centred: days are large numbers, their squares huge
    sizes = np.array([float(len(row)) for row in rows])
    sums = np.array([row.sum() for row in rows])
    squares = np.array([(row**2).sum() for row in rows])
    apart = 2 * (sizes * squares - sums**2) / np.maximum(sizes - 1, 1)

    def statistic(weights: Floats) -> Floats:
        n = weights @ sizes
        expected = 2 * (n * (weights @ squares) - (weights @ sums) ** 2) / (n * (n - 1))
        return _quotient(weights @ apart / n, expected)

    return statistic


def _kappa(units: Units) -> tuple[Statistic, int]:
    both = [(unit[0], unit[1]) for unit in units if unit[0] is not None and unit[1] is not None]
    codes = {value: place for place, value in enumerate(dict.fromkeys(v for pair in both for v in pair))}
    first, second = (np.zeros((len(both), len(codes))) for _ in range(2))
    for row, (a, b) in enumerate(both):
        first[row, codes[a]] = second[row, codes[b]] = 1.0
    apart = np.array([float(a != b) for a, b in both])

    def statistic(weights: Floats) -> Floats:
        n = weights.sum(axis=1)
        chance = ((weights @ first) * (weights @ second)).sum(axis=1) / n**2
        return _quotient(weights @ apart / n, 1 - chance)

    return statistic, len(both)


def _quotient(observed: Floats, expected: Floats) -> Floats:
    defined = expected > 1e-12
    return np.where(defined, 1 - observed / np.where(defined, expected, 1.0), np.nan)
