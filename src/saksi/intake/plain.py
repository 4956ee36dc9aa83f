"""Plain text: the words are the text; its first lines may say where and when it appeared."""

from saksi.intake.encodings import decode
from saksi.intake.furniture import join_spans, mark_furniture
from saksi.intake.header import read_header
from saksi.intake.identifiers import id_from_name
from saksi.intake.outcome import Document, Intake, Note, check_characters
from saksi.record import Report


def parse_text(document: Document) -> Intake:
    """Return the one report of a text file. Header lines stay in the text and are marked as furniture.

    Raises
    ------
    UnreadableDocument
        The bytes are no text, or more of it than the settings allow.
    """
    decoded = decode(document.data)
    text = decoded.text
    check_characters(text, document.settings)
    header = read_header(text)
    report = Report(
        id=id_from_name(document.name),
        title=header.title,
        outlet=header.outlet,
        url=header.url,
        published=header.published,
        language=header.language,
        text=text,
        synthetic=header.synthetic,
        furniture=join_spans(text, (*header.furniture, *mark_furniture(text))),
    )
    notes = tuple(Note(document.name, note) for note in (*decoded.notes, *header.notes))
    return Intake(reports=(report,), notes=notes)
