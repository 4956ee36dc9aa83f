"""Estimates against the true number: bias, coverage, width, refusals, by method and stratum."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

import polars as pl

from saksi.record import InvalidInput
from saksi.simulation.scores.measures import Score, entries, is_number, mean

Result = Mapping[str, Any]


def score_estimates(results: Sequence[Result], totals: pl.DataFrame) -> list[Score]:
    """Return, for each method and stratum, how far its totals are from the truth.

    Parameters
    ----------
    results
        As `saksi estimate --json` gives them: ``method``, ``stratum``, ``total``, ``lower``, ``upper``,
        ``refused`` (null or the reason). Those of several runs of one truth may be joined.
    totals
        ``year``, ``status``, ``total``: the people that there truly are.

    Returns
    -------
    list[Score]
        ``bias``: median of (total - truth) / truth; ``coverage``: share of intervals that hold the truth;
        ``width``: mean of (upper - lower) / truth; ``refused``: share without a number. Bias, coverage and
        width are of what was not refused.

    Raises
    ------
    InvalidInput
        A result is not as `saksi estimate --json` gives it, or a stratum is none of the run's.
    """
    given = entries(results, "results", "method")
    grouped: dict[tuple[str, str], list[tuple[Result, int]]] = defaultdict(list)
    for result in given:
        bounds = [result.get(name) for name in ("total", "lower", "upper")]
        if not all(is_number(bound) for bound in bounds):
            raise InvalidInput("results: a total or bound is no number; needed numbers, or null")
        name, truth = stratum_total(result.get("stratum"), totals)
        grouped[str(result["method"]), name].append((result, truth))
    return [score for (method, name), some in grouped.items() for score in _scores(method, name, some)]


def _scores(method: str, stratum: str, some: list[tuple[Result, int]]) -> list[Score]:
    given = [(r, truth) for r, truth in some if not r.get("refused") and r.get("total") is not None]
    bias = [(float(r["total"]) - truth) / truth for r, truth in given if truth]
    bounded = [(r, t) for r, t in given if r.get("lower") is not None and r.get("upper") is not None]
    held = [float(r["lower"] <= truth <= r["upper"]) for r, truth in bounded]
    width = [(float(r["upper"]) - float(r["lower"])) / truth for r, truth in bounded if truth]
    where = f"method={method}" + ("" if stratum == "all" else f", {stratum}")
    return [
        Score("estimates", where, "bias", median(bias) if bias else None, len(bias)),
        Score("estimates", where, "coverage", mean(held), len(held)),
        Score("estimates", where, "width", mean(width), len(width)),
        Score("estimates", where, "refused", 1 - len(given) / len(some), len(some)),
    ]


def stratum_total(stratum: Any, totals: pl.DataFrame) -> tuple[str, int]:
    """Return a stratum in words, and how many people it truly holds.

    A stratum is null or "all", a mapping of column to value, or text such as "year=1, status=elite".
    """
    wanted = _parts(stratum)
    found = totals
    for column, value in wanted.items():
        if column not in totals.columns:
            raise InvalidInput(f"stratum column {column!r}: needed one of {', '.join(totals.columns[:-1])}")
        found = found.filter(pl.col(column).cast(pl.String) == str(value))
    if wanted and found.is_empty():
        raise InvalidInput(
            f"stratum {_words(wanted)} holds nobody in this run: was it estimated from its lists?"
        )
    return _words(wanted) or "all", int(found["total"].sum())


def _parts(stratum: Any) -> dict[str, str]:
    if stratum in (None, "", "all", {}):
        return {}
    if isinstance(stratum, Mapping):
        return {str(column): str(value) for column, value in stratum.items()}
    parts = re.split(r"[,;|&]\s*", str(stratum))
    split = [re.split(r"\s*[=:]\s*", part.strip(), maxsplit=1) for part in parts]
    if any(len(pair) != 2 for pair in split):
        raise InvalidInput('a stratum is neither "all" nor of the form "year=1, status=elite"')
    return {pair[0]: pair[1] for pair in split}


def _words(parts: Mapping[str, str]) -> str:
    return ", ".join(f"{column}={value}" for column, value in sorted(parts.items()))
