"""CSV that a spreadsheet shows and does not run: RFC 4180, in UTF-8, lists joined by semicolons."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what follows
Value = str | int | float | bool | date | None


def safe(value: Value) -> Value:
    """Return a cell that a spreadsheet shows and does not run; numbers and days are left alone."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def csv_text(rows: Iterable[Sequence[Value]]) -> str:
    """Return rows as CSV; the first is the head, a null is an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180; a lone CR in a text is then quoted too
    writer.writerows([safe(value) for value in row] for row in rows)
    return out.getvalue()


def frame_csv(frame: pl.DataFrame) -> str:
    """Return a table as CSV, its columns' names first."""
    rows: list[list[Value]] = [list(frame.columns)]
    rows += [[_flat(value) for value in row] for row in frame.iter_rows()]
    return csv_text(rows)


def _flat(value: Value | list[str]) -> Value:
    return "; ".join(value) if isinstance(value, list) else value
