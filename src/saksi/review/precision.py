"""How often the machine was right so far, field by field, by what people decided about its suggestions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from saksi.review.fields import FIELDS
from saksi.review.intervals import wilson

CLAIM = "claim"  # the row for the claim as such: is it one at all?


@dataclass(frozen=True, slots=True)
class Judged:
    """One suggestion that a person decided on, one by one."""

    verdict: Literal["accepted", "corrected", "rejected"]
    changed: tuple[str, ...] = ()  # names of fields that the correction changes


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many were right, with Wilson's 95 % interval."""

    right: int
    n: int

    @property
    def value(self) -> float | None:
        """The share; null where nothing was decided."""
        return self.right / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval; null where nothing was decided."""
        return wilson(self.right, self.n)


def precision_by_field(judged: Iterable[Judged]) -> Mapping[str, Share]:
    """Count how often each field of a suggestion was right.

    A field counts only where the claim was one: a rejected suggestion says nothing about its parts. The row
    ``claim`` counts all. Who decides saw the suggestion, so the shares lean towards the machine; blind double
    coding does not (`saksi.review.coding`).
    """
    right = dict.fromkeys(FIELDS, 0)
    kept = total = 0
    for each in judged:
        total += 1
        if each.verdict == "rejected":
            continue
        kept += 1
        for name in FIELDS:
            right[name] += name not in each.changed
    return {CLAIM: Share(kept, total), **{name: Share(n, kept) for name, n in right.items()}}
