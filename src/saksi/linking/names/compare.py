"""Are two spellings one name? A number, a verdict, and the readings behind it.

Whether they are one *person* is another question: many people share a name. Where a spelling stands for
several Korean names ("Yong" is 영 or 용) the verdict is `undecidable`, however alike the letters are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt
from typing import Final, Literal

from saksi.linking.names.hangul import is_syllable
from saksi.linking.names.korean import Overlap, Reading, overlap, readings
from saksi.linking.names.letters import run_together
from saksi.linking.names.scripts import is_unvowelled
from saksi.linking.names.sounds import align

Verdict = Literal["same", "different", "undecidable"]

SAME: Final = 0.5  # similarity from which two spellings are taken for one name
DOUBTFUL: Final = (0.35, 0.65)  # between these the verdict is left open
SURE_READING: Final = (
    0.5  # chance that both spellings mean one Hangul name, below which they may be homographs
)
# Logistic weights, fitted on the developers' half of the name pairs (public figures), checked by
# cross-validation over names: docs/methods/names.md.
_LATIN_LATIN: Final = (1.6, 4.5, 0.6)  # log overlap of readings, letters, constant
_HANGUL_LATIN: Final = (2.0, 2.4, 4.7)
_WORDS: Final = (1.6, 6.3, 2.6, 5.8, -9.2)  # aligned, weakest, whole, aligned x weakest, constant
_CONSONANTS: Final = (5.9, 2.1, 3.5, 3.5, -10.4)
_LEAST: Final = 0.003  # overlap: below it nothing is learned from how little it is
_HANGUL_DIFFERS: Final = 0.45  # two Hangul names that differ are never taken for one


@dataclass(frozen=True, slots=True)
class NameComparison:
    """What can be said of two spellings.

    ``similarity`` in [0, 1]; from `SAME` on they are taken for one name. ``readings`` holds Korean
    names in Hangul that both may stand for, likeliest first; empty for other languages.
    """

    similarity: float
    verdict: Verdict
    readings: tuple[str, ...] = ()


def name_similarity(a: str, b: str) -> float:
    """Say how likely two spellings are of one name, in [0, 1]; symmetric, 1.0 for trivial variants.

    Parameters
    ----------
    a, b
        Names in Latin letters of any romanisation, Hangul, Arabic, Cyrillic, Burmese or Chinese, in any
        order of family and given name. An empty name is like no other.

    Returns
    -------
    float
        From 0.5 on they are taken for one name. It speaks of spellings, never of persons.

    References
    ----------
    docs/methods/names.md
    """
    return compare_names(a, b).similarity


def compare_names(a: str, b: str) -> NameComparison:
    """Compare two spellings: similarity, verdict, and the Korean names that both may stand for.

    Parameters
    ----------
    a, b
        As for `name_similarity`.
    """
    return _compare(*sorted((a.strip(), b.strip())))


@lru_cache(maxsize=100_000)
def _compare(a: str, b: str) -> NameComparison:
    first, second = run_together(a), run_together(b)
    if not first or not second:
        return NameComparison(0.0, "different")
    one, two = readings(a), readings(b)
    if not one or not two:
        similarity = 1.0 if first == second else _of_words(a, b)
        return NameComparison(similarity, _verdict(similarity, 1.0))
    found = overlap(one, two)
    similarity = 1.0 if first == second else _of_readings(a, b, found)
    common = common_readings(one, two)
    return NameComparison(
        similarity, _verdict(similarity, sum(common.values())), tuple(name for name in common)[:3]
    )


def common_readings(one: tuple[Reading, ...], two: tuple[Reading, ...]) -> Mapping[str, float]:
    """Return the Hangul names that both may stand for, with the chance that both do, likeliest first."""
    best: dict[str, float] = {}
    for first in one:
        for second in two:
            families = {f: w * second.family[f] for f, w in first.family.items() if f in second.family}
            given = {g: w * second.given[g] for g, w in first.given.items() if g in second.given}
            for family, weight in families.items():
                for name, share in given.items():
                    both = weight * share * first.weight * second.weight
                    best[family + name] = best.get(family + name, 0.0) + both
    return dict(sorted(best.items(), key=lambda item: (-item[1], item[0])))


def _verdict(similarity: float, one_reading: float) -> Verdict:
    low, high = DOUBTFUL
    if low <= similarity < high or (similarity >= SAME and one_reading < SURE_READING):
        return "undecidable"
    return "same" if similarity >= SAME else "different"


def _of_readings(a: str, b: str, found: Overlap) -> float:
    hangul = (_in_hangul(a), _in_hangul(b))
    if all(hangul):
        same = found.family * found.given >= 1
        return 1.0 if same else _HANGUL_DIFFERS * found.letters
    by_readings, by_letters, constant = _HANGUL_LATIN if any(hangul) else _LATIN_LATIN
    readings_shared = (log(max(found.given, _LEAST)) + log(max(found.given_any, _LEAST))) / 2
    return _logistic(by_readings * readings_shared + by_letters * found.letters + constant) * sqrt(
        found.family
    )


def _of_words(a: str, b: str) -> float:
    found = align(a, b)
    if found.aligned == 1 and found.whole == 1:
        return 1.0
    weights = _CONSONANTS if is_unvowelled(a) != is_unvowelled(b) else _WORDS
    values = (*found, found.aligned * found.weakest, 1.0)
    return _logistic(sum(weight * value for weight, value in zip(weights, values, strict=True)))


def _in_hangul(name: str) -> bool:
    return is_syllable(name[0])


def _logistic(logit: float) -> float:
    return 1 / (1 + exp(-logit))
