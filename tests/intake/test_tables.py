from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from saksi.intake import IntakeSettings, read_document
from saksi.record import InvalidInput

HEAD = ("Number", "Date", "Outlet", "Body", "Phone")
ROW = ("7", "2024-03-05", "Isk Radio", "Two were held in Ardel.", "0555")


def csv(*rows: tuple[str, ...], delimiter: str = ",") -> bytes:
    quoted = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "\n".join(quoted).encode()


def xlsx(*rows: tuple[Any, ...], hidden: tuple[Any, ...] = ()) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    if hidden:
        sheet = book.create_sheet("secret")
        sheet.sheet_state = "hidden"
        for row in (HEAD, hidden):
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_a_row_is_a_report_and_other_columns_stay_out(name: str) -> None:
    data = csv(HEAD, ROW) if name == "list.csv" else xlsx(HEAD, ROW)
    taken = read_document(name, data)
    [report] = taken.reports
    assert (report.text, report.outlet, report.published) == (ROW[3], ROW[2], date(2024, 3, 5))
    assert report.id == "list-2"
    assert (report.model_extra or {})["part"] == "row 2"
    assert "0555" not in report.model_dump_json()
    assert "2 of 5 columns are not taken: they stay in the original" in [note.note for note in taken.notes]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_delimiter_and_encoding_are_found_out(delimiter: str, encoding: str) -> None:
    rows = [
        ("번호", "매체", "본문"),
        ("r7", "이스크", "두 상인이 구금됐다; 이웃, 친지가 말했다.\n둘째 줄이다."),
    ]
    data = csv(*rows, delimiter=delimiter).decode().encode(encoding)
    [report] = read_document("list.csv", data).reports
    assert (report.id, report.outlet, report.text) == ("r7", "이스크", rows[1][2])


def test_a_column_is_named_in_the_settings() -> None:
    settings = IntakeSettings(columns="text=Full story, outlet = Who told")
    [report] = read_document(
        "a.csv", csv(("who told", "FULL_STORY"), ("Isk", "Two were held.")), settings
    ).reports
    assert (report.text, report.outlet) == ("Two were held.", "Isk")


@pytest.mark.parametrize("setting", ["text", "words=x", "text="])
def test_a_setting_of_another_form_is_refused(setting: str) -> None:
    with pytest.raises(InvalidInput, match="the setting columns: needed field=column"):
        read_document("a.csv", csv(HEAD, ROW), IntakeSettings(columns=setting))


def test_a_column_called_source_may_be_a_person_and_is_not_taken() -> None:
    [report] = read_document("a.csv", csv(("source", "text"), ("Arno Pelwick", "Two were held."))).reports
    assert "Pelwick" not in report.model_dump_json()


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_without_a_text_column_those_found_are_named(name: str) -> None:
    rows = (("title", "date", "Full story"), ("a", "b", "c"))
    with pytest.raises(
        InvalidInput, match=r"columns found: title, date, Full story; needed: a column named text"
    ):
        read_document(name, csv(*rows) if name == "list.csv" else xlsx(*rows))


def test_without_names_of_columns_no_cell_is_repeated() -> None:
    with pytest.raises(InvalidInput) as error:
        read_document("a.csv", csv(("Arno Pelwick", "Ardel", "two were held")))
    assert "3 columns, and its first row has no known name" in str(error.value)
    assert "Pelwick" not in str(error.value)


def test_a_title_may_stand_above_the_names() -> None:
    assert len(read_document("a.csv", csv(("Cases of spring",), ("",), HEAD, ROW)).reports) == 1


def test_a_bad_row_costs_its_own_line() -> None:
    data = csv(HEAD, ROW, ("8", "", "", "", "x")) + b'\n9,2024-01-01,x,"broken "quote" in it",y\n' + csv(ROW)
    taken = read_document("list.csv", data)
    assert len(taken.reports) == 2
    assert [problem.file for problem in taken.problems] == ["list.csv, row 3", "list.csv, row 4"]
    assert "quotation marks do not balance" in taken.problems[1].reason


def test_a_date_that_is_no_full_day_leaves_the_report_undated_and_is_counted() -> None:
    taken = read_document("a.csv", csv(HEAD, ROW, ("8", "March 2024", "x", "Two more were held.", "")))
    assert [report.published for report in taken.reports] == [date(2024, 3, 5), None]
    assert any(note.note.startswith("1 rows have a date that is no full day") for note in taken.notes)


def test_cells_of_excel_are_read_as_shown() -> None:
    moment = datetime(2024, 3, 5, 10, 30)  # noqa: DTZ001 - Excel knows no zones
    taken = read_document(
        "a.xlsx", xlsx(("id", "date", "text"), (7.0, moment, "Two were held."), (8, None, "=1+1"))
    )
    assert [(r.id, r.published, r.text) for r in taken.reports] == [("7", date(2024, 3, 5), "Two were held.")]
    assert taken.problems[0].file == "a.xlsx, row 3"  # a formula that was never computed shows nothing


def test_a_hidden_sheet_is_told_and_not_read() -> None:
    taken = read_document("a.xlsx", xlsx(HEAD, ROW, hidden=ROW))
    assert len(taken.reports) == 1
    assert [note.note for note in taken.notes if "sheet 2" in note.file] == ["a hidden sheet: not read"]


CELLS = st.text(alphabet="ab \"',;\t\n|가", min_size=1, max_size=15).filter(str.strip)


@given(st.lists(CELLS, min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_every_cell_comes_back_as_it_was_written(cells: list[str], delimiter: str) -> None:
    rows = [("text", "title"), *((cell, "x") for cell in cells)]
    taken = read_document("a.csv", csv(*rows, delimiter=delimiter))
    assert [report.text for report in taken.reports] == cells
