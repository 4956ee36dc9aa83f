"""Review: decisions of people become agreement, the machine's live precision, and an order of work. Pure."""

from saksi.review.agreement import Measured, alpha, kappa, measure
from saksi.review.coding import Agreement, Stated, agreement_by_field
from saksi.review.fields import FIELDS, Field, differences, field_names
from saksi.review.intervals import wilson
from saksi.review.order import Worth, field_doubts, rank, worth
from saksi.review.pairing import pair_claims
from saksi.review.precision import Judged, Share, precision_by_field

__all__ = [
    "FIELDS",
    "Agreement",
    "Field",
    "Judged",
    "Measured",
    "Share",
    "Stated",
    "Worth",
    "agreement_by_field",
    "alpha",
    "differences",
    "field_doubts",
    "field_names",
    "kappa",
    "measure",
    "pair_claims",
    "precision_by_field",
    "rank",
    "wilson",
    "worth",
]
