"""One connected piece of records, solved by joining the best two groups again and again."""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from math import log
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saksi.linking.people.constraints import Constraints, Pair, is_possible

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CLIP: Final = 7.0  # log odds: one pair cannot outvote all others
ABSENT: Final = -3.0  # log odds of a pair that no key brought together
CUT: Final = -0.4  # log odds above which two groups are one person: the best F1 lies a little under even odds
MORE: Final = 0.85  # how much the mean may fall for each e-fold of pairs: several weak are together strong
ENOUGH: Final = 8  # pairs beyond which more of them add nothing
Numbers = list[int]


class Solved(NamedTuple):
    """``labels``: for each row of the piece the smallest of its group. ``odds``: what decided each pair."""

    labels: Ints
    odds: Floats


class Piece:
    """Rows of one piece, in groups; ``between`` holds the numbers of the pairs between two groups."""

    def __init__(self, rows: Ints, constraints: Constraints) -> None:
        size = len(rows)
        self._rows, self._constraints = rows, constraints
        self._members: list[Numbers] = [[i] for i in range(size)]
        listed = constraints.groups[rows].tolist() if constraints.groups is not None else [-1] * size
        self._lists: list[set[int]] = [{number} if number >= 0 else set() for number in listed]
        lives = constraints.lives
        self._lives = [tuple(life) for life in lives[rows].tolist()] if lives is not None else None
        self._apart: list[set[int]] = [set() for _ in range(size)]
        self._sums: list[dict[int, float]] = [{} for _ in range(size)]
        self._between: list[dict[int, Numbers]] = [{} for _ in range(size)]
        self._sure = [0.0] * size  # log odds of what joined the group last

    def solve(self, first: Ints, second: Ints, odds: Floats) -> Solved:
        """Join while evidence speaks for it; ``first``, ``second``: positions in the piece."""
        self._decided = odds.copy()
        self._begin(first.tolist(), second.tolist(), odds.tolist())
        heap = self._beginnings()
        heapify(heap)
        while heap:
            minus, i, j = heappop(heap)
            if -minus <= CUT:
                break
            if not self._members[i] or not self._members[j] or -minus != self._worth(i, j):
                continue
            if self._may(i, j):
                self._join(i, j, -minus)
                for k in self._sums[i]:
                    worth = self._worth(i, k)
                    if worth > CUT:
                        heappush(heap, (-worth, min(i, k), max(i, k)))
        labels = np.empty(len(self._rows), dtype=np.int64)
        for group in self._members:
            if group:
                labels[group] = self._rows[min(group)]
        self._leave_apart()
        return Solved(labels, self._decided)

    def _beginnings(self) -> list[tuple[float, int, int]]:
        pairs = ((i, j) for i, others in enumerate(self._sums) for j in others if i < j)
        return [(-worth, i, j) for i, j in pairs if (worth := self._worth(i, j)) > CUT]

    def _begin(self, first: Numbers, second: Numbers, odds: list[float]) -> None:
        for number, (i, j, worth) in enumerate(zip(first, second, odds, strict=True)):
            pairs = self._between[i].setdefault(j, [])
            pairs.append(number)
            self._between[j][i] = pairs
            self._sums[i][j] = self._sums[j][i] = self._sums[i].get(j, 0.0) + worth
        for i, j in self._inside(self._constraints.cannot):
            self._apart[i].add(j)
            self._apart[j].add(i)
        for i, j in self._inside(self._constraints.must):
            one, other = self._group_of(i), self._group_of(j)
            if one != other:
                self._join(min(one, other), max(one, other), CLIP)

    def _inside(self, pairs: Iterable[Pair]) -> list[Pair]:
        if not pairs:
            return []
        place = {row: number for number, row in enumerate(self._rows.tolist())}
        return [(place[a], place[b]) for a, b in sorted(pairs) if a in place and b in place]

    def _group_of(self, row: int) -> int:
        return next(number for number, group in enumerate(self._members) if row in group)

    def _worth(self, i: int, j: int) -> float:
        pairs = len(self._members[i]) * len(self._members[j])
        absent = pairs - len(self._between[i][j])
        return (self._sums[i][j] + ABSENT * absent) / pairs + MORE * log(min(pairs, ENOUGH))

    def _may(self, i: int, j: int) -> bool:
        if j in self._apart[i] or not self._lists[i].isdisjoint(self._lists[j]):
            return False
        return self._lives is None or is_possible(self._life(i, j))

    def _life(self, i: int, j: int) -> tuple[int, ...]:
        assert self._lives is not None  # noqa: S101 - for the type checker: `_may` and `_join` have asked
        return tuple(map(max, self._lives[i], self._lives[j]))

    def _join(self, i: int, j: int, worth: float) -> None:
        """Put group `j` into group `i`."""
        self._decided[self._between[i].pop(j, [])] = worth
        self._between[j].pop(i, None)
        self._sure[i] = worth
        self._members[i] += self._members[j]
        self._members[j] = []
        self._lists[i] |= self._lists[j]
        if self._lives is not None:
            self._lives[i] = self._life(i, j)
        for k in self._apart[j]:
            self._apart[k].discard(j)
            self._apart[k].add(i)
        self._apart[i] |= self._apart[j]
        self._sums[i].pop(j, None)
        for k, sum_ in self._sums[j].items():
            if k != i:
                self._sums[i][k] = self._sums[k][i] = self._sums[i].get(k, 0.0) + sum_
                pairs = self._between[j][k] + self._between[i].get(k, [])
                self._between[i][k] = self._between[k][i] = pairs
                del self._sums[k][j], self._between[k][j]
        self._sums[j], self._between[j] = {}, {}

    def _leave_apart(self) -> None:
        """Note what stood between groups in the end; who is somebody else already is this one less surely."""
        for i, others in enumerate(self._between):
            for j, pairs in others.items():
                if i < j:
                    taken = 0.0 if self._may(i, j) else max(self._sure[i], self._sure[j], 0.0)
                    self._decided[pairs] = self._worth(i, j) - taken
