import re

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.made import pdf, stream

from saksi.intake import Intake, read_document
from saksi.intake.pdf_pages import Line
from saksi.intake.pdf_text import laid_out
from saksi.record import Report, UnreadableDocument

STORY = (
    "Soldiers arrested twelve internationally recognised schoolteachers in the mountainous neighbourhood of"
    " Corrow on Monday, two well-known residents said. The administrative representatives subsequently"
    " transported everybody to the headquarters of the district."
)
LATER = (
    "The interrogation lasted until the evening. Everybody was released afterwards, the residents told us."
)


def printed(source: str, **page: str) -> bytes:
    options = {"width": "300pt", "height": "300pt", **page}
    given_ = ", ".join(f"{key}: {value}" for key, value in options.items())
    data: bytes = typst.compile(
        f"#set page({given_})\n#set text(size: 9pt, hyphenate: true)\n{source}".encode()
    )
    return data


def report(data: bytes) -> Report:
    [one] = read_document("note.pdf", data).reports
    return one


def furniture(one: Report) -> list[str]:
    return [words for span in one.furniture for words in span.of(one.text).split("\n\n")]


def test_a_paragraph_is_one_line_of_text_and_paragraphs_are_apart() -> None:
    assert report(printed(f"{STORY}\n\n{LATER}")).text == f"{STORY}\n\n{LATER}"


def test_hyphens_at_line_ends_are_undone_and_those_of_words_stay() -> None:
    narrow = printed(f"#set par(justify: true)\n{STORY}\n\n{LATER}", width="150pt")
    assert report(narrow).text == f"{STORY}\n\n{LATER}"


def test_columns_are_read_one_after_the_other_below_a_heading_across_both() -> None:
    filler = (
        "Market day passed quietly in the lower town and nothing was confiscated there, traders said. " * 3
    )
    columns = f"#columns(2)[{STORY}\n\n{filler}\n#colbreak()\n{LATER} {filler}]"
    source = f"= Arrests in Corrow and in the towns around it\n{columns}"
    text = report(printed(source, width="420pt")).text
    order = ["Arrests in Corrow", "Soldiers arrested", "Market day", "The interrogation"]
    assert sorted(order, key=text.index) == order
    assert STORY in text


def test_rows_of_a_table_stay_rows() -> None:
    cells = "".join(
        f"[{place}], [{count}], " for place, count in (("Place", "Held"), ("Corrow", "12"), ("Ardel", "7"))
    )
    text = report(printed(f"{STORY}\n\n#table(columns: (2fr, 1fr), {cells})")).text
    assert "Corrow | 12" in text
    assert "Ardel | 7" in text


def test_running_heads_and_page_numbers_are_marked_and_a_paragraph_runs_on_over_the_page() -> None:
    source = " ".join([STORY] * 9)
    head, foot = "[Isk Monitor bulletin]", "context [Page #counter(page).display() of 3]"
    one = report(printed(source, header=head, footer=foot))
    assert source in one.text
    assert {re.sub(r"\d", "n", words) for words in furniture(one)} == {"Isk Monitor bulletin", "Page n of n"}
    assert one.title != "Isk Monitor bulletin"


def test_a_larger_line_is_a_heading_and_the_title() -> None:
    one = report(printed(f"= Arrests in Corrow\n{STORY}"))
    assert one.text.startswith("Arrests in Corrow\n\nSoldiers")
    assert one.title == "Arrests in Corrow"


def test_what_a_pdf_says_about_its_author_and_day_is_not_taken() -> None:
    named = printed(f'#set document(author: "Ott Zubrinka", title: "draft7")\n{STORY}')
    one = report(named)
    assert "Zubrinka" not in one.model_dump_json()
    assert one.published is None


def image(number: int) -> bytes:
    shape = "/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray"
    return stream(bytes([number]) * 100, shape)


def test_a_scan_says_that_it_has_no_text_layer() -> None:
    scan = pdf(page="/XObject<</I 6 0 R>>", content=b"q 600 0 0 700 0 0 cm /I Do Q", more=(image(1),))
    with pytest.raises(
        UnreadableDocument, match="a scan: 1 of 1 pages are pictures, and there is no text layer"
    ):
        read_document("scan.pdf", scan)


def test_a_page_that_is_a_picture_among_others_is_noted() -> None:
    more = (
        image(1),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 8 0 R/Resources<</XObject<</I 6 0 R>>>>>>",
        stream(b"q 600 0 0 700 0 0 cm /I Do Q"),
    )
    taken: Intake = read_document("mixed.pdf", pdf(pages="/Kids[3 0 R 7 0 R]/Count 2", more=more))
    assert len(taken.reports) == 1
    assert "pages without words, pictures only: 2" in [note.note for note in taken.notes]


def test_a_program_inside_is_told_and_not_run() -> None:
    script = "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert(1))>>]>>>>"
    taken = read_document("script.pdf", pdf(catalog=script))
    assert "it holds programs (JavaScript), which are not run" in [note.note for note in taken.notes]


def line(text: str, bottom: float, left: float = 50, right: float = 250, *, is_broken: bool = False) -> Line:
    return Line(text, left, bottom, right, bottom + 9, 9, is_broken)


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "joined"),
    [
        ("they were inter", "rogated", "", "they were interrogated"),
        ("two well", "known men", "", "two wellknown men"),  # nothing in the document says otherwise
        ("two well", "known men", "a well-known man", "two well-known men"),
        ("from North", "Kell", "", "from North-Kell"),
    ],
)
def test_the_document_itself_says_which_hyphens_belong(
    first: str, second: str, elsewhere: str, joined: str
) -> None:
    lines = [line(first, 90, is_broken=True), line(second, 79)] + ([line(elsewhere, 20)] if elsewhere else [])
    assert laid_out([lines])[0].split("\n\n")[0] == joined


def test_a_korean_word_cut_at_the_line_end_is_whole_where_the_document_has_it_whole() -> None:
    lines = [line("그는 보위", 90), line("부에 끌려갔다", 79), line("보위부에 신고했다", 30)]
    assert laid_out([lines])[0].startswith("그는 보위부에 끌려갔다")
    assert laid_out([lines[:2]])[0] == "그는 보위 부에 끌려갔다"


LINES = st.builds(
    line,
    st.text(alphabet="ab .-가나1", min_size=1, max_size=12).map(str.strip).filter(bool),
    st.floats(0, 700),
    st.floats(0, 300),
    st.floats(301, 600),
    is_broken=st.booleans(),
)


@given(st.lists(st.lists(LINES, max_size=8), max_size=4))
def test_no_letter_is_lost_and_every_span_lies_in_the_text(pages: list[list[Line]]) -> None:
    text, spans = laid_out(pages)
    letters = sorted(c for page in pages for one in page for c in one.text if c.isalnum())
    assert sorted(c for c in text if c.isalnum()) == letters
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
