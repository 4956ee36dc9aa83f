"""Decomposable (chordal) graphs of lists, as rows of +1 and -1 over sets of lists.

A graph joins lists that may depend on each other. If it is chordal its likelihood falls into cliques over
separators, so a row of signs over all sets of lists says all about it.
"""

from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FEWEST_LISTS, MOST_LISTS = 3, 6  # 8, 61, 822, 18,154 graphs; seven lists have 617,675


class Graphs(NamedTuple):
    """All chordal graphs of so many lists.

    Parameters
    ----------
    signs
        Shape (graphs, 2**lists): how often a set of lists, by bits, multiplies (cliques) or divides
        (separators) the likelihood; column 0 is empty.
    edges
        Shape (graphs,): the graph's edges as bits, pairs in the order of `itertools.combinations`.
    complete
        Which row is the complete graph.
    """

    signs: NDArray[np.float64]
    edges: NDArray[np.int64]
    complete: int


@lru_cache(maxsize=MOST_LISTS)
def chordal_graphs(n_lists: int) -> Graphs:
    """Return every chordal graph of 3 to 6 lists.

    All graphs are tried at once: a graph is chordal if lists can be taken off one by one, each with
    neighbours that are all joined (Fulkerson and Gross 1965). The set taken off multiplies, the neighbours
    left behind divide.

    Raises
    ------
    ValueError
        Fewer or more lists.
    """
    if not FEWEST_LISTS <= n_lists <= MOST_LISTS:
        raise ValueError(f"{n_lists} lists")
    pairs = list(combinations(range(n_lists), 2))
    edges = np.arange(2 ** len(pairs), dtype=np.int64)
    near = np.zeros((len(edges), n_lists), np.int64)
    for bit, (a, b) in enumerate(pairs):
        joined = edges >> bit & 1
        near[:, a] |= joined << b
        near[:, b] |= joined << a
    signs = np.zeros((len(edges), 2**n_lists))
    left = np.full(len(edges), 2**n_lists - 1, np.int64)
    for _ in range(n_lists):
        taken = np.zeros(len(edges), bool)
        for v in range(n_lists):
            at = np.flatnonzero(~taken & (left >> v & 1 == 1) & _simplicial(near, left, v))
            around = near[at, v] & left[at]
            np.add.at(signs, (at, around | 1 << v), 1)
            np.add.at(signs, (at, around), -1)
            left[at] &= ~(1 << v)
            taken[at] = True
    chordal = left == 0
    signs[:, 0] = 0  # the empty separator has likelihood one
    found = edges[chordal]
    return Graphs(signs[chordal], found, int(np.flatnonzero(found == 2 ** len(pairs) - 1)[0]))


def _simplicial(near: NDArray[np.int64], left: NDArray[np.int64], v: int) -> NDArray[np.bool_]:
    """Return for which graphs the neighbours of v that are left are all joined."""
    around = near[:, v] & left
    joined = np.ones(len(near), bool)
    for u in range(near.shape[1]):
        joined &= (around >> u & 1 == 0) | ((near[:, u] | 1 << u) & around == around)
    return joined


def cliques(signs: NDArray[np.float64], lists: tuple[str, ...]) -> str:
    """Return a graph in words: its cliques, such as ``police*press, press*clinic``."""
    sets = np.flatnonzero(signs > 0)
    return ", ".join("*".join(lists[j] for j in range(len(lists)) if code >> j & 1) for code in sets)
