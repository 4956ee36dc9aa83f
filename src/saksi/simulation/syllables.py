"""Syllables of Narin, an invented country: how they look in Latin letters and in Hangul."""

from typing import Final

FIRST: Final = (
    ("ta", "타"), ("mo", "모"), ("ske", "스케"), ("bu", "부"), ("de", "데"), ("i", "이"), ("ko", "코"),
    ("fe", "페"), ("za", "자"), ("lu", "루"), ("he", "헤"), ("nu", "누"), ("pa", "파"), ("ro", "로"),
    ("e", "에"), ("gi", "기"), ("so", "소"), ("ya", "야"), ("bre", "브레"), ("u", "우"),
)  # fmt: skip
MIDDLE: Final = (
    ("ra", "라"), ("ni", "니"), ("le", "레"), ("vo", "보"), ("mi", "미"), ("du", "두"), ("sa", "사"),
    ("te", "테"), ("lo", "로"), ("ba", "바"),
)  # fmt: skip
LAST: Final = (
    ("voth", "보스"), ("nesk", "네스크"), ("dral", "드랄"), ("quen", "퀜"), ("marr", "마르"),
    ("tuvo", "투보"), ("lith", "리스"), ("shal", "샬"), ("grom", "그롬"), ("pend", "펜드"),
    ("zeth", "제스"), ("rhin", "린"),
)  # fmt: skip
ENDING: Final = (
    ("ril", "릴"), ("vel", "벨"), ("dis", "디스"), ("moth", "모스"), ("kir", "키르"), ("zan", "잔"),
    ("leth", "레스"), ("pur", "푸르"), ("gesh", "게쉬"), ("nux", "눅스"),
)  # fmt: skip

Spelling = tuple[str, str]  # Latin, Hangul


def place_name(number: int) -> Spelling:
    """Return the invented place name of this number; the first 2,400 differ from one another."""
    return _joined(number, (FIRST, MIDDLE, LAST))


def family_name(number: int) -> Spelling:
    """Return the invented family name of this number; the first 240 differ."""
    return _joined(number, (FIRST, LAST))


def given_name(number: int) -> Spelling:
    """Return the invented given name of this number; the first 2,000 differ."""
    return _joined(number, (FIRST, MIDDLE, ENDING))


def _joined(number: int, parts: tuple[tuple[Spelling, ...], ...]) -> Spelling:
    """Walk through all combinations in steps that touch every one before any comes twice."""
    size = 1
    for part in parts:
        size *= len(part)
    rest = number * 1019 % size  # a prime that divides none of the sizes
    latin, hangul = "", ""
    for part in parts:
        rest, index = divmod(rest, len(part))
        latin, hangul = latin + part[index][0], hangul + part[index][1]
    return latin.capitalize(), hangul
