"""Days and intervals in Korean, as words whose interval the guidelines resolve to exactly the one meant."""

from datetime import date, timedelta

from saksi.simulation.texts.days import is_near, months_back, words_of
from saksi.simulation.texts.dice import Dice
from saksi.simulation.texts.story import When

RECENT = ("최근", "최근", "요즘")
PARTS = (("초", "초순"), ("중순",), ("말", "하순"))


def words_for(when: When, published: date, dice: Dice) -> str:
    """Return the words for an interval, without a particle; empty where nothing is told."""
    return words_of(when, published, dice, RECENT, _MAKERS)


def particle_for(when: When) -> str:
    """Return what follows the words at the head of a clause: 에 behind most, nothing behind 부터 and 최근."""
    return "" if when.precision in ("since", "recently", "day") else "에"


def _month_words(first: date, published: date) -> str:
    """Return 3월, 지난해 12월 or 2030년 3월."""
    if is_near(first, published) and first.year == published.year:
        return f"{first.month}월"
    if first.year == published.year - 1:
        return f"지난해 {first.month}월"
    return f"{first.year}년 {first.month}월"


def _day(when: When, first: date, published: date, dice: Dice) -> str:
    back = months_back(first, published)
    if when.relative and back == 1:
        return f"지난달 {first.day}일"
    if when.relative and back == 0 and first < published:
        return dice.pick((f"지난 {first.day}일", f"이달 {first.day}일"))
    return f"{_month_words(first, published)} {first.day}일"


def _part(when: When, first: date, published: date, dice: Dice) -> str:
    part = dice.pick(PARTS[first.day // 10])
    back = months_back(first, published)
    if when.relative and back in (0, 1):
        return f"{('이달', '지난달')[back]} {part}"
    return f"{_month_words(first, published)} {part}"


def _month(when: When, first: date, published: date, dice: Dice) -> str:
    back = months_back(first, published)
    if when.relative and back == 1:
        return "지난달"
    words = _month_words(first, published)
    if when.relative and 1 < back < 11 and first.year == published.year:
        return dice.pick((f"지난 {words}", words))
    return words


def _year(when: When, first: date, published: date, dice: Dice) -> str:
    if when.relative and first.year == published.year - 1:
        return dice.pick(("지난해", "작년"))
    return f"{first.year}년"


def _since(when: When, first: date, published: date, dice: Dice) -> str:  # noqa: ARG001
    words = _month_words(first, published)
    return f"{words}부터" if first.day == 1 else f"{words} {first.day}일부터"


def _between(when: When, first: date, published: date, dice: Dice) -> str:
    last = when.last or first
    begin, end = _month_words(first, published), _month_words(last, published)
    if begin == end:
        end = ""
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return f"{begin}부터 {end} 사이" if end else begin
    end = f"{end} {last.day}일".strip()
    return dice.pick(("{} {}일부터 {} 사이", "{} {}일부터 {}까지")).format(begin, first.day, end)


_MAKERS = {"day": _day, "part": _part, "month": _month, "year": _year, "since": _since, "between": _between}
