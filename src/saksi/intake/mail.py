"""E-mail: the words of a message and what is attached to it. Who sent it stays in the original.

A sender is a source. Names and addresses of sender and receivers are kept out of the report; a person
registers the source where identities are sealed.
"""

import mimetypes
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from saksi.intake.archives import label_of
from saksi.intake.encodings import decode
from saksi.intake.identifiers import id_from_name
from saksi.intake.layout import BETWEEN
from saksi.intake.outcome import Document, Note, Part, Unpacked
from saksi.intake.plain import report_of
from saksi.record import InvalidInput, Passage, Report, UnreadableDocument

DEEPEST = 20  # multiparts inside one another
LONGEST_SUBJECT = 2_000  # characters, as sent
KNOWN_HEADERS = frozenset((
    "from", "to", "date", "subject", "received", "mime-version", "message-id", "content-type", "reply-to",
))  # fmt: skip
UNNAMED = {"text/plain": ".txt", "text/html": ".html", "message/rfc822": ".eml", "text/csv": ".csv"}
# What programs write above a message that is quoted, and below one's own.
QUOTED_HEAD = re.compile(
    r"^[> \t]*\*?(?:from|to|cc|bcc|sent|date|subject|reply-to"
    r"|보낸 ?사람|받는 ?사람|참조|보낸 ?날짜|날짜|제목)\*?[ \t]?:.*$",
    re.IGNORECASE | re.MULTILINE,
)
ABOVE_QUOTED = re.compile(
    r"^[> \t]*(?:-{2,} ?(?:original message|forwarded message|(?:원본|전달된) ?메(?:시지|일)).{0,80}"
    r"|begin forwarded message:|on .{5,200} wrote:|.{5,120}님이 (?:작성|쓴 글) ?:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
BELOW = re.compile(
    r"^(?:sent from my .{2,60}|.{2,20}에서 보냄|나의 .{2,20}에서 보냄)[ \t]*$", re.IGNORECASE | re.MULTILINE
)
SIGNATURE_MARK, LINES_OF_A_SIGNATURE = "\n-- \n", 12  # RFC 3676, 4.3


def parse_mail(document: Document) -> Unpacked:
    """Return the message as a report and its attachments as parts.

    Raises
    ------
    UnreadableDocument
        There are no words and nothing is attached.
    InvalidInput
        It has no headers of a message, or nests too deep.
    """
    message = _message(document.data)
    bodies, attached = list[Message](), list[Message]()
    for leaf in _leaves(message):
        (bodies if _is_body(leaf) else attached).append(leaf)
    notes = ["its sender and receivers stay in the original: register the sender as a source if it is one"]
    report, noted = _report(document, message, bodies)
    parts = tuple(_parts(document, attached))
    if report is None and not parts:
        raise UnreadableDocument("a message without words. Ask for it again, or leave it out")
    notes += noted
    return Unpacked(
        reports=(report,) if report else (),
        notes=tuple(Note(document.name, note) for note in notes),
        parts=parts,
    )


def _message(data: bytes) -> EmailMessage:
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        names = {name.lower() for name in message.keys()}  # noqa: SIM118 - a message is no mapping
    except RecursionError:
        raise InvalidInput("parts nested too deep. Save the message's text as .txt") from None
    if len(names & KNOWN_HEADERS) < 2:
        raise InvalidInput("no headers of an e-mail at its top; needed: a message as a mail program saves it")
    return message


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """Parts that hold no parts; of alternatives the plain text, else the last, which is the fullest."""
    if depth > DEEPEST:
        raise InvalidInput(f"over {DEEPEST} parts inside one another. Save the message's text as .txt")
    if not message.is_multipart() or message.get_content_type() == "message/rfc822":
        yield message
        return
    inside = [part for part in message.get_payload() if isinstance(part, Message)]
    if message.get_content_type() != "multipart/alternative":
        for part in inside:
            yield from _leaves(part, depth + 1)
        return
    ways = [list(_leaves(part, depth + 1)) for part in inside]
    plain = [
        way
        for way in ways
        if any(leaf.get_content_type() == "text/plain" and _bytes(leaf).strip() for leaf in way)
    ]
    yield from (plain or ways[-1:] or [[]])[0]


def _is_body(part: Message) -> bool:
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return is_text and part.get_content_disposition() != "attachment" and _file_name(part) is None


def _bytes(part: Message) -> bytes:
    with suppress(Exception):  # a transfer encoding that the library trips over: the part has no words
        payload = part.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""
    return b""


def _report(
    document: Document, message: EmailMessage, bodies: list[Message]
) -> tuple[Report | None, list[str]]:
    text, furniture, notes = "", list[Passage](), list[str]()
    for body in bodies:
        try:
            words, spans = _words(document, body)
        except UnreadableDocument:
            continue
        start = len(text) + len(BETWEEN) if text else 0
        text = f"{text}{BETWEEN}{words}" if text else words
        furniture += [Passage(start=start + span.start, end=start + span.end) for span in spans]
    if not text.strip():
        return None, notes
    day = _day(message)
    if day is None:
        notes.append("no day of sending: undated unless its first lines say one")
    report, noted = report_of(
        id_from_name(document.name),
        text,
        title=_subject(message),
        published=day,
        furniture=(*furniture, *_mail_furniture(text)),
    )
    return report, [*notes, *noted]


def _words(document: Document, body: Message) -> tuple[str, tuple[Passage, ...]]:
    charset = None
    with suppress(Exception):  # a charset parameter in pieces that do not fit
        charset = body.get_content_charset()
    decoded = decode(_bytes(body), charset)
    if body.get_content_type() == "text/plain":
        return decoded.text.strip("\n"), ()
    from saksi.intake.pages import parse_html  # noqa: PLC0415 - most messages have plain text

    [page] = parse_html(Document(document.name, decoded.text.encode("utf-8-sig"), document.settings)).reports
    return page.text, page.furniture


def _mail_furniture(text: str) -> list[Passage]:
    heads = list(QUOTED_HEAD.finditer(text))
    # One such line alone may be part of what is told; two or more together are a head.
    together = [
        match
        for at, match in enumerate(heads)
        if any(
            abs(other.start() - match.end()) <= 1 or abs(match.start() - other.end()) <= 1
            for other in heads[max(0, at - 1) : at + 2]
            if other is not match
        )
    ]
    others = (match for pattern in (ABOVE_QUOTED, BELOW) for match in pattern.finditer(text))
    found = sorted((match.start(), match.end()) for match in (*together, *others))
    signature = text.rfind(SIGNATURE_MARK)
    if signature >= 0 and text.count("\n", signature + len(SIGNATURE_MARK)) < LINES_OF_A_SIGNATURE:
        found.append((signature, len(text)))
    return [Passage(start=start, end=end) for start, end in found if text[start:end].strip()]


def _raw(message: EmailMessage, wanted: str) -> str | None:
    """Return a header as sent: the library's own reading of a hostile one takes quadratic time."""
    return next((str(value) for name, value in message.raw_items() if name.lower() == wanted), None)


def _subject(message: EmailMessage) -> str | None:
    raw = _raw(message, "subject")
    if raw is None or len(raw) > LONGEST_SUBJECT:
        return None
    with suppress(Exception):  # an unknown charset, half of an encoded word
        words = " ".join(str(make_header(decode_header(raw))).split())
        words.encode()  # bytes of no encoding come as halves of characters
        return words or None
    return None


def _day(message: EmailMessage) -> date | None:
    raw = _raw(message, "date")
    with suppress(Exception):  # the library raises five kinds of error here
        day = parsedate_to_datetime((raw or "")[:100]).date()
        return day if 1970 < day.year < 2200 else None
    return None


def _file_name(part: Message) -> str | None:
    with suppress(Exception):  # parameters in pieces that do not fit
        name = part.get_filename()
        if name:
            return str(make_header(decode_header(name[:1_000])))
    return None


def _parts(document: Document, attached: list[Message]) -> Iterator[Part]:
    stem = id_from_name(document.name)
    for number, part in enumerate(attached[: document.settings.max_parts], start=1):
        kind = part.get_content_type()
        given = PurePosixPath((_file_name(part) or "").replace("\\", "/")).name
        name = given or f"attachment-{number}{UNNAMED.get(kind) or mimetypes.guess_extension(kind) or ''}"
        if kind == "message/rfc822" and not name.lower().endswith(".eml"):
            name += ".eml"
        yield Part(f"{stem}-{name}", label_of(f"attachment {number}: {name}"), _attached_bytes(part))


def _attached_bytes(part: Message) -> bytes:
    if part.get_content_type() != "message/rfc822":
        return _bytes(part)
    with suppress(Exception):  # what cannot be written again is empty, and said to be
        inside = part.get_payload(0)
        return inside.as_bytes() if isinstance(inside, Message) else b""
    return b""
