"""Estimates as they are handed in: how many people no list holds, or the reason why that cannot be said."""

from collections.abc import Sequence

from saksi.record.claims import Value

COMBINED = "combined"  # the row that stands for all methods, where they agree


class Estimated(Value):
    """One row of `saksi estimate --json`; people throughout, null where it is refused."""

    method: str
    stratum: str | None = None  # null: the whole table
    documented: int
    total: float | None = None
    lower: float | None = None
    upper: float | None = None
    level: float = 0.95
    refused: str | None = None
    warnings: tuple[str, ...] = ()


def shown(rows: Sequence[Estimated]) -> tuple[Estimated, ...]:
    """Show the combined answer of each stratum; where methods were not combined, each of them."""
    combined = tuple(row for row in rows if row.method == COMBINED)
    return combined or tuple(rows)
