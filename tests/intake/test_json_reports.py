import json
from typing import Any

import pytest

from saksi.intake import Intake, read_document
from saksi.record import InvalidInput, Report, UnreadableDocument, dump_report
from saksi.testing import a_report

TEXT = "Soldiers arrested twelve teachers in Ardel.\r\n\r\nShare on WhatsApp"


def read(value: Any, name: str = "reports.json") -> Intake:
    return read_document(name, json.dumps(value).encode())


def test_one_object_is_one_report_and_its_text_is_not_touched() -> None:
    (report,) = read({"id": "r1", "text": TEXT, "published": "2024-03-05", "desk": "east"}).reports
    assert report.text == TEXT
    assert str(report.published) == "2024-03-05"
    assert report.model_extra == {"desk": "east"}
    assert [span.of(report.text) for span in report.furniture] == ["Share on WhatsApp"]


def test_a_report_that_saksi_wrote_comes_back_with_its_claims() -> None:
    report = a_report()
    (back,) = read_document("r.json", dump_report(report).encode()).reports
    assert back.claims == report.claims
    assert back.text == report.text


def test_marked_furniture_and_the_first_original_stay() -> None:
    original = {"name": "page.html", "sha256": "0" * 64, "bytes": 7}
    (report,) = read({"id": "r1", "text": TEXT, "furniture": [[0, 8]], "original": original}).reports
    assert [span.of(report.text) for span in report.furniture] == ["Soldiers"]
    assert report.original is not None
    assert report.original.name == "page.html"


def test_reports_without_an_id_are_numbered() -> None:
    taken = read(
        [{"text": "One was held."}, {"id": "b", "text": "Two were held."}, {"text": "Three were held."}]
    )
    assert [report.id for report in taken.reports] == ["reports-1", "b", "reports-3"]


def test_an_id_that_is_no_file_name_is_renamed_and_noted() -> None:
    taken = read({"id": "../a b:c", "text": "One was held."})
    assert taken.reports[0].id == "a-b-c"
    assert "renamed" in taken.notes[0].note


BAD = [
    ({}, "text: missing"),
    ({"text": 7}, "text: a number"),
    ({"text": "  "}, "no words"),
    ({"text": "a\0b"}, "zero character at 1"),
    ({"text": "a\ud800b"}, "surrogate"),
    ({"text": "a", "published": "March"}, "published: no full day"),
    ({"text": "a", "published": 20240305}, "published: no full day"),
    ({"text": "a", "id": ["x"]}, "id: a list"),
    ({"text": "a", "furniture": [[0, 9]]}, "the text has 1 characters"),
    (["text"], "a list"),
    ("text", "words"),
    (None, "null"),
]


@pytest.mark.parametrize(("value", "why"), BAD)
def test_a_bad_line_spoils_only_itself_and_is_named(value: Any, why: str) -> None:
    lines = [
        json.dumps({"id": "a", "text": "One was held."}),
        "",
        json.dumps(value),
        json.dumps({"text": "Two."}),
    ]
    taken = read_document("many.jsonl", "\n".join(lines).encode())
    assert [report.id for report in taken.reports] == ["a", "many-4"]
    (problem,) = taken.problems
    assert problem.file == "many.jsonl, line 3"
    assert why in problem.reason


def test_a_broken_line_is_told_by_line_and_column_and_not_quoted() -> None:
    taken = read_document("many.jsonl", b'{"text": "One."}\n{"text": "Brint was held\n{"text": "Two."}')
    assert len(taken.reports) == 2
    assert "column" in taken.problems[0].reason
    assert "Brint" not in taken.problems[0].reason


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"[" * 200_000, "nested too deep"),
        (b'{"text": "a", "n": ' + b"1" * 9_000 + b"}", "number is too long"),
        (b'{"text": "a"', "no JSON"),
        (b"7", "a number; needed"),
        (b"{}", "text: missing"),
    ],
)
def test_a_file_that_is_no_report_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        read_document("a.json", data)


def test_an_empty_list_is_unreadable() -> None:
    with pytest.raises(UnreadableDocument, match="empty"):
        read([])


def test_a_file_of_bad_items_gives_problems_and_no_error() -> None:
    taken = read([1, 2])
    assert taken.reports == ()
    assert [problem.file for problem in taken.problems] == ["reports.json, item 1", "reports.json, item 2"]


def test_the_language_given_is_kept() -> None:
    given: Report = read({"text": "The men of the town were held.", "language": "xx-test"}).reports[0]
    assert given.language == "xx-test"
