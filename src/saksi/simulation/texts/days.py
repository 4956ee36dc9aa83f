"""What the tongues share of days and intervals: how precisely a time is told, and how far back it lies."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from saksi.simulation.texts.dice import Dice
from saksi.simulation.texts.story import When

NEAR = 330  # days before the publication within which words need no year
Maker = Callable[[When, date, date, Dice], str]  # interval, its first day, day of publication, chance


def words_of(
    when: When, published: date, dice: Dice, recent: Sequence[str], makers: Mapping[str, Maker]
) -> str:
    """Return the words for an interval; empty where nothing is told.

    Parameters
    ----------
    recent
        Words for a time that is told no further than that.
    makers
        By precision, what makes the words.
    """
    if when.precision == "untold":
        return ""
    if when.precision == "recently" or when.first is None:
        return dice.pick(recent)
    return makers[when.precision](when, when.first, published, dice)


def months_back(day: date, published: date) -> int:
    """Return how many calendar months before the publication a day lies; negative after it."""
    return (published.year - day.year) * 12 + published.month - day.month


def is_near(day: date, published: date) -> bool:
    """Say whether words need no year: the day lies within some months before the publication."""
    return 0 <= (published - day).days < NEAR
