"""How much of a golden reading a reader finds: our own counting, by the rules of the annotation guidelines.

Two claims may be one when their passages share 30 % of the smaller and 15 % of the larger of the two passage
sets, so that a whole paragraph is no passage; strictly, they also name the same act. Each claim is used once,
and as many as can be are paired.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saksi.record import Claim

OF_SMALLER = 0.30  # share of characters
OF_LARGER = 0.15


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of claims."""

    gold: int
    read: int
    matched: int

    @property
    def precision(self) -> float:
        """Return the share of the read claims that are in the gold."""
        return self.matched / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the gold claims that were read."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.matched / (self.gold + self.read) if self.gold + self.read else 0.0


def score(
    gold: Mapping[str, Sequence[Claim]], read: Mapping[str, Sequence[Claim]], *, strict: bool = True
) -> Score:
    """Count over the reports of the gold; a report that was not read has no claims."""
    found = {id_: read.get(id_, ()) for id_ in gold}
    return Score(
        gold=sum(map(len, gold.values())),
        read=sum(map(len, found.values())),
        matched=sum(n_matched(claims, found[id_], strict=strict) for id_, claims in gold.items()),
    )


def n_matched(gold: Sequence[Claim], read: Sequence[Claim], *, strict: bool = True) -> int:
    """Return the largest number of pairs, each claim in one pair at most."""
    partners = [
        [
            n
            for n, other in enumerate(read)
            if overlap(claim, other) and (not strict or claim.act == other.act)
        ]
        for claim in gold
    ]
    taken: dict[int, int] = {}  # read claim -> gold claim

    def place(claim: int, tried: set[int]) -> bool:
        for partner in partners[claim]:
            if partner in tried:
                continue
            tried.add(partner)
            if partner not in taken or place(taken[partner], tried):
                taken[partner] = claim
                return True
        return False

    return sum(place(claim, set()) for claim in range(len(gold)))


def overlap(one: Claim, other: Claim) -> bool:
    """Say whether two claims point at the same words."""
    a, b = characters(one), characters(other)
    shared = len(a & b)
    return shared >= OF_SMALLER * min(len(a), len(b)) and shared >= OF_LARGER * max(len(a), len(b))


def characters(claim: Claim) -> set[int]:
    """Return the positions of the characters in its passages."""
    return {at for span in claim.passages for at in range(span.start, span.end)}
