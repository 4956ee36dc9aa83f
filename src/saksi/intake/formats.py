"""Which parser reads which file, and what every report gets whatever its format."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath
from typing import cast

from saksi.intake.furniture import without_spans
from saksi.intake.language import detect_language
from saksi.intake.outcome import (
    Document,
    IntakeSettings,
    Note,
    Parser,
    Problem,
    Unpacked,
    check_characters,
    shown,
)
from saksi.intake.signatures import check_signature
from saksi.record import InvalidInput, Report, SaksiError, UnreadableDocument

# By name: a parser's libraries are loaded in a parser's process, and only when such a file comes.
FORMATS: Mapping[str, str] = {
    ".txt": "saksi.intake.plain:parse_text",
    ".md": "saksi.intake.markdown:parse_markdown",
    ".markdown": "saksi.intake.markdown:parse_markdown",
    ".html": "saksi.intake.pages:parse_html",
    ".htm": "saksi.intake.pages:parse_html",
    ".json": "saksi.intake.json_reports:parse_json",
    ".jsonl": "saksi.intake.json_reports:parse_jsonl",
    ".pdf": "saksi.intake.pdf:parse_pdf",
    ".docx": "saksi.intake.word:parse_docx",
    ".eml": "saksi.intake.mail:parse_mail",
    ".csv": "saksi.intake.delimited:parse_csv",
    ".tsv": "saksi.intake.delimited:parse_csv",
    ".xlsx": "saksi.intake.sheets:parse_xlsx",
    ".zip": "saksi.intake.archives:parse_zip",
}
MEANINGFUL_SIGNS = frozenset("\u200c\u200d")  # joiners: Persian and Hindi spelling need them


def load_parsers(suffixes: Iterable[str]) -> None:
    """Import the parsers of some formats now instead of with their first file."""
    for suffix in suffixes:
        _parser(suffix)


def parse_document(document: Document) -> Unpacked:
    """Return what one file gives by itself, parsed in this very process: call it in a parser's process only.

    Returns
    -------
    Unpacked
        Reports with ``language`` and ``furniture``, but without ``original``; problems for lines and items
        that gave no report; notes on what to know about the text; files inside the file.

    Raises
    ------
    UnreadableDocument
        The whole file yields no text.
    InvalidInput
        It is not of the form that its suffix promises, or over a limit of the settings.
    MemoryError
        The process is at its limit.
    """
    suffix = suffix_of(document.name)
    if suffix not in FORMATS:
        raise InvalidInput(unknown_format(document.name))
    check_size(len(document.data), document.settings)
    check_signature(suffix, document.data)
    parsed = _parse(suffix, document)
    reports, problems, notes = list[Report](), list(parsed.problems), list(parsed.notes)
    for report in parsed.reports:
        try:
            check_characters(report.text, document.settings)
        except UnreadableDocument as error:
            if len(parsed.reports) == 1 and not parsed.problems:
                raise
            problems.append(Problem(f"{document.name}, report {report.id}", str(error)))
            continue
        reports.append(_finished(report, suffix))
        notes += [Note(document.name, note) for note in _signs_noted(report)]
    return replace(parsed, reports=tuple(reports), problems=tuple(problems), notes=tuple(notes))


def suffix_of(name: str) -> str:
    """Return what of a file's name decides its format."""
    return PurePath(name).suffix.lower()


def unknown_format(name: str) -> str:
    """Say that a file's format is none of ours, and what to do."""
    suffix = suffix_of(name)
    found = f"{shown(suffix)} files are not read" if suffix else "its name has no suffix"
    return f"{found}; needed: one of {', '.join(FORMATS)}. Save its text as .txt"


def check_size(n_bytes: int, settings: IntakeSettings) -> None:
    """Refuse a file over the limit, before it is read or parsed."""
    if n_bytes > settings.max_bytes:
        raise UnreadableDocument(f"{n_bytes} bytes; at most {settings.max_bytes} are read. Split the file")


def _parser(suffix: str) -> Parser:
    module, function = FORMATS[suffix].split(":")
    return cast("Parser", getattr(import_module(module), function))


def _parse(suffix: str, document: Document) -> Unpacked:
    try:
        taken = _parser(suffix)(document)
    except (SaksiError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - one hostile file must not cost the folder its other reports
        # The error's own words may quote the file.
        raise UnreadableDocument(
            f"the parser gave up ({type(error).__name__}). Save its text as .txt and add that"
        ) from None
    if isinstance(taken, Unpacked):
        return taken
    return Unpacked(taken.reports, taken.problems, taken.skipped, taken.notes)


def _finished(report: Report, suffix: str) -> Report:
    language = detect_language(without_spans(report.text, report.furniture)) or detect_language(report.text)
    declared = report.language
    # A page's lang attribute is often the template's; where the words are clear they decide.
    known = declared if declared and (language is None or declared[:2].lower() == language) else language
    given_by_person = declared and suffix not in (".html", ".htm")
    return report.model_copy(update={"language": declared if given_by_person else known})


def _signs_noted(report: Report) -> list[str]:
    """Invisible characters stay in the text, so that offsets fit the archived bytes; they are counted."""
    if report.text.isascii():
        return []
    signs = [c for c in set(report.text) - MEANINGFUL_SIGNS if unicodedata.category(c) == "Cf"]
    found = Counter({c: report.text.count(c) for c in sorted(signs)})
    return [
        f"report {report.id}: {n} invisible characters kept: {unicodedata.name(c, 'unnamed')}"
        for c, n in found.most_common(3)
    ]
