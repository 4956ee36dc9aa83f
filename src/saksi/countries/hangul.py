"""Finds known spellings in Korean text: from the left edge of a word, what follows must be plausible.

Korean glues particles and nouns to a name (혜산시에서, 혜산비행장), so there is no boundary on the right.
A spelling of three syllables is taken with anything after it; a shorter one only with particles or a
noun that names go with, otherwise 수안 would be found in 수안보 and 당 in 당시.
"""

import re
from collections.abc import Container, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from saksi.countries.latin import Found, once

Payload = TypeVar("Payload")

WORD = re.compile(r"[^\W_]+")
HANGUL = re.compile(r"[가-힣]*")
SURE = 3  # syllables
SPACES = str.maketrans("\t\n\r\u00a0\u3000", "     ")
PARTICLES = (
    "(?:에게서|에서|에게|에선|에는|에도|에|의|은|는|이나|이라|이며|이고|이란|인|이|가|을|를|과|와|도|만|까지|부터"
    "|으로|로|나|라|며|들|등|측|발|산|보다|처럼|마다|뿐|서|내|쪽)"
)
TAIL = re.compile(f"{PARTICLES}{{0,4}}(?:이?다|였다|이었다)?")


class Start(NamedTuple):
    """Where a spelling may begin, and what is glued before it in the same word."""

    at: int
    prefix: str


class HangulIndex(Generic[Payload]):
    """Korean spellings, ready to be found. Immutable once built.

    Parameters
    ----------
    spellings
        Pairs of spelling and payload; a space in a spelling may be missing in the text.
    heads
        Nouns that may be glued to a short spelling: 역, 주민, 보위부.
    """

    def __init__(self, spellings: Iterable[tuple[str, Payload]], heads: Iterable[str] = ()) -> None:
        self._entries: dict[str, list[Payload]] = {}
        lengths: dict[str, set[int]] = {}
        for written, payload in spellings:
            for form in {written, written.replace(" ", "")}:
                self._entries.setdefault(form, []).append(payload)
                lengths.setdefault(form[0], set()).add(len(form))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self._heads = tuple(heads)

    def __contains__(self, spelling: object) -> bool:
        return spelling in self._entries

    def find(self, text: str, scopes: Container[str] = ()) -> Iterator[tuple[Found[Payload], str]]:
        """Yield each match with the prefix glued before it (empty, or one of `scopes`), left to right."""
        shadow, done = text.translate(SPACES), 0
        for word in WORD.finditer(shadow):
            for start in _starts(word, scopes):
                if start.at < done:
                    continue
                match = self._longest_at(shadow, start.at)
                if match:
                    done = match.end
                    yield match, start.prefix
                    break

    def _longest_at(self, text: str, at: int) -> Found[Payload] | None:
        for length in self._lengths.get(text[at], ()):
            form = text[at : at + length]
            if len(form) < length:
                continue  # the text ends before
            payloads = self._entries.get(form)
            if (
                payloads
                and self._may_end(text, at + length, length)
                and not self._hides(text, at, form, payloads)
            ):
                return Found(at, at + length, once(payloads), form)
        return None

    def _hides(self, text: str, at: int, form: str, payloads: list[Payload]) -> bool:
        """Say whether a longer name begins inside: 평안남도 증산 must not hide 증산교화소."""
        inside = form.rfind(" ") + 1
        if not inside:
            return False
        inner = self._longest_at(text, at + inside)
        if inner is None or inner.end <= at + len(form):
            return False
        return {id(payload) for payload in inner.payloads}.isdisjoint(id(payload) for payload in payloads)

    def _may_end(self, text: str, end: int, length: int) -> bool:
        rest = HANGUL.match(text, end)
        tail = rest.group() if rest else ""
        return length >= SURE or bool(TAIL.fullmatch(tail)) or tail.startswith(self._heads)


def _starts(word: re.Match[str], scopes: Container[str]) -> Iterator[Start]:
    yield Start(word.start(), "")
    for at in range(word.start() + 1, min(word.end(), word.start() + 9)):
        prefix = word.group()[: at - word.start()]
        if prefix in scopes:
            yield Start(at, prefix)
