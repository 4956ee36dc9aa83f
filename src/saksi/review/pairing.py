"""Which claims that two coders added by themselves are the same one: by the words that they point at."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from saksi.record import Claim

OF_SMALLER, OF_LARGER = 0.3, 0.15  # shared characters: the rule of the annotation guidelines


def pair_claims(first: Sequence[Claim], second: Sequence[Claim]) -> list[tuple[int, int]]:
    """Pair two coders' claims on one text, by position, one to one, with the largest overlap in all.

    The act is not asked for: coders who point at the same words and name another act differ on the act.
    """
    if not first or not second:
        return []
    shared = np.array([[_overlap(a, b) for b in second] for a in first])
    rows, columns = linear_sum_assignment(shared, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(i, j) for i, j in pairs if shared[i, j] > 0]


def _overlap(a: Claim, b: Claim) -> float:
    one, other = _characters(a), _characters(b)
    shared = len(one & other)
    if shared < OF_SMALLER * min(len(one), len(other)) or shared < OF_LARGER * max(len(one), len(other)):
        return 0.0
    return (1.0 if a.act == b.act else 0.5) + shared / len(one | other)


def _characters(claim: Claim) -> set[int]:
    return {at for passage in claim.passages for at in range(passage.start, passage.end)}
