"""The learned layer: how likely a suggestion of the rules, and each of its fields, is right."""

from saksi.reading.learned.evidence import Evidence, evidence
from saksi.reading.learned.judging import judged
from saksi.reading.learned.weights import FieldWeights, Weights, load_weights

__all__ = ["Evidence", "FieldWeights", "Weights", "evidence", "judged", "load_weights"]
