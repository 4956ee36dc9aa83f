"""Names as letters: case, marks and signs taken away, so that spellings can be compared."""

import re
from functools import lru_cache
from typing import Final
from unicodedata import combining, normalize

# Apostrophes of every kind, also the marks that transliterators write for ayin, hamza and aspiration.
APOSTROPHES: Final = "'’ʼʻ`‘´ʾʿ′＇"
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_ASPIRATED = re.compile(r"(k|t|p|ch)'")
_BREVE = re.compile(r"(?<=[a-z])([ou])'|\b([ou])'")
_KEPT_MARKS: Final = str.maketrans(
    {"ŏ": "\ue000", "ŭ": "\ue001", "č": "\ue002", "ż": "\ue003", "ž": "\ue003", "ä": "\ue004", "ö": "\ue005"}
)
_PUT_BACK: Final = str.maketrans(
    {"\ue000": "ŏ", "\ue001": "ŭ", "\ue002": "č", "\ue003": "ž", "\ue004": "ä", "\ue005": "ö"}
)
_PLAIN: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ß": "ss"}
)
_NOT_A_LETTER = re.compile(r"[^\w]|[\d_]")
_DIVIDER = re.compile(r"[\s\-‐‑–—.·,_/]+")


def strip_marks(text: str) -> str:
    """Return letters without case, accents and apostrophes; everything else stays."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    lower = normalize("NFKD", _APOSTROPHE.sub("", text).casefold())
    bare = "".join(char for char in lower if not combining(char)).translate(_PLAIN)
    return normalize("NFC", bare)


def plain(name: str) -> str:
    """Return letters without case, accents, apostrophes and signs, words divided by one space."""
    return " ".join(_words(strip_marks(name)))


def run_together(name: str) -> str:
    """Return `plain` without spaces: two names that agree in it differ in nothing but signs."""
    return plain(name).replace(" ", "")


@lru_cache(maxsize=10_000)
def korean_words(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a romanised name, each with the pieces that hyphens make of it.

    The marks of McCune-Reischauer stay as ``ŏ``, ``ŭ`` and ``ch'``; ``o'`` of some lists becomes ``ŏ``.
    """
    lower = _APOSTROPHE.sub("'", normalize("NFC", name).lower())
    lower = _BREVE.sub(lambda found: "ŏ" if (found[1] or found[2]) == "o" else "ŭ", lower)
    lower = lower.translate(_KEPT_MARKS)
    bare = "".join(char for char in normalize("NFKD", lower) if not combining(char)).translate(_PUT_BACK)
    bare = _ASPIRATED.sub(r"\1’", bare).replace("'", "").replace("’", "'")
    found = []
    for word in re.split(r"[\s,.·]+", bare):
        pieces = tuple(piece for piece in re.split(r"[-‐‑–]", word) if piece)
        if pieces:
            found.append(pieces)
    return tuple(found)


def _words(text: str) -> list[str]:
    return [word for part in _DIVIDER.split(text) if (word := _NOT_A_LETTER.sub("", part))]
