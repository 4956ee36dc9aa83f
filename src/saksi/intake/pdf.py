"""PDF: the words that it holds, page by page. What it would run, open or fetch is left alone."""

from collections.abc import Sequence
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import PdfiumError, raw

from saksi.intake.identifiers import id_from_name
from saksi.intake.outcome import Document, Intake, Note, check_characters
from saksi.intake.pdf_pages import Line, lines_of
from saksi.intake.pdf_text import laid_out
from saksi.intake.plain import report_of
from saksi.record import UnreadableDocument

MOST_PAGES = 2_000
PICTURE = raw.FPDF_PAGEOBJ_IMAGE
UNMAPPED = 0.1  # share of letters without a meaning, above which the text is none
PAGES_NAMED = 10


def parse_pdf(document: Document) -> Intake:
    """Return the one report of a PDF.

    Raises
    ------
    UnreadableDocument
        It is encrypted or damaged, a scan without a text layer, too long, or its letters have no meaning.
    """
    pdf = _opened(document.data)
    try:
        pages, pictures = _pages(pdf, document)
        notes = _notes(pdf, pages, pictures)
    finally:
        pdf.close()
    text, furniture = laid_out(pages)
    _check_words(text, len(pages), len(pictures))
    check_characters(text, document.settings)
    report, noted = report_of(id_from_name(document.name), text, furniture=furniture)
    return Intake(reports=(report,), notes=tuple(Note(document.name, note) for note in (*notes, *noted)))


def _opened(data: bytes) -> Any:
    try:
        pdf = pypdfium2.PdfDocument(data)
        n_pages = len(pdf)
    except PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableDocument(
                "the PDF is encrypted: it needs a password. Save it without one"
            ) from None
        raise UnreadableDocument("a damaged PDF. Open it, print it to a new PDF, and add that") from None
    if not 0 < n_pages <= MOST_PAGES:
        raise UnreadableDocument(f"{n_pages} pages; needed: 1 to {MOST_PAGES}. Split the file")
    return pdf


def _pages(pdf: Any, document: Document) -> tuple[list[list[Line]], list[int]]:
    """Lines of each page, and the numbers of the pages that hold a picture and no words."""
    pages, pictures, n_characters = list[list[Line]](), list[int](), 0
    for number in range(len(pdf)):
        try:
            page = pdf.get_page(number)
        except PdfiumError:
            pages.append([])
            continue
        try:
            lines = lines_of(page)
            if not lines and any(page.get_objects(filter=[PICTURE], max_depth=3)):
                pictures.append(number + 1)
        finally:
            page.close()
        n_characters += sum(len(line.text) for line in lines)
        if n_characters > document.settings.max_characters:
            check_characters(" " * n_characters, document.settings)
        pages.append(lines)
    return pages, pictures


def _check_words(text: str, n_pages: int, n_pictures: int) -> None:
    if not any(c.isalnum() for c in text):
        found = (
            f"a scan: {n_pictures} of {n_pages} pages are pictures"
            if n_pictures
            else f"{n_pages} pages without words"
        )
        raise UnreadableDocument(
            f"{found}, and there is no text layer. Run text recognition (OCR) on it,"
            " or write down its text in a .txt"
        )
    unmapped = sum(1 for c in text if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or (c < " " and c != "\n"))
    if unmapped > UNMAPPED * len(text):
        raise UnreadableDocument(
            f"{unmapped} of {len(text)} letters have no meaning: its fonts do not say which they are."
            " Run text recognition (OCR) on it"
        )


def _notes(pdf: Any, pages: Sequence[Sequence[Line]], pictures: Sequence[int]) -> list[str]:
    notes = []
    empty = [n for n, lines in enumerate(pages, start=1) if not lines]
    if pictures and len(empty) < len(pages):
        named = ", ".join(map(str, pictures[:PAGES_NAMED]))
        more = f" and {len(pictures) - PAGES_NAMED} more" if len(pictures) > PAGES_NAMED else ""
        notes.append(f"pages without words, pictures only: {named}{more}")
    if raw.FPDFDoc_GetJavaScriptActionCount(pdf) > 0:
        notes.append("it holds programs (JavaScript), which are not run")
    if (attached := raw.FPDFDoc_GetAttachmentCount(pdf)) > 0:
        notes.append(f"{attached} files are attached to it, which are not read: save them beside it")
    return notes
