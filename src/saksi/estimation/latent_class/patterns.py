"""The table as the sampler walks it: which lists name a pattern's people, and of which nothing is known."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saksi.estimation.histories import UNKNOWN, YES
from saksi.estimation.latent_class.draws import Counts, Floats

GOLDEN = 0.6180339887498949


class Patterns(NamedTuple):
    """Capture patterns by rows of lists: `yes_list[yes_from[m] : yes_from[m + 1]]` name pattern m.

    Most people are on one or two of many lists, so only these are walked. The same for unknown membership.
    """

    people: Counts
    yes_from: Counts
    yes_list: Counts
    unknown_from: Counts
    unknown_list: Counts
    lists: int
    documented: int


class Prior(NamedTuple):
    """What is believed before the table is seen; all numbers, so that compiled code can take it.

    ``rate_yes`` and ``rate_no`` are the Beta prior of a class's chance to be on a list, ``alpha_shape`` and
    ``alpha_rate`` the Gamma prior of the concentration of the stick breaking, ``most_unseen`` the bound on
    the number of people that no list names.
    """

    rate_yes: float
    rate_no: float
    alpha_shape: float
    alpha_rate: float
    most_unseen: int


def patterns_of(membership: NDArray[np.int8], people: NDArray[np.int64]) -> Patterns:
    """Return the table as the sampler walks it.

    Parameters
    ----------
    membership
        Shape (patterns, lists): 1 on the list, 0 not on it, -1 unknown. Each row has at least one 1.
    people
        How many people have each pattern, at least one.
    """
    yes_from, yes_list = _rows(membership == YES)
    unknown_from, unknown_list = _rows(membership == UNKNOWN)
    counts = np.array(people, dtype=np.int64)  # a copy: compiled code has one kind of array
    return Patterns(
        counts, yes_from, yes_list, unknown_from, unknown_list, membership.shape[1], int(counts.sum())
    )


def rungs_of(table: Patterns, shares: Floats) -> Counts:
    """Return the table thinned to these shares, shape (rungs, patterns); the first is the table.

    Each pattern is rounded at its own place, so that people of rare patterns leave one by one.
    """
    where = ((np.arange(len(table.people)) + 0.5) * GOLDEN) % 1.0
    rungs = np.floor(shares[:, None] * table.people + where).astype(np.int64)
    rungs[0] = table.people
    empty = rungs.sum(axis=1) == 0
    rungs[empty, np.argmax(table.people)] = 1
    return rungs


def _rows(marked: NDArray[np.bool_]) -> tuple[Counts, Counts]:
    starts = np.concatenate(([0], np.cumsum(marked.sum(axis=1)))).astype(np.int64)
    return starts, np.nonzero(marked)[1].astype(np.int64)
