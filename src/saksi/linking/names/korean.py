"""A Korean name in any spelling: its possible readings, and how much two names' readings overlap."""

from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nlargest
from math import prod, sqrt
from typing import Final

from rapidfuzz.distance import Levenshtein

from saksi.linking.names.frequencies import ELSE, FAMILIES, GIVEN
from saksi.linking.names.hangul import family_and_given, is_syllable, southern
from saksi.linking.names.lattice import Readings, family_readings, given_readings, is_continental
from saksi.linking.names.letters import korean_words, run_together
from saksi.linking.names.scripts import latin

FAMILY_LAST: Final = 0.08  # share of writers who put the family behind
_MOST_WORDS: Final = 4
FOREMOST: Final = 5  # readings kept at hand
LEVELLING: Final = 0.7  # how much of the frequency of syllables is taken out again, for rare names


@dataclass(frozen=True, slots=True)
class Reading:
    """One order in which a name may be read: which families, which given names, how likely each."""

    weight: float
    families: "Part"
    givens: "Part"
    letters: str  # of the given name, plain

    @property
    def family(self) -> Readings:
        """Return the chance of each family."""
        return self.families.shares

    @property
    def given(self) -> Readings:
        """Return the chance of each given name."""
        return self.givens.shares


@dataclass(frozen=True, slots=True)
class Part:
    """A family or given name: how likely the letters are one at all, and what they stand for."""

    evidence: float
    shares: Readings
    foremost: tuple[tuple[str, float], ...]


@lru_cache(maxsize=10_000)
def readings(name: str) -> tuple[Reading, ...]:
    """Return how a name may be read as Korean, likeliest first; empty where it cannot.

    Parameters
    ----------
    name
        Hangul or Latin letters, family first or last, the given name in one word or two.
    """
    written = "".join(name.split())
    if written and all(is_syllable(char) for char in written):
        return _of_hangul(name)
    words = korean_words(name)
    if not 1 < len(words) <= _MOST_WORDS or not all(
        piece.replace("'", "").isalpha() for w in words for piece in w
    ):
        return ()
    orders = [(1 - FAMILY_LAST, words[0], words[1:]), (FAMILY_LAST, words[-1], words[:-1])]
    if len(words[0]) > 1:  # "Jong-un Kim": what is hyphened is given
        orders = [(1.0, words[-1], words[:-1])]
    continental, found = is_continental(name.lower()), []
    for share, family_word, given_words in orders:
        family = _family("".join(family_word))
        given = _given(tuple(piece for word in given_words for piece in word), continental)
        evidence = share * family.evidence * given.evidence
        if evidence:
            letters = run_together("".join(piece for word in given_words for piece in word))
            found.append(Reading(evidence, family, given, letters))
    total = sum(reading.weight for reading in found)
    sure = [replace(one, weight=one.weight / total) for one in found]
    return tuple(sorted(sure, key=lambda one: -one.weight))


def _of_hangul(name: str) -> tuple[Reading, ...]:
    """Read Hangul; a space tells the family, and a two-word name may have it behind."""
    words = name.split()
    if len(words) == 2 and len(words[1]) == 1 and len(words[0]) > 1 and words[1] in FAMILIES:
        words.reverse()
    family, given = (words[0], "".join(words[1:])) if len(words) > 1 else family_and_given(words[0])
    if not given:
        return ()
    family = southern(family[0]) + family[1:]
    return (Reading(1.0, _part({family: 1.0}), _part({southern(given[0]) + given[1:]: 1.0}), latin(given)),)


@lru_cache(maxsize=10_000)
def _given(pieces: tuple[str, ...], continental: bool) -> Part:
    return _part(given_readings(pieces, continental))


@lru_cache(maxsize=20_000)
def _family(letters: str) -> Part:
    return _part(family_readings(letters))


def _part(weights: Readings) -> Part:
    total = sum(weights.values())
    if not total:
        return Part(0.0, {}, ())
    shares = _normal(weights)
    return Part(total, shares, tuple(nlargest(FOREMOST, shares.items(), key=lambda item: (item[1], item[0]))))


def _normal(weights: Readings) -> Readings:
    total = sum(weights.values())
    return {key: weight / total for key, weight in weights.items()}


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two names share: Bhattacharyya coefficients of their readings, and letters; in [0, 1]."""

    family: float
    given: float
    given_any: float  # every syllable taken as equally common: for rare names
    letters: float  # of the given names, by Levenshtein's distance


NONE: Final = Overlap(0.0, 0.0, 0.0, 0.0)


def overlap(one: tuple[Reading, ...], two: tuple[Reading, ...]) -> Overlap:
    """Return the best overlap over both orders of both names."""
    best, found = -1.0, NONE
    for first in one:
        for second in two:
            family = _shared(first.family, second.family)
            given = _shared(first.given, second.given)
            worth = sqrt(first.weight * second.weight) ** 0.3 * family * given
            if worth > best:
                best = worth
                given_any = _shared(_levelled(first.given), _levelled(second.given))
                letters = Levenshtein.normalized_similarity(first.letters, second.letters)
                found = Overlap(family, given, given_any, letters)
    return found


def _shared(one: Readings, two: Readings) -> float:
    if len(two) < len(one):
        one, two = two, one
    return min(1.0, sum(sqrt(weight * two[key]) for key, weight in one.items() if key in two))


def _levelled(given: Readings) -> Readings:
    """Return the readings as if all syllables were nearly as common."""
    weights = {}
    for name, weight in given.items():
        common = prod(GIVEN.get(syllable, ELSE) for syllable in name)
        weights[name] = weight / common**LEVELLING
    return _normal(weights)
