"""How many: an interval from the words said. A width is never invented: "about 20" is 20..20."""

import re
from collections.abc import Callable
from dataclasses import dataclass

UNITS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
VAGUE = {
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "thousands": (2_000, 9_999),
    "hundreds": (200, 999),
    "scores": (20, 99),
    "dozens": (24, 99),
    "tens": (20, 99),
    "several": (3, 9),
    "a few": (3, 9),
    "few": (3, 9),
    "a couple": (2, 2),
    "couple": (2, 2),
    "a pair": (2, 2),
    "both": (2, 2),
    "a handful": (3, 9),
    "a number of": (2, None),
    "many": (2, None),
    "some": (2, None),
    "numerous": (2, None),
    "a large group": (2, None),
    "a group": (2, None),
    "a crowd": (2, None),
    "the whole family": (2, None),
    "the entire family": (2, None),
    "most": (2, None),
    "the majority": (2, None),
    "a majority": (2, None),
    "the greater part": (2, None),
    "the rest": (2, None),
    "the remainder": (2, None),
}  # a bare plural of a told episode is 2..null: the caller's choice

SCALE = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
SEVERAL_OF = {"dozen": (24, 99), "hundred": (300, 999), "thousand": (3_000, 9_999)}
DIGITS = 12  # a longer figure counts no people

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORD = "|".join(sorted(UNITS, key=len, reverse=True))
_SMALL = rf"(?:(?:{_WORD})(?:-(?:{_WORD}))?)"
_NUMBER = (
    rf"(?:a|{_SMALL})\s+hundred\s+and\s+{_SMALL}"
    rf"|(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{_SMALL})(?:\s+(?:dozen|score|hundred|thousand|million))?"
    r"|(?:a\s+|further\s+)?dozen|a\s+(?:hundred|thousand)"
)

RANGE = re.compile(
    rf"\b(?:between\s+)?(?P<low>{_NUMBER})\s*(?:to|and|or|-|–)\s*(?P<high>{_NUMBER})\b", re.IGNORECASE
)
VAGUE_RANGE = re.compile(
    r"\b(?P<low>dozens|tens|hundreds|several)\s+(?:to|or)\s+(?P<high>dozens|hundreds|thousands)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"\b(?:several|a few)\s+(?P<scale>dozen|hundred|thousand)\b", re.IGNORECASE)
ODD = re.compile(rf"\b(?P<n>[2-9]0|{_TENS})[- ]?odd\b", re.IGNORECASE)
AT_LEAST = re.compile(rf"\b(?:at least|no fewer than|not less than)\s+(?P<n>{_NUMBER})\b", re.IGNORECASE)
MORE_THAN = re.compile(rf"\b(?:more than|over|upwards of)\s+(?P<n>{_NUMBER})\b", re.IGNORECASE)
OR_MORE = re.compile(rf"\b(?P<n>{_NUMBER})(?: [a-z]+)? or more\b", re.IGNORECASE)
UP_TO = re.compile(rf"\b(?:up to|as many as)\s+(?P<n>{_NUMBER})\b", re.IGNORECASE)
FAMILY_OF = re.compile(rf"\bfamily of\s+(?P<n>{_NUMBER})\b", re.IGNORECASE)
EXACT = re.compile(
    rf"\b(?P<n>{_NUMBER})\b(?!\s*(?:%|percent|per cent|years?|months?|days?|-year|kg|st\b|nd\b|rd\b|th\b))",
    re.IGNORECASE,
)
VAGUE_WORD = re.compile(
    r"\b(?:" + "|".join(re.escape(w) for w in sorted(VAGUE, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
LEADING = re.compile(  # "an estimated 1,500": the article counts nothing
    r"\ban?\s+(?:estimated|further|additional|reported|total of|combined"
    r"|(?:\w+\s+)?group of|crowd of|team of)\s+"
    rf"(?={_NUMBER})(?!an?\b)",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\b(?:camp|prison|no|number|article|room|unit|bureau|school|mine)\.?\s+\d+", re.IGNORECASE
)
SHARE = re.compile(rf"\b(?:{_NUMBER})\s*(?:percent|per cent|%)", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
UNCOUNTED = re.compile(  # numbers that count nobody: "3) Family of", "4 February", "from the age of twelve"
    rf"^\s*\(?\d{{1,3}}[.)]\s+|\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b"
    r"|\b[Aa]ge[sd]?(?: of)?(?: (?:between|from|over|under|above|below|about))?"
    rf" (?:{_NUMBER})(?:\s*(?:to|and|or|-|–)\s*(?:{_NUMBER}|[a-z]+))?(?: years)?"
    r"|(?<=[a-z]), [1-9]\d(?=$|,)"
    rf"|(?<=[a-z] )(?:over|under|above|below) (?:{_NUMBER})(?=$|[,;)]| (?:years|and|or|from|in|who)\b)"
)


Bounds = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Counted:
    """Bounds in `unit`, and the words that said so."""

    min: int | None
    max: int | None
    text: str | None
    unit: str = "persons"


def number(words: str) -> int | None:
    """Return the value of "1,500", "twenty-three", "two dozen"; None where it is no number."""
    hundreds, joint, rest = words.lower().partition(" and ")
    if joint:
        parts = (number(hundreds), number(rest))
        return None if None in parts else sum(part or 0 for part in parts)
    pieces = hundreds.replace(",", "").split()
    factor = SCALE.get(pieces[-1], 1)
    head = pieces[:-1] if pieces[-1] in SCALE else pieces
    if not head:
        return factor
    return _small(head[-1], factor)


def _small(text: str, factor: int) -> int | None:
    if text.isdecimal():
        return int(text) * factor if len(text) <= DIGITS else None
    pieces = [UNITS.get(piece) for piece in text.split("-")]
    known = [piece for piece in pieces if piece is not None]
    return sum(known) * factor if len(known) == len(pieces) else None


def count_in(phrase: str) -> Counted | None:
    """Read the number that a noun phrase states; None where it states none.

    Examples
    --------
    >>> count_in("dozens to hundreds of criminals")
    Counted(min=24, max=999, text='dozens to hundreds of criminals', unit='persons')
    >>> count_in("at least 131,106 Syrians").min
    131106
    """
    if SHARE.search(phrase):
        return None
    bounds = _bounds(LABEL.sub(" ", LEADING.sub("", UNCOUNTED.sub(" ", phrase))))
    if bounds is None:
        return None
    low, high = bounds
    return Counted(low, high, phrase, _unit(phrase))


def _bounds(phrase: str) -> Bounds | None:
    for pattern, read in _FORMS:
        if (found := pattern.search(phrase)) and (bounds := read(found)):
            return bounds
    stated = _stated(phrase)
    vague = VAGUE_WORD.search(phrase)
    if vague and (stated is None or stated.lower() in ("a", "an", "one")):
        return VAGUE[vague.group().lower()]
    return None if stated is None else _exactly(number(stated))


def _span(found: re.Match[str]) -> Bounds | None:
    low, high = number(found["low"]), number(found["high"])
    return (low, high) if low is not None and high is not None and low <= high else None


def _odd(found: re.Match[str]) -> Bounds | None:
    value = number(found["n"])
    return None if value is None else (value, value + 9)


def _more_than(found: re.Match[str]) -> Bounds | None:
    value = number(found["n"])
    return None if value is None else (value + 1, None)


def _up_to(found: re.Match[str]) -> Bounds | None:
    value = number(found["n"])
    return (1, value) if value else None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Bounds | None]], ...] = (
    (VAGUE_RANGE, lambda found: (VAGUE[found["low"].lower()][0], VAGUE[found["high"].lower()][1])),
    (FAMILY_OF, lambda found: _exactly(number(found["n"]))),
    (SEVERAL, lambda found: SEVERAL_OF[found["scale"].lower()]),
    (ODD, _odd),
    (AT_LEAST, lambda found: (number(found["n"]), None)),
    (OR_MORE, lambda found: (number(found["n"]), None)),
    (MORE_THAN, _more_than),
    (UP_TO, _up_to),
    (RANGE, _span),
)


def total(parts: list[Counted | None]) -> Counted | None:
    """Add up the members of one list ("seven men and two women"); None unless each states a number."""
    known = [part for part in parts if part is not None and part.min is not None]
    if len(known) < len(parts) or len({part.unit for part in known}) != 1:
        return None
    ends = [part.max for part in known if part.max is not None]
    words = " and ".join(part.text for part in known if part.text) or None
    most = sum(ends) if len(ends) == len(known) else None
    return Counted(sum(part.min or 0 for part in known), most, words, known[0].unit)


def _exactly(value: int | None) -> Bounds | None:
    return None if value is None else (value, value)


def _stated(phrase: str) -> str | None:
    """The first number that is not the article of a later word ("a man of 40" is one man)."""
    found = EXACT.search(phrase)
    if not found:
        return None
    value = number(found["n"])
    return None if value is not None and 1900 <= value <= 2100 and "," not in found["n"] else found["n"]


def _unit(phrase: str) -> str:
    words = re.findall(r"[a-z]+", phrase.lower())
    if FAMILY_OF.search(phrase):
        return "persons"
    if "households" in words or "families" in words:
        return "families"
    if "houses" in words or "homes" in words:
        return "houses"
    return "cases" if "cases" in words else "persons"
