"""Which pairs of claims are worth comparing: akin acts, one country, days that may meet, no other place.

No pair that could be one occurrence is left out: these are the conditions under which agreement cannot
outweigh what disagrees. Pairs are made in chunks, so that memory does not grow with their number.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from saksi.linking.events.agreement import MOST_APART, kinship
from saksi.linking.events.columns import Columns, Ints

NARROW = 62  # days: intervals up to two months are found by their first day, wider ones are tried with all
CHUNK = 1_000_000  # pairs


def candidates(claims: Columns) -> Iterator[tuple[Ints, Ints]]:
    """Yield positions of pairs, left before right, each pair once, in chunks."""
    kin = kinship()
    for act in np.unique(claims.act).tolist():
        for other in np.unique(claims.act).tolist():
            if other >= act and kin[act, other]:
                mine, theirs = np.flatnonzero(claims.act == act), np.flatnonzero(claims.act == other)
                yield from _between(claims, mine, theirs, both_ways=act == other)


def candidates_of(claims: Columns, some: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Yield as `candidates` does the pairs that hold one of some claims; a pair of two of them may repeat."""
    kin = kinship()
    for act in np.unique(claims.act[some]).tolist():
        mine = some[claims.act[some] == act]
        for other in np.flatnonzero(kin[act]).tolist():
            theirs = np.flatnonzero(claims.act == other)
            if len(theirs):
                yield from _between(claims, mine, theirs, both_ways=False)


def _between(claims: Columns, mine: Ints, theirs: Ints, *, both_ways: bool) -> Iterator[tuple[Ints, Ints]]:
    wide = claims.last - claims.first > NARROW
    for pool, reach in ((theirs[~wide[theirs]], NARROW), (theirs[wide[theirs]], None)):
        ordered = pool[np.argsort(claims.first[pool], kind="stable")]
        starts = claims.first[ordered]
        high = np.searchsorted(starts, claims.last[mine] + MOST_APART, side="right")
        if reach is None:
            low = np.zeros(len(mine), np.int64)
        else:
            low = np.searchsorted(starts, claims.first[mine] - MOST_APART - reach)
        for part in _parts(high - low):
            found = _spread(mine[part], ordered, low[part], high[part])
            left, right = _kept(claims, *found, both_ways=both_ways)
            if len(left):
                yield left, right


def _parts(sizes: Ints) -> Iterator[slice]:
    start, total = 0, 0
    for index, size in enumerate(sizes.tolist()):
        if total and total + size > CHUNK:
            yield slice(start, index)
            start, total = index, 0
        total += size
    if total:
        yield slice(start, len(sizes))


def _spread(mine: Ints, ordered: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Return each of mine with ordered[low:high]."""
    sizes = np.maximum(high - low, 0)
    left = np.repeat(mine, sizes)
    starts = np.repeat(low - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
    return left, ordered[starts + np.arange(len(left))]


def _kept(claims: Columns, left: Ints, right: Ints, *, both_ways: bool) -> tuple[Ints, Ints]:
    keep = claims.last[right] >= claims.first[left] - MOST_APART
    keep &= (left < right) if both_ways else (left != right)
    left, right = left[keep], right[keep]
    keep = _compatible(claims.country, left, right) & _near(claims, left, right)
    left, right = left[keep], right[keep]
    return np.minimum(left, right), np.maximum(left, right)


def _compatible(codes: Ints, left: Ints, right: Ints) -> NDArray[np.bool_]:
    a, b = codes[left], codes[right]
    same: NDArray[np.bool_] = (a == b) | (a < 0) | (b < 0)
    return same


def _near(claims: Columns, left: Ints, right: Ints) -> NDArray[np.bool_]:
    """Leave out pairs in two places, unless one holds the other or both name somebody."""
    a, b = claims.spot[left], claims.spot[right]
    apart = (a >= 0) & (b >= 0) & (a != b)
    size = claims.spot.max(initial=0) + 2
    pairs = np.array(sorted(claims.holds), np.int64).reshape(-1, 2)
    apart &= ~np.isin(a * size + b, np.concatenate([pairs @ (size, 1), pairs @ (1, size)]))
    apart |= ~_compatible(claims.admin1, left, right) & ~((a == b) & (a >= 0))
    named: NDArray[np.bool_] = (claims.name[left] >= 0) & (claims.name[right] >= 0)
    near: NDArray[np.bool_] = ~apart | named
    return near
