"""From pairs to persons: average linkage within connected pieces, under what people and lists have said.

Joining whatever is connected chains: one wrong pair in a hundred joins half an archive. Here two groups
become one only where the evidence over *all* their pairs speaks for it on average; a pair that no key
brought together counts a little against. What a reviewer joined stays joined, what a reviewer, a list or
two dates hold apart is never joined, however indirectly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saksi.linking.components import components, same_label
from saksi.linking.people.constraints import NONE, Constraints, Pair
from saksi.linking.people.joining import CLIP, Piece
from saksi.record import InvalidInput

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

REACH: Final = -1.0  # log odds from which a pair connects its records to one piece


@dataclass(frozen=True, slots=True)
class Persons:
    """Who is one person, and how sure that is.

    ``labels``: shape (rows,), the smallest row of each row's person. ``odds``: shape (pairs,), natural log
    odds of each pair in its company: a pair of one person is as sure as the evidence that joined its two
    groups, a pair of two persons no surer than all the evidence between them.
    """

    labels: Ints
    odds: Floats


def cluster(size: int, a: Ints, b: Ints, log_odds: Floats, constraints: Constraints = NONE) -> Ints:
    """Group rows into persons: the labels of `form_persons`, which has the same parameters and errors."""
    return form_persons(size, a, b, log_odds, constraints).labels


def form_persons(size: int, a: Ints, b: Ints, log_odds: Floats, constraints: Constraints = NONE) -> Persons:
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
    Persons
        Labels, and the odds of the pairs seen together.

    Raises
    ------
    InvalidInput
        The constraints contradict one another: the message names two rows.
    """
    forced = np.array(sorted(constraints.must), dtype=np.int64).reshape(-1, 2)
    linking = log_odds >= REACH
    pieces = components(size, np.append(a[linking], forced[:, 0]), np.append(b[linking], forced[:, 1]))
    labels = np.arange(size)
    together = log_odds.astype(np.float64)
    inside = np.flatnonzero(same_label(pieces, a, b))
    _check(size, constraints)
    for rows, pairs, first, second in _by_piece(pieces, a[inside], b[inside]):
        chosen = inside[pairs]
        solved = Piece(rows, constraints).solve(first, second, np.clip(log_odds[chosen], -CLIP, CLIP))
        labels[rows] = solved.labels
        joined = solved.labels[first] == solved.labels[second]
        own = together[chosen]
        together[chosen] = np.where(joined, np.maximum(own, solved.odds), np.minimum(own, solved.odds))
    return Persons(labels, together)


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


def _by_piece(pieces: Ints, a: Ints, b: Ints) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """Yield each piece of more than one row: rows, numbers of its pairs, their sides as positions in it."""
    if not len(pieces):
        return
    order = np.argsort(pieces, kind="stable")
    starts = np.flatnonzero(np.diff(pieces[order], prepend=-1))
    ends = np.append(starts[1:], len(order))
    position = np.empty(len(pieces), dtype=np.int64)
    position[order] = np.arange(len(order)) - np.repeat(starts, ends - starts)
    by_piece = np.argsort(pieces[a], kind="stable")
    a, b = a[by_piece], b[by_piece]
    labels = pieces[a]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start > 1:
            rows = order[start:end]
            label = pieces[rows[0]]
            low, high = np.searchsorted(labels, [label, label + 1])
            yield rows, by_piece[low:high], position[a[low:high]], position[b[low:high]]
