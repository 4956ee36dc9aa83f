"""Days and intervals in English, as words whose interval the guidelines resolve to exactly the one meant."""

from datetime import date, timedelta

from saksi.simulation.texts.days import is_near, months_back, words_of
from saksi.simulation.texts.dice import Dice
from saksi.simulation.texts.story import When

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RECENT = ("recently", "in recent weeks", "lately", "in recent days")
PARTS = (
    ("early", "at the beginning of", "at the start of"),
    ("mid", "in the middle of"),
    ("late", "at the end of"),
)


def day_words(day: date, year: bool) -> str:
    """Return 4 March as an English newspaper prints it."""
    return f"{MONTHS[day.month - 1]} {day.day}" + (f", {day.year}" if year else "")


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 11th."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def words_for(when: When, published: date, dice: Dice) -> str:
    """Return the words for an interval, with their preposition; empty where nothing is told."""
    return words_of(when, published, dice, RECENT, _MAKERS)


def _day(when: When, first: date, published: date, dice: Dice) -> str:
    back = (published - first).days
    if when.relative and 0 < back < 7:
        return f"on {WEEKDAYS[first.weekday()]}"
    if when.relative and months_back(first, published) == 1:
        return dice.pick(
            (f"on the {ordinal(first.day)} of last month", f"last month, on the {ordinal(first.day)},")
        )
    if when.relative and months_back(first, published) == 0 and back > 0:
        return dice.pick((f"on the {ordinal(first.day)} of this month", f"on the {ordinal(first.day)}"))
    return f"on {day_words(first, not is_near(first, published))}"


def _part(when: When, first: date, published: date, dice: Dice) -> str:
    part = first.day // 10
    year = f" {first.year}" if not is_near(first, published) else ""
    if when.relative and months_back(first, published) == 1:
        return dice.pick(
            (
                ("early last month",),
                ("in the middle of last month",),
                ("late last month", "at the end of last month"),
            )[part]
        )
    month = MONTHS[first.month - 1] + year
    word = dice.pick(PARTS[part])
    if word == "mid":
        return f"in mid-{month}"
    return f"in {word} {month}" if word in ("early", "late") else f"{word} {month}"


def _month(when: When, first: date, published: date, dice: Dice) -> str:
    if when.relative and months_back(first, published) == 1:
        return "last month"
    year = f" {first.year}" if not is_near(first, published) else ""
    return f"{dice.pick(('in', 'in', 'during'))} {MONTHS[first.month - 1]}{year}"


def _year(when: When, first: date, published: date, dice: Dice) -> str:
    if when.relative and first.year == published.year - 1:
        return "last year"
    return f"{dice.pick(('in', 'during'))} {first.year}"


def _since(when: When, first: date, published: date, dice: Dice) -> str:  # noqa: ARG001
    year = not is_near(first, published)
    if first.day == 1:
        return f"since {MONTHS[first.month - 1]}" + (f" {first.year}" if year else "")
    return f"since {day_words(first, year)}"


def _between(when: When, first: date, published: date, dice: Dice) -> str:
    last = when.last or first
    year = not (is_near(first, published) and is_near(last, published))
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        ends = [MONTHS[day.month - 1] + (f" {day.year}" if year else "") for day in (first, last)]
    else:
        ends = [day_words(day, year) for day in (first, last)]
    return dice.pick(("from {} to {}", "between {} and {}")).format(*ends)


_MAKERS = {"day": _day, "part": _part, "month": _month, "year": _year, "since": _since, "between": _between}
