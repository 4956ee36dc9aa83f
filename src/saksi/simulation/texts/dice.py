"""Choices of a writer: the same seed makes the same text."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """A stream of choices that depends on the seed only."""

    def __init__(self, seed: int) -> None:
        # a third of the time of NumPy's generators to make, and a text needs two; its numbers stay for good
        self._random = Random(seed)  # noqa: S311 - nothing secret

    def share(self) -> float:
        """Return a number in [0, 1)."""
        return self._random.random()

    def chance(self, probability: float) -> bool:
        """Return true with this probability."""
        return self.share() < probability

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of the items, all equally likely."""
        return items[int(self.share() * len(items))]

    def some(self, items: Sequence[Item], n: int) -> list[Item]:
        """Return n different items in random order, or all where there are fewer."""
        left = list(items)
        return [left.pop(int(self.share() * len(left))) for _ in range(min(n, len(left)))]
