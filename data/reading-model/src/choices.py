"""Learns which of the values told near a claim is that of its field: conditional logits (McFadden 1974)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from fitting import FOLDS
from numpy.typing import NDArray
from options import Option
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from saksi.reading.learned import FieldWeights, Offer
from saksi.reading.learned.choosing import likeliest

if TYPE_CHECKING:
    from gather import Case

Floats = NDArray[np.float64]

OFTEN = 10  # choices in which a piece of evidence speaks: what is rarer gets no weight
PENALTY = {
    "place": 0.05,
    "time": 0.1,
    "perpetrator": 0.3,
    "victim": 0.3,
}  # inverse strength
# Added to "none". An empty field is right so often that the likeliest choice leaves half of the told places
# empty; with this, more of the told ones are found than by the rules, and no more are wrong (decision 0056).
IN_DOUBT = {"place": -1.0, "time": -1.0, "perpetrator": -1.0, "victim": 0.0}


@dataclass(frozen=True)
class Choice:
    """One claim's field: what may fill it, and which of that an annotator calls right."""

    options: Sequence[Option]
    group: str


def fit_choices(cases: "Sequence[Case]", field: str) -> tuple[FieldWeights, dict[str, FieldWeights]]:
    """Return the weights of a field, and for each group those that were fitted without its fold."""
    found = [
        Choice(options[field], case.group)
        for case in cases
        for options in case.options
        if field in options and any(option.right for option in options[field])
    ]
    groups = sorted({case.group for case in cases})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    apart = [
        _fit([choice for choice in found if fold[choice.group] != number], field) for number in range(FOLDS)
    ]
    return _fit(found, field), {group: apart[fold[group]] for group in groups}


def _fit(choices: Sequence[Choice], field: str) -> FieldWeights:
    rows = [[_terms(option) for option in choice.options] for choice in choices]
    seen = Counter(term for row in rows for term in {term for option in row for term in option})
    terms = {term: number for number, term in enumerate(sorted(t for t, n in seen.items() if n >= OFTEN))}
    table = _table([option for row in rows for option in row], terms)
    right = np.array([option.right for choice in choices for option in choice.options], dtype=bool)
    starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
    weights = _solve(table, right, starts, PENALTY[field])
    found = dict(zip(terms, map(float, weights), strict=True))
    found["none"] = found.get("none", 0.0) + IN_DOUBT[field]
    return FieldWeights(0.0, found)


def _terms(option: Option) -> dict[str, float]:
    """Return the evidence as `FieldWeights` reads it."""
    return {
        f"{name}={value}" if isinstance(value, str) else name: 1.0 if isinstance(value, str) else value
        for name, value in option.known.items()
        if value or isinstance(value, str)
    }


def _table(options: Sequence[Mapping[str, float]], terms: Mapping[str, int]) -> csr_matrix:
    cells = [
        (row, terms[term], size)
        for row, option in enumerate(options)
        for term, size in option.items()
        if term in terms
    ]
    rows, columns, sizes = zip(*cells, strict=True)
    return csr_matrix((sizes, (rows, columns)), shape=(len(options), len(terms)))


def _solve(table: csr_matrix, right: NDArray[np.bool_], starts: NDArray[np.int64], penalty: float) -> Floats:
    """Maximise the probability that the choice is one of those that are right."""
    owner = np.repeat(np.arange(len(starts)), np.diff([*starts, len(right)]))

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = table @ weights
        parts = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        whole, good = np.add.reduceat(parts, starts), np.add.reduceat(parts * right, starts) + 1e-12
        down = table.T @ (parts / whole[owner] - parts * right / good[owner])
        value = float((np.log(whole) - np.log(good)).sum() + 0.5 / penalty * (weights @ weights))
        return value, down + weights / penalty

    start = np.zeros(table.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x)


def chosen(weights: FieldWeights, options: Sequence[Option]) -> Option:
    """Return the option that the reader would take."""
    offers = [Offer({"number": n}, one.known, one.same, one.firm) for n, one in enumerate(options)]
    return options[int(str(likeliest(weights, offers).value["number"]))]
