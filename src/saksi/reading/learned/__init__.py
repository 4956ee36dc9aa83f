"""The learned layer: how likely a suggestion of the rules, and each of its fields, is right."""

from saksi.reading.learned.acts import ActWeights, load_act_weights
from saksi.reading.learned.choosing import Offer, Offering, Offers, Suggested, nothing_offered, settled
from saksi.reading.learned.evidence import Evidence, evidence
from saksi.reading.learned.judging import judged
from saksi.reading.learned.weights import FieldWeights, Weights, load_weights

__all__ = [
    "ActWeights",
    "Evidence",
    "FieldWeights",
    "Offer",
    "Offering",
    "Offers",
    "Suggested",
    "Weights",
    "evidence",
    "judged",
    "load_act_weights",
    "load_weights",
    "nothing_offered",
    "settled",
]
