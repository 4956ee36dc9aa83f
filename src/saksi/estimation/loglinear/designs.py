"""Log-linear models of capture patterns: which terms, which columns.

The logarithm of the expected people of a pattern is a sum over terms; a term is a set of lists, as bits, and
adds its coefficient where the pattern holds all of them. No model holds the term of all lists: it could not
be told from the unseen. The unseen pattern has the constant alone, so their number is exp(constant).
"""

from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Design = NDArray[np.float64]  # (2**lists - 1, parameters): a row per seen pattern, by its code

HIERARCHICAL_LISTS = 4  # all hierarchical models up to here (113 for four lists); beyond, pairs of lists
GAMMA = 3.5  # parameter of that shape of unequal visibility (Rivest and Baillargeon 2007)


class Model(NamedTuple):
    """Which interactions a model holds, and whether people differ in visibility.

    Parameters
    ----------
    terms
        Sets of two or more lists, as bits, ascending; with each set all its subsets (hierarchy).
    shape
        How visibility, shared by all lists, varies over people (Rivest and Baillargeon 2007): ``"poisson"``,
        ``"darroch"``, ``"gamma"``, or null for not at all.
    """

    terms: tuple[int, ...] = ()
    shape: str | None = None

    def name(self, lists: tuple[str, ...]) -> str:
        """Return the model in words: its largest terms, such as ``police*press, clinic``."""
        largest = [term for term in self.terms if not any(term != o and term & o == term for o in self.terms)]
        covered = 0
        for term in largest:
            covered |= term
        largest += [1 << j for j in range(len(lists)) if not covered >> j & 1]
        said = ["*".join(lists[j] for j in range(len(lists)) if term >> j & 1) for term in sorted(largest)]
        return ", ".join(said) + (f"; visibility varies ({self.shape})" if self.shape else "")


def pairs(n_lists: int) -> tuple[int, ...]:
    """Return all pairs of lists as bits."""
    return tuple(sorted((1 << a) | (1 << b) for a, b in combinations(range(n_lists), 2)))


def terms_of(n_lists: int) -> tuple[int, ...]:
    """Return the interaction terms that models of so many lists may hold."""
    if n_lists > HIERARCHICAL_LISTS:
        return pairs(n_lists)
    full = (1 << n_lists) - 1
    return tuple(t for t in range(full) if t.bit_count() >= 2)


@lru_cache(maxsize=32)
def design(n_lists: int, terms: tuple[int, ...], shapes: tuple[str, ...] = ()) -> Design:
    """Return the columns: constant, lists, terms, shapes of visibility; a row per seen pattern."""
    codes = np.arange(1, 2**n_lists)
    singles = [1 << j for j in range(n_lists)]
    columns = [np.ones(len(codes))]
    columns += [(codes & term == term).astype(float) for term in (*singles, *terms)]
    columns += [shape_column(n_lists, shape) for shape in shapes]
    made = np.stack(columns, axis=1)
    made.setflags(write=False)
    return made


def shape_column(n_lists: int, shape: str) -> NDArray[np.float64]:
    """Return what a shape of visibility adds to a pattern on k lists; 0 for the unseen."""
    k = np.array([code.bit_count() for code in range(1, 2**n_lists)], dtype=float)
    if shape == "poisson":
        return np.asarray(2.0**k - 1)
    if shape == "darroch":
        return np.asarray(k**2 / 2)
    return np.asarray(np.log(GAMMA) - np.log(GAMMA + k))


@lru_cache(maxsize=8)
def hierarchical(n_lists: int) -> tuple[tuple[int, ...], ...]:
    """Return the interaction terms of every hierarchical model: 8 models for three lists, 113 for four.

    Above `HIERARCHICAL_LISTS` lists these are all sets of pairs: 1,024 models for five lists.

    Raises
    ------
    ValueError
        More than five lists: there are too many to write down; search instead.
    """
    if n_lists > HIERARCHICAL_LISTS + 1:
        raise ValueError(f"{n_lists} lists")
    found: list[tuple[int, ...]] = [()]
    for term in sorted(terms_of(n_lists), key=lambda t: (t.bit_count(), t)):
        below = [t for t in terms_of(n_lists) if t & term == t and t != term]
        found += [(*terms, term) for terms in found if all(t in terms for t in below)]
    return tuple(tuple(sorted(terms)) for terms in found)
