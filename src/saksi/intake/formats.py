"""Which parser reads which file, and what every report gets whatever its format."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePath

from saksi.intake.furniture import without_spans
from saksi.intake.json_reports import parse_json, parse_jsonl
from saksi.intake.language import detect_language
from saksi.intake.markdown import parse_markdown
from saksi.intake.outcome import (
    Document,
    Intake,
    IntakeSettings,
    Note,
    Parser,
    Problem,
    check_characters,
    shown,
)
from saksi.intake.pages import parse_html
from saksi.intake.plain import parse_text
from saksi.record import InvalidInput, Original, Report, SaksiError, UnreadableDocument

FORMATS: Mapping[str, Parser] = {
    ".txt": parse_text,
    ".md": parse_markdown,
    ".markdown": parse_markdown,
    ".html": parse_html,
    ".htm": parse_html,
    ".json": parse_json,
    ".jsonl": parse_jsonl,
}
MEANINGFUL_SIGNS = frozenset("\u200c\u200d")  # joiners: Persian and Hindi spelling need them


def read_document(name: str, data: bytes, settings: IntakeSettings | None = None) -> Intake:
    """Return the reports of one file.

    Parameters
    ----------
    name
        Its name without the folder; the suffix decides the format.
    data
        Its bytes.

    Returns
    -------
    Intake
        Reports with ``original``, ``language`` and ``furniture``; problems for lines and items that gave
        no report; notes on what to know about the text.

    Raises
    ------
    UnreadableDocument
        The whole file yields no text.
    InvalidInput
        It is not of the form that its suffix promises, or over a limit of the settings.
    """
    try:
        return parse_document(Document(shown(name), data, settings or IntakeSettings()))
    except InvalidInput as error:
        raise type(error)(f"{shown(name)}: {error}") from None


def parse_document(document: Document) -> Intake:
    """Return the reports of one file; errors as `read_document`, without the file's name."""
    parser = FORMATS.get(PurePath(document.name).suffix.lower())
    if parser is None:
        raise InvalidInput(unknown_format(document.name))
    check_size(len(document.data), document.settings)
    parsed = _parse(parser, document)
    original = Original(
        name=document.name, sha256=sha256(document.data).hexdigest(), bytes=len(document.data)
    )
    reports, problems, notes = list[Report](), list(parsed.problems), list(parsed.notes)
    for report in parsed.reports:
        try:
            check_characters(report.text, document.settings)
        except UnreadableDocument as error:
            if len(parsed.reports) + len(problems) == 1:
                raise
            problems.append(Problem(f"{document.name}, report {report.id}", str(error)))
            continue
        reports.append(_finished(report, original))
        notes.extend(Note(document.name, note) for note in _signs_noted(report))
    return Intake(tuple(reports), tuple(problems), notes=tuple(notes))


def unknown_format(name: str) -> str:
    """Say that a file's format is none of ours, and what to do."""
    suffix = PurePath(name).suffix.lower()
    found = f"{shown(suffix)} files are not read" if suffix else "its name has no suffix"
    return f"{found}; needed: one of {', '.join(FORMATS)}. Save its text as .txt"


def check_size(n_bytes: int, settings: IntakeSettings) -> None:
    """Refuse a file over the limit, before it is read or parsed."""
    if n_bytes > settings.max_bytes:
        raise UnreadableDocument(f"{n_bytes} bytes; at most {settings.max_bytes} are read. Split the file")


def _parse(parser: Parser, document: Document) -> Intake:
    try:
        return parser(document)
    except SaksiError:
        raise
    except Exception as error:  # noqa: BLE001  one hostile file must not cost the folder its other reports
        # The error's own words may quote the file.
        raise UnreadableDocument(
            f"the parser gave up ({type(error).__name__}). Save its text as .txt and add that"
        ) from None


def _finished(report: Report, original: Original) -> Report:
    language = detect_language(without_spans(report.text, report.furniture)) or detect_language(report.text)
    declared = report.language
    # A page's lang attribute is often the template's; where the words are clear they decide.
    known = declared if declared and (language is None or declared[:2].lower() == language) else language
    given_by_person = declared and "html" not in PurePath(original.name).suffix.lower()
    return report.model_copy(
        update={"original": report.original or original, "language": declared if given_by_person else known}
    )


def _signs_noted(report: Report) -> list[str]:
    """Invisible characters stay in the text, so that offsets fit the archived bytes; they are counted."""
    if report.text.isascii():
        return []
    found = Counter(
        unicodedata.name(c, "unnamed")
        for c in report.text
        if unicodedata.category(c) == "Cf" and c not in MEANINGFUL_SIGNS
    )
    return [f"report {report.id}: {n} invisible characters kept: {name}" for name, n in found.most_common(3)]
