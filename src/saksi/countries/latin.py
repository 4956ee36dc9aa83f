"""Finds known spellings in text of an alphabet: whole words, longest first, hyphens and accents forgiven."""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar
from unicodedata import combining, normalize

Payload = TypeVar("Payload")

WORD = re.compile(r"[^\W\d_]+(?:['’ʼʻ`‘][^\W\d_]+)*|\d+")
POSSESSIVE = re.compile(r"['’]s?$")
# What may stand between two words of one name: a space (a line's end too), a hyphen, a possessive.
GAP = re.compile(r"(?:['’]s?)?(?:\.?[ \t\u00a0]*\n?[ \t\u00a0]*[‘ʻʿ]?|[-‐‑–])")
SHORT = 2  # letters: only after such a word ("No.", "U.") a full stop does not end the name
# Letters that Unicode does not take apart.
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
APOSTROPHES = str.maketrans("", "", "'’ʼʻ`‘")


class Word(NamedTuple):
    """One word of a text: where it stands, as written, and its plain lower-case form."""

    start: int
    end: int
    written: str
    key: str
    joined: bool  # by a hyphen to the word before: "Jong-un"


class Spelling(NamedTuple, Generic[Payload]):
    """A spelling as its pack writes it, and what it stands for."""

    written: str
    payload: Payload


class Found(NamedTuple, Generic[Payload]):
    """A stretch of text that is a known spelling, with everything it may stand for."""

    start: int
    end: int
    payloads: tuple[Payload, ...]
    spelling: str  # of the first payload


def plain(word: str) -> str:
    """Return a word without accents, breves and apostrophes, in lower case: Ch'ŏngjin -> chongjin."""
    if word.isascii():
        if word.isalpha():
            return word.lower()
        return word.translate(APOSTROPHES).lower()
    lower = normalize("NFKD", word.translate(APOSTROPHES).lower())
    return "".join(char for char in lower if not combining(char)).translate(PLAIN)


def words(text: str) -> list[Word]:
    """Split text into words and numbers, a possessive 's left out of the word."""
    found = []
    for match in WORD.finditer(text):
        written = match.group()
        if not written.isalnum():
            written = POSSESSIVE.sub("", written)
        start = match.start()
        joined = start > 0 and text[start - 1] in "-‐‑–"
        found.append(Word(start, start + len(written), written, plain(written), joined))
    return found


def key_of(spelling: str) -> str:
    """Return the form by which spellings are compared: plain words with single spaces."""
    if spelling.isascii() and spelling.isalpha():
        return spelling.lower()
    return " ".join(word.key for word in words(spelling))


def once(payloads: Iterable[Payload]) -> tuple[Payload, ...]:
    """Return each object once, in order: one place has several spellings with the same key."""
    return tuple({id(payload): payload for payload in payloads}.values())


class LatinIndex(Generic[Payload]):
    """Spellings of an alphabet, ready to be found. Immutable once built."""

    def __init__(self, spellings: Iterable[tuple[str, Payload]]) -> None:
        self._entries: dict[str, list[Spelling[Payload]]] = {}
        self._longest: dict[str, int] = {}  # first word -> words of the longest spelling that it begins
        for written, payload in spellings:
            key = key_of(written)
            if key:
                self._entries.setdefault(key, []).append(Spelling(written, payload))
                first, length = key.partition(" ")[0], key.count(" ") + 1
                if length > self._longest.get(first, 0):
                    self._longest[first] = length

    def find(self, text: str) -> Iterator[Found[Payload]]:
        """Yield matches from left to right that do not overlap; at one place the longest wins."""
        tokens = words(text)
        here = 0
        while here < len(tokens):
            if tokens[here].key not in self._longest:  # most words begin no name
                here += 1
                continue
            match, used = self._longest_at(text, tokens, here)
            if match and tokens[here].key == "the" and here + 1 < len(tokens):
                inner, _ = self._longest_at(text, tokens, here + 1)
                if inner and inner.end > match.end:  # "the state" must not hide "state security"
                    match, used = None, 1
            if match:
                yield match
            here += used

    def _longest_at(self, text: str, tokens: list[Word], here: int) -> tuple[Found[Payload] | None, int]:
        reach = _unbroken(text, tokens, here, self._longest.get(tokens[here].key, 0))
        for length in range(reach, 0, -1):
            span = tokens[here : here + length]
            entries = self._entries.get(" ".join(word.key for word in span), ())
            alike = [entry for entry in entries if _written_alike(entry.written, span)]
            if alike:
                payloads = once(entry.payload for entry in alike)
                return Found(span[0].start, span[-1].end, payloads, alike[0].written), length
        return None, 1


def _unbroken(text: str, tokens: list[Word], here: int, longest: int) -> int:
    """Count the words from `here` that may belong to one name, at most `longest`."""
    length = min(longest, 1)
    while length < longest and here + length < len(tokens):
        before, after = tokens[here + length - 1], tokens[here + length]
        gap = text[before.end : after.start]
        if not GAP.fullmatch(gap) or ("." in gap and len(before.written) > SHORT):
            break
        length += 1
    return length


def _written_alike(spelling: str, span: list[Word]) -> bool:
    """Say whether the capitals agree: names need theirs, lower-case words may stand in any case."""
    for word, found in zip(words(spelling), span, strict=True):
        if len(word.written) > 1 and word.written.isupper():
            if not found.written.isupper():
                return False
        elif word.written[0].isupper() and not (found.written[0].isupper() or found.joined):
            return False
    return True
