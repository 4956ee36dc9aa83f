import csv
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.record.csv_text import DANGEROUS, csv_text, frame_csv, safe


@pytest.mark.parametrize("value", [-3, 2.5, None, True])
def test_numbers_are_left_alone(value: float | None) -> None:
    assert safe(value) is value


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1), min_size=1))
def test_no_cell_begins_with_what_a_spreadsheet_runs_and_every_text_comes_back(rows: list[list[str]]) -> None:
    back = list(csv.reader(io.StringIO(csv_text(rows), newline="")))
    assert not any(cell.startswith(DANGEROUS) for row in back for cell in row)
    assert [[_plain(cell) for cell in row] for row in back] == [
        [_plain(cell) for cell in row] for row in rows
    ]


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(DANGEROUS) else cell


def test_lists_are_joined_and_a_null_is_an_empty_cell() -> None:
    table = pl.DataFrame({"a": [["x", "y"], None], "n": [1, None]})
    assert frame_csv(table) == "a,n\r\nx; y,1\r\n,\r\n"
