"""When: words to an interval of days, anchored on the day of publication. What cannot be placed stays words.

dateparser is not used: it turned "in the 1990s" into a day of the present year (docs/decisions/0005).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from saksi.reading.english.calendar_days import month_days, month_number, part_of, shift_month, year_for

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_PART = (
    r"(?P<part>early|mid|middle of|late|the beginning of|the end of|the start of|end of|beginning of)[ -]?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}

Interval = tuple[date | None, date | None]
Rule = Callable[[re.Match[str], date | None], Interval | None]


@dataclass(frozen=True, slots=True)
class When:
    """Words said, the days they allow (inclusive; None = open or unknown), and where they stand."""

    text: str
    from_: date | None
    to: date | None
    start: int
    end: int


def _full_date(found: re.Match[str], anchor: date | None) -> Interval | None:
    month, day = month_number(found["month"]), int(found["day"])
    year_words = found.groupdict().get("year")
    if year_words:
        year = int(year_words)
    elif anchor:
        year = year_for(month, day, anchor)
    else:
        return None
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    return on, on


def _month(found: re.Match[str], anchor: date | None) -> Interval | None:
    month = month_number(found["month"])
    groups = found.groupdict()
    if groups.get("year"):
        year = int(groups["year"])
    elif anchor:
        year = year_for(month, None, anchor) - (
            1 if groups.get("ago") == "last" and month <= anchor.month else 0
        )
    else:
        return None
    return part_of(month_days(year, month), groups.get("part"))


def _day_of_month(found: re.Match[str], anchor: date | None) -> Interval | None:
    if not anchor:
        return None
    day = int(found["day"])
    if not 1 <= day <= 31:
        return None
    back = 1 if (found.groupdict().get("ago") or day > anchor.day) else 0
    first, last = shift_month(anchor, -back)
    return (first.replace(day=day),) * 2 if day <= last.day else None


def _relative_month(found: re.Match[str], anchor: date | None) -> Interval | None:
    if not anchor:
        return None
    back = {"this": 0, "next": 1}.get(found["which"].lower(), -1)
    return part_of(shift_month(anchor, back), found.groupdict().get("part"))


def _relative_year(found: re.Match[str], anchor: date | None) -> Interval | None:
    if not anchor:
        return None
    year = anchor.year + {"last": -1, "this": 0, "next": 1}[found["which"].lower()]
    return part_of((date(year, 1, 1), date(year, 12, 31)), found.groupdict().get("part"))


def _relative_week(found: re.Match[str], anchor: date | None) -> Interval | None:
    if not anchor:
        return None
    monday = anchor - timedelta(days=anchor.weekday())
    monday += timedelta(days={"last": -7, "this": 0, "next": 7}[found["which"].lower()])
    return monday, monday + timedelta(days=6)


def _weekday(found: re.Match[str], anchor: date | None) -> Interval | None:
    if not anchor:
        return None
    back = (anchor.weekday() - _WEEKDAYS.index(found["weekday"].lower())) % 7
    on = anchor - timedelta(days=back or (7 if found.groupdict().get("ago") else 0))
    return on, on


def _year(found: re.Match[str], _: date | None) -> Interval:
    year = int(found["year"])
    return part_of((date(year, 1, 1), date(year, 12, 31)), found.groupdict().get("part"))


def _years(found: re.Match[str], _: date | None) -> Interval | None:
    first, last = int(found["year"]), int(found["last"])
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _decade(found: re.Match[str], _: date | None) -> Interval:
    year = int(found["decade"])
    return date(year, 1, 1), date(year + 9, 12, 31)


def _ago(found: re.Match[str], anchor: date | None) -> Interval | None:
    if not anchor:
        return None
    amount = int(found["n"]) if found["n"].isdigit() else _NUMBERS[found["n"].lower()]
    unit = found["unit"].lower()
    if unit == "year":
        return date(anchor.year - amount, 1, 1), date(anchor.year - amount, 12, 31)
    if unit == "month":
        return shift_month(anchor, -amount)
    on = anchor - timedelta(days=amount * (7 if unit == "week" else 1))
    return on, on


def _near_day(found: re.Match[str], anchor: date | None) -> Interval | None:
    if not anchor:
        return None
    on = anchor - timedelta(
        days={"yesterday": 1, "today": 0, "tonight": 0, "tomorrow": -1}[found["word"].lower()]
    )
    return on, on


def _season(found: re.Match[str], anchor: date | None) -> Interval | None:
    low, high = _SEASONS[found["season"].lower()]
    groups = found.groupdict()
    if groups.get("year"):
        year = int(groups["year"])
    elif not anchor:
        return None
    else:
        year = year_for(low, None, anchor) + (1 if (groups.get("which") or "").lower() == "next" else 0)
    return month_days(year, low)[0], month_days(year + (high < low), high)[1]


def _new_year(found: re.Match[str], anchor: date | None) -> Interval | None:
    del found
    return (date(anchor.year, 1, 1),) * 2 if anchor else None


def _span_of_months(found: re.Match[str], anchor: date | None) -> Interval | None:
    low, high = month_number(found["first"]), month_number(found["second"])
    year_words = found.groupdict().get("year")
    if not year_words and not anchor:
        return None
    year = int(year_words) if year_words else year_for(high, None, anchor or date.max)
    return month_days(year - (low > high), low)[0], month_days(year, high)[1]


_MONTH_NAME = _MONTH.replace("?P<month>", "")
_MONTHS_APART = rf"(?P<first>{_MONTH_NAME}) (?:to|and|until|through) (?P<second>{_MONTH_NAME})"
_RULES: tuple[tuple[str, Rule], ...] = (
    (rf"(?:from |between ){_YEAR} (?:to|and|until) (?P<last>(?:19|20)\d\d)", _years),
    (rf"(?:on |of |since )?{_DAY} (?:of )?{_MONTH},? {_YEAR}", _full_date),
    (rf"(?:on |since )?{_MONTH} {_DAY},? {_YEAR}", _full_date),
    (rf"(?:from |between ){_MONTHS_APART}(?:,? {_YEAR})?", _span_of_months),
    (rf"(?:in |since |at |from |around )?(?:the )?{_PART}{_MONTH}(?: of|,)? ?{_YEAR}", _month),
    (rf"(?:in |since |during )?{_MONTH},? (?:of )?{_YEAR}", _month),
    (rf"(?:(?:on|since) (?:the )?)?(?:night of )?{_MONTH} {_DAY}(?!\d)", _full_date),
    (rf"(?:(?:on|since) (?:the )?)?{_DAY} (?:of )?{_MONTH}\b", _full_date),
    (rf"(?:in |since |at |from |around )?(?:the )?{_PART}{_MONTH}\b(?: this year)?", _month),
    (rf"(?:in |since )?(?P<ago>last) {_MONTH}\b", _month),
    (rf"(?:on |around )?the {_DAY} of (?P<ago>last month)", _day_of_month),
    (rf"(?:(?:in|at|since) )?(?:the )?{_PART}(?P<which>last|this|next|the previous) month", _relative_month),
    (r"(?P<which>last|this|next|past) month", _relative_month),
    (rf"(?:(?:in|at|since) )?(?:the )?{_PART}(?P<which>last|this|next) year", _relative_year),
    (r"(?P<which>last|this|next) (?P<season>spring|summer|autumn|fall|winter)", _season),
    (r"(?:earlier )?(?P<which>this|last|next) year", _relative_year),
    (r"(?:earlier )?(?P<which>this|last|next) week", _relative_week),
    (r"(?:in |since )?(?:the )?(?P<season>spring|summer|autumn|winter) of (?P<year>(?:19|20)\d\d)", _season),
    (rf"(?:on |since )?(?P<ago>last) (?P<weekday>{'|'.join(_WEEKDAYS)})", _weekday),
    (rf"(?:on |since )(?P<weekday>{'|'.join(_WEEKDAYS)})(?: (?:morning|night|evening|afternoon))?", _weekday),
    (r"(?:on )?New Year[’']s Day|(?:on )?the first day of the new year", _new_year),
    (r"(?P<word>yesterday|today|tonight)", _near_day),
    (r"(?P<n>\d+|a|one|two|three|four|five|six|seven|ten) (?P<unit>day|week|month|year)s? ago", _ago),
    (rf"(?:in |since |during )?{_MONTH}\b(?! \d)", _month),
    (
        rf"(?:on |around )the {_DAY}(?= |,|\.|$)(?! (?:of|anniversary|floor|time|century|grade|year))",
        _day_of_month,
    ),
    (rf"(?:in |since |during |between )?(?:{_PART})?{_YEAR}\b(?!-)", _year),
    (r"(?:in |since |during )?the (?P<decade>(?:19|20)\d0)s", _decade),
)  # fmt: skip
_COMPILED = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), rule) for pattern, rule in _RULES
)
_VAGUE = re.compile(
    r"(?<!\w)(?:recently|in recent (?:days|weeks|months|years)|lately|some time ago|in the past|these days"
    r"|not long ago)(?!\w)",
    re.IGNORECASE,
)


def find_times(text: str, published: date | None) -> list[When]:
    """Find the times said in a stretch of text, in order; overlapping readings: the first rule wins.

    Parameters
    ----------
    text
        Any stretch of a report.
    published
        The anchor of relative times; without it they keep their words and no days.
    """
    found: list[When] = []
    for pattern, rule in _COMPILED:
        for match in pattern.finditer(text):
            if _is_modal(match, text) or any(match.start() < w.end and w.start < match.end() for w in found):
                continue
            low, high = _opened(match.group(), _days(rule, match, published))
            found.append(When(match.group(), low, high, match.start(), match.end()))
    for match in _VAGUE.finditer(text):
        if not any(match.start() < w.end and w.start < match.end() for w in found):
            found.append(When(match.group(), None, None, match.start(), match.end()))
    return sorted(found, key=lambda when: when.start)


def _days(rule: Rule, match: re.Match[str], published: date | None) -> Interval:
    """The days by the rule; none where they lie outside the calendar ("3000 years ago")."""
    try:
        return rule(match, published) or (None, None)
    except (ValueError, OverflowError):
        return None, None


def _is_modal(match: re.Match[str], text: str) -> bool:
    """Whether it is no month: "may" and "march" are verbs unless written as one."""
    word = re.sub(r"^(?:in|since|during|on|last)\s+", "", match.group(), flags=re.IGNORECASE)
    if word.lower() in ("may", "march", "mar") and not word[0].isupper():
        return True
    opening = word == match.group() == "May" and match.start() == 0  # "May God help them"
    return opening and not re.match(r"\s*[,.\d]", text[match.end() :])


def _opened(words: str, interval: Interval) -> Interval:
    low, high = interval
    if words.lower().startswith("since") and low:
        return low, None
    return low, high
