"""Which pairs are looked at: many keys, each of several fields, and no key's crowd is let in.

Blocking, not scoring, sets the ceiling of what can be found. So a pair comes in when any of some twenty keys
agrees, each made of two or three fields; no key is a family name alone, because a quarter of a list may be
called Kim. A key's groups that are too large are left out from the largest on, until its pairs fit a budget
that grows with the table: their records meet through other keys. Small tables are compared whole.
"""

from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]

WHOLE: Final = 1_500  # records up to which every pair is compared
PAIRS_A_KEY: Final = 12.0  # most pairs a record that one key may bring
PAIRS_ALL: Final = 600_000  # pairs that one key may bring whatever the size of the table
LEAST_A_KEY: Final = 0.8  # pairs a record that one key may always bring

Fields = tuple[str, ...]
# Each key is a set of fields or beginnings of fields (``family:1`` is the first letter).
KEYS: Final[tuple[Fields, ...]] = (
    ("name_key",),
    ("names",),  # given and family in either order
    ("names", "place"),  # where a name is so common that its own group is left out
    ("names", "birth_year"),
    ("family", "birth_year"),
    ("given", "birth_year"),
    ("family", "birth_month", "birth_day"),
    ("given", "birth_month", "birth_day"),
    ("birth_year", "birth_month", "birth_day"),
    ("birth_year", "birth_month", "family:1"),
    ("birth_year", "birth_day", "given:1"),
    ("family", "given:1", "birth_decade"),
    ("given", "family:2", "birth_decade"),
    ("family", "given:1"),
    ("given", "family:2"),
    ("postcode", "given:1"),
    ("postcode", "family:1"),
    ("postcode", "birth_year"),
    ("postcode:4", "family"),
    ("place", "family"),
    ("place", "given", "family:1"),
    ("place", "birth_year", "birth_month"),
    ("place", "birth_year", "given:1"),
    ("occupation", "family"),
    ("occupation", "given", "birth_year"),
    ("day", "family"),
    ("day", "given"),
    ("day", "place", "sex"),
    ("postcode",),
    ("birth_month", "birth_day"),
    ("birth_year", "birth_month"),
    ("birth_year", "given:1", "family:1"),
    ("family:3", "given:1"),
    ("given", "family:1"),
    ("place", "family:1"),
    ("place", "given:1"),
    ("place", "birth_year"),
    ("day", "place"),
    ("middle", "family"),
    ("middle", "birth_year"),
)


class Blocks(NamedTuple):
    """What blocking decided."""

    keys: pl.DataFrame  # row, and a column a key; null = this record does not take part in it
    pairs: dict[str, int]  # pairs of each key; a pair may come by several
    left_out: dict[str, int]  # records whose group was too large for the key's budget


def block(records: pl.DataFrame) -> Blocks:
    """Return the keys of each record, groups beyond the budget taken out.

    Parameters
    ----------
    records
        Columns `saksi.linking.people.prepare.RECORDS`.
    """
    if records.height <= WHOLE:
        every = pl.lit(0, dtype=pl.UInt64).alias("key_0")
        size = records.height
        return Blocks(records.select("row", every), {"every pair": size * (size - 1) // 2}, {})
    present = {name for name in records.columns if records[name].null_count() < records.height}
    budget = records.height * min(PAIRS_A_KEY, max(LEAST_A_KEY, PAIRS_ALL / records.height))
    keys, pairs, left_out = records.select("row"), {}, {}
    for fields in KEYS:
        if not all(_column(field) in present for field in fields):
            continue
        name = " + ".join(fields)
        key = records.select(_key(fields).alias("key"))["key"]
        kept, brought, lost = _within(key, budget)
        if brought:
            keys = keys.with_columns(kept.alias(f"key_{keys.width - 1}"))
            pairs[name] = brought
            left_out[name] = lost
    return Blocks(keys, pairs, left_out)


def candidates(keys: pl.DataFrame, records: pl.DataFrame) -> tuple[Ints, Ints]:
    """Return the pairs that some key brings together, each once, in order.

    Parameters
    ----------
    keys
        Of `Blocks`.
    records
        The same records in the same order; two of one list are no pair.

    Returns
    -------
    tuple
        Positions in the table, shape (pairs,) each, the first smaller than the second.
    """
    size = records.height
    found = [_together(keys[name], size) for name in keys.columns if name != "row"]
    codes = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
    codes.sort()  # np.unique hashes first, which takes ten times as long
    codes = codes[np.append(True, codes[1:] != codes[:-1])] if len(codes) else codes
    a = codes // max(1, size)
    b = codes - a * size
    listed = list_codes(records)
    if listed is None:
        return a, b
    apart = (listed[a] != listed[b]) | (listed[a] < 0)
    return a[apart], b[apart]


def list_codes(records: pl.DataFrame) -> Ints | None:
    """Return a number for the list of each record, -1 where there is none; null where no record has one."""
    if records["list"].null_count() == records.height:
        return None
    codes = records["list"].rank("dense").cast(pl.Int64).fill_null(-1)
    return codes.to_numpy()


def _together(key: pl.Series, size: int) -> Ints:
    """Return each pair of positions with one key as a number: the first times `size`, plus the second."""
    rows = np.flatnonzero(key.is_not_null().to_numpy())
    values = key.drop_nulls().to_numpy()
    order = np.argsort(values, kind="stable")
    rows, values = rows[order], values[order]
    last = np.searchsorted(values, values, side="right") if len(values) else np.zeros(0, dtype=np.int64)
    later = last - np.arange(len(rows)) - 1  # members of the group after this one
    first = np.repeat(np.arange(len(rows)), later)
    step = np.arange(len(first)) - np.repeat(np.cumsum(later) - later, later)
    return np.asarray(rows[first] * size + rows[first + 1 + step], dtype=np.int64)


def _column(field: str) -> str:
    base = field.partition(":")[0]
    return {"names": "family", "birth_decade": "birth_year"}.get(base, base)


def _key(fields: Fields) -> pl.Expr:
    """Return 64 bits of the fields together, null where one is null."""
    parts = [_part(field) for field in fields]
    absent = pl.any_horizontal(*(part.is_null() for part in parts))
    return pl.when(~absent).then(pl.concat_str(parts, separator="\x1f").hash(seed=7))


def _part(field: str) -> pl.Expr:
    base, _, letters = field.partition(":")
    if base == "names":
        pair = pl.concat_list("given", "family").list.sort().list.join(" ")
        return pl.when(pl.col("given").is_not_null() & pl.col("family").is_not_null()).then(pair)
    if base == "birth_decade":
        return (pl.col("birth_year") // 10).cast(pl.String)
    column = pl.col(base).cast(pl.String)
    return column.str.slice(0, int(letters)) if letters else column


def _within(key: pl.Series, budget: float) -> tuple[pl.Series, int, int]:
    """Take out the largest groups until the pairs fit; return the key, its pairs, records taken out."""
    groups = key.drop_nulls().value_counts(name="n").filter(pl.col("n") > 1)
    groups = groups.sort("n", key.name).with_columns(
        pairs=(pl.col("n") * (pl.col("n") - 1) // 2).cast(pl.Int64)
    )
    kept = groups.filter(pl.col("pairs").cum_sum() <= budget)
    inside = key.is_in(kept[key.name].implode())
    lost = int(groups["n"].sum() or 0) - int(kept["n"].sum() or 0)
    alone = pl.DataFrame({"key": key, "inside": inside}).select(pl.when("inside").then("key"))["key"]
    return alone, int(kept["pairs"].sum() or 0), lost
