"""Sums over strata: what was refused stays a gap that is seen, or is filled from the other strata, and said.

Dropping thin strata makes totals too small. Where at least three strata have an answer, the refused ones are
given what the others teach: the logarithm of unseen over documented varies over strata as a normal variable.

References
----------
DerSimonian and Laird (1986) for the variance between strata.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saksi.estimation.results import Draws, Estimate
from saksi.estimation.settings import EstimationSettings

SIZE = 6000
FEWEST = 3  # strata with an answer, to speak for one without
APART = 1.5  # sum of strata against the unstratified fit

Floats = NDArray[np.float64]


def totals(
    rows: Sequence[Estimate], whole: Sequence[Estimate], settings: EstimationSettings
) -> list[Estimate]:
    """Return a row a method for the whole table: the sum over strata, compared with the unstratified fit.

    Parameters
    ----------
    rows
        Of all strata.
    whole
        Of the table without its strata.
    """
    return [_total([row for row in rows if row.method == one.method], one, settings) for one in whole]


def _total(rows: Sequence[Estimate], whole: Estimate, settings: EstimationSettings) -> Estimate:
    rng = np.random.default_rng(settings.seed)
    answered = [row for row in rows if row.draws is not None]
    gaps = [row for row in rows if row.draws is None]
    shown: dict[str, Any] = {
        "strata": len(rows),
        "gaps": [{"stratum": gap.stratum, "documented": gap.documented} for gap in gaps],
        "unstratified": {
            "total": whole.total,
            "lower": whole.lower,
            "upper": whole.upper,
            "refused": whole.refused,
        },
    }
    if answered:
        sums = np.sum([_drawn(row, rng) for row in answered], axis=0)
        tail = (1 - settings.level) / 2
        shown["answered_strata"] = dict(
            zip(("lower", "total", "upper"), np.quantile(sums, (tail, 0.5, 1 - tail)), strict=True)
        )
    row = replace(whole, stratum=None, warnings=tuple(w for one in rows for w in _of(one)), draws=None)
    if not answered or (gaps and len(answered) < FEWEST):
        names = ", ".join(str(gap.stratum) for gap in gaps) or "all"
        return replace(
            row, total=None, lower=None, upper=None, diagnostics=shown | {"rule": "strata_without_answer"},
            refused=f"{len(gaps)} of {len(rows)} strata have no answer ({names}): a sum without them"
            " would be too small. Report those that have one. Needed: more overlap there, or fewer strata",
        )  # fmt: skip
    more: tuple[str, ...] = ()
    if gaps:
        filled = _filled(answered, gaps, rng)
        sums = sums + filled.sum(axis=0)
        people = sum(gap.documented for gap in gaps)
        said = (
            f"{len(gaps)} of {len(rows)} strata ({people} documented people) have no answer of their own;"
            " they are given what the other strata teach"
        )
        more = (said,)
    made = Estimate.from_draws(
        whole.method, whole.documented, np.maximum(sums, whole.documented), level=settings.level,
        caveats=whole.caveats, warnings=(*row.warnings, *more), diagnostics=shown,
    )  # fmt: skip
    return _compared(made, whole)


def _of(row: Estimate) -> list[str]:
    return [f"{row.stratum}: {warning}" for warning in row.warnings]


def _drawn(row: Estimate, rng: np.random.Generator) -> Draws:
    if row.draws is None:
        raise ValueError(row.method)
    return rng.choice(row.draws, SIZE)


def _filled(answered: Sequence[Estimate], gaps: Sequence[Estimate], rng: np.random.Generator) -> Floats:
    """Return totals of the strata without an answer, shape (gaps, draws)."""
    logs = [np.log(np.maximum(_drawn(row, rng) / row.documented - 1, 1e-3)) for row in answered]
    mean, spread = pooled(np.array([x.mean() for x in logs]), np.array([x.var() for x in logs]))
    ratio = np.exp(mean + spread * rng.standard_normal((len(gaps), SIZE)))
    people = np.array([gap.documented for gap in gaps], dtype=float)[:, None]
    return np.asarray(people * (1 + ratio))


def pooled(means: Floats, variances: Floats) -> tuple[float, float]:
    """Return mean and standard deviation of what a further stratum would show.

    Parameters
    ----------
    means, variances
        Of the logarithm of unseen over documented, a stratum each.
    """
    safe = np.maximum(variances, 1e-6)
    weight = 1 / safe
    centre = (weight @ means) / weight.sum()
    excess = weight @ (means - centre) ** 2 - (len(means) - 1)
    between = max(0.0, excess / (weight.sum() - (weight**2).sum() / weight.sum()))
    weight = 1 / (safe + between)
    mean = float(weight @ means / weight.sum())
    return mean, float(np.sqrt(between + 1 / weight.sum()))


def _compared(row: Estimate, whole: Estimate) -> Estimate:
    if row.total is None or whole.total is None:
        return row
    ratio = max(row.total / whole.total, whole.total / row.total)
    if ratio <= APART:
        return row
    said = (
        f"the sum of strata ({row.total:,.0f}) and the unstratified fit ({whole.total:,.0f}) differ"
        f" by a factor of {ratio:.1f}"
    )
    return replace(row, warnings=(*row.warnings, said))
