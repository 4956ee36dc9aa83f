"""Months and parts of them as first and last day."""

from calendar import monthrange
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip


def month_days(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def part_of(interval: tuple[date, date], part: str | None) -> tuple[date, date]:
    """Cut a month or year to its early, middle or late part: days 1-10, 11-20, 21-end; thirds of a year."""
    first, last = interval
    if not part:
        return interval
    key = part.strip().lower()
    if (last - first).days > 40:
        starts = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
        low, high = starts[_third(key)]
        return month_days(first.year, low)[0], month_days(first.year, high)[1]
    bounds = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}
    low, high = bounds[_third(key)]
    return first.replace(day=low), first.replace(day=high)


def _third(word: str) -> str:
    if word.startswith("mid"):
        return "mid"
    return "late" if "late" in word or "end" in word else "early"


def month_number(word: str) -> int:
    """Return 1 to 12 for the name of a month, or its first three letters."""
    return next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(word.lower()[:3]))


def year_for(month: int, day: int | None, anchor: date) -> int:
    """Return the year of the latest such month (or day) that is not after the anchor."""
    wanted = (month, day or 1)
    return anchor.year if wanted <= (anchor.month, anchor.day) else anchor.year - 1


def shift_month(anchor: date, months: int) -> tuple[date, date]:
    """Return the first and last day of the month that lies some months from the anchor's."""
    index = anchor.year * 12 + anchor.month - 1 + months
    return month_days(index // 12, index % 12 + 1)
