"""Triggers that only look like an act: custody that says to whom, things that vanish, threats of an act."""

import re
from collections.abc import Sequence

from saksi.reading.korean.memory import Mention
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.triggers import Trigger
from saksi.reading.korean.victims import ON_THINGS, about_a_thing

CHARGED = re.compile(r"\s*(?:혐의|이유|죄목|죄명|죄로|죄를|명목|구실|누명|빌미|트집)")
DEATHS = ("execution", "killing_other", "death_in_custody")
ATTRIBUTES = ("detention_other", "detention_political_camp", "punishment_unspecified", "screening")


def misfit_of(
    text: str, sentence: Sentence, trigger: Trigger, mention: Mention, hits: Sequence[Trigger]
) -> str:
    """Say why the words are no act against people: a thing is their subject, or a threat names its act."""
    if _is_charge(text, sentence, trigger):
        return "unfit"
    if not mention.explicit and mention.act not in ON_THINGS and about_a_thing(text, sentence, trigger):
        return "unfit"
    threatened = mention.act == "other" and any(
        other.rule.act != "other" and not other.weak and other.stop <= trigger.first for other in hits
    )
    return "unfit" if threatened else ""


def _is_charge(text: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the words say what somebody is accused of: 초소에 불을 질렀다는 혐의로."""
    last = sentence.morphs[trigger.stop - 1]
    if last.tag != "ETM" or not last.form.endswith(("다는", "라는", "려던", "려는")):
        return False
    return CHARGED.match(text, last.end) is not None


def is_attribute(
    text: str, sentence: Sentence, trigger: Trigger, mention: Mention, hits: Sequence[Trigger], *, told: bool
) -> bool:
    """Custody, or a death told before, that only says whom another act befell is not told as an act.

    갇혀 있던 군인이 숨졌다; 숨진 학생의 부모가 추방됐다.
    """
    if mention.act in DEATHS and told and _owner_follows(text, sentence, trigger):
        return any(other.first > trigger.stop and not other.weak for other in hits)
    if mention.act not in ATTRIBUTES or mention.suffers is None or mention.suffers.start is None:
        return False
    if mention.suffers.start < sentence.morphs[trigger.verb].end:
        return False
    endings = [morph.form for morph in sentence.morphs[trigger.verb : trigger.stop]]
    state = endings[-1] == "던" or "있" in endings or endings[0] in ("갇히", "수감", "수용")
    return state and any(other.first > trigger.stop and not other.weak for other in hits)


def _owner_follows(text: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the dead only own what follows: 숨진 학생의 부모."""
    if sentence.morphs[trigger.stop - 1].tag != "ETM":
        return False
    after = text[sentence.morphs[trigger.stop - 1].end : sentence.end]
    return re.match(r"\s*\S+의\s", after) is not None
