"""Names of every other language: words aligned by letters and by sounds, Levenshtein's distance beneath.

What is compared are words, because order, middle names and particles change from list to list. Two words are
as near as their letters or, if nearer, what their letters sound like: "Khadhafi" and "Gaddafi", "Sergei" and
"Sergey". A script without short vowels is compared by consonants.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import Levenshtein

from saksi.linking.names.data import rows
from saksi.linking.names.letters import plain
from saksi.linking.names.scripts import is_unvowelled, latin

# Articles, kinship and titles: they come and go.
PARTICLES: Final = frozenset(
    ("al", "el", "ul", "ad", "ar", "as", "az", "an", "at", "ash", "bin", "ibn", "ben", "bint", "de", "da",
     "van", "von", "dr", "mr", "mrs")
)  # fmt: skip
_SERVANT: Final = re.compile(
    r"^abd(?:[uaeo]l|ur|ar|us|as)?(.*)$"
)  # "Abd al-Rahman", "Abdul Rahman", "Abdurrahman"
_FAITH: Final = re.compile(r"^(?:al|ed|ad|ud|od)?d+(?:i|ee|y)?n(?:e)?$")  # "Saif al-Din", "Saifuddin"
_GOD: Final = re.compile(r"^[au]?ll?a?h$")
_GLUED: Final = re.compile(r"^(?:al|el)(?=[b-df-hj-np-tv-z]{1,2}[aeiouy])")
# Spellings to one sound, longest first: Slavic and Arabic press spellings; vowels are few on purpose.
_SOUNDS: Final = tuple((row["spelling"], row["sound"]) for row in rows("sounds"))
_DIGRAPH_C: Final = re.compile(r"ch")
_DOUBLE: Final = re.compile(r"(.)\1+")
_VOWELS: Final = re.compile(r"[aeiouyw]")
INITIAL_WORTH: Final = 0.8  # "A." for "Anatolyevich"
ABSENT_WEIGHT: Final = 0.35  # of a word that the other name does not have
_MOST_WORDS: Final = 6


class Alignment(NamedTuple):
    """How well the words of two names fit: all in [0, 1]."""

    aligned: float  # words matched to words, weighted by their length
    weakest: float  # the worst of the matched pairs
    whole: float  # the letters of the whole name, words sorted


@lru_cache(maxsize=10_000)
def words(name: str) -> tuple[str, ...]:
    """Return a name's words in Latin letters without particles; all of them if nothing else is left."""
    found = plain(latin(name)).split()
    kept = _compounds([word for word in found if word not in PARTICLES]) or found
    return tuple(_GLUED.sub("", word) if len(word) > 6 else word for word in kept)[:_MOST_WORDS]


def _compounds(found: list[str]) -> list[str]:
    """Join what some writers divide: servant of, of the faith, of God."""
    joined: list[str] = []
    servant = False
    for word in found:
        begins = _SERVANT.match(word)
        if servant:
            joined.append("abd" + _GLUED.sub("", word))
            servant = False
        elif begins and not begins[1]:
            servant = True
        elif begins:
            joined.append("abd" + begins[1])
        elif joined and _FAITH.match(word):
            joined[-1] += "din"
        elif joined and _GOD.match(word):
            joined[-1] += "llah"
        else:
            joined.append(word)
    return [*joined, "abd"] if servant else joined


@lru_cache(maxsize=10_000)
def sound(word: str) -> str:
    """Return what a word sounds like, roughly: spellings of one sound become one letter."""
    heard = _DIGRAPH_C.sub("4", word)  # "ch" must not become "kh"
    for spelling, letter in _SOUNDS:
        if spelling in heard:
            heard = heard.replace(spelling, letter)
    return _DOUBLE.sub(r"\1", heard)


@lru_cache(maxsize=10_000)
def skeleton(word: str) -> str:
    """Return the consonants of what a word sounds like, an initial vowel as ``a``."""
    heard = sound(word)
    return ("a" if heard[:1] in "aeiou" else "") + _DOUBLE.sub(r"\1", _VOWELS.sub("", heard))


def align(one: str, two: str) -> Alignment:
    """Align the words of two names."""
    bare = is_unvowelled(one) != is_unvowelled(two)
    first, second = words(one), words(two)
    if len(second) < len(first):
        first, second = second, first
    if not first:
        return Alignment(0.0, 0.0, 0.0)
    pairs = _pairs(first, second, bare)
    matched = sum(_weight(a, b) * near for a, b, near in pairs)
    possible = sum(_weight(a, b) for a, b, _ in pairs)
    lengths = sum(map(len, second))
    absent = ABSENT_WEIGHT * max(0, lengths - sum(len(b) for _, b, _ in pairs))
    form = skeleton if bare else sound
    whole = Levenshtein.normalized_similarity(
        "".join(form(b) for _, b, _ in pairs), "".join(form(a) for a, _, _ in pairs)
    )
    joined = Levenshtein.normalized_similarity("".join(map(form, first)), "".join(map(form, second)))
    return Alignment(matched / (possible + absent), min(near for *_, near in pairs), max(whole, joined))


def _pairs(first: tuple[str, ...], second: tuple[str, ...], bare: bool) -> list[tuple[str, str, float]]:
    """Match each word of the shorter name to one of the longer, the nearest pairs first."""
    ranked = sorted(
        ((nearness(a, b, bare), i, j) for i, a in enumerate(first) for j, b in enumerate(second)),
        reverse=True,
    )
    used_first: set[int] = set()
    used_second: set[int] = set()
    found = []
    for near, i, j in ranked:
        if i not in used_first and j not in used_second:
            used_first.add(i)
            used_second.add(j)
            found.append((first[i], second[j], near))
    return found


def nearness(one: str, two: str, bare: bool = False) -> float:
    """Return how near two words are, 0 to 1; `bare` compares consonants only."""
    if one == two:
        return 1.0
    if min(len(one), len(two)) == 1:
        return INITIAL_WORTH if one[0] == two[0] else 0.0
    if bare:
        return Levenshtein.normalized_similarity(skeleton(one), skeleton(two))
    letters = Levenshtein.normalized_similarity(one, two)
    return max(letters, 0.98 * Levenshtein.normalized_similarity(sound(one), sound(two)))


def _weight(one: str, two: str) -> float:
    return (len(one) + len(two)) / 2
