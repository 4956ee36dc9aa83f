"""Choices of a writer, drawn in blocks: the same seed makes the same text."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")

BLOCK = 512  # doubles drawn at once; a report uses about 300


class Dice:
    """A stream of choices that depends on the seed only."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.Generator(np.random.PCG64(seed))
        self._block: list[float] = []

    def share(self) -> float:
        """Return a number in [0, 1)."""
        if not self._block:
            self._block = self._rng.random(BLOCK).tolist()
        return self._block.pop()

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
