"""Tables of text: a line is a row, and its delimiter is found out."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from saksi.intake.columns import HEADER_WITHIN, find_columns, read_mapping
from saksi.intake.encodings import decode
from saksi.intake.outcome import Document, Intake, Note
from saksi.intake.rows import BadRow, Row, take_rows

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 64_000  # characters


def parse_csv(document: Document) -> Intake:
    """Return the reports of a table of text, one a row.

    Raises
    ------
    UnreadableDocument
        The bytes are no text, or there are no rows.
    InvalidInput
        No column is the text: says which columns there are.
    """
    decoded = decode(document.data)
    csv.field_size_limit(2 * document.settings.max_characters)
    delimiter = _delimiter(decoded.text, read_mapping(document.settings.columns))
    taken = take_rows(document, _rows(decoded.text, delimiter))
    notes = (*(Note(document.name, note) for note in decoded.notes), *taken.notes)
    return Intake(taken.reports, taken.problems, notes=notes)


def _delimiter(text: str, mapping: dict[str, str]) -> str:
    """The one under which a row names the text; among several, or where none does, that with most columns."""

    def fitness(delimiter: str) -> tuple[bool, int]:
        rows = [cells for _, cells in islice(_rows(text[:SAMPLE], delimiter), HEADER_WITHIN)]
        whole = [cells for cells in rows if not isinstance(cells, BadRow)]
        named = [cells for cells in whole if find_columns(cells, mapping)]
        return bool(named), max((len(cells) for cells in (named or whole)), default=0)

    return max(DELIMITERS, key=fitness)  # the first of equals: a comma


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """Rows with the line where each begins; where quotation marks go wrong, it goes on at the next line."""
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        begins = lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error:
            ends = max(begins, lines.line_num)
            fault = "its quotation marks do not balance, or a cell is too long; not read: lines"
            needed = 'Needed: a mark inside a quoted cell doubled ("")'
            yield begins, BadRow(f"{fault} {begins} to {ends}. {needed}")
            continue
        yield begins, cells
