"""From pairs to persons: average linkage within connected pieces, under what people and lists have said.

Joining whatever is connected chains: one wrong pair in a hundred joins half an archive. Here two groups
become one only where the evidence over *all* their pairs speaks for it on average; a pair that no key
brought together counts a little against. What a reviewer joined stays joined, what a reviewer, a list or
two dates hold apart is never joined, however indirectly.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saksi.linking.components import components
from saksi.record import InvalidInput

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CLIP: Final = 7.0  # log odds: one pair cannot outvote all others
ABSENT: Final = -3.0  # log odds of a pair that no key brought together
CUT: Final = -0.4  # log odds above which two groups are one person: the best F1 lies a little under even odds
MORE: Final = (
    0.85  # how much the mean may fall for each e-fold of pairs: several weak pairs are together strong
)
ENOUGH: Final = 8  # pairs beyond which more of them add nothing
REACH: Final = -1.0  # log odds from which a pair connects its records to one piece
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Constraints:
    """What must and must not be joined.

    ``must`` and ``cannot``: pairs of rows. ``groups``: a number a row, rows of one number are different
    persons (the list they stand on); -1 = none.
    """

    must: frozenset[Pair] = frozenset()
    cannot: frozenset[Pair] = frozenset()
    groups: Ints | None = None


NONE: Final = Constraints()


def cluster(size: int, a: Ints, b: Ints, log_odds: Floats, constraints: Constraints = NONE) -> Ints:
    """Group rows into persons.

    Parameters
    ----------
    size
        Number of rows.
    a, b, log_odds
        Pairs of rows and natural log odds that they are one person, shape (pairs,).
    constraints
        Never violated.

    Returns
    -------
    NDArray
        Shape (size,): the smallest row of each row's person.

    Raises
    ------
    InvalidInput
        The constraints contradict one another: the message names two rows.
    """
    clipped = np.clip(log_odds, -CLIP, CLIP)
    forced = np.array(sorted(constraints.must), dtype=np.int64).reshape(-1, 2)
    linking = clipped >= REACH
    pieces = components(size, np.append(a[linking], forced[:, 0]), np.append(b[linking], forced[:, 1]))
    labels = np.arange(size)
    inside = pieces[a] == pieces[b]
    _check(size, constraints)
    for rows, first, second, odds in _by_piece(pieces, a[inside], b[inside], clipped[inside]):
        labels[rows] = _Piece(rows, constraints).solve(first, second, odds)
    return labels


def _check(size: int, constraints: Constraints) -> None:
    """Make sure that nothing is both joined and held apart."""
    if not constraints.must:
        return
    forced = np.array(sorted(constraints.must), dtype=np.int64)
    joined = components(size, forced[:, 0], forced[:, 1])
    clash = next((pair for pair in sorted(constraints.cannot) if joined[pair[0]] == joined[pair[1]]), None)
    if clash is None and constraints.groups is not None:
        known: dict[Pair, int] = {}
        for row in np.unique(forced).tolist():
            place = (int(joined[row]), int(constraints.groups[row]))
            if place[1] >= 0 and place in known:
                clash = (known[place], row)
                break
            known[place] = row
    if clash:
        raise InvalidInput(
            f"rows {clash[0]} and {clash[1]} must be one person and must not: decisions or lists contradict"
            " one another; take one of them back"
        )


def _by_piece(pieces: Ints, a: Ints, b: Ints, odds: Floats) -> Iterator[tuple[Ints, Ints, Ints, Floats]]:
    """Yield each piece of more than one row: its rows, and its pairs as positions among them."""
    if not len(pieces):
        return
    order = np.argsort(pieces, kind="stable")
    starts = np.flatnonzero(np.diff(pieces[order], prepend=-1))
    ends = np.append(starts[1:], len(order))
    position = np.empty(len(pieces), dtype=np.int64)
    position[order] = np.arange(len(order)) - np.repeat(starts, ends - starts)
    by_piece = np.argsort(pieces[a], kind="stable")
    a, b, odds = a[by_piece], b[by_piece], odds[by_piece]
    labels = pieces[a]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start > 1:
            rows = order[start:end]
            label = pieces[rows[0]]
            low, high = np.searchsorted(labels, [label, label + 1])
            yield rows, position[a[low:high]], position[b[low:high]], odds[low:high]


@dataclass(slots=True)
class _Piece:
    """One connected piece, solved by joining the best two groups again and again."""

    rows: Ints
    constraints: Constraints
    members: list[list[int]] = field(default_factory=list)
    lists: list[set[int]] = field(default_factory=list)
    apart: list[set[int]] = field(default_factory=list)
    sums: list[dict[int, float]] = field(default_factory=list)
    known: list[dict[int, int]] = field(default_factory=list)

    def solve(self, first: Ints, second: Ints, odds: Floats) -> Ints:
        """Return for each row of the piece the smallest row of its group."""
        self._begin(first.tolist(), second.tolist(), odds.tolist())
        heap = self._beginnings()
        heapify(heap)
        while heap:
            worth, i, j = heappop(heap)
            if -worth <= CUT:
                break
            if (
                not self.members[i]
                or not self.members[j]
                or -worth != self._worth(i, j)
                or not self._may(i, j)
            ):
                continue
            self._join(i, j)
            for k in self.sums[i]:
                mean = self._worth(i, k)
                if mean > CUT:
                    heappush(heap, (-mean, min(i, k), max(i, k)))
        found = np.empty(len(self.rows), dtype=np.int64)
        for group in self.members:
            if group:
                found[group] = self.rows[min(group)]
        return found

    def _beginnings(self) -> list[tuple[float, int, int]]:
        pairs = ((i, j) for i, others in enumerate(self.sums) for j in others if i < j)
        return [(-worth, i, j) for i, j in pairs if (worth := self._worth(i, j)) > CUT]

    def _begin(self, first: list[int], second: list[int], odds: list[float]) -> None:
        size = len(self.rows)
        groups = self.constraints.groups
        self.members = [[i] for i in range(size)]
        self.lists = [
            set() if groups is None or groups[row] < 0 else {int(groups[row])} for row in self.rows.tolist()
        ]
        self.apart = [set() for _ in range(size)]
        self.sums, self.known = [{} for _ in range(size)], [{} for _ in range(size)]
        for i, j, worth in zip(first, second, odds, strict=True):
            for one, other in ((i, j), (j, i)):
                self.sums[one][other] = self.sums[one].get(other, 0.0) + worth
                self.known[one][other] = self.known[one].get(other, 0) + 1
        for i, j in self._inside(self.constraints.cannot):
            self.apart[i].add(j)
            self.apart[j].add(i)
        for i, j in self._inside(self.constraints.must):
            one, other = self._group_of(i), self._group_of(j)
            if one != other:
                self._join(min(one, other), max(one, other))

    def _inside(self, pairs: Iterable[Pair]) -> list[Pair]:
        if not pairs:
            return []
        place = {row: number for number, row in enumerate(self.rows.tolist())}
        return [(place[a], place[b]) for a, b in sorted(pairs) if a in place and b in place]

    def _group_of(self, row: int) -> int:
        return next(number for number, group in enumerate(self.members) if row in group)

    def _worth(self, i: int, j: int) -> float:
        pairs = len(self.members[i]) * len(self.members[j])
        return (self.sums[i][j] + ABSENT * (pairs - self.known[i][j])) / pairs + MORE * log(
            min(pairs, ENOUGH)
        )

    def _may(self, i: int, j: int) -> bool:
        return j not in self.apart[i] and self.lists[i].isdisjoint(self.lists[j])

    def _join(self, i: int, j: int) -> None:
        """Put group `j` into group `i`."""
        self.members[i] += self.members[j]
        self.members[j] = []
        self.lists[i] |= self.lists[j]
        for k in self.apart[j]:
            self.apart[k].discard(j)
            self.apart[k].add(i)
        self.apart[i] |= self.apart[j]
        self.sums[i].pop(j, None)
        self.known[i].pop(j, None)
        for k, worth in self.sums[j].items():
            if k != i:
                self.sums[i][k] = self.sums[k][i] = self.sums[i].get(k, 0.0) + worth
                self.known[i][k] = self.known[k][i] = self.known[i].get(k, 0) + self.known[j][k]
                del self.sums[k][j], self.known[k][j]
        self.sums[j], self.known[j] = {}, {}
