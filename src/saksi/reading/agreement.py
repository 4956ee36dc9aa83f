"""How far two readers of one report agree: the second coder's claims beside the first's."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from saksi.record import Claim

OF_SMALLER, OF_LARGER = 0.3, 0.15  # shared characters: the rule of the annotation guidelines


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs of claims, by position, that two readers both stated; the rest is of one of them only."""

    both: tuple[tuple[int, int], ...]
    only_first: tuple[int, ...]
    only_second: tuple[int, ...]

    @property
    def share(self) -> float | None:
        """Dice coefficient: twice what both state over all that each states; None where there is nothing."""
        stated = 2 * len(self.both) + len(self.only_first) + len(self.only_second)
        return 2 * len(self.both) / stated if stated else None


def agree(first: Sequence[Claim], second: Sequence[Claim]) -> Agreement:
    """Pair the claims of two readers of the same text: same act, and passages that overlap enough.

    The pairing is one to one with the most pairs; among those the one with the largest overlap.
    """
    both: list[tuple[int, int]] = []
    if first and second:
        worth = np.array([[_worth(a, b) for b in second] for a in first])
        rows, columns = linear_sum_assignment(worth, maximize=True)
        both = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if worth[i, j] > 0]
    firsts, seconds = {i for i, _ in both}, {j for _, j in both}
    return Agreement(
        both=tuple(both),
        only_first=tuple(i for i in range(len(first)) if i not in firsts),
        only_second=tuple(j for j in range(len(second)) if j not in seconds),
    )


def _worth(a: Claim, b: Claim) -> float:
    if a.act != b.act:
        return 0.0
    one, other = _characters(a), _characters(b)
    shared = len(one & other)
    if shared < OF_SMALLER * min(len(one), len(other)) or shared < OF_LARGER * max(len(one), len(other)):
        return 0.0
    return 100.0 + shared / len(one | other)


def _characters(claim: Claim) -> set[int]:
    return {at for passage in claim.passages for at in range(passage.start, passage.end)}
