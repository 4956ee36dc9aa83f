"""Which predicted claim is which claim of the gold: by the words they stand on, one to one.

The rules are those of the shared score.py: passages must share 30 % of the smaller and 15 % of the larger
set of characters; strict matching also asks for the same act. Most pairs, then the largest overlap.
"""

import re
from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from saksi.record import Claim

OF_SMALLER, OF_LARGER = 0.3, 0.15
PAIR, OVERLAP, VICTIM, SAME, ACT = (
    1000.0,
    10.0,
    4.0,
    0.5,
    20.0,
)  # weights: a pair counts more than all the rest
STOP = frozenset(
    ["the", "a", "an", "of", "in", "at", "on", "and", "to", "for", "his", "her", "their", "its", "said"]
)
Spans = list[tuple[int, int]]


def match(gold: Sequence[Claim], found: Sequence[Claim], *, strict: bool) -> list[tuple[int, int]]:
    """Return pairs of positions in gold and in what was found; each position at most once."""
    if not gold or not found:
        return []
    wanted, had = [spans(claim) for claim in gold], [spans(claim) for claim in found]
    weights = np.zeros((len(gold), len(found)))
    for i, g in enumerate(gold):
        for j, p in enumerate(found):
            if not strict or g.act == p.act:
                weights[i, j] = _weight(g, p, wanted[i], had[j], strict=strict)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0]


def spans(claim: Claim) -> Spans:
    """Return the passages as disjoint spans in order."""
    merged: Spans = []
    for passage in sorted(claim.passages, key=lambda p: p.start):
        if merged and passage.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], passage.end))
        else:
            merged.append((passage.start, passage.end))
    return merged


def _weight(gold: Claim, found: Claim, wanted: Spans, had: Spans, *, strict: bool) -> float:
    size_g, size_p = _size(wanted), _size(had)
    both = sum(max(0, min(b, d) - max(a, c)) for a, b in wanted for c, d in had)
    small, large = min(size_g, size_p), max(size_g, size_p)
    if not small or both < OF_SMALLER * small or both < OF_LARGER * large:
        return 0.0
    same = (
        (gold.kind == found.kind)
        + (gold.count.min == found.count.min)
        + (gold.count.max == found.count.max)
        + (gold.victim.status == found.victim.status)
        + (gold.modality == found.modality)
    )
    weight = PAIR + OVERLAP * both / (size_g + size_p - both) + SAME * same
    weight += VICTIM * text_likeness(gold.victim.text, found.victim.text)
    return weight + (ACT if not strict and gold.act == found.act else 0.0)


def _size(some: Spans) -> int:
    return sum(end - start for start, end in some)


def text_likeness(a: str | None, b: str | None) -> float:
    """Return the F1 of the words two texts share; 0.5 for a shared stem where words carry endings."""
    one, two = _words(a), _words(b)
    if not one or not two:
        return float(one == two)
    shared = len(one & two)
    if shared:
        return 2 * shared / (len(one) + len(two))
    stem = any(
        len(x) > 1 and len(y) > 1 and not x.isascii() and (x.startswith(y) or y.startswith(x))
        for x in one
        for y in two
    )
    return 0.5 * stem


def _words(text: str | None) -> set[str]:
    plain = re.sub(r"[’']s\b", "", (text or "").lower())
    return {word for word in re.findall(r"\w+", plain) if word not in STOP}
