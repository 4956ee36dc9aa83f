"""Where the victim decides whether words tell an act, an order or a condition."""

from saksi.reading.korean.lexicon import cues
from saksi.reading.korean.modality import Assertion
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.persons import Suffers
from saksi.reading.korean.triggers import Trigger


def settled(
    text: str, sentence: Sentence, trigger: Trigger, said: Assertion, suffers: Suffers | None
) -> Assertion:
    """Return the assertion, seen together with the victim that the sentence names (null: none)."""
    said = _of_restriction(trigger, said, suffers)
    return _of_conditions(text, sentence, trigger, said, suffers)


def _of_restriction(trigger: Trigger, said: Assertion, suffers: Suffers | None) -> Assertion:
    """A ban that names nobody is a rule in force; one that meets a person is an act."""
    if trigger.rule.act != "restriction" or trigger.weak or said.modality not in ("happened", "ongoing"):
        return said
    personal = suffers is not None and suffers.victim.type != "unspecified"
    return (
        Assertion("act", "happened" if said.kind == "order" else said.modality)
        if personal
        else Assertion("order", "ongoing")
    )


def _of_conditions(
    text: str, sentence: Sentence, trigger: Trigger, said: Assertion, suffers: Suffers | None
) -> Assertion:
    """Hunger and toil of prisoners as a state are conditions, not acts."""
    if trigger.rule.act not in ("deprivation", "forced_labour") or said != Assertion("act", "ongoing"):
        return said
    words = text[sentence.start : sentence.end]
    prisoners = any(word in words for word in cues("prisoners"))
    uncounted = suffers is None or suffers.count.max is None
    return Assertion("condition", "ongoing") if prisoners and uncounted else said
