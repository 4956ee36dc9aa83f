"""Suggestions of the rules get their probabilities, and the values that are told near them."""

from collections.abc import Sequence

from saksi.reading.learned.choosing import Offering, nothing_offered, settled
from saksi.reading.learned.evidence import Evidence, evidence, of_fields
from saksi.reading.learned.weights import Weights, load_weights, share_of, terms_of
from saksi.reading.settings import ReadingSettings
from saksi.record import Claim

DIGITS = 2  # of a probability: more would pretend
DOUBT = 0.5  # of a probability, in a report that tells nothing surely
FEW = 2  # suggestions, of a brief or a single sentence: they say nothing of what a report is about
LIKELY = ReadingSettings().threshold
QUEUE = 1.75  # less likely suggestions for each likely one, at most: looking at them is work
SHORTEST = 8  # of these in any report, however little seems to be told
WORTH = 0.3  # of a suggestion less likely than this the fields stay as the rules filled them: it costs time


def judged(
    claims: Sequence[Claim],
    told: Sequence[Evidence],
    *,
    language: str,
    offering: Offering = nothing_offered,
) -> list[Claim]:
    """Return the claims with `confidence` and `field_confidence`, without those that are hardly ever right.

    Parameters
    ----------
    claims
        All suggestions of one report, in the order of their core passages, with the confidence of the rules.
    told
        What the rules know of each beside the claim itself, in the same order.
    language
        ``en`` or ``ko``; for others, the claims come back as they are.
    offering
        Returns the values that the fields of some of the claims may have; the likeliest is taken.

    References
    ----------
    docs/methods/reading-confidence.md
    """
    weights = load_weights(language)
    if weights is None:
        return list(claims)
    known = joined(claims, told, weights)
    elsewhere = bool(known and known[0]["elsewhere"])  # the same for all of a report
    said = doubted([weights.claim.probability(one) for one in known], weights.surely, elsewhere=elsewhere)
    worth = [number for number, probability in enumerate(said) if probability >= WORTH]
    offers = dict(zip(worth, offering(worth), strict=True))
    return [
        _judged(
            settled(claims[number], offers.get(number, {}), weights.choices),
            known[number],
            said[number],
            weights,
        )
        for number in queued(said, weights.floor)
    ]


def queued(said: Sequence[float], floor: float) -> list[int]:
    """Return the numbers of the suggestions that people are shown, in the order given.

    These are all likely ones, and the best of the rest: `QUEUE` for each likely one and not fewer than
    `SHORTEST`, so that whoever looks through all of them reads some three entries for each true claim.
    """
    best = sorted((n for n, p in enumerate(said) if p >= floor), key=lambda n: -said[n])
    n_likely = sum(said[n] >= LIKELY for n in best)
    return sorted(best[: n_likely + max(SHORTEST, int(QUEUE * n_likely))])


def doubted(said: Sequence[float], surely: float, *, elsewhere: bool = False) -> list[float]:
    """Return the probabilities of one report's suggestions, half of them where none is sure.

    A report that tells of repression tells some act plainly. Where the surest suggestion is less likely than
    `surely`, the report is mostly about something else (a policy, a history, a count of prices), and what it
    seems to tell is right about half as often as its words alone say. The same holds where the report is
    known to be about something else, a feud or a match, however sure one suggestion is (`elsewhere`). A
    language in which nothing was learned of this has a `surely` of 0.
    """
    doubt = len(said) > FEW and (max(said) < surely or (elsewhere and surely > 0))
    return [p * DOUBT for p in said] if doubt else list(said)


def _judged(claim: Claim, known: Evidence, probability: float, weights: Weights) -> Claim:
    terms = terms_of({**known, **of_fields(claim)})
    sure = {name: round(share_of(field.of_terms(terms)), DIGITS) for name, field in weights.fields.items()}
    return claim.model_copy(update={"confidence": round(probability, DIGITS), "field_confidence": sure})


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
