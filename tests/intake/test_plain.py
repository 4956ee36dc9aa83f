from datetime import date

import pytest

from saksi.intake import read_document
from saksi.record import Report

BODY = (
    "Soldiers arrested twelve teachers in the town of Ardel on Monday, two residents said.\n\nOne was shot.\n"
)


def read(text: str, name: str = "note.txt") -> Report:
    return read_document(name, text.encode()).reports[0]


def marked(report: Report) -> list[str]:
    return [span.of(report.text) for span in report.furniture]


def test_a_header_block_becomes_fields_and_stays_in_the_text() -> None:
    head = (
        "Title: Twelve teachers held\nOutlet: Osmere Post\nDate: 5 March 2024\n"
        "URL: https://post.example/12\nSource: wire\nLanguage: English"
    )
    report = read(f"{head}\n\n{BODY}")
    assert (report.title, report.outlet, report.published) == (
        "Twelve teachers held", "Osmere Post", date(2024, 3, 5),
    )  # fmt: skip
    assert (report.url, report.language) == ("https://post.example/12", "en")
    assert report.text == f"{head}\n\n{BODY}"
    assert marked(report) == [head]


def test_a_korean_header_is_understood() -> None:
    report = read(
        "제목: 교사 열두 명 체포\n언론사: 오스메르신문\n날짜: 2024년 3월 5일\n\n군인들이 교사를 체포했다.\n"
    )
    assert (report.title, report.outlet, report.published) == (
        "교사 열두 명 체포", "오스메르신문", date(2024, 3, 5),
    )  # fmt: skip
    assert report.language == "ko"


@pytest.mark.parametrize(
    "line",
    ["Tuesday, March 5, 2024", "Published: 2024-03-05", "5 MARCH 2024 | OSMERE",
     "By our reporters | 2024-03-05 15:43",
     "Posted on March 5, 2024 at 10:20 am", "입력 2024.03.05 10:20"],
)  # fmt: skip
def test_a_line_with_nothing_but_the_date_dates_the_report(line: str) -> None:
    report = read(f"Teachers held\n\n{line}\n\n{BODY}")
    assert (report.title, report.published) == ("Teachers held", date(2024, 3, 5))
    assert marked(report) == [line]


def test_a_dateline_before_the_first_sentence_dates_the_report_and_is_read() -> None:
    report = read(f"ARDEL, March 5, 2024 (Wire) — {BODY}")
    assert report.published == date(2024, 3, 5)
    assert marked(report) == []


@pytest.mark.parametrize(
    "first",
    [
        "Updated: 2024-03-05",
        "Remembering the riot of 3 March 2019",
        "Date: spring 2024",
        "Published: 05/03/2024",
    ],
)
def test_a_date_that_is_not_the_publication_leaves_the_report_undated(first: str) -> None:
    assert read(f"{first}\n\n{BODY}").published is None


def test_a_date_that_cannot_be_read_is_noted() -> None:
    taken = read_document("a.txt", f"Date: spring 2024\n\n{BODY}".encode())
    assert "undated" in taken.notes[0].note


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Only a line without more",
        f"A sentence of prose that ends with a stop.\n\n{BODY}",
        "Held\nin Ardel\nlast week\n",
    ],
)
def test_prose_is_no_title(text: str) -> None:
    assert read(text).title is None


@pytest.mark.parametrize("after", ["\n\nBy our reporter\n\n", "\nMarch 5, 2024 · by the editor\n\n"])
def test_a_byline_or_date_below_does_not_hide_the_title(after: str) -> None:
    assert read(f"Teachers held in Ardel{after}{BODY}").title == "Teachers held in Ardel"


def test_a_byline_or_caption_is_no_title() -> None:
    assert read(f"By our reporter\n\nTeachers held in Ardel\n\n{BODY}").title == "Teachers held in Ardel"
    assert read(f"A drawing of the square. (Osmere Post)\n\n{BODY}").title is None


def test_page_furniture_above_the_title_is_stepped_over() -> None:
    assert read(f"Share on WhatsApp\n\nTeachers held in Ardel\n\n{BODY}").title == "Teachers held in Ardel"


@pytest.mark.parametrize(
    "line", ["Source: A resident of Ardel said that she saw the soldiers at the school.", "Q: Who came?"]
)
def test_a_colon_alone_makes_no_header(line: str) -> None:
    report = read(f"{line}\n\n{BODY}")
    assert (report.outlet, marked(report)) == (None, [])
