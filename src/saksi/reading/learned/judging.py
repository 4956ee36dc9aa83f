"""Suggestions of the rules get their probabilities."""

from collections.abc import Sequence

from saksi.reading.learned.evidence import Evidence, evidence
from saksi.reading.learned.weights import Weights, load_weights
from saksi.record import Claim

DIGITS = 2  # of a probability: more would pretend


def judged(claims: Sequence[Claim], told: Sequence[Evidence], *, language: str) -> list[Claim]:
    """Return the claims with `confidence` and `field_confidence`, without those that are hardly ever right.

    Parameters
    ----------
    claims
        All suggestions of one report, in the order of their core passages, with the confidence of the rules.
    told
        What the rules know of each beside the claim itself, in the same order.
    language
        ``en`` or ``ko``; for others, the claims come back as they are.

    References
    ----------
    docs/methods/reading-confidence.md
    """
    weights = load_weights(language)
    if weights is None:
        return list(claims)
    weighed = [
        (claim, known, weights.claim.probability(known))
        for claim, known in zip(claims, joined(claims, told, weights), strict=True)
    ]
    return [
        claim.model_copy(
            update={
                "confidence": round(probability, DIGITS),
                "field_confidence": {
                    name: round(field.probability(known), DIGITS) for name, field in weights.fields.items()
                },
            }
        )
        for claim, known, probability in weighed
        if probability >= weights.floor
    ]


def joined(
    claims: Sequence[Claim], told: Sequence[Evidence], weights: Weights | None = None
) -> list[Evidence]:
    """Return the evidence of the claims with what the rules add; the rules hold where both name it.

    ``elsewhere`` is 1 where the report is about something else: by the weights, else where the rules name a
    ``topic``.
    """
    learned = weights is not None and weights.report is not None
    return [
        {
            **of_claim,
            **of_rules,
            "elsewhere": float(
                weights.elsewhere(of_rules) if weights and learned else bool(of_rules.get("topic"))
            ),
        }
        for of_claim, of_rules in zip(evidence(claims), told, strict=True)
    ]
