"""What linking is not sure of: events that may be one after all, claims that may not belong."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

from saksi.linking.events.clusters import LEAST, MOST, UNSEEN
from saksi.linking.events.columns import Ints
from saksi.linking.events.facts import Facts, Ref
from saksi.linking.events.linking import Compared

APART = 0.45  # at most, of claims that were put into two events
NEAR = -2.0  # log odds from which two claims of two events may still tell of one


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The two likeliest claims of two events that may be one after all: somebody should look."""

    a: Ref
    b: Ref
    chance: float  # that both tell of one event, 0 to 1


class Grouped(NamedTuple):
    """Claims put into events by number, and the events that are asked for."""

    facts: Sequence[Facts]
    labels: Ints
    compared: Compared
    wanted: frozenset[int]
    sharing: frozenset[tuple[str, str]]


def near_misses(found: Grouped) -> list[NearMiss]:
    """Return for each pair of events the two claims that agree most, where they agree enough to look."""
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for a, b, event, _ in zip(*(column.tolist() for column in found.compared), strict=True):
        one, other = sorted((int(found.labels[a]), int(found.labels[b])))
        if one != other and event > NEAR and found.facts[a].ref[0] != found.facts[b].ref[0]:
            best[one, other] = max(best.get((one, other), (NEAR, a, b)), (event, a, b))
    made = []
    for odds, a, b in best.values():
        first, second = sorted((found.facts[a].ref, found.facts[b].ref))
        made.append(NearMiss(first, second, min(APART, chance(odds))))
    return sorted(made, key=lambda miss: (-miss.chance, miss.a, miss.b))


def belonging(found: Grouped) -> dict[Ref, float]:
    """Return how likely each claim belongs to its event: by its mean agreement with the other claims."""
    sizes: dict[int, int] = defaultdict(int)
    for label in found.labels.tolist():
        sizes[label] += 1
    sums: dict[int, float] = defaultdict(float)
    seen: dict[int, int] = defaultdict(int)
    for a, b, event, _ in zip(*(column.tolist() for column in found.compared), strict=True):
        if found.labels[a] == found.labels[b]:
            for side in (a, b):
                sums[side] += min(max(event, LEAST), MOST)
                seen[side] += 1
    made = {}
    for number, (fact, label) in enumerate(zip(found.facts, found.labels.tolist(), strict=True)):
        others = sizes[label] - 1
        mean = (sums[number] + UNSEEN * (others - seen[number])) / max(others, 1)
        made[fact.ref] = chance(mean) if others else 1.0
    return made


def chance(odds: float) -> float:
    """Return the probability of natural log odds."""
    return 0.0 if odds < -700 else 1 / (1 + exp(-odds))
