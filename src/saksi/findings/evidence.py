"""Cuts a report's text into pieces for the page: the claim's passage strong, others thinner, all marked.

The text is cut at every passage's start and end; a piece is wrapped once per claim that covers it, so
underlines stack, nest and cross without scripts, and copy as plain text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from saksi.findings.select import ClaimRef, Statement, family_of
from saksi.record import Claim, Passage, Report

WINDOW = 320  # characters kept on either side of a passage in a paragraph without end
LONGEST = 1600  # characters of a paragraph, or of a passage, shown whole
LANES = 3  # lines under one piece; claims beyond them are only counted
WORD = 14  # characters kept on one line with a reference mark


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim's line under a piece: `own` is the claim that the block is about."""

    ref: ClaimRef
    act: str
    family: str
    lane: int
    own: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Text between two cuts: `head` stays on one line with the reference marks that begin here."""

    head: str
    rest: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage within its paragraph."""

    passage: Passage
    pieces: tuple[Piece, ...]
    before: bool  # the paragraph begins earlier
    after: bool  # it goes on
    hidden: int  # other claims here that got no lane


def excerpts(statement: Statement) -> tuple[Excerpt, ...]:
    """Return one excerpt a passage; passages of one paragraph share an excerpt."""
    report, claim = statement.report, statement.claim
    found: list[Excerpt] = []
    shown: list[tuple[int, int]] = []
    for passage in claim.passages:
        window = _window(report.text, passage)
        if any(a <= passage.start and passage.end <= b for a, b in shown):
            continue
        shown.append(window)
        found.append(_excerpt(report, claim, passage, window))
    return tuple(found)


def _window(text: str, passage: Passage) -> tuple[int, int]:
    """Return the paragraph around a passage, or a stretch of it when it is very long."""
    start = text.rfind("\n", 0, passage.start + 1) + 1
    start = min(start, passage.start)
    end = text.find("\n", max(passage.end - 1, passage.start))
    end = len(text) if end < 0 else max(end, passage.end)
    if end - start <= LONGEST:
        return start, end
    return max(start, _word_start(text, passage.start - WINDOW)), min(
        end, _word_end(text, passage.end + WINDOW)
    )


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", max(at, 0), max(at, 0) + 40)
    return space + 1 if space >= 0 else max(at, 0)


def _word_end(text: str, at: int) -> int:
    space = text.rfind(" ", max(at - 40, 0), at)
    return space if space >= 0 else at


def _excerpt(report: Report, claim: Claim, passage: Passage, window: tuple[int, int]) -> Excerpt:
    start, end = window
    if passage.end - passage.start > LONGEST:  # a reader's mistake must not fill the page
        end = min(end, passage.start + LONGEST)
    own = [p for p in claim.passages if p.start < end and p.end > start]
    others = [
        (other, p)
        for other in report.claims
        for p in other.passages
        if other.id != claim.id and p.start < end and p.end > start
    ]
    marked = [(_mark(report, claim, 0, own=True), p) for p in own]
    lanes, hidden = _lanes(others, own)
    marked += [(_mark(report, other, lane, own=False), p) for other, p, lane in lanes]
    return Excerpt(
        passage=passage,
        pieces=tuple(_pieces(report.text, start, end, marked)),
        before=start > 0 and report.text[start - 1] != "\n",
        after=end < len(report.text) and report.text[end] != "\n",
        hidden=hidden,
    )


def _lanes(
    others: Sequence[tuple[Claim, Passage]], own: Sequence[Passage]
) -> tuple[list[tuple[Claim, Passage, int]], int]:
    """Give each passage the first free lane, sorted by start, then longest first."""
    free = [0] * LANES
    placed: list[tuple[Claim, Passage, int]] = []
    hidden: set[str] = set()
    for claim, passage in sorted(others, key=lambda o: (o[1].start, -o[1].end, o[0].id)):
        under_own = any(p.start < passage.end and passage.start < p.end for p in own)
        lanes = range(1 if under_own else 0, LANES)
        lane = next((n for n in lanes if free[n] <= passage.start), None)
        if lane is None:
            hidden.add(claim.id)
            continue
        free[lane] = passage.end
        placed.append((claim, passage, lane))
    return placed, len(hidden - {claim.id for claim, _, _ in placed})


def _mark(report: Report, claim: Claim, lane: int, *, own: bool) -> Mark:
    ref = ClaimRef(report_id=report.id, claim_id=claim.id)
    return Mark(ref=ref, act=claim.act, family=family_of(claim.act), lane=lane, own=own)


def _pieces(text: str, start: int, end: int, marked: Sequence[tuple[Mark, Passage]]) -> Iterable[Piece]:
    cuts = {start, end}
    for _, p in marked:
        cuts.update(cut for cut in (p.start, p.end) if start < cut < end)
    edges = sorted(cuts)
    for a, b in pairwise(edges):
        covering = sorted((m for m, p in marked if p.start <= a and b <= p.end), key=lambda m: m.lane)
        begins = tuple(m for m, p in marked if p.start == a)
        words = text[a:b]
        cut = min(len(words.split(" ", 1)[0]), WORD) if begins else 0
        unique = tuple({(m.ref, m.lane): m for m in covering}.values())
        yield Piece(head=words[:cut], rest=words[cut:], marks=unique, begins=begins)
