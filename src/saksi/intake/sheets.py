"""Excel tables: what the cells show, never what a formula would compute."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from saksi.intake.columns import check_width
from saksi.intake.outcome import Document, Intake, Note, Problem
from saksi.intake.rows import Row, take_rows
from saksi.intake.zips import check_office
from saksi.record import InvalidInput, Report, UnreadableDocument

BROKEN = (
    AttributeError,
    IndexError,
    KeyError,
    SyntaxError,
    TypeError,
    ValueError,
)  # what openpyxl trips over
DAMAGED = "damaged, or of another kind than its suffix. Save it again as .xlsx, or as .csv"
MAIN = "xl/workbook.xml"


def parse_xlsx(document: Document) -> Intake:
    """Return the reports of an Excel file: every visible sheet that has a column of texts, a row a report.

    Raises
    ------
    UnreadableDocument
        No sheet has a row.
    InvalidInput
        It is no Excel file, a bomb, or no sheet has a column of texts: says which columns there are.
    """
    members = check_office(document.data, document.settings, MAIN, "an Excel table")
    try:
        book = load_workbook(BytesIO(document.data), read_only=True, data_only=True, keep_links=False)
    except BROKEN:
        raise InvalidInput(DAMAGED) from None
    reports, problems, notes = list[Report](), list[Problem](), list[Note]()
    if any(name.endswith("vbaProject.bin") for name in members):
        notes.append(Note(document.name, "it holds macros, which are not run"))
    faults, n_sheets = list[InvalidInput](), len(book.worksheets)
    for number, sheet in enumerate(book.worksheets, start=1):
        label = f"sheet {number}" if n_sheets > 1 else ""
        if sheet.sheet_state != "visible":
            notes.append(Note(f"{document.name}, sheet {number}", "a hidden sheet: not read"))
            continue
        try:
            taken = take_rows(document, _rows(sheet), label)
        except InvalidInput as fault:
            faults.append(fault)
            notes.append(Note(f"{document.name}, sheet {number}", f"not read: {fault}"))
            continue
        reports += taken.reports
        problems += taken.problems
        notes += taken.notes
    if not reports and not problems:
        raise (
            faults[0] if faults else UnreadableDocument("no visible sheet. Show the sheet, and save it again")
        )
    return Intake(tuple(reports), tuple(problems), notes=tuple(notes))


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # the size that a file declares is only its word
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    while True:
        try:
            number, row = next(rows)
        except StopIteration:
            return
        except BROKEN:
            raise InvalidInput(DAMAGED) from None
        check_width(row)
        yield number, [_words(value) for value in row]


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
