import csv
import io

import pytest

from saksi.findings import build_findings, tables
from saksi.record import Report
from saksi.testing import a_claim, a_report


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def made(*reports: Report) -> dict[str, str]:
    return tables(build_findings(reports), reports)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(start: str) -> None:
    trap = f"{start}HYPERLINK(1)"
    found = made(a_report(outlet=trap, claims=[a_claim(victim={"text": trap})]))
    assert rows(found["reports.csv"])[0]["outlet"] == f"'{trap}"
    assert rows(found["claims.csv"])[0]["victim"] == f"'{trap}"
    for text in found.values():
        assert not [
            cell
            for row in csv.reader(io.StringIO(text, newline=""))
            for cell in row
            if cell.startswith(start)
        ]


def test_an_unknown_number_is_an_empty_cell_and_never_zero() -> None:
    (row,) = rows(made(a_report(claims=[a_claim(count={"min": 2, "max": None})]))["claims.csv"])
    assert (row["victims_min"], row["victims_max"]) == ("2", "")


def test_claims_say_whether_the_findings_count_them() -> None:
    found = made(
        a_report(id="a", claims=[a_claim()]),
        a_report(id="b", retracted={"by": "Isk Radio"}, claims=[a_claim()]),
    )
    assert [row["counted"] for row in rows(found["claims.csv"])] == ["True", "False"]


def test_each_table_of_a_finding_is_a_file_in_both_languages_with_its_claims() -> None:
    found = made(a_report(claims=[a_claim(act="execution", victim={"type": "individual"})]))
    (row,) = rows(found["deaths-executions.csv"])
    assert row["row"] == row["claims_named"] == "isk-2024-03-20/c1"
    assert row["count_en"].startswith("2 persons")
    assert row["count_ko"].startswith("2명")
    (act,) = rows(found["acts-acts.csv"])
    assert act["claims"] == "1"
