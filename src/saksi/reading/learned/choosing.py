"""Which of several values a field has, or none: a conditional logit over what is known of each.

McFadden (1974), Conditional logit analysis of qualitative choice behavior.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

from saksi.reading.learned.evidence import Evidence
from saksi.reading.learned.weights import FieldWeights
from saksi.record import Claim

SURER = 0.45  # probability that another value needs where the rules' own is firm; .4 to .6 do alike


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that a field may have.

    Attributes
    ----------
    value
        Names of attributes of a claim, each with what it becomes.
    known
        What speaks for the value and against it.
    same
        Equal for two offers of one value: "Kell" told in two sentences.
    firm
        Whether it stays unless another is as likely as `SURER`: what the grammar of the act itself names.
    """

    value: Mapping[str, object]
    known: Evidence
    same: Hashable
    firm: bool = False


Offers = Mapping[str, Sequence[Offer]]  # by field
Offering = Callable[[Sequence[int]], Sequence[Offers]]  # for these claims, by their numbers from 0


class Suggested(NamedTuple):
    """What the rules suggest for one text: claims in its order, what they know of each, values for fields."""

    claims: list[Claim]
    told: list[Evidence]
    offering: Offering


def nothing_offered(numbers: Sequence[int]) -> list[Offers]:
    """Offer nothing: every field stays as the rules filled it."""
    return [{} for _ in numbers]


def settled(claim: Claim, offers: Offers, weights: Mapping[str, FieldWeights]) -> Claim:
    """Return a claim with the likeliest of the values that are offered for its fields.

    Where that is another value than the rules took, the claim's rules name the field: ``place.learned``.
    """
    update: dict[str, object] = {}
    learned: list[str] = []
    for field, values in offers.items():
        if field in weights and values:
            best = likeliest(weights[field], values).value
            news = {name: value for name, value in best.items() if value != getattr(claim, name)}
            update |= news
            learned += [f"{field}.learned"] if news else []
    return claim.model_copy(update={**update, "rules": (*(claim.rules or ()), *learned)}) if update else claim


def likeliest(weights: FieldWeights, offers: Sequence[Offer]) -> Offer:
    """Return the best offer of the likeliest value; a value offered twice has the sum of both.

    Parameters
    ----------
    weights
        A weight for each piece of evidence; no base, which all offers would share.
    offers
        At least one; of equals the first is taken. One of them may be firm.
    """
    scores = [weights.log_odds(offer.known) for offer in offers]
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    whole: dict[Hashable, float] = {}
    for offer, share in zip(offers, shares, strict=True):
        whole[offer.same] = whole.get(offer.same, 0.0) + share
    value = max(whole, key=lambda same: whole[same])
    if whole[value] < SURER * sum(shares):
        value = next((offer.same for offer in offers if offer.firm), value)
    best = max(
        (number for number, offer in enumerate(offers) if offer.same == value),
        key=lambda number: (shares[number], -number),
    )
    return offers[best]
