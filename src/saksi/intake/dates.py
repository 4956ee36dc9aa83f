"""Days that are written in full. A day, month and year in figures only is read when it can mean one day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
ORDINAL = r"(?:st|nd|rd|th)?"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>\d{4})(?P<mark>[-./])\s?(?P<m>\d{1,2})(?P=mark)\s?(?P<d>\d{1,2})(?!\d)\.?",
        r"(?<!\d)(?P<year>\d{4})\s*년\s*(?P<m>\d{1,2})\s*월\s*(?P<d>\d{1,2})\s*일",
        rf"(?<!\d)(?P<d>\d{{1,2}}){ORDINAL}(?:\s+of)?[\s-]+{MONTH}[\s,-]+(?P<year>\d{{4}})(?!\d)",
        rf"\b{MONTH}\s+(?P<d>\d{{1,2}}){ORDINAL},?\s+(?P<year>\d{{4}})(?!\d)",
        r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)",
    )
)
EIGHT_FIGURES = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True)
class Day:
    """A day found in a text, with its span."""

    start: int
    end: int
    day: date


def find_days(text: str) -> list[Day]:
    """Return the full dates of a text, in its order. Impossible and two-way dates are left out."""
    return sorted(_find(text), key=lambda found: found.start)


def read_day(value: str) -> date | None:
    """Return the day that a whole value names, or None where it names none, or more than one."""
    value = value.strip()
    if len(value) > 80:
        return None
    if packed := EIGHT_FIGURES.fullmatch(value):
        return _day(*(int(part) for part in packed.groups()))
    days = {found.day for found in find_days(value)}
    return days.pop() if len(days) == 1 else None


def _find(text: str) -> Iterator[Day]:
    for form in FORMS:
        for match in form.finditer(text):
            day = _meant(match.groupdict())
            if day is not None:
                yield Day(match.start(), match.end(), day)


def _meant(parts: dict[str, str]) -> date | None:
    year = int(parts["year"])
    if "first" not in parts:
        month = MONTHS[parts["month"].lower()] if "month" in parts else int(parts["m"])
        return _day(year, month, int(parts["d"]))
    first, second = int(parts["first"]), int(parts["second"])
    # 05/03/2024 is a day in March to some and in May to others: only one possible order is a date.
    ways = {_day(year, second, first), _day(year, first, second)} - {None}
    return ways.pop() if len(ways) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    if not 1800 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
