"""What must and must not be joined: reviewers' words, lists without duplicates, impossible dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Pair = tuple[int, int]

# A day is often only a month or a year, and reports differ by months: what lies further apart excludes.
SLACK: Final = 366  # days
UNKNOWN: Final = -(10**9)
DEADLY: Final = ("execution", "killing other", "death in custody")  # acts after which nobody is seen


@dataclass(frozen=True, slots=True)
class Constraints:
    """What must and must not be joined.

    ``must`` and ``cannot``: pairs of rows. ``groups``: a number a row, rows of one number are different
    persons (the list they stand on); -1 = none. ``lives``: shape (rows, 4), days since 1970 as `lives_of`
    gives them; nobody is seen before birth or after death.
    """

    must: frozenset[Pair] = frozenset()
    cannot: frozenset[Pair] = frozenset()
    groups: Ints | None = None
    lives: Ints | None = None

    def within(self, rows: Ints, place: Ints) -> "Constraints":
        """Return the constraints of some rows, numbered anew by ``place`` (-1 = not among them)."""

        def moved(pairs: Iterable[Pair]) -> frozenset[Pair]:
            return frozenset(
                (int(place[i]), int(place[j])) for i, j in pairs if place[i] >= 0 and place[j] >= 0
            )

        return Constraints(
            moved(self.must),
            moved(self.cannot),
            None if self.groups is None else self.groups[rows],
            None if self.lives is None else self.lives[rows],
        )


NONE: Final = Constraints()


def lives_of(records: pl.DataFrame) -> Ints | None:
    """Return what dates say of each record: earliest birth, minus day seen, day seen, minus day of death.

    The largest of each column holds for a person of several records. Null where no record has a day.
    """
    if records["day"].null_count() == records.height:
        return None
    born = pl.date(pl.col("birth_year").clip(1, 9999), pl.col("birth_month").fill_null(1), 1)
    day, died = pl.col("day"), pl.when(pl.col("act").is_in(DEADLY)).then("day")
    return (
        records.select(born=born.to_physical().cast(pl.Int64), seen=-day, day=day, died=-died)
        .fill_null(UNKNOWN)
        .to_numpy()
        .astype(np.int64)
    )


def is_possible(life: tuple[int, ...]) -> bool:
    """Say whether one person can have been born, seen and dead on such days."""
    born, seen, day, died = life
    return born + seen <= SLACK and day + died <= SLACK
