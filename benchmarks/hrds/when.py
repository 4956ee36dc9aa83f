"""When: years, months and dates that an article's words allow, with features of how it says them."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from math import log1p

from benchmarks.hrds.corpus import MONTHS
from benchmarks.hrds.scan import Scan, told_of
from saksi.reading.english.times import When

Features = dict[str, float]
Rows = list[tuple[str, Features]]

_YEAR = re.compile(r"(?<![\d,.$£€#/-])(1[89]\d\d|20[0-4]\d)(?![\d%])(?!,\d)")
_DIGIT = re.compile(r"\d")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:{'|'.join(month[:3] for month in MONTHS)})|month", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_GAPS = (0, 1, 2, 3, 4, 6, 8, 14, 21, 31, 62, 186, 366)  # days before publication


@dataclass(frozen=True, slots=True)
class Said:
    """One time said: which days, in which sentence, by which words."""

    number: int
    start: int
    low: date
    high: date
    words: str
    weekday: bool


@dataclass(slots=True)
class Group:
    """The times that give one value."""

    said: list[Said] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def years(scan: Scan) -> Rows:
    """Return the years that an article may be about, with their features; always the year of publication."""
    groups = _groups(scan, lambda said: str(said.low.year) if said.low.year == said.high.year else None)
    for match in _YEAR.finditer(scan.text):
        number = scan.sentence_at(match.start())
        day = date(int(match.group()), 1, 1)
        said = Said(number, match.start(), day, day, match.group(), weekday=False)
        group = groups.setdefault(match.group(), Group())
        group.said.append(said)
        group.counts["digits"] += 1
    published = scan.article.published
    if published is not None:
        groups.setdefault(str(published.year), Group())
    rows = _rows(scan, groups)
    for value, row in rows:
        if published is not None:
            gap = published.year - int(value)
            row[f"gap {min(gap, 6)}"] = 1.0
            row["gap"] = log1p(max(0, gap))
            row["early in the year"] = float(gap == 1 and published.month <= 2)
            row["published early"] = float(published.month <= 2) * (gap == 0)
    return rows


def months(scan: Scan) -> Rows:
    """Return the months that an article may be about, with features; always that of publication."""
    groups = _groups(scan, _month)
    published = scan.article.published
    if published is not None:
        groups.setdefault(MONTHS[published.month - 1], Group())
    rows = _rows(scan, groups)
    for value, row in rows:
        group = groups[value]
        if published is not None:
            row["published"] = float(value == MONTHS[published.month - 1])
            row["gap"] = log1p(min((_gap(published, said.high) for said in group.said), default=400))
            months = min((_gap(published, said.high) // 31 for said in group.said), default=0)
            row[f"gap {min(months, 13)}"] = 1.0
            row["published early"] = row["published"] * (published.day <= 5)
    return rows


def days(scan: Scan) -> Rows:
    """Return the dates (ISO) that an article may be about, with features; always that of publication."""
    groups = _groups(scan, lambda said: said.low.isoformat() if said.low == said.high else None)
    published = scan.article.published
    if published is not None:
        groups.setdefault(published.isoformat(), Group())
    rows = _rows(scan, groups)
    for value, row in rows:
        if published is None:
            continue
        gap = _gap(published, date.fromisoformat(value))
        row["published"] = float(value == published.isoformat())
        row["gap"] = log1p(gap)
        row[f"gap {max(limit for limit in _GAPS if limit <= gap)}"] = 1.0
    return rows


def date_of(candidates: Iterable[str], year: str | None, month: str | None, day: str | None) -> str | None:
    """Return the candidate (ISO) that agrees best with the annotators; null where none has the day."""
    found: dict[int, str] = {}
    for value in candidates:
        said = date.fromisoformat(value)
        if str(said.day) == day:
            agrees = (month in (None, MONTHS[said.month - 1])) + (year in (None, str(said.year)))
            found.setdefault(agrees, value)
    return found[max(found)] if found else None


def _gap(published: date, day: date) -> int:
    return max(0, (published - day).days)


def _month(said: Said) -> str | None:
    one = (said.low.year, said.low.month) == (said.high.year, said.high.month)
    return MONTHS[said.low.month - 1] if one else None


def _said(scan: Scan) -> Iterator[Said]:
    for number, whens in enumerate(scan.whens):
        for when in whens:
            bounds = _bounds(when)
            if bounds is not None:
                weekday = bool(_WEEKDAY.search(when.text)) and not _DIGIT.search(when.text)
                start = scan.sentences[number].start + when.start
                yield Said(number, start, *bounds, when.text, weekday)


def _bounds(when: When) -> tuple[date, date] | None:
    """First and last day of what is said; of "since June" all June, for one bound alone says no day."""
    low, high = when.from_ or when.to, when.to or when.from_
    if low is None or high is None:
        return None
    if (when.from_ and when.to) or _DAY.search(when.text) or _WEEKDAY.search(when.text):
        return low, high
    first, last = (low.month, low.month) if _MONTH.search(when.text) else (1, 12)
    return low.replace(month=first, day=1), low.replace(month=last, day=monthrange(low.year, last)[1])


def _groups(scan: Scan, value_of: Callable[[Said], str | None]) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for said in _said(scan):
        value = value_of(said)
        if value is not None:
            groups.setdefault(value, Group()).said.append(said)
    return groups


def _rows(scan: Scan, groups: dict[str, Group]) -> Rows:
    rows = [(value, _row(scan, group)) for value, group in groups.items()]
    for name in ("all", "harm", "early", "lead", "latest", "headline", "of act"):
        best = max((row.get(name, 0.0) for _, row in rows), default=0.0)
        for _, row in rows:
            row[f"{name} best"] = float(row.get(name, 0.0) == best > 0)
    for _, row in rows:
        row["alone"] = float(len(rows) == 1)
        row["candidates"] = log1p(len(rows))
    return rows


def _row(scan: Scan, group: Group) -> Features:
    numbers = [said.number for said in group.said]
    row: Features = {name: log1p(count) for name, count in group.counts.items()}
    row["said"] = float(bool(group.said))
    row["all"] = log1p(len(numbers))
    row["harm"] = log1p(sum(scan.is_harm(number) for number in numbers))
    row["harm share"] = sum(scan.is_harm(number) for number in numbers) / max(1, len(numbers))
    row["beside harm"] = float(any(scan.is_harm(n) for number in numbers for n in _around(scan, number)))
    row["title"] = float(any(scan.is_title(number) for number in numbers))
    row["lead"] = float(any(scan.is_lead(number) for number in numbers))
    row["early"] = max((1 / (1 + max(0, number - scan.first)) for number in numbers), default=0.0)
    row["late"] = float(bool(numbers) and min(numbers) > 0.6 * len(scan.sentences))
    row["latest"] = max((said.high.toordinal() / 1e6 for said in group.said), default=0.0)
    row["weekday"] = log1p(sum(said.weekday for said in group.said))
    row["full"] = log1p(sum(said.low == said.high and not said.weekday for said in group.said))
    row["with year"] = log1p(sum(bool(_YEAR.search(said.words)) for said in group.said))
    row["act early"] = float(any(scan.is_harm(number) and number <= scan.first + 3 for number in numbers))
    for said in group.said:
        for name, value in told_of(scan, said.number, said.start, said.start + len(said.words)).items():
            row[name] = max(row.get(name, 0.0), value)
        for act in scan.mentions[said.number]:
            if act.weak is None:
                row[f"act {act.act}"] = 1.0
        before = scan.text[max(0, said.start - 20) : said.start].split()
        if before:
            row[f"before {before[-1].lower()}"] = 1.0
    return row


def _around(scan: Scan, number: int) -> range:
    return range(max(0, number - 1), min(len(scan.sentences), number + 2))
