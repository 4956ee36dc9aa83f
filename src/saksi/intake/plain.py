"""Plain text: the words are the text; its first lines may say where and when it appeared."""

from collections.abc import Iterable
from datetime import date

from saksi.intake.encodings import decode
from saksi.intake.furniture import join_spans, mark_furniture
from saksi.intake.header import read_header
from saksi.intake.identifiers import id_from_name
from saksi.intake.outcome import Document, Intake, Note, check_characters
from saksi.record import Passage, Report


def parse_text(document: Document) -> Intake:
    """Return the one report of a text file. Header lines stay in the text and are marked as furniture.

    Raises
    ------
    UnreadableDocument
        The bytes are no text, or more of it than the settings allow.
    """
    decoded = decode(document.data)
    check_characters(decoded.text, document.settings)
    report, noted = report_of(id_from_name(document.name), decoded.text)
    notes = tuple(Note(document.name, note) for note in (*decoded.notes, *noted))
    return Intake(reports=(report,), notes=notes)


def report_of(
    report_id: str,
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    furniture: Iterable[Passage] = (),
) -> tuple[Report, list[str]]:
    """Return a text as a report with what its first lines say about it, and notes on them.

    Parameters
    ----------
    title, published
        What the file says elsewhere; they hold over the first lines.
    furniture
        Spans that are marked beside those that the words show.
    """
    marked = tuple(furniture)
    header = read_header(text, marked)
    report = Report(
        id=report_id,
        title=title or header.title,
        outlet=header.outlet,
        url=header.url,
        published=published or header.published,
        language=header.language,
        text=text,
        synthetic=header.synthetic,
        furniture=join_spans(text, (*marked, *header.furniture, *mark_furniture(text))),
    )
    return report, header.notes
