"""Markdown: its text without the markup, and the front matter as fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import yaml
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from saksi.intake.blocks import visible_blocks
from saksi.intake.dates import read_day
from saksi.intake.encodings import decode
from saksi.intake.furniture import mark_furniture
from saksi.intake.identifiers import id_from_name, safe_id
from saksi.intake.layout import BETWEEN, BETWEEN_CELLS
from saksi.intake.outcome import Document, Intake, Note, check_characters
from saksi.record import InvalidInput, Report, UnreadableDocument

FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
LONGEST_FRONT_MATTER = 20_000  # characters
OURS = frozenset({"id", "title", "outlet", "url", "language", "published", "date", "synthetic"})
NEVER_FROM_OUTSIDE = frozenset(Report.model_fields) - OURS  # text, claims, hashes: what we make ourselves
DEEPEST = 100  # elements inside one another; what is deeper would be left out without a word
MARKDOWN = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")


def parse_markdown(document: Document) -> Intake:
    """Return the one report of a Markdown file.

    Raises
    ------
    UnreadableDocument
        There is no text beside the markup, or more than the settings allow.
    InvalidInput
        The front matter is no YAML.
    """
    decoded = decode(document.data)
    check_characters(decoded.text, document.settings)
    fields, source = _front_matter(decoded.text)
    blocks = list(_blocks(MARKDOWN.parse(source)))
    text = BETWEEN.join(words for _, words in blocks)
    if not text.strip():
        raise UnreadableDocument("no text beside the markup; needed: a report's words. Add them to the file")
    first = blocks[0][1] if blocks[0][0] == "h1" else None
    day, note = _published(fields)
    report = Report(
        **_other_fields(fields),
        id=safe_id(str(fields["id"])) if "id" in fields else id_from_name(document.name),
        title=_words(fields, "title") or first,
        outlet=_words(fields, "outlet"),
        url=_words(fields, "url"),
        published=day,
        language=_words(fields, "language"),
        synthetic=fields.get("synthetic") is True,
        text=text,
        furniture=mark_furniture(text),
    )
    notes = tuple(Note(document.name, words) for words in (*decoded.notes, *note))
    return Intake(reports=(report,), notes=notes)


def _front_matter(source: str) -> tuple[Mapping[str, Any], str]:
    match = FRONT_MATTER.match(source)
    if match is None:
        return {}, source
    if len(match["yaml"]) > LONGEST_FRONT_MATTER:
        raise InvalidInput(
            f"front matter: {len(match['yaml'])} characters, at most {LONGEST_FRONT_MATTER} are read."
            " Move the text below the second line of ---"
        )
    try:
        fields = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 2}" if mark else ""
        raise InvalidInput(
            f"front matter{where}: no YAML. Needed: key: value, quoted if it holds a colon"
        ) from None
    # A page may begin and have a second line of its own; only a mapping is front matter.
    return (fields, source[match.end() :]) if isinstance(fields, dict) else ({}, source)


def _published(fields: Mapping[str, Any]) -> tuple[date | None, tuple[str, ...]]:
    value = fields.get("published", fields.get("date"))
    if value is None:
        return None, ()
    if isinstance(value, datetime):
        return value.date(), ()
    day = value if isinstance(value, date) else read_day(str(value)) if isinstance(value, str) else None
    return day, () if day else ("the date in its front matter is no full day: undated; needed YYYY-MM-DD",)


def _words(fields: Mapping[str, Any], key: str) -> str | None:
    value = fields.get(key)
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _other_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Keys that we do not know stay with the report, where they are plain values."""
    plain = (str, int, float, bool)
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in fields.items()
        if isinstance(key, str)
        and key not in OURS | NEVER_FROM_OUTSIDE
        and key.isidentifier()
        and isinstance(value, (*plain, date))
    }


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Tag and words of each block; a table's row is one block."""
    tag, row = "p", list[str]()
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield "tr", BETWEEN_CELLS.join(row)
        elif token.type in ("heading_open", "paragraph_open", "td_open", "th_open"):
            tag = token.tag
        elif token.type == "inline":
            words = _inline(token.children or ()).strip()
            if tag in ("td", "th"):
                row.append(words)
            elif words:
                yield tag, words
        elif token.type in ("fence", "code_block") and token.content.strip():
            yield "pre", token.content.strip("\n")
        elif token.type == "html_block":
            yield from (("div", words) for words in _words_of_html(token.content))


def _inline(tokens: Sequence[Token]) -> str:
    return "".join(map(_words_of_token, tokens))


def _words_of_token(token: Token) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "image":  # a caption: on a line of its own it is marked as furniture
            return f"[Image: {token.content}]" if token.content else ""
        case "html_inline":
            return "\n" if token.content.lower().startswith("<br") else ""
        case _:
            return token.content


def _words_of_html(source: str) -> list[str]:
    try:
        return [block.text for block in visible_blocks(source)]
    except (etree.ParserError, UnreadableDocument):  # a comment, an unfinished tag: nothing to see
        return []
