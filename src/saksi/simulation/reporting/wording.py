"""Counts, days, institutions as a source would put them: from a row's numbers to the writer's nouns."""

from datetime import date, timedelta
from typing import Literal, TypeVar

import numpy as np

from saksi.simulation.reporting.tables import DATE_FORMS
from saksi.simulation.texts import ByWhom, Number, When, in_month, in_part, in_year, on_day

Item = TypeVar("Item")
BY = {
    "execution": ("court", "state security", "military"),
    "detention_political_camp": ("state security",),
    "detention_other": ("police", "joint inspection team", "prosecution"),
    "banishment": ("party", "local government", "police"),
    "death_in_custody": ("prison", "state security"),
    "screening": ("joint inspection team", "party"),
    "false_accusation": ("joint inspection team",),
    "dismissal": ("party", "workplace"),
    "deprivation": ("local government", "workplace"),
    "fine": ("police", "joint inspection team"),
    "release": ("police",),
    "surveillance": ("state security", "party"),
}  # A: joint teams of party, judiciary and administration; the shares are assumptions
BY_TOLD = 0.55


class Chance:
    """Draws of one report."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def below(self, share: float) -> bool:
        """Say whether something with this chance happens."""
        return bool(self.rng.random() < share)

    def pick(self, options: tuple[Item, ...]) -> Item:
        """Return one of the options."""
        return options[int(self.rng.integers(len(options)))]


def number_said(n: int, chance: Chance) -> Number:
    """Return how a number of people is told: small ones as they are, large ones round or vague (M37)."""
    if n <= 2:
        return Number("exact", n)
    if n <= 9:
        return chance.pick((Number("exact", n), Number("exact", n), Number("several"), Number("many")))
    ten = max(n // 10 * 10, 10)
    if n < 24:
        return chance.pick(
            (Number("exact", n), Number("about", ten), Number("at_least", n), Number("odd", ten))
        )
    if n < 100:
        return chance.pick(
            (
                Number("dozens"),
                Number("dozens"),
                Number("odd", ten),
                Number("about", ten),
                Number("more_than", ten),
                Number("range", ten, ten + 10),
                Number("dozens_to_hundreds"),
            )
        )
    hundred = n // 100 * 100
    if n < 200:
        return chance.pick(
            (Number("about", hundred), Number("dozens_to_hundreds"), Number("more_than", hundred))
        )
    if n < 1000:
        return chance.pick((Number("hundreds"), Number("about", hundred), Number("more_than", hundred)))
    return chance.pick((Number("thousands"), Number("about", n // 1000 * 1000)))


def when_said(start: date, day: int, form: int, chance: Chance, relative: float) -> When:
    """Return how a day is told: exactly, as a part of a month, a month, a year, or not (M42)."""
    told, near = start + timedelta(days=day), chance.below(relative)
    kind = DATE_FORMS[form]
    if kind == "day":
        return on_day(told, relative=near)
    if kind == "part":
        part: Literal[0, 1, 2] = 0 if told.day <= 10 else 1 if told.day <= 20 else 2
        return in_part(told.year, told.month, part, relative=near)
    if kind == "month":
        return in_month(told.year, told.month, relative=near)
    if kind == "year":
        return in_year(told.year, relative=near)
    return When()


def by_said(act: str, chance: Chance) -> ByWhom | None:
    """Return the institution that a source names, or none."""
    if act not in BY or not chance.below(BY_TOLD):
        return None
    return ByWhom(chance.pick(BY[act]))
