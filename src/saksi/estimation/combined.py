"""One answer from several families of models, only where they agree.

No family is right everywhere: graphs miss visibility that all lists share, stepwise log-linear models fail
under hidden classes, latent classes are low where lists are many and sparse. Where they agree in spite of
their different assumptions, the mixture of their answers is the answer, and its spread holds their
differences. Where they differ by more than a factor of two there is none.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from saksi.estimation.histories import CaptureHistories
from saksi.estimation.refusals import (
    Verdict,
    answer_far_beyond,
    chains_disagree,
    families_disagree,
    graphs_say_nothing,
    of_table,
    rounded,
)
from saksi.estimation.results import Draws, Estimate, Refused
from saksi.estimation.settings import EstimationSettings

# A voice for each kind of assumption: interactions of lists and two shapes of visibility are all log-linear.
VOICES = {"loglinear": 3, "dga": 1, "lcm": 1}
FAMILIES = tuple(VOICES)
DRAWS = 6000
APART = 1.5  # medians of families, above which a warning says so
# The number over Chao's, and under: in networks A, B, C, E between 0.96 and 1.37; 2.1 where log-linear models
# mistake hidden classes for dependence.
ABOVE_CHAO, BELOW_CHAO = 1.75, 1.5
WIDE = 2.0  # the interval's ends from the total, as a factor
DIAL = (1 / 3, 0.5, 1.0, 2.0, 3.0)
OBSERVABLE = (
    "Counts those who had some chance to be on a list. People whom no list can reach, such as those held in"
    " places that nobody leaves or without a living witness, are outside of every figure here."
)
AVOIDED = (
    "No test of a table can see whether all lists avoid people who are on another one already. If they do,"
    " every figure is too high: half as much again in simulations, and more than double on one table in ten."
)
ASSUMPTION = (
    "Mixes families of models whose assumptions differ, a voice for each; right only if the truth is among"
    " what they can describe. Whether all lists together depend on each other cannot be tested: see the dial."
)


def combined(
    table: CaptureHistories, rows: Sequence[Estimate], *, seed: int, settings: EstimationSettings
) -> Estimate:
    """Judge whether the families agree, and mix them.

    Parameters
    ----------
    table
        Tidied.
    rows
        What was run said, refused ones included: the families of `FAMILIES`, and Chao as a witness.
    seed
        Of the mixing.
    settings
        Level and bound.

    Raises
    ------
    Refused
        A rule on the table or on the answers refuses: `refusals`.
    """
    _refuse(of_table(table))
    families = [row for row in rows if row.method in FAMILIES]
    usable, warnings = _usable(families, settings)
    if not usable:
        reasons = "; ".join(f"{row.method}: {row.refused}" for row in families)
        raise Refused(f"No family of models has an answer ({reasons}).", rule="no_estimate_exists")
    if len(usable) == 1:
        warnings.append(
            f"only one family of models has an answer ({usable[0].method}): nothing to compare it with"
        )
    cut = [row.method for row in families if row.diagnostics.get("cut_by_the_clock")]
    if cut:  # what a machine had no time for must not pass in silence
        warnings.append(
            f"the time ran out for {', '.join(cut)}: with a longer budget or a faster machine the answer may"
            " be another"
        )
    totals = {row.method: float(row.total or 0) for row in usable} | _witness(families)
    _refuse([found for found in [families_disagree(totals)] if found])
    draws = _mixed([(row.draws, VOICES[row.method]) for row in usable if row.draws is not None], seed)
    row = Estimate.from_draws(
        "combined", table.documented, draws, level=settings.level, caveats=(ASSUMPTION, OBSERVABLE, AVOIDED),
        warnings=(*warnings, *_doubts(totals, draws, settings), *_beside_chao(draws, rows)),
        diagnostics={
            "families": totals, "agreement": max(totals.values()) / min(totals.values()),
            "dial": dial(table.documented, draws), "cut_by_the_clock": cut,
        },
    )  # fmt: skip
    _refuse([found for found in [answer_far_beyond(row, settings.largest_ratio)] if found])
    return row


def dial(documented: int, draws: Draws) -> list[dict[str, float]]:
    """Return the total for other values of what cannot be tested.

    The odds ratio of highest order, xi, is one in all these models: the dependence between all lists at
    once. Data cannot tell it; if it were xi, the unseen would be xi times as many.

    References
    ----------
    Aleshin-Guendel, Sadinle and Wakefield (2024), arXiv 2101.09304.
    """
    lower, total, upper = np.quantile(draws, (0.025, 0.5, 0.975)) - documented
    return [
        {
            "xi": xi,
            "lower": documented + xi * float(lower),
            "total": documented + xi * float(total),
            "upper": documented + xi * float(upper),
        }
        for xi in DIAL
    ]


def _refuse(verdicts: Sequence[Verdict]) -> None:
    for verdict in verdicts:
        if verdict.refuses:
            raise Refused(verdict.says, rule=verdict.rule, needed=verdict.needed)


def _usable(rows: Sequence[Estimate], settings: EstimationSettings) -> tuple[list[Estimate], list[str]]:
    """Return the rows that may speak, and why others may not."""
    usable, warnings = [], []
    for row in rows:
        found = (
            answer_far_beyond(row, settings.largest_ratio) or graphs_say_nothing(row) or chains_disagree(row)
        )
        if row.refused is not None:
            warnings.append(f"{row.method} gave no answer: {row.refused}")
        elif found is not None:
            warnings.append(f"{row.method} is left out: {found.says}")
        else:
            usable.append(row)
    return usable, warnings


def _witness(rows: Sequence[Estimate]) -> dict[str, float]:
    """Return the stepwise log-linear answer, which the literature would have published."""
    for row in rows:
        step = row.diagnostics.get("stepwise")
        if isinstance(step, Mapping) and isinstance(step.get("total"), float):
            return {"stepwise": float(step["total"])}
    return {}


def _mixed(parts: Sequence[tuple[Draws, int]], seed: int) -> Draws:
    """Return draws by voice, at even steps of each family's distribution, in the seed's order."""
    each = DRAWS // sum(voice for _, voice in parts)
    mixed = [np.quantile(draws, (np.arange(each * voice) + 0.5) / (each * voice)) for draws, voice in parts]
    return np.asarray(np.random.default_rng(seed).permutation(np.concatenate(mixed)))


def _beside_chao(draws: Draws, rows: Sequence[Estimate]) -> list[str]:
    """Return a warning where the number is far from Chao's, which needs no model of the dependence."""
    total = float(np.median(draws))
    chao = next((row.total for row in rows if row.method == "chao" and row.total is not None), total)
    if chao / BELOW_CHAO <= total <= chao * ABOVE_CHAO:
        return []
    said = (
        "too high: hidden kinds of people look like dependence"
        if total > chao
        else "too low: see the overlaps"
    )
    return [f"Chao's number is {rounded(chao)}; the models may be {said}"]


def _doubts(totals: Mapping[str, float], draws: Draws, settings: EstimationSettings) -> list[str]:
    said: list[str] = []
    low, high = min(totals, key=lambda k: totals[k]), max(totals, key=lambda k: totals[k])
    if totals[high] > APART * totals[low]:
        said.append(f"families differ: {rounded(totals[low])} ({low}) to {rounded(totals[high])} ({high})")
    tail = (1 - settings.level) / 2
    lower, total, upper = np.quantile(draws, (tail, 0.5, 1 - tail))
    if upper > WIDE * total or lower * WIDE < total:
        said.append("the interval reaches beyond half or double the number: say the interval, not the number")
    return said
