from base64 import encodebytes
from datetime import date

import pytest
from tests.intake.made import SENTENCE, docx, mail

from saksi.intake import Intake, read_document
from saksi.record import InvalidInput, UnreadableDocument


def parts(*bodies: str, kind: str = "mixed", more: tuple[str, ...] = ()) -> bytes:
    inside = "".join(f"--b\r\n{body}\r\n" for body in bodies)
    return mail(f"Content-Type: multipart/{kind}; boundary=b", *more, body=f"{inside}--b--\r\n")


def part(kind: str, words: str, *headers: str) -> str:
    return "\r\n".join((f"Content-Type: {kind}; charset=utf-8", *headers, "", words))


def read(data: bytes) -> Intake:
    return read_document("post.eml", data)


def test_the_words_the_subject_and_the_day_of_sending_are_taken() -> None:
    [report] = read(mail()).reports
    assert (report.text, report.title, report.published) == (SENTENCE, "News", date(2024, 3, 5))


def test_who_sent_it_and_to_whom_stays_in_the_original() -> None:
    headers = ("To: Arno Pelwick <arno@mail.example>", "Reply-To: x@mail.example", "X-Phone: 0555 1234")
    taken = read(mail(*headers))
    written = taken.reports[0].model_dump_json() + "".join(note.note for note in taken.notes)
    assert not any(word in written for word in ("post@mail", "Pelwick", "arno@", "0555"))
    assert "register the sender as a source" in taken.notes[0].note


def test_of_two_ways_to_say_it_the_plain_one_is_read() -> None:
    both = parts(
        part("text/plain", "Plain words."), part("text/html", "<p>Marked words."), kind="alternative"
    )
    assert read(both).reports[0].text == "Plain words."


def test_a_message_in_html_goes_through_the_parser_of_pages() -> None:
    page = "<nav>Home</nav><style>p{}</style><p>두 상인이 코로에서 구금됐다고 이웃이 말했다.</p>"
    data = mail("Content-Type: text/html; charset=euc-kr").replace(SENTENCE.encode(), page.encode("cp949"))
    [report] = read(data).reports
    assert "두 상인이 코로에서" in report.text
    assert "p{}" not in report.text
    assert report.furniture[0].of(report.text) == "Home"


def test_an_attachment_is_a_report_of_its_own_and_names_its_place() -> None:
    named = 'Content-Disposition: attachment; filename="../up/list.txt"'
    attached = part("text/plain", "Three more were held.", named)
    taken = read(parts(part("text/plain", SENTENCE), attached))
    second = taken.reports[1]
    assert (second.id, second.text) == ("post-list", "Three more were held.")
    assert (second.model_extra or {})["part"] == "attachment 1: list.txt"
    assert second.original is not None
    assert second.original.name == "post.eml"


def test_an_attachment_that_is_not_read_is_listed_and_a_bad_one_costs_its_line() -> None:
    picture = part("image/png", "x", "Content-Disposition: attachment; filename=face.png")
    bad = part("application/pdf", "%PDF-1.7 no", "Content-Disposition: attachment; filename=a.pdf")
    taken = read(parts(part("text/plain", SENTENCE), picture, bad))
    assert len(taken.reports) == 1
    assert [line.file for line in taken.skipped] == ["post.eml, attachment 1: face.png"]
    assert [line.file for line in taken.problems] == ["post.eml, attachment 2: a.pdf"]


def test_a_forwarded_message_is_a_message() -> None:
    inner = mail(body="Inner words about two traders.").decode()
    taken = read(parts(part("text/plain", SENTENCE), f"Content-Type: message/rfc822\r\n\r\n{inner}"))
    assert [report.text for report in taken.reports] == [SENTENCE, "Inner words about two traders."]
    assert taken.reports[1].id == "post-attachment-1"


def test_a_word_file_attached_in_base64_is_read() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    head = (
        f"Content-Type: {kind}",
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; filename=a.docx",
    )
    taken = read(parts("\r\n".join((*head, "", encodebytes(docx()).decode()))))
    assert [(report.id, report.text) for report in taken.reports] == [("post-a", SENTENCE)]


def test_heads_of_quoted_messages_and_signatures_are_furniture() -> None:
    body = (
        f"{SENTENCE}\r\n\r\n-----Original Message-----\r\nFrom: someone\r\nSent: Monday\r\n\r\n"
        "They were beaten, he said.\r\n\r\nSent from my phone\r\n-- \r\nA. Pelwick\r\nIsk Radio\r\n"
    )
    [report] = read(mail(body=body)).reports
    left = "".join(
        " " if any(s.start <= n < s.end for s in report.furniture) else c for n, c in enumerate(report.text)
    )
    assert left.split() == f"{SENTENCE} They were beaten, he said.".split()


@pytest.mark.parametrize(
    "header", ["Date: Tomorrow", "Date: Tue, 99 Mar 2024", "Date: 1 Jan 9999 00:00:00 +0000"]
)
def test_an_impossible_day_is_none(header: str) -> None:
    data = mail().replace(b"Date: Tue, 05 Mar 2024 10:00:00 +0900", header.encode())
    taken = read(data)
    assert taken.reports[0].published is None
    assert any("undated" in note.note for note in taken.notes)


def test_what_is_no_message_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no headers of an e-mail"):
        read(b"Two traders were held.")
    with pytest.raises(UnreadableDocument, match="without words"):
        read(mail(body=" "))
