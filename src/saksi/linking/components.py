"""Which items hang together: what a walk along pairs reaches."""

from collections.abc import Hashable
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Ints = NDArray[np.int64]
SLICE: Final = 500_000  # pairs
Item = TypeVar("Item", bound=Hashable)


def components(size: int, a: Ints, b: Ints) -> Ints:
    """Return for each of `size` items the smallest one that the pairs of `a` and `b` connect it to."""
    graph = coo_array((np.ones(len(a), bool), (a, b)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    _, first = np.unique(label, return_index=True)
    smallest: Ints = first[label].astype(np.int64)
    return smallest


def same_label(labels: Ints, a: Ints, b: Ints) -> NDArray[np.bool_]:
    """Say of each pair whether its two items have one label; slice by slice, for there may be millions."""
    found = np.empty(len(a), bool)
    for at in range(0, len(a), SLICE):
        here = slice(at, at + SLICE)
        found[here] = labels[a[here]] == labels[b[here]]
    return found


class Groups(Generic[Item]):
    """Items joined pair by pair: those that hang together, in one step or in several, are one group."""

    def __init__(self) -> None:
        self._above: dict[Item, Item] = {}

    def join(self, one: Item, other: Item) -> None:
        """Make one group of two; it bears the name of the other's."""
        self._above[self.of(one)] = self.of(other)

    def of(self, item: Item) -> Item:
        """Return the name of an item's group: one of its items; the item itself where it is alone."""
        while self._above.setdefault(item, item) != item:
            self._above[item] = self._above[self._above[item]]
            item = self._above[item]
        return item
