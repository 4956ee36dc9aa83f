"""Lists that share one predicate: 함흥시에서 3명, 평성시와 순천시에서 각각 2명이 처형됐다."""

import re
from dataclasses import dataclass

from saksi.reading.korean.counts import count_in
from saksi.record import Count

TOWN = r"[가-힣]{1,6}(?:시|군|구역|도|읍|리)"
ITEM = re.compile(
    rf"(?<![가-힣])(?P<places>{TOWN}(?:(?:와|과|,)\s*{TOWN})*)\s*에서(?:는|도)?\s*(?:각각\s*)?(?P<count>[\d,]+여?\s*명|[한두세네]\s*명|다섯\s*명|여러\s*명|수십\s*명)(?:씩)?"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a list with the people counted there; `start` is an offset into the words."""

    start: int
    place: str
    count: Count


def items_of(words: str) -> list[Item]:
    """Return the places and counts of a list, one a place; empty where fewer than two are listed.

    Parameters
    ----------
    words
        A clause, from its beginning to its predicate.
    """
    found: list[Item] = []
    for match in ITEM.finditer(words):
        count = count_in(match["count"]) or Count()
        places = re.sub(r"(시|군|구역|도|읍|리)(와|과)(?=\s)", r"\1,", match["places"])
        found += (Item(match.start(), place.group(), count) for place in re.finditer(TOWN, places))
    return found if len(found) > 1 else []
