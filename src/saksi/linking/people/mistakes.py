"""Mistakes that come together, or that seldom do: how many fields differ between records of one person.

Fellegi and Sunter let fields err by themselves. Where a copy has one mistake and hardly ever two, that takes
relatives and namesakes who differ in two fields for one person, and doubts who differs in one. So the
likelihood of a pair of one person with ``c`` differing fields is multiplied by
``exp(-seldom * c (c - 1) / 2)`` and divided by what this comes to over everything that the known fields
could have shown. ``seldom`` is learned; 0 is independence. The chances of a difference in each field then
hold where all others agree.

A log-linear model of agreement patterns with one equal interaction between all pairs of fields: Thibaudeau
(1993), The discrimination power of dependency structures in record linkage. docs/methods/people.md
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BELIEF: Final = 10.0  # how strongly independence is believed beforehand: the precision of a normal prior
LEAST, MOST = -0.5, 6.0  # of ``seldom``
FEWEST, NEARLY_ALL = 1e-4, 0.97  # share of pairs that differ in a field, where the others agree
STEP: Final = 0.5  # by how much ``seldom`` moves in one round at most
HALF: Final = 0.5  # of a pair, added to counts whose logarithm is taken


class Mistakes(NamedTuple):
    """``apart``: shape (fields,), chance that a field differs where all others agree. ``seldom``: above."""

    apart: Floats
    seldom: float


class Differences:
    """In which fields pairs are known, and in how many they differ."""

    def __init__(self, codes: list[NDArray[np.int8]], tops: list[int]) -> None:
        """Count; ``codes``: a field's level in each pair, -1 = not known; ``tops``: its level if equal."""
        size, self._fields = len(codes[0]), len(codes)
        known, self.count = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        for number, (code, top) in enumerate(zip(codes, tops, strict=True)):
            known |= (code >= 0).astype(np.int64) << number
            self.count += (code >= 0) & (code < top)
        there = np.flatnonzero(np.bincount(known, minlength=1))
        self._knows = (there[:, None] >> np.arange(self._fields)) & 1 > 0  # shape (patterns, fields)
        place = np.zeros(int(there.max(initial=0)) + 1, dtype=np.int64)
        place[there] = np.arange(len(there))
        self._cell = place[known] * (self._fields + 1) + self.count

    def worth(self, mistakes: Mistakes) -> Floats:
        """Return what the number of differences adds to a pair's log likelihood of one person."""
        rarer = _rarer(self._fields, mistakes.seldom)
        whole = (self._chances(mistakes.apart) * np.exp(rarer)).sum(axis=1)
        found: Floats = (rarer[None, :] - np.log(whole)[:, None]).ravel()[self._cell]
        return found

    def learned(
        self, mistakes: Mistakes, weights: Floats, differ: Floats, known: Floats, strength: float
    ) -> Mistakes:
        """Return chances one step nearer to what pairs of one person show.

        Parameters
        ----------
        mistakes
            Of the round before.
        weights
            Shape (pairs,): how surely each pair is of one person.
        differ, known
            Shape (fields,): pairs of one person that differ in the field, of those that know it; ``strength``
            of each are no pairs but what was believed beforehand.
        """
        numbers = np.arange(self._fields + 1)
        wide = numbers * (numbers - 1) / 2
        seen = np.bincount(self._cell, weights=weights, minlength=self._knows.shape[0] * len(numbers))
        seen = seen.reshape(-1, len(numbers))
        of_pattern = seen.sum(axis=1)
        factor = np.exp(_rarer(self._fields, mistakes.seldom))
        apart = mistakes.apart.copy()
        for field in range(self._fields):  # one after the other: all at once they overshoot and never settle
            expected = self._expected(field, apart, factor, of_pattern) + strength * apart[field]
            whole = known[field] + 2 * HALF
            step = _log_odds((differ[field] + HALF) / whole) - _log_odds((expected + HALF) / whole)
            moved = _log_odds(apart[field]) + np.clip(step, -1.0, 1.0)
            apart[field] = np.clip(1 / (1 + np.exp(-moved)), FEWEST, NEARLY_ALL)
        shares = self._chances(apart) * factor
        shares /= shares.sum(axis=1, keepdims=True)
        mean = shares @ wide
        spread = float((of_pattern * (shares @ wide**2 - mean**2)).sum())
        excess = float((of_pattern * mean).sum() - (seen @ wide).sum()) - BELIEF * mistakes.seldom
        seldom = mistakes.seldom + float(np.clip(excess / (spread + BELIEF), -STEP, STEP))
        return Mistakes(apart, float(np.clip(seldom, LEAST, MOST)))

    def _expected(self, field: int, apart: Floats, factor: Floats, weights: Floats) -> float:
        """Return in how many pairs of one person the field should differ."""
        others = self._chances(apart, without=field)
        chance = np.where(self._knows[:, field], apart[field], 0.0)
        differing = chance * (others[:, :-1] * factor[1:]).sum(axis=1)
        agreeing = (1 - chance) * (others * factor).sum(axis=1)
        return float((weights * differing / (differing + agreeing)).sum())

    def _chances(self, apart: Floats, without: int = -1) -> Floats:
        """Return by pattern the chances of 0, 1, ... differences, were fields independent."""
        found = np.zeros((len(self._knows), self._fields + 1))
        found[:, 0] = 1.0
        for field in range(self._fields):
            if field != without:
                chance = np.where(self._knows[:, field], apart[field], 0.0)[:, None]
                one_more = np.roll(found, 1, axis=1)
                one_more[:, 0] = 0.0
                found = found * (1 - chance) + one_more * chance
        return found


def _rarer(fields: int, seldom: float) -> Floats:
    numbers = np.arange(fields + 1)
    return np.asarray(-seldom * numbers * (numbers - 1) / 2)


def _log_odds(share: float) -> float:
    return float(np.log(share / (1 - share)))
