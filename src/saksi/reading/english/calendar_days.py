"""The calendar: months, weeks, parts of them and fixed feasts, as first and last day (both inclusive)."""

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first of three months
FEASTS = {
    "new year's day": (1, 1), "new year's": (1, 1), "new year's eve": (12, 31), "christmas eve": (12, 24),
    "christmas day": (12, 25), "christmas": (12, 25), "valentine's day": (2, 14), "may day": (5, 1),
    "international women's day": (3, 8), "human rights day": (12, 10), "victory day": (5, 9),
    "world press freedom day": (5, 3), "international workers' day": (5, 1), "halloween": (10, 31),
}  # fmt: skip
EASTER = {"easter sunday": 0, "easter": 0, "good friday": -2, "palm sunday": -7, "easter monday": 1}
LONG = 40  # days: a longer stretch than a month is cut in thirds of a year


def month_days(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_days(year: int) -> Days:
    """Return the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_days(day: date, weeks: int = 0) -> Days:
    """Return Monday and Sunday of the week that lies some weeks from the day's."""
    monday = day - timedelta(days=day.weekday() - 7 * weeks)
    return monday, monday + timedelta(days=6)


def shift_month(anchor: date, months: int) -> Days:
    """Return the first and last day of the month that lies some months from the anchor's."""
    index = anchor.year * 12 + anchor.month - 1 + months
    return month_days(index // 12, index % 12 + 1)


def shift_day(anchor: date, months: int) -> date:
    """Return the same day some months on; the last day of a shorter month."""
    first, last = shift_month(anchor, months)
    return first.replace(day=min(anchor.day, last.day))


def season_days(year: int, season: str) -> Days:
    """Return the three months of a season; a winter begins in its year's December."""
    first = month_days(year, SEASONS[season])[0]
    return first, shift_month(first, 2)[1]


def part_of(interval: Days, part: str | None) -> Days:
    """Cut a month or year to a part of it.

    Early, middle or late: days 1-10, 11-20, 21-end of a month; thirds of a year, and of ten years. "First
    half", "second half", "first week", "last week" as they say.
    """
    first, last = interval
    if not part:
        return interval
    key, length = part.strip().lower(), (last - first).days + 1
    if "week" in key:
        return _week_of(interval, key)
    if "half" in key:
        middle = shift_month(first, 5)[1] if length > LONG else first.replace(day=15)
        return (middle + timedelta(days=1), last) if "second" in key else (first, middle)
    third = _third(key)
    if length > 3 * 366:
        years = ((0, 3), (4, 6), (7, 9))[third]
        return date(first.year + years[0], 1, 1), date(first.year + years[1], 12, 31)
    if length > LONG:
        low, high = ((0, 3), (4, 7), (8, 11))[third]
        return shift_month(first, low)[0], shift_month(first, high)[1]
    low, high = ((1, 10), (11, 20), (21, last.day))[third]
    return first.replace(day=low), first.replace(day=high)


def _week_of(interval: Days, key: str) -> Days:
    first, last = interval
    if "last" in key or "final" in key:
        return last - timedelta(days=6), last
    number = next((n for n, word in enumerate(("first", "second", "third", "fourth")) if word in key), 0)
    start = first + timedelta(days=7 * number)
    return start, start + timedelta(days=6)


def _third(word: str) -> int:
    if word.startswith("mid") or "middle" in word:
        return 1
    return 2 if any(sign in word for sign in ("late", "end", "close", "last", "final", "eve")) else 0


def month_number(word: str) -> int:
    """Return 1 to 12 for the name of a month, or its first three letters."""
    return next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(word.lower()[:3]))


def year_for(month: int, day: int | None, anchor: date) -> int:
    """Return the year of the latest such month (or day) that is not after the anchor."""
    wanted = (month, day or 1)
    return anchor.year if wanted <= (anchor.month, anchor.day) else anchor.year - 1


def feast_day(name: str, year: int) -> date:
    """Return the day of a feast with a fixed date, or of one that hangs on (western) Easter.

    Raises
    ------
    KeyError
        No such feast is in `FEASTS` or `EASTER`.
    """
    if name in EASTER:
        return _easter(year) + timedelta(days=EASTER[name])
    return date(year, *FEASTS[name])


def _easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm (Meeus 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
