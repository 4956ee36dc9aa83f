"""Where a quotation stands in the report: verbatim but for white space, or nowhere."""

import re
from collections.abc import Iterable, Sequence

from saksi.record import Passage

LONGEST = 700  # characters: who quotes a whole page has anchored nothing


class Piece:
    """A stretch of the report in which quotations are looked for; page furniture is no part of it.

    Parameters
    ----------
    text
        The whole report.
    span
        The stretch, in code points of `text`.
    furniture
        Spans that are not read; a quotation that touches one is not found.
    """

    def __init__(self, text: str, span: Passage, furniture: Sequence[Passage] = ()) -> None:
        self.text = text
        self.span = span
        self._furniture = tuple(furniture)
        self.words = self._without_furniture()  # as they are sent
        self._said = " ".join(self.words.split()).casefold()

    def _without_furniture(self) -> str:
        kept, at = [], self.span.start
        for part in sorted(self._furniture, key=lambda part: part.start):
            if part.end <= at or part.start >= self.span.end:
                continue
            kept.append(self.text[at : max(at, part.start)])
            at = max(at, part.end)
        kept.append(self.text[at : self.span.end])
        return "".join(kept)

    def find(self, quotation: object, *, near: Passage | None = None) -> Passage | None:
        """Return where the quotation stands.

        Parameters
        ----------
        quotation
            What was given as one: anything but a string of words is found nowhere.
        near
            Of several places the one closest to this is meant; without it the first.

        Returns
        -------
        Passage or None
            None: it does not stand there, stands in the furniture, cuts a word in two, or is longer than
            `LONGEST`.
        """
        if not isinstance(quotation, str) or len(quotation) > LONGEST:
            return None
        words = quotation.split()
        if not words or not any(char.isalnum() for char in quotation):
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        found = [
            Passage(start=match.start(), end=match.end())
            for match in pattern.finditer(self.text, self.span.start, self.span.end)
        ]
        whole = [place for place in found if self._whole(place) and not self._touched(place)]
        if near is None:
            return whole[0] if whole else None
        return min(whole, key=lambda place: _distance(place, near), default=None)

    def says(self, words: object) -> str | None:
        """Return the words if the piece says them, in whatever case; else None."""
        if not isinstance(words, str) or not words.strip() or len(words) > LONGEST:
            return None
        plain = " ".join(words.split())
        return plain if plain.casefold() in self._said else None

    def _whole(self, place: Passage) -> bool:
        """Whether no Latin word is cut; Hangul words carry particles that a quotation may leave out."""
        before, after = self.text[max(0, place.start - 1) : place.start], self.text[place.end : place.end + 1]
        first, last = self.text[place.start], self.text[place.end - 1]
        return not (_joins(before, first) or _joins(last, after))

    def _touched(self, place: Passage) -> bool:
        return any(place.start < part.end and part.start < place.end for part in self._furniture)


def _joins(left: str, right: str) -> bool:
    return bool(left and right) and all(char.isalnum() and char.isascii() for char in (left, right))


def _distance(place: Passage, other: Passage) -> int:
    return max(0, place.start - other.end, other.start - place.end)


def ordered(places: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return the places once each, in text order."""
    return tuple(sorted(set(places), key=lambda place: (place.start, place.end)))
