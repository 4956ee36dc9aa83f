"""Counts and times of claims in words: never without a unit, and unknown is written out."""

from calendar import monthrange
from datetime import date

from saksi import record
from saksi.workspace.web.saying import MONTHS, say


def count_said(language: str, count: record.Count) -> str:
    """Return ``40 to 60 persons``, ``40 persons or more``, ``number not said``."""
    low, high = count.min, count.max
    if low is None and high is None:
        return say(language, "holdings.count.unsaid")
    form = "least" if high is None else "most" if low is None else "exact" if low == high else "range"
    unit = say(language, f"holdings.unit.{count.unit}", n=low if high is None or high == low else high)
    return say(language, f"holdings.count.{form}", low=low, high=high, unit=unit)


def time_said(language: str, time: record.Time) -> str:
    """Return ``14 Mar 2024``, ``1 to 10 Mar 2024``, ``2024, day not known``, ``time not said``."""
    since, until = time.from_, time.to
    if since is None or until is None:
        form = "unsaid" if since is until else "since" if until is None else "until"
        return _say(language, form, since=_day(language, since), until=_day(language, until))
    if since == until:
        return _day(language, since)
    if (since.year, since.month) == (until.year, until.month):
        month = {"year": str(since.year), "month": _month(language, since)}
        if since.day == 1 and until.day == monthrange(until.year, until.month)[1]:
            return _say(language, "month", **month)
        return _say(language, "days", first=since.day, last=until.day, **month)
    if since == date(since.year, 1, 1) and until == date(since.year, 12, 31):
        return _say(language, "year", year=str(since.year))
    return _say(language, "range", since=_day(language, since), until=_day(language, until))


def _say(language: str, form: str, **values: object) -> str:
    return say(language, f"holdings.time.{form}", **values)


def _month(language: str, day: date) -> str:
    return str(day.month) if language == "ko" else MONTHS[day.month - 1]


def _day(language: str, day: date | None) -> str:
    if day is None:
        return ""
    return _say(language, "day", year=str(day.year), month=_month(language, day), day=day.day)
