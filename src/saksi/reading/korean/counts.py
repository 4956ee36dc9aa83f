"""How many: Hangul and digits to an interval, with the words said."""

import re

from saksi.record import Count

NATIVE = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "여섯": 6,
    "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12, "열세": 13, "열네": 14, "열다섯": 15,
    "열여섯": 16,
    "스무": 20, "서른": 30, "마흔": 40, "쉰": 50,
}  # fmt: skip
ROUGH = {
    "수십": (24, 99), "수백": (200, 999), "수천": (2000, 9999), "수만": (20_000, 99_999),
    "수십만": (200_000, 999_999),
    "몇": (3, 9), "여러": (3, 9), "몇십": (24, 99), "몇백": (200, 999), "서너": (3, 4), "두세": (2, 3),
    "한두": (1, 2),
    "두서너": (2, 4), "너댓": (4, 5), "대여섯": (5, 6), "예닐곱": (6, 7), "십여": (10, 19),
    "이십여": (20, 29),
    "백여": (100, 199), "수십 명에서 수백": (24, 999),
}  # fmt: skip
UNITS = {"가족": "families", "세대": "families", "가구": "families", "가정": "families", "집": "families",
         "호": "houses", "채": "houses", "건": "cases"}  # fmt: skip
UNIT = r"(?:명|인(?=[^가-힣]|$)|사람|식구|가족|세대|가구|가정|집|채|건(?=[^가-힣]|[의이을의]|$))"
SCALE = {"": 1, "십": 10, "백": 100, "천": 1000, "만": 10_000, "억": 100_000_000}
NUMBER = r"\d[\d,]*"
# blanks are taken whole: what follows them never begins with one, and a long row of them costs once
AFTER = r"(?:\s*+(?P<more>이상|넘|을 넘|이 넘|을 웃|이 훨씬 넘|이 넘게|넘게)|\s*+(?P<less>이하|미만|까지))?"
_NATIVE = "|".join(sorted(NATIVE, key=len, reverse=True))
_ROUGH = "|".join(sorted(ROUGH, key=len, reverse=True))
RANGE = re.compile(
    rf"(?P<a>{NUMBER})\s*+(?:명)?\s*+(?:[~∼\-–]|에서|내지|,\s)\s*+"
    rf"(?P<b>{NUMBER})\s*+(?P<scale>[만천백십]?)\s*+(?P<unit>{UNIT})"
)
EXACT = re.compile(
    rf"(?P<before>최소|적어도|최대|많게는|최고)?\s*+(?P<n>{NUMBER})\s*+(?P<scale>[만천백십]?)\s*+"
    rf"(?:(?<![\d,])(?P<n2>{NUMBER})(?P<scale2>[천백십]?))?\s*+(?P<odd>여)?\s*+(?P<unit>{UNIT}){AFTER}"
)
ROUGHLY = re.compile(rf"(?P<n>{_ROUGH})\s*+(?P<unit>{UNIT})")
WORDS = re.compile(rf"(?<![가-힣])(?P<n>{_NATIVE})\s?(?P<unit>{UNIT}){AFTER}")
ALONE = re.compile(r"(?<![가-힣])(?P<n>하나|둘|셋|넷|다섯)(?=[은는이가을를도만이,\s]|$)")


def count_in(phrase: str) -> Count | None:
    """Return the first count of people, families, houses or cases in a phrase.

    Parameters
    ----------
    phrase
        A noun phrase or clause, as written.

    Returns
    -------
    Count or None
        Bounds inclusive, null = open; None if nothing is counted. "여러 명" is 3..9, "수십 명" 24..99,
        "10여 명" 10..19, "3명 이상" 3..null, "최대 5명" 1..5.
    """
    found = [pattern.search(phrase) for pattern in (RANGE, EXACT, ROUGHLY, WORDS, ALONE)]
    matches = [match for match in found if match]
    if not matches:
        return None
    match = min(matches, key=lambda match: (match.start(), -match.end()))
    low, high = _bounds(match)
    return Count(min=low, max=high, text=match.group().strip(), unit=_unit(match))


def _unit(match: re.Match[str]) -> str:
    return UNITS.get(match.groupdict().get("unit") or "", "persons")


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None]:
    said = match.groupdict()
    if match.re is RANGE:
        scale = SCALE[said["scale"]]
        ends = sorted((_number(said["a"]) * scale, _number(said["b"]) * scale))
        return ends[0], ends[1]
    if match.re is ROUGHLY:
        return ROUGH[said["n"]]
    low = NATIVE[said["n"]] if said["n"] in NATIVE else _number(said["n"]) * SCALE[said.get("scale") or ""]
    low += _number(said["n2"]) * SCALE[said.get("scale2") or ""] if said.get("n2") else 0
    high: int | None = low + _odd(low) if said.get("odd") else low
    if said.get("more"):
        return (low if said["more"] == "이상" else low + 1), None
    if said.get("before") in ("최소", "적어도"):
        return low, None
    if said.get("less") or said.get("before"):
        return (1 if low else 0), low
    return low, high


def _number(digits: str) -> int:
    return int(digits.replace(",", "")[:12] or 0)


def _odd(number: int) -> int:
    """Return how far "30여" reaches above 30: to the next step of its last round place."""
    step = 1
    while number % (step * 10) == 0 and step < number:
        step *= 10
    return step - 1
