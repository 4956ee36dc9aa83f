"""One number of a score, and the measures that several scores share."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from saksi.record import InvalidInput


class Score(NamedTuple):
    """One number: of what, in which stratum, from how many cases; ``value`` null where there are none."""

    of: str  # reading, people, pairs, events, estimates
    stratum: str  # "all", "language=ko", ...
    measure: str
    value: float | None
    n: int


class Rates(NamedTuple):
    """Precision, recall and their harmonic mean; 1 where there is nothing to find and nothing was found."""

    precision: float
    recall: float
    f1: float


def rates(hits: int, wanted: int, found: int) -> Rates:
    """Return precision and recall of hits among what was wanted and what was found."""
    precision = hits / found if found else float(not wanted)
    recall = hits / wanted if wanted else 1.0
    total = precision + recall
    return Rates(precision, recall, 2 * precision * recall / total if total else 0.0)


def as_scores(of: str, stratum: str, prefix: str, found: Rates, n: int) -> list[Score]:
    """Return the three rates as scores."""
    name = f"{prefix} " if prefix else ""
    return [Score(of, stratum, f"{name}{key}", value, n) for key, value in found._asdict().items()]


def entries(found: Any, name: str, *keys: str) -> list[Mapping[str, Any]]:
    """Return a list of a file's entries, each with its keys; else `InvalidInput` says which lacks what."""
    if not isinstance(found, Sequence) or isinstance(found, str):
        raise InvalidInput(f"{name} is no list: needed what Saksi writes with --json")
    for number, entry in enumerate(found, start=1):
        lacking = [key for key in keys if not isinstance(entry, Mapping) or key not in entry]
        if lacking:
            raise InvalidInput(
                f"{name}, entry {number}: no {lacking[0]}; needed what Saksi writes with --json"
            )
    return list(found)


def is_number(value: Any) -> bool:
    """Return whether a value of a file is a number, or null."""
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, null of nothing."""
    return sum(values) / len(values) if values else None


def pair_rates(truth: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[Rates, int]:
    """Return pairwise rates of a clustering, and the number of true pairs.

    An item has a true and a found label.

    Counted from the table of true against found clusters, so without listing the pairs.
    """
    table = pl.DataFrame({"t": _codes(truth), "f": _codes(found)})
    both = _pairs(table.group_by("t", "f").len()["len"])
    wanted, made = _pairs(table.group_by("t").len()["len"]), _pairs(table.group_by("f").len()["len"])
    return rates(both, wanted, made), wanted


def cluster_rates(truth: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[Rates, int]:
    """Return rates of whole clusters: a hit has exactly the members of a true one."""
    table = pl.DataFrame({"t": _codes(truth), "f": _codes(found)})
    cells = (
        table.group_by("t", "f")
        .len()
        .with_columns(in_t=pl.col("len").sum().over("t"), in_f=pl.col("len").sum().over("f"))
    )
    hits = cells.filter((pl.col("len") == pl.col("in_t")) & (pl.col("len") == pl.col("in_f"))).height
    wanted = table["t"].n_unique()
    return rates(hits, wanted, table["f"].n_unique()), wanted


def b_cubed(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Rates:
    """Return the B-cubed rates: how pure and how whole an item's cluster is (Bagga and Baldwin 1998)."""
    table = pl.DataFrame({"t": _codes(truth), "f": _codes(found)})
    if table.is_empty():
        return Rates(1.0, 1.0, 1.0)
    cells = (
        table.group_by("t", "f")
        .len()
        .with_columns(in_t=pl.col("len").sum().over("t"), in_f=pl.col("len").sum().over("f"))
    )
    square = pl.col("len").cast(pl.Float64) ** 2
    precision, recall = cells.select(
        p=(square / pl.col("in_f")).sum(), r=(square / pl.col("in_t")).sum()
    ).row(0)
    precision, recall = precision / table.height, recall / table.height
    return Rates(precision, recall, 2 * precision * recall / (precision + recall))


def _codes(labels: Iterable[Hashable]) -> pl.Series:
    codes: dict[Hashable, int] = {}
    return pl.Series([codes.setdefault(label, len(codes)) for label in labels], dtype=pl.Int64)


def _pairs(sizes: pl.Series) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)
