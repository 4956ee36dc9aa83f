"""Coefficients as readable JSON: one file a language, made by data/reading-model."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp

from saksi.reading.learned.evidence import Evidence

HALF = 0.5


def terms_of(evidence: Evidence) -> list[tuple[str, float]]:
    """Spell out evidence as weights name it: a name as ``name=value``, a number with its size unless 0."""
    return [
        (f"{name}={value}", 1.0) if isinstance(value, str) else (name, value)
        for name, value in evidence.items()
        if value or isinstance(value, str)
    ]


def share_of(odds: float) -> float:
    """Return the probability that log-odds say, 0 to 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """A logistic regression: log-odds are the base plus a weight for each piece of evidence.

    Names weigh as ``name=value``, numbers as their weight times the number. What was rare in training has no
    weight and counts as nothing.
    """

    base: float
    weights: Mapping[str, float]

    def log_odds(self, evidence: Evidence) -> float:
        """Return the log-odds that the evidence speaks for: `of_terms` of `terms_of`, in one go."""
        weights, odds = self.weights, self.base
        for name, value in evidence.items():
            if isinstance(value, str):
                odds += weights.get(f"{name}={value}", 0.0)
            elif value:
                odds += weights.get(name, 0.0) * value
        return odds

    def of_terms(self, terms: Sequence[tuple[str, float]]) -> float:
        """Return the log-odds of evidence that `terms_of` has spelt out: once for many weights."""
        weights, odds = self.weights, self.base
        for term, size in terms:
            if term in weights:
                odds += weights[term] * size
        return odds

    def probability(self, evidence: Evidence) -> float:
        """Return the probability, 0 to 1."""
        return share_of(self.log_odds(evidence))

    def reasons(self, evidence: Evidence) -> list[tuple[str, float]]:
        """Return each piece of evidence with what it adds to the log-odds, in the order of the evidence."""
        terms = terms_of(evidence)
        return [(term, self.weights[term] * size) for term, size in terms if term in self.weights]


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned layer of one language.

    Attributes
    ----------
    claim
        That the claim matches strictly: same act, from these words.
    fields
        By the name of the field: that it is right, if the claim is.
    floor
        A suggestion less likely than this is not worth a reader's time.
    report
        That the report tells of repression at all; null where that is not learned.
    choices
        By the name of the field: what speaks for one of the values told near the claim.
    surely
        How likely the surest suggestion of a report must be, lest all of them be doubted (`doubted`).
    """

    claim: FieldWeights
    fields: Mapping[str, FieldWeights]
    floor: float = 0.0
    report: FieldWeights | None = None
    choices: Mapping[str, FieldWeights] = field(default_factory=dict)
    surely: float = 0.0

    def elsewhere(self, evidence: Evidence) -> bool:
        """Whether the report that a suggestion stands in is likelier about something else."""
        return self.report is not None and self.report.probability(evidence) < HALF


@cache
def load_weights(language: str) -> Weights | None:
    """Return the weights shipped for a language (``en``, ``ko``); None where there are none."""
    found = files(__package__) / f"{language}.json"
    if not found.is_file():
        return None
    raw = json.loads(found.read_text(encoding="utf-8"))
    fields = {name: _field(one) for name, one in raw["fields"].items()}
    choices = {name: _field(one) for name, one in raw.get("choices", {}).items()}
    report = _field(raw["report"]) if "report" in raw else None
    return Weights(_field(raw["claim"]), fields, float(raw["floor"]), report, choices, float(raw["surely"]))


def _field(raw: Mapping[str, object]) -> FieldWeights:
    base, weights = raw["base"], raw["weights"]
    if not isinstance(base, int | float) or not isinstance(weights, Mapping):
        raise TypeError("weights of the learned layer: needed a number as base and a table of weights")
    return FieldWeights(float(base), {str(name): float(weight) for name, weight in weights.items()})
