"""Capture histories: how many people share each pattern of lists. What every estimator takes.

Membership has three values: on the list, not on it, unknown. A list that was not at work in a stratum is
left out there; its absence says nothing. Nobody is named: a person matrix is grouped on entry.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Self

import numpy as np
from numpy.typing import NDArray

from saksi.record import InvalidInput

YES, NO, UNKNOWN = 1, 0, -1
DENSE_LISTS = 16  # a table of all 2**16 patterns is half a megabyte; beyond, patterns stay sparse

Membership = NDArray[np.int8]  # (patterns, lists): YES, NO or UNKNOWN
Counts = NDArray[np.int64]  # (patterns,): people
Cells = NDArray[np.float64]  # (2**lists,): people by pattern code, bit j = on list j; cell 0 is the unseen


@dataclass(frozen=True, eq=False)
class CaptureHistories:
    """People by pattern of lists, each pattern once, in a fixed order.

    Build it with `grouped`, which checks and groups; `saksi.estimation.arrivals` reads files and frames.

    Parameters
    ----------
    lists
        Names of the lists, in the order of the columns.
    membership
        Shape (patterns, lists): 1 on the list, 0 not on it, -1 unknown. Each pattern has a 1.
    counts
        People a pattern, shape (patterns,), whole and positive.
    reliable
        Shape (patterns,): false where the count is doubted (an overcount); such a cell is kept in the
        documented and left out of what the models learn from.
    inactive
        Lists that were declared not to be at work here, and are therefore no columns.
    strata
        What these people have in common, by column: ``{"year": "1999"}``; empty = the whole table.
    parts
        The strata of the whole table, if it has any: each is a table of its own.
    weight
        Of this table among draws of the same data (linkages, imputations); they need not sum to one.
    """

    lists: tuple[str, ...]
    membership: Membership
    counts: Counts
    reliable: NDArray[np.bool_]
    inactive: tuple[str, ...] = ()
    strata: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Self, ...] = ()
    weight: float = 1.0

    @cached_property
    def documented(self) -> int:
        """People on at least one list."""
        return int(self.counts.sum())

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """People known to be on each list."""
        on = (self.membership == YES).T @ self.counts
        return dict(zip(self.lists, map(int, on), strict=True))

    @cached_property
    def overlaps(self) -> NDArray[np.int64]:
        """People on both lists of each pair, shape (lists, lists); the diagonal holds the lists' sizes."""
        on = (self.membership == YES).astype(np.int64)
        both: NDArray[np.int64] = on.T @ (on * self.counts[:, None])
        return both

    @cached_property
    def incomplete(self) -> bool:
        """Whether some membership is unknown."""
        return bool((self.membership == UNKNOWN).any())

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of lists, patterns, counts and flags: equal for equal tables, whatever the row order."""
        order = np.lexsort(self.membership.T[::-1]) if len(self.counts) else slice(None)
        digest = sha256("\x1f".join((*self.lists, "", *self.inactive)).encode())
        for column in (self.membership[order], self.counts[order], self.reliable[order]):
            digest.update(np.ascontiguousarray(column).tobytes())
        for part in self.parts:
            digest.update("\x1f".join(part.strata.values()).encode())
            digest.update(part.content_hash.encode())
        return digest.hexdigest()

    @property
    def stratum(self) -> str | None:
        """The stratum in one word, as results name it; null = the whole table."""
        return ", ".join(self.strata.values()) if self.strata else None

    def cells(self) -> Cells:
        """Return people by pattern code, shape (2**lists,); bit j of the code = on list j, cell 0 is 0.

        Raises
        ------
        InvalidInput
            Some membership is unknown (complete it first), or more than `DENSE_LISTS` lists.
        """
        if self.incomplete:
            raise InvalidInput("the table holds unknown memberships: complete it first (draws.completed)")
        if len(self.lists) > DENSE_LISTS:
            raise InvalidInput(
                f"{len(self.lists)} lists; a full table of patterns takes at most {DENSE_LISTS}"
            )
        dense = np.zeros(2 ** len(self.lists))
        np.add.at(dense, self.codes, self.counts)
        return dense

    @cached_property
    def codes(self) -> NDArray[np.int64]:
        """Patterns as numbers, bit j = on list j; unknown counts as not on it. At most 62 lists."""
        found: NDArray[np.int64] = (self.membership == YES).astype(np.int64) @ (
            1 << np.arange(len(self.lists), dtype=np.int64)
        )
        return found

    def reliable_cells(self) -> NDArray[np.bool_]:
        """Return which seen patterns models may learn from, shape (2**lists - 1,), by pattern code."""
        sure = np.ones(2 ** len(self.lists), bool)
        sure[self.codes[~self.reliable]] = False
        return sure[1:]

    def of_lists(self, names: Sequence[str]) -> Self:
        """Return the table of these lists alone: people on none of them leave it.

        Raises
        ------
        InvalidInput
            A name is no list of the table.
        """
        missing = [name for name in names if name not in self.lists]
        if missing:
            raise InvalidInput(f"no list {missing[0]!r}; the table has {', '.join(self.lists)}")
        at = [self.lists.index(name) for name in names]
        return type(self).grouped(
            names, self.membership[:, at], self.counts, reliable=self.reliable, inactive=self.inactive,
            strata=self.strata, weight=self.weight, beyond="drop",
        )  # fmt: skip

    def merged(self, groups: Sequence[Sequence[str]]) -> Self:
        """Return the table with each group of lists made one: on any of them = on the group."""
        columns, names = [], []
        for group in groups:
            part = self.membership[:, [self.lists.index(name) for name in group]]
            columns.append(part.max(axis=1))
            unknown = (part == UNKNOWN).any(axis=1) & (columns[-1] != YES)
            columns[-1] = np.where(unknown, UNKNOWN, columns[-1]).astype(np.int8)
            names.append("+".join(group))
        return type(self).grouped(
            names, np.stack(columns, axis=1), self.counts, reliable=self.reliable, inactive=self.inactive,
            strata=self.strata, weight=self.weight, beyond="drop",
        )  # fmt: skip

    @classmethod
    def grouped(
        cls, lists: Sequence[str], membership: NDArray[np.integer], counts: NDArray[np.number] | None = None,
        *, reliable: NDArray[np.bool_] | None = None, inactive: Sequence[str] = (),
        strata: Mapping[str, str] | None = None, weight: float = 1.0, beyond: str = "refuse",
    ) -> Self:  # fmt: skip
        """Check rows and put equal patterns together.

        Parameters
        ----------
        lists
            Names, each once.
        membership
            Shape (rows, lists): 1, 0 or -1 (unknown). A row is a pattern, or a person.
        counts
            People a row; null means one each.
        reliable
            False where a count is doubted; null means that none is.
        inactive, strata, weight
            As the fields.
        beyond
            What becomes of people on none of the lists: ``"refuse"`` or ``"drop"``.

        Raises
        ------
        InvalidInput
            Shapes differ, a list comes twice, a value is none of the three, a count is negative or not
            whole, or people are counted on no list.
        """
        names, member = tuple(lists), np.asarray(membership)
        if len(set(names)) < len(names):
            raise InvalidInput(f"a list comes twice among {', '.join(names)}")
        if member.ndim != 2 or member.shape[1] != len(names):
            raise InvalidInput(f"memberships of shape {member.shape}; needed (rows, {len(names)} lists)")
        if not np.isin(member, (YES, NO, UNKNOWN)).all():
            raise InvalidInput("a membership is none of 1 (on the list), 0 (not), -1 (unknown)")
        people = np.ones(len(member)) if counts is None else np.asarray(counts, dtype=np.float64)
        _check_counts(people, len(member))
        sure = np.ones(len(member), bool) if reliable is None else np.asarray(reliable, dtype=bool)
        on = (member == YES).any(axis=1)
        if beyond == "refuse" and people[~on].sum():
            raise InvalidInput(
                f"{int(people[~on].sum())} people are counted on no list: that pattern is what is to be"
                " estimated; take the row out"
            )
        kept = on & (people > 0)
        rows = np.column_stack([member[kept].astype(np.int8), sure[kept].astype(np.int8)])
        patterns, where = np.unique(rows, axis=0, return_inverse=True)
        total = np.bincount(where.ravel(), weights=people[kept], minlength=len(patterns)).astype(np.int64)
        return cls(
            names, patterns[:, :-1].astype(np.int8), total, patterns[:, -1].astype(bool),
            tuple(inactive), dict(strata or {}), (), weight,
        )  # fmt: skip

    def __iter__(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """Yield each pattern with its people."""
        for row, people in zip(self.membership.tolist(), self.counts.tolist(), strict=True):
            yield tuple(row), people


def _check_counts(people: NDArray[np.float64], rows: int) -> None:
    if people.shape != (rows,):
        raise InvalidInput(f"counts of shape {people.shape}; needed one a row, ({rows},)")
    bad = np.flatnonzero(~np.isfinite(people) | (people < 0) | (people != np.floor(people)))
    if len(bad):
        raise InvalidInput(
            f"row {bad[0] + 1}: count {people[bad[0]]:g}; needed whole people, 0 or more."
            " Draws of a linkage go in as several tables with weights"
        )
