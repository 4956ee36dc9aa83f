"""When: words to an interval of days, anchored on the day of publication. What cannot be placed stays words.

dateparser is not used: it turned "in the 1990s" into a day of the present year (docs/decisions/0005).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from saksi.reading.english.time_phrases import COMPILED, NEEDED
from saksi.reading.english.time_rules import SMALL, Anchor, Interval, Rule

_SMALL = "|".join(sorted(SMALL, key=len, reverse=True))
_LENGTH = rf"(?:a|an|some|several|many|{_SMALL}|\d+) (?:hour|day|night|week|month|year)s?"
_VAGUE = re.compile(  # no days, but no other time of the story either: "after nine days he was freed"
    r"(?<!\w)(?:recently|in recent (?:days|weeks|months|years)|lately|some time ago|in the past|these days"
    r"|not long ago|(?:a few|several|many|some|\w+teen|[a-z]+ty) (?:days|weeks|months|years) ago"
    r"|(?:on |in |for |at )?the (?:first|second|third|fourth|last|next) (?:time|night|day)"
    r"|(?:in |for )?the (?:first|last|next) (?:two|three|few) (?:days|nights|weeks|months|years)"
    r"|(?:days|weeks|months|years|hours) later|in (?:those|the same) (?:days|weeks|months)"
    r"|(?:after|within|during)(?: the| about| some| nearly| almost| more than| at least)? "
    rf"{_LENGTH}|earlier)(?!\w)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:to|until|till|through|and|[-–])\s*(?:the )?", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:from|between)\s+(?:the )?$", re.IGNORECASE)
_OPENING = re.compile(
    r"\b(?:(?P<since>ever since|since|starting|beginning)\s+(?:(?:in|on|from|at least|about|around"
    r"|(?:\w+ing|(?:he|she|they|it|we|I) \w+)(?: [\w-]+){0,8}"
    r"|(?:the|a|his|her|their) (?:[\w-]+ ){1,3}(?:of|on|in)"
    r"|(?:the|his|her|their) (?:[\w-]+ ){0,2}[\w-]+)\s+)?"
    r"|(?P<until>until|till|by|before|up to)\s+(?:(?:the|at least|about|around|late|early)\s+)?)$",
    re.IGNORECASE,
)
_OPEN_INSIDE = re.compile(r"^(?P<until>by|before)\s(?!dawn|daybreak|midnight|noon|sunrise)", re.IGNORECASE)
_HINT = re.compile(  # most sentences tell no time: the many patterns need not look at them
    r"\d|day|night|week|month|year|decade|morning|evening|noon|since|now|then\b|spring|summer|autumn|fall"
    r"|winter|the (?:\w+th|first|second|third)\b|tomorrow|christmas|easter|halloween"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED_OF = re.compile(  # "Case 910 of 2021", "Law No. 12/2018 of 2018": the year is part of its name
    r"\b(?:case|file|law|act|decree|order|resolution|regulation|article|no\.?|number|nos\.?) (?:no\.? )?"
    r"[\d/-]+ of $",
    re.IGNORECASE,
)
_COMPARED = re.compile(  # "unlike last year, many were locked up this year": no time of what is told
    r"\b(?:unlike|compared (?:to|with)|as opposed to|in contrast (?:to|with)) "
    r"(?:(?:in|during|the|that of) )*$",
    re.IGNORECASE,
)
_THAN = re.compile(r"\bthan $", re.IGNORECASE)
_ANOTHER = re.compile(r"(?:in|during|last|the (?:previous|same)) ", re.IGNORECASE)  # no length: "than a year"
_NUMBERED = re.compile(r"\d")
_WEEKDAY_NAMED = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_MONTH_NAMED = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """Words said, the days they allow (inclusive; None = open or unknown), and where they stand."""

    text: str
    from_: date | None
    to: date | None
    start: int
    end: int


def narrower(first: When | None, second: When | None) -> When | None:
    """Return of two times told of one act the one that says more: a day within the month, else the first."""
    if first is None or second is None:
        return first or second
    if (first.from_, first.to) == (None, None):
        return second if second.from_ or second.to else first
    if first.from_ is None or first.to is None or second.from_ is None or second.to is None:
        return first
    within = first.from_ <= second.from_ and second.to <= first.to
    return second if within and (second.from_, second.to) != (first.from_, first.to) else first


def find_times(
    text: str,
    published: date | None,
    told: Interval = (None, None),
    *,
    near: bool = True,
    lately: Interval = (None, None),
) -> list[When]:
    """Find the times said in a stretch of text, in order; overlapping readings: the first rule wins.

    Parameters
    ----------
    text
        Any stretch of a report.
    published
        The anchor of relative times; without it they keep their words and no days.
    told
        The time told last before the stretch, for "the next day"; nulls where none was.
    near
        Whether that was told in the same paragraph or the one before: "on the 8th" is then in its month.
    lately
        The last single day told, for "the same day"; nulls where none was.
    """
    found = sorted(_phrases(text), key=lambda pair: pair[0].start())
    whens: list[When] = []
    for match, rule in found:
        here = any(when.from_ or when.to for when in whens)
        when = _placed(match, rule, Anchor(published, told, near, lately, here))
        whens.append(when)
        if when.from_ or when.to:
            told, near = (when.from_, when.to), True
        if when.from_ and when.from_ == when.to:
            lately = told
    ranges = [_open(text, when, published) for when in _ranges(text, whens)]
    return sorted([*ranges, *_vague(text, whens)], key=lambda when: when.start)


def _phrases(text: str) -> list[tuple[re.Match[str], Rule]]:
    found: list[tuple[re.Match[str], Rule]] = []
    if not _HINT.search(text):
        return found
    missing = {need for need, word in NEEDED.items() if not word.search(text)}
    for need, pattern, rule in COMPILED:
        if need in missing:
            continue
        for match in pattern.finditer(text):
            taken = any(match.start() < m.end() and m.start() < match.end() for m, _ in found)
            if not taken and not any(test(match, text) for test in NO_TIMES):
                found.append((match, rule))
    return found


def _placed(match: re.Match[str], rule: Rule, anchor: Anchor) -> When:
    """Place the words; no days where they lie outside the calendar ("3000 years ago")."""
    try:
        low, high = rule(match, anchor) or (None, None)
    except (ValueError, OverflowError):
        low, high = None, None
    return When(match.group(), low, high, match.start(), match.end())


def _is_modal(match: re.Match[str], text: str) -> bool:
    """Whether it is no month: "may" and "march" are verbs unless written as one."""
    word = match.group().split()[-1]
    if word.lower() in ("may", "march", "mar") and not word[0].isupper():
        return True
    opening = word == match.group() == "May" and match.start() == 0  # "May God help them"
    return opening and not re.match(r"\s*[,.\d]", text[match.end() :])


def _is_of_a_name(match: re.Match[str], text: str) -> bool:
    """Whether a year belongs to the name of a law or a case."""
    return bool(_YEAR.fullmatch(match.group()) and _NUMBERED_OF.search(text[: match.start()]))


def _is_compared(match: re.Match[str], text: str) -> bool:
    """Whether another time is told only to compare."""
    before = text[: match.start()]
    than = _THAN.search(before) and _ANOTHER.match(match.group())
    return bool(than or _COMPARED.search(before))


NO_TIMES = (_is_modal, _is_of_a_name, _is_compared)


def _ranges(text: str, whens: list[When]) -> list[When]:
    """Join two times that say one stretch: "from March to May", "August 13 to December 15"."""
    joined: list[When] = []
    for when in whens:
        if joined and _is_range(text, joined[-1], when):
            joined[-1] = _range(text, joined[-1], when)
        else:
            joined.append(when)
    return joined


def _is_range(text: str, first: When, second: When) -> bool:
    between = text[first.end : second.start]
    if second.text.split()[0].lower() in ("in", "on", "at", "during"):
        return False
    if not _JOINED.fullmatch(between) or first.from_ is None or second.to is None:
        return False
    framed = bool(_BETWEEN.search(text[: first.start]) or _BETWEEN.match(first.text.split()[0] + " "))
    return framed or "and" not in between.lower()


def _range(text: str, first: When, second: When) -> When:
    low, high = first.from_, second.to
    if low and high and low > high:
        if not _YEAR.search(second.text) and _NUMBERED.search(second.text):  # it lasts into the days ahead
            high = _in_year(high, low.year + (_in_year(high, low.year) < low))
        elif not _YEAR.search(first.text):  # the year is said once, at the end
            low = (
                _in_year(low, high.year) if _in_year(low, high.year) <= high else _in_year(low, high.year - 1)
            )
        else:
            low = None
    return When(text[first.start : second.end], low, high, first.start, second.end)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def _open(text: str, when: When, published: date | None) -> When:
    """Open an end: "since March" has no last day, "until April 10" no first one."""
    before = _OPENING.search(text, max(0, when.start - 60), when.start)
    found = before or _OPEN_INSIDE.match(when.text)
    if found is None:
        return when
    start = before.start() if before else when.start
    groups = found.groupdict()
    words = text[start : when.end]
    if when.from_ is None and when.to is None:
        return When(words, None, None, start, when.end)
    if groups.get("since"):
        return When(words, when.from_, None, start, when.end)
    if groups["until"].lower() == "before":
        last = when.from_ - timedelta(days=1) if when.from_ else when.to
    else:
        last = _nearest(when, published)
    return When(words, None, last, start, when.end)


def _nearest(when: When, published: date | None) -> date | None:
    """The end nearest to the day of publication: "until April 10" looks ahead, a past month back."""
    if when.to is None or published is None or _YEAR.search(when.text):
        return when.to
    if _WEEKDAY_NAMED.search(when.text) and when.to <= published:  # "by Friday" looks ahead
        return when.to + timedelta(days=7)
    if not _MONTH_NAMED.search(when.text):
        return when.to
    ahead = _in_year(when.to, when.to.year + 1)
    return ahead if ahead - published < published - when.to else when.to


def _vague(text: str, whens: list[When]) -> list[When]:
    return [
        When(match.group(), None, None, match.start(), match.end())
        for match in _VAGUE.finditer(text)
        if not any(match.start() < when.end and when.start < match.end() for when in whens)
    ]
