"""Korean text to morphemes, sentences and clauses; every offset is a code point of the text as archived."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from saksi.reading.korean.lexicon import cues
from saksi.record import InvalidInput, Passage

PIECE = 6_000  # characters given to the analyser at once: bounds time and memory on text without line breaks
LONGEST_SENTENCE = 160  # morphemes; a list or a text without full stops is cut here

ENDINGS = ("EP", "EF", "EC", "ETM", "ETN")
AUXILIARY = ("VX", "XSV", "XSA", "XSA-I", "VX-R", "VX-I", "XSV-I", "VCP", "VCN")


@dataclass(frozen=True, slots=True)
class Morph:
    """One morpheme: dictionary form, part of speech (Sejong tags), half-open span."""

    form: str
    tag: str
    start: int
    end: int

    @property
    def nominal(self) -> bool:
        """Whether it can stand inside a noun phrase."""
        return self.tag.startswith("NN") or self.tag in (
            "NR",
            "NP",
            "SN",
            "XPN",
            "XSN",
            "SL",
            "SH",
            "XR",
            "MM",
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence with one predicate: morphemes ``[first, last)`` of its sentence."""

    first: int
    last: int
    quoted: bool
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its morphemes and clauses; `paragraph` counts lines that hold text."""

    morphs: tuple[Morph, ...]
    clauses: tuple[Clause, ...]
    paragraph: int

    @property
    def start(self) -> int:
        """First code point."""
        return self.morphs[0].start

    @property
    def end(self) -> int:
        """Code point after the last."""
        return self.morphs[-1].end

    def clause_of(self, index: int) -> int:
        """Return the number of the clause that holds a morpheme."""
        return next(n for n, clause in enumerate(self.clauses) if index < clause.last)


@cache
def analyser() -> Any:
    """Load kiwipiepy, once, on the first Korean report.

    Raises
    ------
    InvalidInput
        The extra ``ko`` is not installed.
    """
    try:
        from kiwipiepy import Kiwi  # noqa: PLC0415 - a second of loading that English reports must not pay
    except ImportError:
        raise InvalidInput(
            "a Korean report needs the Korean analyser: found no kiwipiepy; install it with the extra"
            " 'ko' (pip install 'saksi[ko]') and read the report again"
        ) from None
    # The dictionaries of titles, phrases and misspellings cost half of the loading and change no reading.
    return Kiwi(num_workers=1, load_default_dict=False, load_multi_dict=False, load_typo_dict=False)


def sentences(text: str, furniture: Sequence[Passage] = ()) -> list[Sentence]:
    """Analyse the text outside its furniture.

    Parameters
    ----------
    text
        The text as archived.
    furniture
        Spans of page furniture: not read.

    Returns
    -------
    list of Sentence
        In text order; sentences never cross a line break.
    """
    found: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_pieces(text, furniture)):
        morphs = list(
            _unable(
                Morph(_form(token), token.tag, start + token.start, start + token.start + token.len)
                for token in analyser().tokenize(text[start:end])
            )
        )
        found += (Sentence(tuple(part), tuple(_clauses(part)), paragraph) for part in _split(morphs))
    return found


def _unable(morphs: Iterable[Morph]) -> Iterator[Morph]:
    """Join 못 and 하 behind 지: the analyser cuts 받지 못했다, but not 받지 못하다."""
    before: tuple[Morph | None, Morph | None] = (None, None)
    for morph in morphs:
        behind, last = before
        cut = last is not None and last.form == "못" and morph.form == "하" and last.end == morph.start
        if cut and last is not None and behind is not None and behind.form == "지":
            joined = Morph("못하", "VX", last.start, morph.end)
            before = (behind, joined)
            continue
        if last is not None:
            yield last
        before = (last, morph)
    if before[1] is not None:
        yield before[1]


def _form(token: Any) -> str:
    """The dictionary form; 떠나야 하다 ends like 먹어야 하다."""
    return "어야" if token.tag == "EC" and token.form == "야" else str(token.form)


def _pieces(text: str, furniture: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Yield the lines outside the furniture, long ones cut at spaces."""
    position = 0
    holes = [(span.start, span.end) for span in sorted(furniture, key=lambda span: span.start)]
    for hole_start, hole_end in [*holes, (len(text), len(text))]:
        for line in re.finditer(r"[^\n\r\u2028\u2029]+", text[position:hole_start]):
            yield from _cut(text, position + line.start(), position + line.end())
        position = max(position, hole_end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > PIECE:
        space = text.rfind(" ", start + 1, start + PIECE)
        stop = space if space > start else start + PIECE
        yield start, stop
        start = stop
    if text[start:end].strip():
        yield start, end


def _split(morphs: Sequence[Morph]) -> Iterator[list[Morph]]:
    """Cut at full stops outside quotation marks."""
    part: list[Morph] = []
    depth = 0
    for morph in morphs:
        part.append(morph)
        if morph.tag == "SSO":
            depth += 1
        elif morph.tag == "SSC":
            depth = max(0, depth - 1)
        if (morph.tag == "SF" and depth == 0) or len(part) >= LONGEST_SENTENCE:
            yield part
            part, depth = [], 0
    if part:
        yield part


def _clauses(morphs: Sequence[Morph]) -> Iterator[Clause]:
    """Cut a sentence at its quotation marks, full stops and connective endings."""
    first, depth = 0, 0
    terms = _quoted_terms(morphs)
    for index, morph in enumerate(morphs):
        quote = _is_quote(morph) and index not in terms
        if quote or morph.tag == "SF" or _ends_clause(morphs, index):
            last = index + 1
            conditional = morph.form in cues("conditional_endings") and morph.tag == "EC"
            if any(not inner.tag.startswith("S") for inner in morphs[first:last]):
                yield Clause(first, last, depth > 0, conditional)
                first = last
        if quote:
            depth = depth + 1 if morph.tag == "SSO" else max(0, depth - 1)
    if first < len(morphs):
        yield Clause(first, len(morphs), depth > 0)


def _is_quote(morph: Morph) -> bool:
    return morph.tag in ("SSO", "SSC") and morph.form not in "()[]<>（）〈〉《》"


def _quoted_terms(morphs: Sequence[Morph]) -> set[int]:
    """Return the quotation marks around a mere term, which says nothing by itself: ‘역적 집안’으로 찍히다."""
    terms: set[int] = set()
    opened: int | None = None
    for index, morph in enumerate(morphs):
        if not _is_quote(morph):
            continue
        if morph.tag == "SSO":
            opened = index
        elif opened is not None:
            inside = morphs[opened + 1 : index]
            if not any(inner.tag in ("EF", "EC", "EP", "SF") for inner in inside):
                terms |= {opened, index}
            opened = None
    return terms


def _ends_clause(morphs: Sequence[Morph], index: int) -> bool:
    morph = morphs[index]
    if morph.tag != "EC" or morph.form not in cues("clause_endings"):
        return False
    following = morphs[index + 1] if index + 1 < len(morphs) else None
    # 갇혀 있고: an auxiliary continues the predicate
    return following is None or not following.tag.startswith(("VX", "EP", "EF", "J", "ETM"))
