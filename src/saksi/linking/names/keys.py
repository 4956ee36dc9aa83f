"""Keys by which a database finds spellings of one name among millions, before any pair is compared."""

from functools import lru_cache
from typing import Final

from saksi.linking.names.hangul import apart
from saksi.linking.names.korean import readings
from saksi.linking.names.sounds import skeleton, words

# Sounds that romanisations mix up share a class.
_INITIAL: Final = dict(zip("ㄱㄲㅋㄷㄸㅌㅂㅃㅍㅅㅆㅈㅉㅊㄴㄹㅁㅎㅇ", "KKKTTTPPPSSCCCNLMH-", strict=True))
_VOWEL: Final = dict(zip("ㅏㅑㅐㅒㅔㅖㅓㅗㅜㅡㅕㅛㅠㅘㅝㅙㅚㅞㅟㅢㅣ", "aaeeeeoooojjjwweeeiii", strict=True))
_FINAL: Final = dict(
    zip("ㄱㄲㅋㄳㄺㄴㄵㄶㄷㅅㅆㅈㅊㅌㅎㅂㅍㅄㄿㅁㄻㄹㄼㄽㄾㅀㅇ", "KKKKKNNNTTTTTTTPPPPMMLLLLLG", strict=True)
)
MOST_READINGS: Final = 5
LEAST_SHARE: Final = 0.04  # of a reading, to count as one that a name may well stand for


@lru_cache(maxsize=10_000)
def name_key(name: str) -> str:
    """Return a key that spellings of one name share nearly always, and others seldom.

    Korean names: classes of sounds of the likeliest reading, family first. Others: consonants of the words,
    sorted. The empty string where there are no letters.
    """
    found = readings(name)
    if not found:
        return " ".join(sorted(skeleton(word) for word in words(name)))
    best = found[0]
    family, given = best.families.foremost[0][0], best.givens.foremost[0][0]
    return " ".join(_classes(syllable) for syllable in family + given)


@lru_cache(maxsize=10_000)
def likely_readings(name: str) -> tuple[str, ...]:
    """Return the Hangul names that a spelling may well stand for, likeliest first; empty if it is not Korean.

    At most `MOST_READINGS`, each with a share of at least `LEAST_SHARE`; northern and southern spelling of an
    initial sound (리, 이) come out alike.
    """
    shares: dict[str, float] = {}
    for reading in readings(name):
        for family, one in reading.families.foremost:
            for given, two in reading.givens.foremost:
                whole = family + given
                shares[whole] = shares.get(whole, 0.0) + reading.weight * one * two
    ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return tuple(name for name, share in ranked[:MOST_READINGS] if share >= LEAST_SHARE)


def _classes(syllable: str) -> str:
    initial, vowel, final = apart(syllable)
    return _INITIAL[initial] + _VOWEL[vowel] + (_FINAL[final] if final else "")
