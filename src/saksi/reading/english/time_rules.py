"""How a time that a report says is placed in the calendar: one rule for each way of saying it.

A rule takes the match of a phrase and the anchor, and gives first and last day, or None where they cannot be
known; an end may stay open.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from saksi.reading.english.calendar_days import (
    WEEKDAYS,
    Days,
    feast_day,
    month_days,
    month_number,
    part_of,
    season_days,
    shift_day,
    shift_month,
    week_days,
    year_days,
    year_for,
)

Interval = tuple[date | None, date | None]
WEEKEND = 6  # "last Monday" on a Sunday is that of the week which ends
LONGEST_MONTH = 31  # days: what was told is a day or a month, no year

SMALL = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2, "fifteen": 15, "twenty": 20,
}  # fmt: skip
ORDINALS = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
         "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
         "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
         "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth",
         "thirtieth", "thirty-first"),
        start=1,
    )
}  # fmt: skip
BACK = {"last": -1, "the previous": -1, "the past": -1, "next": 1, "the coming": 1}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a time is told from: the day of publication, and the last time that the report told."""

    published: date | None
    told: Interval = (None, None)
    near: bool = True  # whether it was told in the same paragraph or the one before
    lately: Interval = (None, None)  # the last single day that the report told
    here: bool = False  # in the same sentence

    @property
    def day(self) -> date | None:
        """The day told last, as far as it is known: its end is where the story stands."""
        low, high = self.told
        return high or low

    def year_of(self, month: int, day: int | None = None) -> int | None:
        """Return the year of a month told without one: in the paragraph of an old story its year."""
        story = self.day
        if story and (self.published is None or (self.near and story.year < self.published.year - 1)):
            return story.year + (month < (self.told[0] or story).month)
        return year_for(month, day, self.published) if self.published else None


Rule = Callable[[re.Match[str], Anchor], Interval | None]


def number_of(words: str) -> int:
    """Return the value of "3", "three", "a couple of"."""
    return int(words) if words.isdigit() else SMALL[words.lower()]


def _day(found: re.Match[str]) -> int:
    """The day of the month: "8", "8th", "eighth"."""
    words = found["day"].lower()
    return ORDINALS[words] if words in ORDINALS else int(words.rstrip("sthnrd"))


def _part(found: re.Match[str]) -> str | None:
    return found.groupdict().get("part")


def iso(found: re.Match[str], _: Anchor) -> Days | None:
    """Place "2021-03-05", "5.3.2021"."""
    return (date(int(found["year"]), int(found["number"]), int(found["day"])),) * 2


def full_date(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "March 5", "5 March 2021"; without a year by `Anchor.year_of`."""
    month, day = month_number(found["month"]), _day(found)
    said = found.groupdict().get("year")
    year = int(said) if said else anchor.year_of(month, day)
    return None if year is None else (date(year, month, day),) * 2


def month(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "in March", "late March 2021", "last March"."""
    month, groups = month_number(found["month"]), found.groupdict()
    which = (groups.get("which") or "").lower()
    if groups.get("year"):
        year: int | None = int(groups["year"])
    elif which and anchor.published:
        now = anchor.published
        year = now.year + (month <= now.month if which == "next" else -(month >= now.month))
        year = now.year if which == "this" else year
    else:
        year = anchor.year_of(month)
    return None if year is None else part_of(month_days(year, month), _part(found))


def month_of_relative_year(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "in March last year", "on 4 March this year"."""
    if anchor.published is None:
        return None
    year = anchor.published.year + BACK.get(found["which"].lower(), 0)
    month = month_number(found["month"])
    if found.groupdict().get("day"):
        return (date(year, month, _day(found)),) * 2
    return part_of(month_days(year, month), _part(found))


def end_of_month(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "the last day of February"."""
    whole = month(found, anchor)
    return whole and (whole[found["end"].lower() == "last"],) * 2


def two_months(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "in September and October"."""
    low, high = month_number(found["month"]), month_number(found["second"])
    said = found.groupdict().get("year")
    year = int(said) if said else anchor.year_of(high)
    return None if year is None else (month_days(year - (low > high), low)[0], month_days(year, high)[1])


def days_of_month(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "March 5-7"."""
    first = full_date(found, anchor)
    return first and (first[0], first[0].replace(day=int(found["last"])))


def day_of_month(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "on the 8th", "the 23rd of last month": of the month told in its paragraph, else the latest."""
    day, groups = _day(found), found.groupdict()
    now = anchor.published or anchor.day
    if now is None or not 1 <= day <= 31:
        return None
    if not groups.get("which") and (told := _in_month_told(day, anchor)) is not None:
        return told, told
    back = {"last": 1, "previous": 1, "this": 0, "that": 0}.get((groups.get("which") or "").lower())
    if groups.get("which") == "that" and anchor.day:
        now = anchor.day
    first, last = shift_month(now, -(int(day > now.day) if back is None else back))
    return (first.replace(day=day),) * 2 if day <= last.day else None


def _in_month_told(day: int, anchor: Anchor) -> date | None:
    """The day in the month that the paragraph told last, where the story has not passed it."""
    low, high = anchor.told
    if not anchor.near or low is None or ((high or low) - low).days > LONGEST_MONTH:
        return None
    last = month_days(low.year, low.month)[1].day
    return low.replace(day=day) if low.day <= day <= last else None


def relative(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "last month", "early next year", "this week"."""
    now = anchor.published
    if now is None:
        return None
    by, unit = BACK.get(found["which"].lower(), 0), found["unit"].lower()
    if unit == "week":
        return part_of(week_days(now, by), None)
    if unit == "month":
        return part_of(shift_month(now, by), _part(found))
    if unit == "decade":
        return None
    return part_of(year_days(now.year + by), _part(found))


def part_of_this(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "the end of the month": of the month told or, without one, of this one."""
    now = anchor.published or anchor.day
    if now is None:
        return None
    whole = shift_month(now, 0) if found["unit"].lower() == "month" else year_days(now.year)
    return part_of(whole, _part(found))


def season(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "last winter", "the spring of 2019"."""
    season, groups = found["season"].lower(), found.groupdict()
    if groups.get("year"):
        return season_days(int(groups["year"]), season)
    if anchor.published is None:
        return None
    which = (groups.get("which") or "").lower()
    this_year = season_days(anchor.published.year, season)
    if which == "this":
        return this_year
    if which == "next":
        ahead = this_year[0] > anchor.published
        return this_year if ahead else season_days(anchor.published.year + 1, season)
    over = this_year[1] < anchor.published  # "last winter" of a spring began the year before
    return this_year if over else season_days(anchor.published.year - 1, season)


def weekday(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "on Monday": the latest that is not after the publication."""
    if anchor.published is None:
        return None
    which = (found.groupdict().get("which") or "").lower()
    wanted = WEEKDAYS.index(found["weekday"].lower())
    if which in ("next", "the coming"):
        on = anchor.published + timedelta(days=(wanted - anchor.published.weekday()) % 7 or 7)
    else:
        back = (anchor.published.weekday() - wanted) % 7
        same_week = which in ("last", "the previous") and wanted <= anchor.published.weekday() < WEEKEND
        on = anchor.published - timedelta(days=back + 7 if same_week else back)
    return on, on


def year(found: re.Match[str], _: Anchor) -> Days:
    """Place "in 2018", "late 2021"."""
    return part_of(year_days(int(found["year"])), _part(found))


def decade(found: re.Match[str], _: Anchor) -> Days:
    """Place "in the 1990s", "the early 1990s"."""
    year = int(found["decade"])
    return part_of((date(year, 1, 1), date(year + 9, 12, 31)), _part(found))


def feast(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "on Christmas Eve": the latest that is past."""
    said, name = found.groupdict().get("year"), found["feast"].lower().replace("’", "'")
    if said:
        return (feast_day(name, int(said)),) * 2
    if anchor.published is None:
        return None
    on = feast_day(name, anchor.published.year)
    return (on if on <= anchor.published else feast_day(name, anchor.published.year - 1),) * 2


def shifted(day: date, unit: str, number: int) -> Days:
    """The day, month or year that lies so many units from a day."""
    if unit in ("day", "night", "week", "fortnight"):
        on = day + timedelta(days=number * {"week": 7, "fortnight": 14}.get(unit, 1))
        return on, on
    if unit == "month":
        return shift_month(day, number)
    return year_days(day.year + number * (10 if unit == "decade" else 1))


def ago(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "two weeks ago"."""
    now = anchor.published
    return None if now is None else shifted(now, found["unit"].lower(), -number_of(found["n"]))


def near_day(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "yesterday", "last night", "tomorrow"."""
    if anchor.published is None:
        return None
    word = found["word"].lower()
    back = {"the day before yesterday": 2, "yesterday": 1, "overnight": 1, "tomorrow": -1}.get(word)
    back = int(word == "last night") if back is None else back
    return (anchor.published - timedelta(days=back),) * 2


def past_units(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "over the last six months": from then until the day of publication."""
    now, unit, number = (
        anchor.published,
        found["unit"].lower(),
        number_of(found.groupdict().get("n") or "one"),
    )
    if now is None:
        return None
    if unit in ("month", "year", "decade"):
        return shift_day(now, -number * {"month": 1, "year": 12, "decade": 120}[unit]), now
    return now - timedelta(days=number * {"week": 7, "fortnight": 14}.get(unit, 1)), now


def first_day(_: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "the first day of the new year"."""
    return (date(anchor.published.year, 1, 1),) * 2 if anchor.published else None
