"""What Latin letters may stand for in Korean: every reading of a syllable, of a given name, of a family.

A spelling is read by each habit of writing (`spellings`); a reading weighs what the habit makes of it times
how common the syllable is in names. One habit holds within a given name: who writes ``eo`` in the first
syllable does so in the second. After Bayes: P(name | spelling) ~ sum over habits of
P(habit) P(spelling | name, habit) P(name).
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import Final

from saksi.linking.names.frequencies import ELSE, FAMILIES, GIVEN
from saksi.linking.names.hangul import FINALS, INITIALS, VOWELS, Jamo, southern, together
from saksi.linking.names.spellings import (
    FAMILY_SPELLINGS,
    FINAL_SPELLINGS,
    HABITS,
    INITIAL_SPELLINGS,
    VOWEL_SPELLINGS,
    YU_ALONE,
    Shares,
)

Readings = Mapping[str, float]  # Hangul -> weight; given names in their southern form
Weights = tuple[float, ...]  # one a habit, in the order of HABITS

LONGEST: Final = 8  # letters of one syllable: "chhyeong" would be nine and nobody writes it
LONGEST_VOWEL: Final = 3  # letters: "yeo", "eou", "woo"
KEPT: Final = 24  # readings of one syllable; the others are too rare to matter
MOST_SYLLABLES: Final = 3  # of a given name
MARK_ASTRAY: Final = 0.03  # share of marks that say nothing: "Ho'", "My'ong"
_MARKS: Final = str.maketrans({"ŏ": "o", "ŭ": "u", "'": None})
_SHARE: Final = tuple(HABITS.values())
# Spellings of the continental press ("Szujong", "Čche", "Rju"): they tell the habit of the whole name, and
# without one of them a ``j`` is hardly ever a ``y``.
_CONTINENTAL: Final = re.compile(r"sz|cs|č|ż|ž|dz|v|[bghkmnprs]j")
_SHARE_CONTINENTAL: Final = tuple(
    0.75 if habit == "other" else 0.25 * share for habit, share in HABITS.items()
)
_LENGTH_PRIOR: Final = {1: 0.04, 2: 0.955, 3: 0.005}  # given names by their number of syllables


def _by_spelling(
    tables: Mapping[str, Shares], sounds: frozenset[str]
) -> dict[str, list[tuple[str, Weights]]]:
    """Turn sound -> spelling around: spelling -> sounds, with a share for each habit."""
    found: dict[str, dict[str, list[float]]] = {}
    for number, habit in enumerate(HABITS):
        for sound, spellings in tables[habit].items():
            if sound not in sounds:
                raise ValueError(f"{habit}: {sound} is no sound of this part of a syllable")
            for spelling, share in spellings.items():
                shares = found.setdefault(spelling, {}).setdefault(sound, [0.0] * len(HABITS))
                shares[number] += share
    return {s: [(sound, tuple(shares)) for sound, shares in by.items()] for s, by in found.items()}


_INITIAL = _by_spelling(INITIAL_SPELLINGS, frozenset(INITIALS))
_VOWEL = _by_spelling(VOWEL_SPELLINGS, frozenset(VOWELS))
_FINAL = _by_spelling(FINAL_SPELLINGS, frozenset(FINALS))
_FAMILY: dict[str, dict[str, float]] = {}
for _family, _spellings in FAMILY_SPELLINGS.items():
    for _spelling, _share in _spellings.items():
        _FAMILY.setdefault(_spelling, {})[_family] = _share


@lru_cache(maxsize=50_000)
def syllable_readings(letters: str) -> tuple[tuple[str, Weights], ...]:
    """Return what one Latin syllable may stand for: Hangul and P(letters | syllable, habit).

    Empty where the letters are no syllable of any habit.
    """
    found: dict[str, list[float]] = {}
    for onset in range(min(4, len(letters))):
        initials = _INITIAL.get(letters[:onset])
        if not initials:
            continue
        for nucleus in range(onset + 1, min(onset + LONGEST_VOWEL, len(letters)) + 1):
            vowels, finals = _VOWEL.get(letters[onset:nucleus]), _FINAL.get(letters[nucleus:])
            if not vowels or not finals:
                continue
            for (initial, one), (vowel, two), (final, three) in product(initials, vowels, finals):
                weights = [a * b * c for a, b, c in zip(one, two, three, strict=True)]
                if onset == 0 and vowel == "ㅕ" and letters[:nucleus] == "yu":
                    weights = [weight * YU_ALONE for weight in weights]
                if any(weights):
                    syllable = together(Jamo(initial, vowel, final))
                    known = found.setdefault(syllable, [0.0] * len(HABITS))
                    for number, weight in enumerate(weights):
                        known[number] += weight
    likely = sorted(
        found.items(), key=lambda item: -GIVEN.get(item[0], ELSE) * sum(map(float.__mul__, item[1], _SHARE))
    )
    return tuple((syllable, tuple(weights)) for syllable, weights in likely[:KEPT])


def is_continental(letters: str) -> bool:
    """Say whether a lower-case name shows a spelling that only the continental press uses."""
    return bool(_CONTINENTAL.search(letters))


def given_readings(pieces: tuple[str, ...], continental: bool = False) -> Readings:
    """Return the given names that the pieces may stand for, with P(pieces, name) for each.

    Parameters
    ----------
    pieces
        Lower-case letters as they were divided: ``("yong", "chol")``, ``("yongchol",)``.
    continental
        Whether the whole name is spelled as in the continental press: see `is_continental`.

    Returns
    -------
    Mapping
        Hangul, the first syllable in its southern form, to a weight; the weights sum to the evidence
        that the pieces are a Korean given name at all. Empty where they cannot be one.
    """
    found: dict[str, float] = {}
    habits = _SHARE_CONTINENTAL if continental else _SHARE
    bare = tuple(piece.translate(_MARKS) for piece in pieces)
    if bare != pieces:  # marks stand in wrong places too: a name without them is read beside
        found = {name: weight * MARK_ASTRAY for name, weight in given_readings(bare, continental).items()}
    for syllables in _divided(pieces):
        length = _LENGTH_PRIOR[len(syllables)]
        for chosen in product(*(syllable_readings(letters) for letters in syllables)):
            weight = 0.0
            for number, share in enumerate(habits):
                likelihood = share
                for _, weights in chosen:
                    likelihood *= weights[number]
                weight += likelihood
            if weight:
                for syllable, _ in chosen:
                    weight *= GIVEN.get(syllable, ELSE) / _GIVEN_TOTAL
                name = southern(chosen[0][0]) + "".join(syllable for syllable, _ in chosen[1:])
                found[name] = found.get(name, 0.0) + weight * length
    return found


_GIVEN_TOTAL: Final = sum(GIVEN.values())
_FAMILY_TOTAL: Final = sum(FAMILIES.values())


def family_readings(letters: str) -> Readings:
    """Return the families that the letters may stand for, with P(letters, family) for each."""
    found = {family: share * FAMILIES[family] for family, share in _FAMILY.get(letters, {}).items()}
    for syllable, weights in syllable_readings(letters):
        family = southern(syllable)
        if family in FAMILIES and family not in found:
            share = sum(a * b for a, b in zip(weights, _SHARE, strict=True))
            if family in FAMILY_SPELLINGS:
                share *= 0.05  # the table knows how this family is written: anything else is rare
            found[family] = share * FAMILIES[family]
    for pieces in _divisions(letters, 2):
        for (one, first), (two, second) in product(*(syllable_readings(piece) for piece in pieces)):
            if one + two in FAMILIES:
                share = sum(a * b * c for a, b, c in zip(first, second, _SHARE, strict=True))
                found[one + two] = found.get(one + two, 0.0) + share * FAMILIES[one + two]
    return {family: weight / _FAMILY_TOTAL for family, weight in found.items() if weight > 0}


def _divided(pieces: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield each way to divide the pieces into syllables, none across the writer's own divisions."""
    ways = [[*_divisions(piece, 1), *_divisions(piece, 2), *_divisions(piece, 3)] for piece in pieces]
    for chosen in product(*ways):
        syllables = tuple(syllable for part in chosen for syllable in part)
        if len(syllables) <= MOST_SYLLABLES:
            yield syllables


def _divisions(letters: str, parts: int) -> Iterator[tuple[str, ...]]:
    if parts == 1:
        if len(letters) <= LONGEST and syllable_readings(letters):
            yield (letters,)
        return
    for cut in range(1, min(len(letters), LONGEST + 1)):
        if syllable_readings(letters[:cut]):
            for rest in _divisions(letters[cut:], parts - 1):
                yield (letters[:cut], *rest)
