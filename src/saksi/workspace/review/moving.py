"""Moving the ends of a passage by a word, and finding words that somebody typed."""

import re
from dataclasses import dataclass

from saksi.record import InvalidInput, Passage

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Moves:
    """A passage, and what each of four keys would make of it; null where it cannot go further."""

    passage: Passage
    words: str
    start_back: Passage | None
    start_on: Passage | None
    end_back: Passage | None
    end_on: Passage | None


def moves(text: str, passage: Passage) -> Moves:
    """Return a passage with its four neighbours; ends go from word to word, so `text` is looked at once."""
    words = [(word.start(), word.end()) for word in _WORD.finditer(text)]
    starts, ends = [a for a, _ in words], [b for _, b in words]
    return Moves(
        passage,
        passage.of(text),
        _span(max((a for a in starts if a < passage.start), default=None), passage.end),
        _span(min((a for a in starts if passage.start < a < passage.end), default=None), passage.end),
        _span(passage.start, max((b for b in ends if passage.start < b < passage.end), default=None)),
        _span(passage.start, min((b for b in ends if b > passage.end), default=None)),
    )


def find_words(text: str, words: str) -> Passage:
    """Return where typed words stand in a text; spaces and line breaks are taken alike.

    Raises
    ------
    InvalidInput
        They do not stand there, or more than once.
    """
    parts = words.split()
    if not parts:
        raise InvalidInput("type the words of the report that make the claim; nothing was changed")
    found = list(re.finditer(r"\s+".join(re.escape(part) for part in parts), text))
    if len(found) != 1:
        raise InvalidInput(
            f"the words stand in the report {len(found)} times, and once is needed: type more of them,"
            " spelled as they are there"
        )
    return Passage(start=found[0].start(), end=found[0].end())


def _span(start: int | None, end: int | None) -> Passage | None:
    return None if start is None or end is None else Passage(start=start, end=end)


def trimmed(text: str, passage: Passage) -> Passage:
    """Return a passage without the blanks at its ends, which a selection by words often takes along."""
    words = passage.of(text)
    start = passage.start + len(words) - len(words.lstrip())
    end = passage.end - (len(words) - len(words.rstrip()))
    return Passage(start=start, end=end) if start < end else passage
