"""Which items hang together: what a walk along pairs reaches."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Ints = NDArray[np.int64]


def components(size: int, a: Ints, b: Ints) -> Ints:
    """Return for each of `size` items the smallest one that the pairs of `a` and `b` connect it to."""
    graph = coo_array((np.ones(len(a), bool), (a, b)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    _, first = np.unique(label, return_index=True)
    smallest: Ints = first[label].astype(np.int64)
    return smallest
