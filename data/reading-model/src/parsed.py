"""Each report is read several times and parsed once: parsing is three quarters of the time."""

from functools import cache

from saksi.reading.english.parsing import Sentence, parse
from saksi.record import Passage


def parsed(text: str, furniture: tuple[Passage, ...] = ()) -> list[Sentence]:
    """Return the sentences of a text, those of the first time if it was parsed before."""
    return _once(text, tuple(furniture))


@cache
def _once(text: str, furniture: tuple[Passage, ...]) -> list[Sentence]:
    return list(parse(text, furniture))
