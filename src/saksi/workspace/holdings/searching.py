"""Searching the texts inside the sealed file: reports with the places that fit, and the words around them."""

from dataclasses import dataclass

from saksi.workspace import differing
from saksi.workspace.holdings.models import Report
from saksi.workspace.holdings.selectors import in_use
from saksi.workspace.words import phrases, places

AROUND = 40  # code points on each side of a hit
SHOWN = 3  # hits a report


@dataclass(frozen=True)
class Hit:
    """Where the words stand in one report: spans in code points, and the text around the first ones."""

    report_id: str
    title: str | None
    spans: tuple[tuple[int, int], ...]
    contexts: tuple[str, ...]


def search(question: str, *, limit: int = 20) -> list[Hit]:
    """Return the reports that hold all words, best first; reports of withdrawn sources are left out.

    Parameters
    ----------
    question
        Words, in any case; ``"words in quotation marks"`` stand side by side. Korean words of two syllables
        and more are found inside longer ones.
    limit
        How many reports at most.

    Raises
    ------
    InvalidInput
        There is no word in the question.
    """
    wanted = phrases(question)

    hidden = Report.objects.filter(source__withdrawn_at__isnull=False).count()
    keys = differing.search(wanted, limit=limit + hidden)
    rows = in_use().in_bulk(keys)
    return [hit_in(rows[key], wanted) for key in keys if key in rows][:limit]


def hit_in(row: Report, wanted: list[list[str]]) -> Hit:
    """Return where the words of a question, as `words.phrases` gives them, stand in one report."""
    spans = _joined(places(row.text, wanted))
    contexts = tuple(_context(row.text, start, end) for start, end in spans[:SHOWN])
    return Hit(row.report_id, row.title, tuple(spans), contexts)


def pieces(text: str, wanted: list[list[str]]) -> tuple[tuple[str, bool], ...]:
    """Cut a text at the words of a question: each piece, and whether it is what was searched for."""
    cut, at = list[tuple[str, bool]](), 0
    for start, end in _joined(places(text, wanted)):
        cut += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple((piece, hit) for piece, hit in (*cut, (text[at:], False)) if piece)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _context(text: str, start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    words = " ".join(text[first:last].split())
    return ("…" if first else "") + words + ("…" if last < len(text) else "")
