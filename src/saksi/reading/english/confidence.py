"""How likely a mention is a claim that a person would write down with the same act."""

from typing import TYPE_CHECKING

from saksi.reading.english.people import is_person

if TYPE_CHECKING:
    from saksi.reading.english.mentions import Mention
    from saksi.reading.english.modality import Assertion

# Shares of mentions that the annotators of the sample reports confirm, rounded (docs/benchmarks.md).
BY_TRIGGER = {"verb": 0.7, "phrase": 0.75, "noun": 0.6, "forced": 0.7, "hint": 0.5}
BY_ASSERTION = {"condition": 0.85, "order": 0.9, "uncertain": 0.9, "planned": 0.9}
WEAK = {
    "weak-word": 0.35,
    "another-code": 0.25,
    "participle": 0.2,
    "part": 0.8,
    "unfit": 0.3,
    "ground": 0.2,
    "hint": 0.15,
}
NOBODY = 0.8  # factor where no person is named as victim


def confidence(mention: "Mention", said: "Assertion") -> float:
    """Return the probability that the claim matches strictly."""
    value = BY_TRIGGER[mention.by] * BY_ASSERTION.get(said.kind, BY_ASSERTION.get(said.modality, 1.0))
    if mention.victim is None or not is_person(mention.victim):
        value *= NOBODY
    return value * WEAK.get(mention.weak or "", 1.0)
