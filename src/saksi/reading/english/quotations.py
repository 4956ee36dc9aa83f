"""Which words of a paragraph stand inside quotation marks."""

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from saksi.reading.english.parsing import text_of, written

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MARK = re.compile('["“”«»]')
_OPENS = re.compile(r"[\s(\[—–-]")
Spans = tuple[tuple[int, ...], tuple[int, ...]]


def is_quoted(token: "Token") -> bool:
    """Whether the token stands inside quotation marks; without a closing one, to the paragraph's end."""
    starts, ends = _spans(token.doc)
    place = bisect_right(starts, token.idx) - 1
    return place >= 0 and token.idx < ends[place]


def has_quotation(doc: "Doc") -> bool:
    """Whether the paragraph quotes anything."""
    return bool(_spans(doc)[0])


def quotation_of(token: "Token") -> str:
    """Return the words of the quotation that the token stands in, empty outside."""
    starts, ends = _spans(token.doc)
    place = bisect_right(starts, token.idx) - 1
    return text_of(token.doc)[starts[place] : ends[place]] if is_quoted(token) else ""


def _spans(doc: "Doc") -> Spans:
    """Starts and ends of the quotations of a block, found once."""
    found: Spans | None = doc.user_data.get("quoted")
    if found is None:
        found = doc.user_data["quoted"] = quotations(written(doc))
    return found


def quotations(text: str) -> Spans:
    """Return starts and ends of what is quoted, as offsets inside the marks.

    A straight mark opens after white space and closes elsewhere; a second opening mark (each paragraph of a
    long quotation has one) changes nothing.
    """
    starts, ends, open_at = [], [], None
    for match in _MARK.finditer(text):
        if open_at is None and _is_opening(text, match):
            open_at = match.end()
        elif open_at is not None and not _is_opening(text, match):
            starts.append(open_at)
            ends.append(match.start())
            open_at = None
    if open_at is not None and open_at > 2:  # one that a whole paragraph stands in is a copied text
        starts.append(open_at)
        ends.append(len(text) + 1)
    return tuple(starts), tuple(ends)


def _is_opening(text: str, mark: re.Match[str]) -> bool:
    if mark.group() in "“«":
        return True
    if mark.group() in "”»":
        return False
    at, after = mark.start(), text[mark.end() : mark.end() + 1]
    return (at == 0 or bool(_OPENS.match(text[at - 1]))) and bool(after.strip())
