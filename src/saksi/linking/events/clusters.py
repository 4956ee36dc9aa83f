"""From pairs to groups: average linkage inside each connected part, and pairs that must stay apart.

Two claims join when the claims of their groups agree on average; a chain of neighbours does not. What must
stay apart stays apart whatever agrees.
"""

from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np

from saksi.linking.components import components
from saksi.linking.events.columns import Floats, Ints

UNSEEN = -6.0  # log odds of a pair that was not compared, or not kept
MOST, LEAST = 8.0, -8.0  # one pair says no more than this of its groups
LARGEST = 1_500  # members of a connected part; a larger one is cut at a higher agreement first
STEP = 1.0
Apart = Callable[[int, int], bool]
Pairs = tuple[Ints, Ints, Floats]


def clusters(size: int, left: Ints, right: Ints, scores: Floats, apart: Apart) -> Ints:
    """Return the group of each claim, numbered from 0 in order of their first members.

    Parameters
    ----------
    size
        How many claims there are.
    left, right, scores
        Compared pairs with their log odds; a pair that is absent has `UNSEEN`.
    apart
        Whether two claims must not share a group, by their positions.
    """
    labels = np.arange(size)
    for members, pairs in _parts(size, (left, right, scores), 0.0):
        for group in _average(members, pairs, apart):
            labels[group] = min(group)
    _, numbered = np.unique(labels, return_inverse=True)
    return numbered.astype(np.int64)


def _parts(size: int, pairs: Pairs, least: float) -> Iterator[tuple[Ints, Pairs]]:
    """Yield the connected parts of more than one claim, each with the pairs inside it."""
    left, right, scores = pairs
    joined = scores > least
    label = components(size, left[joined], right[joined])
    inside = np.flatnonzero(label[left] == label[right])
    inside = inside[np.argsort(label[left[inside]], kind="stable")]
    cuts = np.flatnonzero(np.diff(label[left[inside]])) + 1
    for part in np.split(inside, cuts):
        if not len(part):
            continue
        own = (left[part], right[part], scores[part])
        members = np.unique(np.concatenate(own[:2]))
        if len(members) <= LARGEST:
            yield members, own
        else:
            yield from _parts(size, own, least + STEP)


def _average(members: Ints, pairs: Pairs, apart: Apart) -> list[list[int]]:
    """Join the two groups that agree most on average, until no two agree: members of each group."""
    left, right, scores = pairs
    n = len(members)
    rows, columns = np.searchsorted(members, left), np.searchsorted(members, right)
    mean = np.full((n, n), UNSEEN)
    mean[rows, columns] = mean[columns, rows] = np.clip(scores, LEAST, MOST)
    for a, b in combinations(range(n), 2):
        if apart(int(members[a]), int(members[b])):
            mean[a, b] = mean[b, a] = -np.inf
    np.fill_diagonal(mean, -np.inf)
    weight = np.ones(n)
    groups: list[list[int]] = [[int(member)] for member in members]
    while True:
        a, b = divmod(int(mean.argmax()), n)
        if not mean[a, b] > 0:
            return [group for group in groups if len(group) > 1]
        merged = (weight[a] * mean[a] + weight[b] * mean[b]) / (weight[a] + weight[b])
        mean[a], mean[:, a] = merged, merged
        mean[a, a] = -np.inf
        mean[b], mean[:, b] = -np.inf, -np.inf
        weight[a] += weight[b]
        groups[a], groups[b] = groups[a] + groups[b], []
