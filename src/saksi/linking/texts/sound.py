"""How a name sounds, roughly, in Latin letters: one key for Hangul and for most of its Latin spellings.

Coarse on purpose: it joins spellings of places and outlets that no gazetteer holds. Voiced and voiceless
consonants, r and l, the sibilants, and vowels that romanisations mix up are one. Personal names of Koreans
are compared by `saksi.linking.names`.
"""

import re
import unicodedata
from functools import lru_cache

INITIALS = ("k", "k", "n", "t", "t", "l", "m", "p", "p", "s", "s", "", "s", "s", "s", "k", "t", "p", "")
VOWELS = (
    "a", "e", "a", "e", "o", "e", "o", "e", "o", "a", "e", "e", "o", "u", "o", "e", "i", "u", "", "i", "i",
)  # fmt: skip
FINALS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "l", "l", "l", "l", "l", "l", "l", "m", "p", "p", "s",
    "s", "n", "s", "s", "k", "t", "p", "",
)  # fmt: skip
LATIN = (  # in this order: longer spellings first
    ("qu", "k"), ("kw", "k"), ("eo", "o"), ("eu", ""), ("ae", "e"), ("oe", "e"), ("ui", "i"), ("wi", "i"),
    ("ee", "i"), ("oo", "u"),
    ("ya", "a"), ("yo", "o"), ("yu", "u"), ("ye", "e"), ("wa", "a"), ("wo", "o"), ("we", "e"),
    ("tch", "s"), ("ch", "s"), ("sh", "s"), ("zh", "s"), ("th", "s"), ("ph", "p"), ("kh", "k"), ("gh", "k"),
    ("ck", "k"), ("ng", "n"), ("x", "ks"), ("q", "k"), ("c", "k"), ("g", "k"), ("j", "s"), ("z", "s"),
    ("b", "p"), ("v", "p"), ("f", "p"), ("d", "t"), ("r", "l"), ("y", "i"), ("w", ""), ("h", ""),
)  # fmt: skip
HANGUL_BLOCK = ("가", "힣")


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """Return the key of a name: lower-case Latin letters, without spaces; empty if nothing sounds.

    Examples
    --------
    >>> sound("Ubazeth") == sound("우바제스")
    True
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).casefold())
    composed = unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))
    parts = re.findall(r"[가-힣]+|[a-z]+|\d+", composed)
    return re.sub(r"(\D)\1+", r"\1", "".join(_part(part) for part in parts))


def is_hangul(text: str) -> bool:
    """Say whether a text holds a Hangul syllable."""
    return any(HANGUL_BLOCK[0] <= char <= HANGUL_BLOCK[1] for char in text)


def _part(part: str) -> str:
    if part.isdecimal():
        return part
    if not is_hangul(part):
        for spelling, key in LATIN:
            part = part.replace(spelling, key)
        return part
    return "".join(_syllable(ord(char) - ord(HANGUL_BLOCK[0])) for char in part)


def _syllable(number: int) -> str:
    lead, rest = divmod(number, 21 * 28)
    vowel, final = divmod(rest, 28)
    return INITIALS[lead] + VOWELS[vowel] + FINALS[final]
