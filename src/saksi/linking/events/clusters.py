"""From pairs to groups: average linkage inside each connected part, and pairs that must stay apart.

Two claims join when the claims of their groups agree on average; a chain of neighbours does not. What must
stay apart stays apart whatever agrees.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import numpy as np

from saksi.linking.components import components, same_label
from saksi.linking.events.columns import Floats, Ints

UNSEEN = -6.0  # log odds of a pair that was not compared, or not kept
MOST, LEAST = 8.0, -8.0  # one pair says no more than this of its groups
LARGEST = 1_500  # members of a connected part; a larger one is cut at a higher agreement first
STEP = 1.0
FORCED = 100.0  # log odds that only a verdict has: no part is cut there
Apart = Callable[[int, int], bool]
Pairs = tuple[Ints, Ints, Floats]


def clusters(
    size: int,
    left: Ints,
    right: Ints,
    scores: Floats,
    apart: Apart,
    together: Sequence[tuple[int, int]] = (),
) -> Ints:
    """Return the group of each claim, numbered from 0 in order of their first members.

    Parameters
    ----------
    size
        How many claims there are.
    left, right, scores
        Compared pairs with their log odds; a pair that is absent has `UNSEEN`.
    apart
        Whether two claims must not share a group, by their positions.
    together
        Pairs that share a group whatever else is known, also what `apart` says.
    """
    labels = np.arange(size)
    first, second = np.array(together, np.int64).reshape(-1, 2).T
    joined = (
        np.concatenate([left, first]),
        np.concatenate([right, second]),
        np.concatenate([scores, np.full(len(first), np.inf)]),
    )
    for members, pairs in _parts(size, joined, 0.0):
        for group in _average(members, pairs, apart):
            labels[group] = min(group)
    _, numbered = np.unique(labels, return_inverse=True)
    return numbered.astype(np.int64)


def _parts(size: int, pairs: Pairs, least: float) -> Iterator[tuple[Ints, Pairs]]:
    """Yield the connected parts of more than one claim, each with the pairs inside it."""
    left, right, scores = pairs
    joined = scores > least
    label = components(size, left[joined], right[joined])
    inside = np.flatnonzero(same_label(label, left, right))
    inside = inside[np.argsort(label[left[inside]], kind="stable")]
    cuts = np.flatnonzero(np.diff(label[left[inside]])) + 1
    for part in np.split(inside, cuts):
        if not len(part):
            continue
        own = (left[part], right[part], scores[part])
        members = np.unique(np.concatenate(own[:2]))
        if len(members) <= LARGEST or least > FORCED:
            yield members, own
        else:
            yield from _parts(size, own, least + STEP)


def _average(members: Ints, pairs: Pairs, apart: Apart) -> list[list[int]]:
    """Join the two groups that agree most on average, until no two agree: members of each group."""
    left, right, scores = pairs
    n = len(members)
    rows, columns = np.searchsorted(members, left), np.searchsorted(members, right)
    forced = scores == np.inf
    told = ~forced
    mean = np.full((n, n), UNSEEN)
    mean[rows[told], columns[told]] = mean[columns[told], rows[told]] = np.clip(scores[told], LEAST, MOST)
    for a, b in combinations(range(n), 2):
        if apart(int(members[a]), int(members[b])):
            mean[a, b] = mean[b, a] = -np.inf
    np.fill_diagonal(mean, -np.inf)
    weight = np.ones(n)
    groups: list[list[int]] = [[int(member)] for member in members]

    def join(a: int, b: int) -> None:
        merged = (weight[a] * mean[a] + weight[b] * mean[b]) / (weight[a] + weight[b])
        mean[a], mean[:, a] = merged, merged
        mean[a, a] = -np.inf
        mean[b], mean[:, b] = -np.inf, -np.inf
        weight[a] += weight[b]
        groups[a], groups[b] = groups[a] + groups[b], []

    for one, other in zip(rows[forced].tolist(), columns[forced].tolist(), strict=True):
        a, b = (next(i for i, held in enumerate(groups) if int(members[k]) in held) for k in (one, other))
        if a != b:
            join(min(a, b), max(a, b))
    while True:
        a, b = divmod(int(mean.argmax()), n)
        if not mean[a, b] > 0:
            return [group for group in groups if len(group) > 1]
        join(a, b)
