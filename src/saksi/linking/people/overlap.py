"""What lists share: where most of two lists are the same people, who is left over on both likely is too.

Pairs are weighed one by one, as if each record might be anybody's. But a list names nobody twice: once those
found elsewhere are set aside, a record has fewer to be, and it is as likely as the lists overlap that it is
somebody at all. A pair of two records that are both still free is therefore likelier than its own odds by one
in the free share of one list times that of the other; what a record is already, `form_persons` takes off.

Sadinle (2017), Bayesian estimation of bipartite matchings for record linkage. docs/methods/people.md
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LEFT_OVER: Final = 50.0  # records of a list that are thought to be free beside those that are: few say little
LEFT_OVER_SHARE: Final = 0.01  # the same as a share of the list


def raised(
    groups: Ints | None, a: Ints, b: Ints, odds: Floats, known: tuple[Ints, Ints] | None = None
) -> Floats:
    """Return the log odds, those of two lists raised by how much these lists overlap.

    Parameters
    ----------
    groups
        A number a row for its list, -1 = none; null: there are no lists.
    a, b, odds
        Pairs of rows of different lists, and natural log odds that they are one person, shape (pairs,).
    known
        Pairs of rows that are one person already, beside these.
    """
    if groups is None or not len(a):
        return odds
    one, other = groups[a], groups[b]
    listed = (one >= 0) & (other >= 0)
    sizes = np.bincount(groups[groups >= 0]).astype(np.float64)
    lists = np.append(_lists(one, other, len(sizes)), _lists(*_of(groups, known), len(sizes)))
    sure = np.append(0.5 * (1 + np.tanh(odds / 2)), np.ones(len(lists) - len(a)))
    counted = np.append(listed, lists[len(a) :] >= 0)
    kinds, place = np.unique(lists[counted], return_inverse=True)
    shared = np.asarray(np.bincount(place, weights=sure[counted], minlength=len(kinds)), dtype=np.float64)
    worth = -_log_free(shared, sizes[kinds // len(sizes)]) - _log_free(shared, sizes[kinds % len(sizes)])
    found = odds.copy()
    found[listed] += worth[place[: int(listed.sum())]]
    return found


def _of(groups: Ints, known: tuple[Ints, Ints] | None) -> tuple[Ints, Ints]:
    none = np.zeros(0, dtype=np.int64)
    return (none, none) if known is None else (groups[known[0]], groups[known[1]])


def _lists(one: Ints, other: Ints, lists: int) -> Ints:
    """Return a number for each two lists, -1 where one of them is none."""
    both = (one >= 0) & (other >= 0)
    return np.where(both, np.minimum(one, other) * lists + np.maximum(one, other), -1)


def _log_free(shared: Floats, size: Floats) -> Floats:
    spare = LEFT_OVER + LEFT_OVER_SHARE * size
    return np.asarray(np.log((np.maximum(size - shared, 0.0) + spare) / (size + spare)))
