"""Tables on their way in: CSV files, Polars frames, draws of a linkage or of an imputation.

A column a list, in it 1 (on the list), 0 (not on it), empty or NA or ? (unknown), - (the list was not at
work in this stratum); ``count`` in people; ``unreliable`` (0/1) marks counts that are doubted. Without
``count`` each row is a person. The other columns must be named as strata or as ignored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.estimation.histories import NO, UNKNOWN, YES, CaptureHistories
from saksi.record import InvalidInput

COUNT, UNRELIABLE = "count", "unreliable"
INACTIVE = -2  # in a column of a list, before the list leaves the stratum
WORDS = {
    "1": YES, "1.0": YES, "true": YES, "0": NO, "0.0": NO, "false": NO,
    "": UNKNOWN, "na": UNKNOWN, "nan": UNKNOWN, "?": UNKNOWN, "null": UNKNOWN, "unknown": UNKNOWN,
    "-": INACTIVE,
}  # fmt: skip


def histories_from_csv(
    text: bytes, *, strata: Sequence[str] = (), ignore: Sequence[str] = (), name: str = "the table"
) -> CaptureHistories:
    """Read a CSV file of capture patterns, or of people by list.

    Parameters
    ----------
    text
        The file's bytes, UTF-8, with a line of headings.
    strata
        Columns whose values part the people.
    ignore
        Columns to pass over.
    name
        Of the file, for messages.

    Raises
    ------
    InvalidInput
        The file is no such table: says the column, the row and what is needed.
    """
    try:
        rows = pl.read_csv(BytesIO(text), infer_schema=False, has_header=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"{name} cannot be read as CSV ({type(error).__name__}); needed: UTF-8 text with a line of"
            " headings and as many cells in each row"
        ) from None
    heads = [str(head or "").strip().lstrip("\ufeff") for head in rows.row(0)]
    twice = {head for head in heads if heads.count(head) > 1}
    if twice:  # Polars would give the second another name and so make a list of it
        raise InvalidInput(f"{name}: the heading {min(twice)!r} comes twice; needed each column once")
    heads = [head.lower() if head.lower() in {COUNT, UNRELIABLE} else head for head in heads]
    frame = rows.slice(1).rename(dict(zip(rows.columns, heads, strict=True)))
    return histories_from_frame(frame, strata=strata, ignore=ignore, name=name)


def histories_from_frame(
    frame: pl.DataFrame, *, strata: Sequence[str] = (), ignore: Sequence[str] = (), name: str = "the table"
) -> CaptureHistories:
    """Take a frame of capture patterns, or of people by list; see the module for what a column may hold.

    Parameters
    ----------
    frame
        Columns: lists (Boolean, numbers or text), perhaps ``count`` and ``unreliable``, strata, ignored ones.
    strata, ignore, name
        As in `histories_from_csv`.

    Raises
    ------
    InvalidInput
        A column is missing, is no list, or holds what it must not: says which, the row and what is needed.
    """
    words = frame.select(pl.all().cast(pl.String, strict=False).fill_null("").str.strip_chars())
    for column in (*strata, *ignore):
        if column not in words.columns:
            raise InvalidInput(f"{name} has no column {column!r}; it has {', '.join(words.columns)}")
    words = words.drop(*ignore)
    lists = [column for column in words.columns if column not in {COUNT, UNRELIABLE, *strata}]
    if not lists or not words.height:
        raise InvalidInput(
            f"{name} holds {len(lists)} lists and {words.height} rows; needed a 0/1 column per list and a row"
            " per pattern"
        )
    member = np.stack([_column(words[column], name) for column in lists], axis=1)
    counts = _counts(words[COUNT], name) if COUNT in words.columns else np.ones(words.height)
    doubted = _column(words[UNRELIABLE], name) == YES if UNRELIABLE in words.columns else None
    reliable = np.ones(words.height, bool) if doubted is None else ~doubted
    _check_on_a_list(member, counts, name)
    keys = [tuple(row) for row in words.select(strata).rows()] if strata else [()] * words.height
    return _parted(lists, member, counts, reliable, (tuple(strata), keys), name)


def mixed(tables: Iterable[tuple[CaptureHistories, float]]) -> tuple[CaptureHistories, ...]:
    """Return draws of the same data (linkages, imputations) with their weights, equal tables put together.

    Parameters
    ----------
    tables
        Each draw with its weight, any positive numbers.

    Raises
    ------
    InvalidInput
        There is none, a weight is not positive and finite, or the draws have different lists.
    """
    found: dict[str, CaptureHistories] = {}
    for number, (table, weight) in enumerate(tables, start=1):
        if not (np.isfinite(weight) and weight > 0):
            raise InvalidInput(f"draw {number}: weight {weight:g}; needed a positive number")
        first = next(iter(found.values()), table)
        if table.lists != first.lists:
            raise InvalidInput(
                f"draw {number} has lists {', '.join(table.lists)}; the first has {', '.join(first.lists)}"
            )
        before = found[table.content_hash].weight if table.content_hash in found else 0.0
        found[table.content_hash] = replace(table, weight=before + weight)
    if not found:
        raise InvalidInput("no draws; needed at least one table with its weight")
    return tuple(found.values())


def _column(values: pl.Series, name: str) -> NDArray[np.int8]:
    lowered = values.str.to_lowercase()
    strange = lowered.filter(~lowered.is_in(list(WORDS)))
    if len(strange):
        row = int(np.flatnonzero(~lowered.is_in(list(WORDS)).to_numpy())[0]) + 2
        distinct = strange.n_unique()
        raise InvalidInput(
            f"{name}, row {row}, {values.name}: no membership of a list ({distinct} different"
            f" value{'s' if distinct > 1 else ''}); needed 1, 0, empty (unknown) or - (list not at work)."
            f" If {values.name} parts the people, give it to --strata; if it is neither, to --ignore"
        )
    return lowered.replace_strict(WORDS, return_dtype=pl.Int8).to_numpy().copy()


def _counts(values: pl.Series, name: str) -> NDArray[np.float64]:
    numbers = values.cast(pl.Float64, strict=False).to_numpy()
    said = (values.str.to_lowercase().is_in(["", "na", "nan"])).to_numpy()
    bad = np.flatnonzero(~said & (~np.isfinite(numbers) | (numbers < 0) | (numbers != np.floor(numbers))))
    if len(bad):
        raise InvalidInput(
            f"{name}, row {bad[0] + 2}, {COUNT}: {_why(numbers[bad[0]])}; needed whole people, 0 or more"
        )
    counts: NDArray[np.float64] = np.where(said, np.nan, numbers)
    return counts


def _why(number: float) -> str:
    if not np.isfinite(number):
        return "no number"
    return "negative" if number < 0 else "a fraction of a person"


def _check_on_a_list(member: NDArray[np.int8], counts: NDArray[np.float64], name: str) -> None:
    """A pattern of nobody's list is what is to be estimated; R's tables carry it as 0 or NA."""
    nowhere = ~(member == YES).any(axis=1)
    bad = np.flatnonzero(nowhere & (np.nan_to_num(counts) > 0))
    if len(bad):
        raise InvalidInput(
            f"{name}, row {bad[0] + 2}: people are counted who are on no list; that pattern is what is to be"
            " estimated. Take the row out"
        )
    missing = np.flatnonzero(~nowhere & np.isnan(counts))
    if len(missing):
        raise InvalidInput(f"{name}, row {missing[0] + 2}, {COUNT}: empty; needed whole people, 0 or more")


def _parted(
    lists: Sequence[str], member: NDArray[np.int8], counts: NDArray[np.float64], reliable: NDArray[np.bool_],
    strata: tuple[Sequence[str], Sequence[tuple[str, ...]]], name: str,
) -> CaptureHistories:  # fmt: skip
    columns, keys = strata
    people = np.nan_to_num(counts)
    parts = [
        _part(lists, member[at], people[at], reliable[at], dict(zip(columns, key, strict=True)), name)
        for key in sorted(set(keys))
        for at in [np.array([row == key for row in keys])]
    ]
    if not columns:
        return parts[0]
    whole = CaptureHistories.grouped(
        lists, np.where(member == INACTIVE, NO, member), people, reliable=reliable, beyond="drop"
    )
    return replace(whole, parts=tuple(parts))


def _part(
    lists: Sequence[str], member: NDArray[np.int8], people: NDArray[np.float64],
    reliable: NDArray[np.bool_], strata: Mapping[str, str], name: str,
) -> CaptureHistories:  # fmt: skip
    idle = (member == INACTIVE).any(axis=0)
    half = idle & (member != INACTIVE).any(axis=0)
    if half.any():
        where = ", ".join(strata.values()) or "the table"
        raise InvalidInput(
            f"{name}, {lists[int(np.flatnonzero(half)[0])]}: marked - (not at work) in some rows of {where}"
            " and not in others; a list is at work in a whole stratum or not at all"
        )
    kept = [column for column, off in zip(lists, idle, strict=True) if not off]
    off = [column for column, idles in zip(lists, idle, strict=True) if idles]
    return CaptureHistories.grouped(
        kept, member[:, ~idle], people, reliable=reliable, inactive=off, strata=strata, beyond="drop"
    )
