from io import BytesIO

import docx as word
import pytest
from tests.intake.made import SENTENCE, docx, relation

from saksi.intake import read_document
from saksi.record import Report, UnreadableDocument


def report(data: bytes) -> Report:
    [one] = read_document("letter.docx", data).reports
    return one


def notes(data: bytes) -> list[str]:
    return [note.note for note in read_document("letter.docx", data).notes]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_words_tables_heads_and_feet_come_in_order() -> None:
    made = word.Document()
    made.sections[0].header.paragraphs[0].text = "Isk Monitor, internal"
    made.sections[0].footer.paragraphs[0].text = "Copy 3"
    made.add_heading("Arrests in Corrow", 0)
    made.add_paragraph("Twelve teachers were held, residents said.")
    table = made.add_table(2, 2)
    for cell, words in zip(table._cells, ("Place", "Held", "Corrow", "12"), strict=True):
        cell.text = words
    made.add_paragraph("They were beaten there.")
    stream = BytesIO()
    made.save(stream)
    one = report(stream.getvalue())
    assert one.text.split("\n\n") == [
        "Isk Monitor, internal",
        "Arrests in Corrow",
        "Twelve teachers were held, residents said.",
        "Place | Held",
        "Corrow | 12",
        "They were beaten there.",
        "Copy 3",
    ]
    assert [span.of(one.text) for span in one.furniture] == ["Isk Monitor, internal", "Copy 3"]
    assert one.title == "Arrests in Corrow"
    assert "python-docx" not in one.model_dump_json()  # the author of the file stays out


def test_tracked_changes_are_read_as_if_accepted_and_told() -> None:
    changed = (
        "<w:p><w:r><w:t>They held </w:t></w:r>"
        '<w:del w:id="1" w:author="x"><w:r><w:delText>two</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="x">{run("seven")}</w:ins>{run(" traders.")}</w:p>'
    )
    assert report(docx(body=changed)).text == f"{SENTENCE}\n\nThey held seven traders."
    assert "1 tracked insertions are read, 1 deletions are not: as if all were accepted" in notes(
        docx(body=changed)
    )


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>", "one\ntwo"),
        ("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>", "one two"),
        ("<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t></w:r>", "well-known"),
        (f"<w:hyperlink>{run('linked')}</w:hyperlink>", "linked"),
        (f"<w:sdt><w:sdtContent>{run('controlled')}</w:sdtContent></w:sdt>", "controlled"),
        ("<w:r><w:instrText>INCLUDEPICTURE x</w:instrText></w:r>" + run("seen"), "seen"),
        (run("hidden", "<w:vanish/>") + run("seen"), "seen"),
        (run("shown", '<w:vanish w:val="0"/>'), "shown"),
    ],
)
def test_what_a_reader_of_the_page_sees_is_the_text(inside: str, words: str) -> None:
    assert report(docx(body=f"<w:p>{inside}</w:p>")).text == f"{SENTENCE}\n\n{words}"


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('In the box.')}</w:p></w:txbxContent>"
    old = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ways = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent {old}>{ways}</mc:AlternateContent>"
    assert report(docx(body=f"<w:p><w:r>{both}</w:r>{run('Beside it.')}</w:p>")).text.split("\n\n")[1:] == [
        "Beside it.",
        "In the box.",
    ]


def test_what_it_would_fetch_or_run_is_told() -> None:
    picture = relation(9, "image", "http://elsewhere.example/pixel.png", outside=True)
    link = relation(8, "hyperlink", "http://elsewhere.example/", outside=True)
    asked = docx(relations=(picture, link), more={"word/vbaProject.bin": b"x", "word/comments.xml": b"<x/>"})
    assert set(notes(asked)) == {
        "it asks for 1 files from elsewhere (a template, a picture): nothing was fetched",
        "it holds macros, which are not run",
        "its comments are not read",
    }


def test_a_document_of_pictures_holds_no_words() -> None:
    made = word.Document()
    stream = BytesIO()
    made.save(stream)
    with pytest.raises(UnreadableDocument, match="holds no words"):
        read_document("letter.docx", stream.getvalue())
