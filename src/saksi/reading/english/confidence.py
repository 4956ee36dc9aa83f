"""How likely a mention is a claim that a person would write down with the same act."""

from typing import TYPE_CHECKING

from saksi.reading.english.parsing import is_verb
from saksi.reading.english.people import is_person

if TYPE_CHECKING:
    from saksi.reading.english.mentions import Mention
    from saksi.reading.english.modality import Assertion

# Shares of mentions that the annotators of the sample reports confirm, rounded (docs/benchmarks.md).
BY_TRIGGER = {"verb": 0.7, "phrase": 0.75, "noun": 0.6}
BY_ASSERTION = {"condition": 0.85, "order": 0.9, "uncertain": 0.9, "planned": 0.9}
NOBODY = 0.8  # factor where no person is named as victim


def confidence(mention: "Mention", said: "Assertion") -> float:
    """Return the probability that the claim matches strictly."""
    kind = (
        "verb"
        if is_verb(mention.trigger) and mention.entry.verb
        else "phrase"
        if mention.entry.phrase
        else "noun"
    )
    value = BY_TRIGGER[kind] * BY_ASSERTION.get(said.kind, BY_ASSERTION.get(said.modality, 1.0))
    if mention.victim is None or not is_person(mention.victim):
        value *= NOBODY
    return value
