"""Rows of a table as reports, whatever file the table came in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pydantic import ValidationError

from saksi.intake.columns import (
    HEADER_WITHIN,
    Columns,
    check_width,
    find_columns,
    no_text_column,
    read_mapping,
)
from saksi.intake.dates import read_day
from saksi.intake.furniture import mark_furniture
from saksi.intake.header import language_of
from saksi.intake.identifiers import id_from_name, safe_id
from saksi.intake.outcome import Document, Intake, Note, Problem
from saksi.record import InvalidInput, Report, UnreadableDocument, explain

MOST_PROBLEMS = 50  # lines that name a row; more are counted
LONGEST_FACT = 2_000  # characters of a title, outlet or address
BadRow = InvalidInput

Row = tuple[int, Sequence[str] | BadRow]  # where it begins, counted from 1; its cells, or why it has none


def take_rows(document: Document, rows: Iterable[Row], sheet: str = "") -> Intake:
    """Return one report for each row under the names of the columns.

    Parameters
    ----------
    rows
        In the order of the file; the first of them may be a title above the names.
    sheet
        Which sheet of the file they are; "" where it has only one.

    Raises
    ------
    InvalidInput
        No row names a column as the text, or the table is too wide.
    UnreadableDocument
        There is nothing under the names.
    """
    waiting = iter(rows)
    columns, width = _columns(waiting, document)
    where = f", {sheet}" if sheet else ""
    taking = _Taking(document, columns, where)
    for row in waiting:
        taking.take(row)
    if not taking.reports and not taking.problems:
        raise UnreadableDocument("no rows under the names of the columns; needed: one a report. Add them")
    return taking.outcome(width)


def _columns(rows: Iterator[Row], document: Document) -> tuple[Columns, int]:
    mapping = read_mapping(document.settings.columns)
    seen = list[Sequence[str]]()
    for _, cells in islice(rows, HEADER_WITHIN):
        if isinstance(cells, BadRow):
            continue
        check_width(cells)
        if columns := find_columns(cells, mapping):
            return columns, sum(1 for cell in cells if cell.strip())
        seen.append(cells)
    if not any(cell.strip() for cells in seen for cell in cells):
        raise UnreadableDocument("an empty table; needed: names of columns and a row a report. Add them")
    raise InvalidInput(no_text_column(seen))


@dataclass
class _Taking:
    """The rows of one table, as far as they are read."""

    document: Document
    columns: Columns
    where: str
    reports: list[Report] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    n_bad: int = 0
    n_undated: int = 0

    def take(self, row: Row) -> None:
        number, cells = row
        if not isinstance(cells, BadRow) and not any(cell.strip() for cell in cells):
            return
        try:
            if isinstance(cells, BadRow):
                raise cells
            if len(self.reports) >= self.document.settings.max_parts:
                raise UnreadableDocument(
                    f"over {self.document.settings.max_parts} reports in one file. Split the file"
                )
            self.reports.append(self._report(number, cells))
        except InvalidInput as error:
            self.n_bad += 1
            if self.n_bad <= MOST_PROBLEMS:
                self.problems.append(Problem(f"{self.document.name}{self.where}, row {number}", str(error)))

    def _report(self, number: int, cells: Sequence[str]) -> Report:
        values = {name: cells[at] for name, at in self.columns.items() if at < len(cells)}
        text = values.pop("text", "")
        if not text.strip():
            raise UnreadableDocument("text: no words. Add them, or leave the row out")
        if "\0" in text:
            raise UnreadableDocument("text: a zero character; databases refuse it. Remove it")
        facts = {name: " ".join(value.split())[:LONGEST_FACT] or None for name, value in values.items()}
        day = read_day(facts.get("published") or "")
        self.n_undated += bool(facts.get("published") and day is None)
        stem = id_from_name(self.document.name)
        try:
            return Report.model_validate(
                {
                    "id": safe_id(facts.get("id") or f"{stem}-{number}"),
                    "title": facts.get("title"),
                    "outlet": facts.get("outlet"),
                    "url": facts.get("url"),
                    "published": day,
                    "language": language_of((facts.get("language") or "").lower()),
                    "synthetic": (facts.get("synthetic") or "").lower() in ("yes", "true", "1"),
                    "text": text,
                    "furniture": mark_furniture(text),
                    "part": f"{self.where.removeprefix(', ')}{', ' if self.where else ''}row {number}",
                }
            )
        except ValidationError as error:
            raise InvalidInput(explain(error)) from None

    def outcome(self, width: int) -> Intake:
        notes, name = list[str](), self.document.name + self.where
        if (others := width - len(self.columns)) > 0:
            notes.append(f"{others} of {width} columns are not taken: they stay in the original")
        if self.n_undated:
            notes.append(f"{self.n_undated} rows have a date that is no full day: undated; needed YYYY-MM-DD")
        if self.n_bad > MOST_PROBLEMS:
            more = (
                f"{self.n_bad - MOST_PROBLEMS} more rows gave no report; the first {MOST_PROBLEMS} are named"
            )
            self.problems.append(Problem(name, more))
        return Intake(
            tuple(self.reports), tuple(self.problems), notes=tuple(Note(name, note) for note in notes)
        )
