"""Hangul syllables taken apart and put together, and the initial-sound rule that divides North and South."""

from functools import lru_cache
from typing import Final, NamedTuple

INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
FIRST, LAST = 0xAC00, 0xD7A3
SOFT: Final = frozenset("ㅑㅕㅖㅛㅠㅣㅒ")  # before these an initial ㄹ or ㄴ falls silent in the South
# Names of two syllables that are families; a longer name that begins otherwise has a family of one.
LONG_FAMILIES: Final = frozenset(("남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방"))


class Jamo(NamedTuple):
    """The three parts of a syllable; no final consonant is the empty string."""

    initial: str
    vowel: str
    final: str


def is_syllable(char: str) -> bool:
    """Say whether a character is one Hangul syllable."""
    return len(char) == 1 and FIRST <= ord(char) <= LAST


def apart(syllable: str) -> Jamo:
    """Return the parts of one Hangul syllable."""
    rest, final = divmod(ord(syllable) - FIRST, len(FINALS))
    initial, vowel = divmod(rest, len(VOWELS))
    return Jamo(INITIALS[initial], VOWELS[vowel], FINALS[final])


def together(jamo: Jamo) -> str:
    """Return the syllable of three parts."""
    number = INITIALS.index(jamo.initial) * len(VOWELS) + VOWELS.index(jamo.vowel)
    return chr(FIRST + number * len(FINALS) + FINALS.index(jamo.final))


@lru_cache(maxsize=12_000)  # there are 11,172 syllables
def southern(syllable: str) -> str:
    """Return the syllable as the South writes it at the start of a word: 리 -> 이, 류 -> 유, 로 -> 노."""
    initial, vowel, final = apart(syllable)
    if initial == "ㄹ":
        initial = "ㅇ" if vowel in SOFT else "ㄴ"
    elif initial == "ㄴ" and vowel in SOFT:
        initial = "ㅇ"
    return together(Jamo(initial, vowel, final))


def family_and_given(name: str) -> tuple[str, str]:
    """Split a name in Hangul without spaces into family and given name; either may come out empty."""
    length = 2 if name[:2] in LONG_FAMILIES and len(name) > 2 else 1
    return name[:length], name[length:]
