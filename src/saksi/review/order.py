"""The most valuable correction first: how much a figure may change by one look at this claim.

The rule in words: *the worth of a look is the doubt of each field times the number of questions of the
findings that read it, times the size of what the claim speaks of*. docs/methods/agreement.md
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import log10
from typing import Literal, TypeVar

from saksi.record import Claim, vocabulary
from saksi.review.fields import FIELDS

T = TypeVar("T")
Group = Literal["worth", "probable"]

# How many of the 16 modules of `saksi.findings.questions` read the field, counted on 22 November 2026;
# whether it is a claim at all concerns them all. Weights, not a promise: a new question shifts them little.
READ_BY: Mapping[str, int] = {
    "act": 10, "kind": 8, "count": 7, "victim": 6, "perpetrator": 3, "grounds": 3, "place": 6, "time": 4,
    "modality": 11, "attribution": 7, "penalty": 0, "passages": 0,
}  # fmt: skip
ALL = 16
UNKNOWN = 0.5  # doubt of a field of which no reader said anything
SURE, SMALL = 0.75, 10  # confidence in the claim; persons


@dataclass(frozen=True, slots=True)
class Worth:
    """Why a claim comes where it comes."""

    value: float
    field: str  # the field that adds most, or ``claim``: whether it is one
    doubt: float  # of that field, 0 to 1
    group: Group  # ``probable``: may be accepted together after reading
    sources_differ: bool  # two sources give two numbers


def field_doubts(claim: Claim) -> dict[str, float]:
    """Return the doubt of each field, 0 to 1, the largest first.

    It is one minus the lowest probability that the reader gives to a part of the field; an act is as sure as
    the claim itself. Without a reader's word it is `UNKNOWN`. Two sources with two numbers put the count
    first whatever the reader says.
    """
    said = claim.field_confidence or {}
    doubts = {}
    for name, field in FIELDS.items():
        if name in {"passages", "penalty"}:
            doubts[name] = 0.0
            continue
        known = [said[part] for part in field.parts if part in said]
        if name == "act" and claim.confidence is not None:
            known = [claim.confidence]
        doubts[name] = 1 - min(known) if known else UNKNOWN
    if _sources_differ(claim):
        doubts["count"] = max(doubts["count"], 0.95)
    return dict(sorted(doubts.items(), key=lambda item: -item[1]))


def worth(claim: Claim) -> Worth:
    """Return what a look at this claim is worth; see the rule above."""
    doubts = field_doubts(claim)
    existence = UNKNOWN if claim.confidence is None else 1 - claim.confidence
    shares = {"claim": existence * ALL, **{name: doubts[name] * READ_BY[name] for name in doubts}}
    field = max(shares, key=lambda name: shares[name])
    return Worth(
        value=_size(claim) * sum(shares.values()),
        field=field,
        doubt=existence if field == "claim" else doubts[field],
        group="probable" if _probable(claim) else "worth",
        sources_differ=_sources_differ(claim),
    )


def rank(claims: Iterable[T], claim_of: Callable[[T], Claim]) -> list[tuple[T, Worth]]:
    """Return claims with their worth: those worth a look first, then by worth; ties keep their order."""
    weighed = [(each, worth(claim_of(each))) for each in claims]
    return sorted(weighed, key=lambda pair: (pair[1].group == "probable", -pair[1].value))


def _size(claim: Claim) -> float:
    """One for a person or an unknown number, two for ten, three for a hundred."""
    people = claim.count.max or claim.count.min or 1
    return 1 + log10(max(people, 1))


def _sources_differ(claim: Claim) -> bool:
    return (
        bool(claim.more_attributions)
        and claim.count.min != claim.count.max
        and "/" in (claim.count.text or "")
    )


def _probable(claim: Claim) -> bool:
    people = claim.count.max or claim.count.min or 1
    deadly = vocabulary("act")[claim.act].family == "life"
    sure = claim.confidence is not None and claim.confidence >= SURE
    return (
        sure and people < SMALL and not deadly and claim.modality != "denied" and not _sources_differ(claim)
    )
