"""When: Korean words for days, months and years to an interval, anchored on the day of publication."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from saksi.record import Time

Interval = tuple[date | None, date | None]
PARTS = {
    "초": (1, 10),
    "초순": (1, 10),
    "상순": (1, 10),
    "중순": (11, 20),
    "중반": (11, 20),
    "하순": (21, 31),
    "말": (21, 31),
}
THAT_YEAR = {"그해": 0, "그 해": 0, "같은 해": 0, "이듬해": 1, "그 이듬해": 1, "다음 해": 1, "이듬 해": 1}
YEARS = {"재작년": -2, "작년": -1, "지난해": -1, "올해": 0, "금년": 0, "올": 0, "내년": 1}
MONTHS = {
    "지난달": -1,
    "지난 달": -1,
    "이달": 0,
    "이번 달": 0,
    "이번달": 0,
    "다음 달": 1,
    "다음달": 1,
    "내달": 1,
}
WEEKS = {"지난주": -1, "지난 주": -1, "이번 주": 0, "이번주": 0, "금주": 0, "다음 주": 1, "다음주": 1}
DAYS = {"그저께": -2, "그제": -2, "어제": -1, "전날": -1, "오늘": 0, "내일": 1}
SEASONS = {"봄": (3, 5), "여름": (6, 8), "가을": (9, 11)}
HOURS = r"(?:\s*(?:오전|오후|새벽|아침|저녁|밤|낮|점심)(?:\s*\d{1,2}시(?:\s*\d{1,2}분)?)?)?"
EDGE = r"(?=[^가-힣]|$|에|의|부터|까지|이후|경|께|쯤|무렵|로|은|는|도|만|이|과|와)"
CALENDAR = re.compile(
    r"(?<![\d가-힣.])(?:(?P<that_year>그해|그 해|같은 해|그 이듬해|이듬해|이듬 해|다음 해)\s*"
    r"|(?P<year_word>재작년|작년|지난해|올해|금년|내년|올(?=\s*\d))\s*"
    r"|(?:지난\s*)?(?P<year>(?:19|20)\d\d)년\s*)?"
    r"(?:(?P<month_word>지난\s?달|이번\s?달|이달|다음\s?달|내달)\s*|(?P<past>지난\s*|오는\s*)?(?P<month>1[0-2]|[1-9])월\s*)?"
    r"(?:(?P<past_day>지난\s*|오는\s*)?(?P<day>[12]\d|3[01]|[1-9])일(?!\s*(?:간|동안|째|치|분|만|씩|당))"
    r"|(?P<part>초순|상순|중순|하순|초|중반|말)(?=[^가-힣]|$|에|의|부터|까지|이후|경|께|쯤|무렵|로|이|과)"
    r"|(?P<season>봄|여름|가을)(?=[^가-힣]|$|에|부터|까지|의))?" + HOURS
)
WEEK = re.compile(rf"(?P<week>{'|'.join(WEEKS)}){EDGE}")
NEAR_DAY = re.compile(rf"(?<![가-힣])(?P<word>{'|'.join(DAYS)}){EDGE}{HOURS}")
AGO = re.compile(
    r"(?<![\d가-힣])(?:약\s*)?(?P<n>\d{1,2}|한|두|세|네|사흘|나흘|열흘|보름)\s*(?P<unit>일|주일?|달|개월|년|해)?\s*전"
)
SAME_DAY = re.compile(r"(?<![가-힣])(?:이날|그날|당일|같은 날)" + HOURS)
NEXT_DAY = re.compile(r"(?<![가-힣])(?:이튿날|다음 ?날)" + HOURS)
VAGUE = re.compile(
    r"(?<![가-힣])(?:최근|요즘|얼마 전|며칠 전|곧|조만간|지난 몇 달|지난 몇 년|지금도|당시"
    r"|몇 해 전|수년간|오래전)(?![가-힣]{2})"
)
SINCE = re.compile(r"^(?:부터|이후|이래|\s이후|\s이래|\s들어(?=[\s,]))")
BY = re.compile(r"^까지(?!\s?(?:계속|이어|진행|열린))")
UNTIL = re.compile(r"부터\s*")
SMALL = {"한": 1, "두": 2, "세": 3, "네": 4, "사흘": 3, "나흘": 4, "열흘": 10, "보름": 15}


def find_time(
    words: str,
    published: date | None,
    told: date | None = None,
    *,
    year: int | None = None,
    past: bool = False,
) -> Time | None:
    """Find the first expression of time that can be resolved, else the first that is only words.

    Parameters
    ----------
    words
        A clause or sentence.
    published
        Day of publication: the anchor. Without it relative words stay words.
    told
        The last day that the report told: what "이날" and "이튿날" go back to.
    year
        The last year that it told: what "그해" and "이듬해" go back to.
    past
        Whether the report is a testimony or case record: then a bare month is one of that year.

    Returns
    -------
    Time or None
        Both ends inclusive; "8월부터" is open to the right; None if no time is said.
    """
    found = [*_calendar(words, published, year, past), *_near(words, published), *_told(words, told)]
    if found:
        start, end, (low, high) = min(found, key=lambda hit: (hit[2] == (None, None), hit[0]))
        return Time(text=words[start:end].strip(), from_=low, to=high)
    vague = VAGUE.search(words)
    return Time(text=vague.group()) if vague else None


def _calendar(
    words: str, anchor: date | None, told: int | None, past: bool
) -> list[tuple[int, int, Interval]]:
    found: list[tuple[int, int, Interval]] = []
    for match in CALENDAR.finditer(words):
        said = {
            key: value
            for key, value in match.groupdict().items()
            if value and key not in ("past", "past_day")
        }
        if not said or said.keys() <= {"part"} or said.keys() <= {"season"}:
            continue
        if said.keys() == {"day"} and not match["past_day"] and _only_a_dateline(words, match.end()):
            continue
        bare = past and told is not None and "month" in said and not match["past"]
        named = said.keys() & {"year", "year_word", "month_word"}
        year = told + THAT_YEAR[match["that_year"]] if told and match["that_year"] else None
        interval = _resolved(match, anchor, year or (told if bare and not named else None))
        end = match.start() + len(match.group().rstrip())
        if SINCE.match(words[end:]):
            interval = (interval[0], None)
        elif BY.match(words[end:]) and not (found and UNTIL.fullmatch(words[found[-1][1] : match.start()])):
            interval = _deadline(interval, anchor)  # 20일까지: a day to come
        if found and UNTIL.fullmatch(words[found[-1][1] : match.start()]):  # 8일부터 10일까지
            first = found.pop()
            interval, start = (first[2][0], interval[1]), first[0]
            interval = interval if _ordered(interval) else (first[2][0], None)
            found.append((start, end, interval))
            continue
        found.append((match.start(), end, interval))
    return found


def _deadline(interval: Interval, anchor: date | None) -> Interval:
    """The day by which something must be done lies ahead: the next such day."""
    last = interval[1]
    if last is not None and anchor is not None and last < anchor:
        month = last.month % 12 + 1
        year = last.year + (month == 1)
        last = date(year, month, min(last.day, monthrange(year, month)[1]))
    return None, last


def _only_a_dateline(words: str, end: int) -> bool:
    """A bare day before the outlet or the words of telling is the day of the talk, not of the act."""
    return bool(
        re.match(
            r"\s*(?:데일리|본지|본보|자유아시아|전화|기자|RFA|아시아프레스|[가-힣A-Za-z]{2,8}(?:에|와의|과의)\s*[“\"‘])",
            words[end:],
        )
    )


def _ordered(interval: Interval) -> bool:
    return interval[0] is None or interval[1] is None or interval[0] <= interval[1]


def _resolved(match: re.Match[str], anchor: date | None, told: int | None) -> Interval:
    if match["that_year"] and told is None:
        return None, None
    try:
        return _days(match, anchor, told)
    except (ValueError, OverflowError):  # 31 February and the like: the words stay
        return None, None


def _days(match: re.Match[str], anchor: date | None, told: int | None) -> Interval:
    said = match.groupdict()
    year, month = told or _year(said, anchor), _month(said)
    if year is None and anchor is None:
        return None, None
    if said["month_word"] and anchor:
        moved = anchor.year * 12 + anchor.month - 1 + MONTHS[said["month_word"]]
        year, month = divmod(moved, 12)
        month += 1
    if year is None and anchor:
        year, month = _latest(said, month, anchor)
    if year is None:
        return None, None
    if month is None:
        first, last = SEASONS.get(said["season"] or "", (1, 12))
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    last_day = monthrange(year, month)[1]
    if said["day"]:
        day = date(year, month, int(said["day"]))
        return day, day
    low, high = PARTS.get(said["part"] or "", (1, 31))
    return date(year, month, low), date(year, month, min(high, last_day))


def _year(said: dict[str, str | None], anchor: date | None) -> int | None:
    if said["year"]:
        return int(said["year"])
    word = said["year_word"]
    return anchor.year + YEARS[word] if word and anchor else None


def _month(said: dict[str, str | None]) -> int | None:
    return int(said["month"]) if said["month"] else None


def _latest(said: dict[str, str | None], month: int | None, anchor: date) -> tuple[int, int]:
    """Return year and month of the last such day or month up to the anchor, or the next after "오는"."""
    coming = "오는" in (said["past"] or "") + (said["past_day"] or "")
    if month is None:
        passed = int(said["day"] or 1) <= anchor.day
        moved = anchor.year * 12 + anchor.month - 1 + (-1 if not passed else 0)
        if coming:
            moved = anchor.year * 12 + anchor.month - 1 + (1 if passed else 0)
        return moved // 12, moved % 12 + 1
    if coming:
        return anchor.year + (month < anchor.month), month
    return anchor.year - (month > anchor.month), month


def _near(words: str, anchor: date | None) -> list[tuple[int, int, Interval]]:
    found = []
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Interval]], ...] = (
        (WEEK, _week),
        (NEAR_DAY, lambda match, day: (day + timedelta(DAYS[match["word"]]),) * 2),
        (AGO, _ago),
    )
    for pattern, read in readers:
        match = pattern.search(words)
        if match:
            interval: Interval = read(match, anchor) if anchor else (None, None)
            found.append((match.start(), match.end(), interval))
    return found


def _week(match: re.Match[str], anchor: date) -> Interval:
    monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * WEEKS[match["week"]])
    return monday, monday + timedelta(6)


def _ago(match: re.Match[str], anchor: date) -> Interval:
    number = SMALL.get(match["n"]) or int(match["n"])
    unit = match["unit"] or "일"
    if unit == "일":
        day = anchor - timedelta(number)
        return day, day
    if unit.startswith("주"):
        monday = anchor - timedelta(anchor.weekday() + 7 * number)
        return monday, monday + timedelta(6)
    months = number * (12 if unit in ("년", "해") else 1)
    year, month = divmod(anchor.year * 12 + anchor.month - 1 - months, 12)
    if unit in ("년", "해"):
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])


def _told(words: str, told: date | None) -> list[tuple[int, int, Interval]]:
    if told is None:
        return []
    found: list[tuple[int, int, Interval]] = []
    for pattern, shift in ((SAME_DAY, 0), (NEXT_DAY, 1)):
        match = pattern.search(words)
        if match:
            day = told + timedelta(shift)
            found.append((match.start(), match.end(), (day, day)))
    return found
