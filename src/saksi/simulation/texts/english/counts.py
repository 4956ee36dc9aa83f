"""English counts: numbers in letters and figures, and vague words."""

from saksi.simulation.texts.scene import Scene
from saksi.simulation.texts.story import Number

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
VAGUE = {
    "several": ("several", "a few"),
    "dozens": ("dozens of",),
    "dozens_to_hundreds": ("dozens to hundreds of",),
    "hundreds": ("hundreds of",),
    "thousands": ("thousands of",),
    "many": ("", "many", "some", "a number of"),
}
AROUND = {
    "about": ("about", "around", "nearly", "some"),
    "at_least": ("at least",),
    "more_than": ("more than", "over"),
    "up_to": ("up to", "as many as"),
}


def spelled(number: int) -> str:
    """Return a number below a hundred in letters, a larger one in figures."""
    if number <= 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return f"{number:,}"


def figure(number: int, scene: Scene) -> str:
    """Return a number as a newsroom prints it: small ones mostly in letters."""
    letters = scene.surface.chance(0.85 if number < 11 else 0.2)
    return spelled(number) if letters else f"{number:,}"


def count_words(number: Number, scene: Scene) -> str:
    """Return the words before the noun, without a trailing space; empty for a bare plural."""
    if number.wording in VAGUE:
        return scene.surface.pick(VAGUE[number.wording])
    if number.low is None:
        return ""
    said = figure(number.low, scene)
    if number.wording in AROUND:
        return f"{scene.surface.pick(AROUND[number.wording])} {number.low if number.low > 20 else said}"
    if number.wording == "range":
        form = scene.surface.pick(("{} to {}", "between {} and {}"))
        return form.format(number.low, number.high)
    if number.wording == "odd":
        return f"{number.low}-odd"
    return said
