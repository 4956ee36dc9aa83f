"""Which words of a sentence assert which acts."""

from collections.abc import Sequence
from dataclasses import dataclass

from saksi.reading.korean.lexicon import ActRule
from saksi.reading.korean.morphs import AUXILIARY, ENDINGS, Morph, Sentence
from saksi.reading.korean.patterns import light_verb_after, noun_ending_at, stands_at, verb_uses


@dataclass(frozen=True, slots=True)
class Trigger:
    """One assertion of an act: key morphemes ``[first, last)``, the predicate ends before `stop`.

    A weak trigger is a bare noun: it repeats an act but does not assert one.
    """

    rule: ActRule
    voice: str
    first: int
    verb: int
    stop: int
    weak: bool = False


def triggers(text: str, sentence: Sentence, before: str = "") -> list[Trigger]:
    """Find the triggers of a sentence.

    Parameters
    ----------
    text
        The whole text: words of context are looked up in it as written.
    sentence
        The sentence.
    before
        The words of the sentence before, for rules that need a context.

    Returns
    -------
    list of Trigger
        In text order; one verb carries at most one rule, one noun too.
    """
    around = before + " " + text[sentence.start : sentence.end]
    found = _verbs(text, sentence, around) + _nouns(text, sentence, around)
    return sorted(_without_shadowed(found), key=lambda trigger: (trigger.first, trigger.stop))


def _verbs(text: str, sentence: Sentence, around: str) -> list[Trigger]:
    found = []
    morphs = sentence.morphs
    for index, morph in enumerate(morphs):
        for use in verb_uses().get(morph.form, ()):
            if use.rule is None or not stands_at(morphs, index, use.stem):
                continue
            if len(use.stem) == 1 and not morph.tag.startswith(("V", "XS")):
                continue
            verb = index + len(use.stem) - 1
            if fits(use.rule, text, sentence, index, around):
                found.append(Trigger(use.rule, use.voice, index, verb, predicate_end(morphs, verb)))
    return found


def _nouns(text: str, sentence: Sentence, around: str) -> list[Trigger]:
    found: list[Trigger] = []
    morphs = sentence.morphs
    index = len(morphs) - 1
    while index >= 0:
        hit = noun_ending_at(morphs, index) if morphs[index].tag in ("NNG", "NNP", "XR", "XSN") else None
        if hit is None:
            index -= 1
            continue
        first, rules = hit
        rule = next((rule for rule in rules if fits(rule, text, sentence, first, around)), None)
        if rule is not None:
            found.append(_noun_trigger(rule, morphs, first, index, found))
        index = first - 1
    return found


def _noun_trigger(
    rule: ActRule, morphs: Sequence[Morph], first: int, index: int, later: list[Trigger]
) -> Trigger:
    light = light_verb_after(morphs, index + 1)
    if light is not None:
        use, verb = light
        stop = predicate_end(morphs, verb + len(use.stem) - 1)
        return Trigger(rule, use.voice, first, verb + len(use.stem) - 1, stop)
    if (
        later
        and not later[-1].weak
        and later[-1].first == index + 2
        and morphs[index + 1].tag in ("SP", "JC")
    ):
        return Trigger(rule, later[-1].voice, first, later[-1].verb, later[-1].stop)  # 체포·구금되다
    return Trigger(rule, "passive", first, index, index + 1, weak=True)


def predicate_end(morphs: Sequence[Morph], verb: int) -> int:
    """Return the index after the predicate's endings and auxiliaries."""
    index = verb + 1
    while index < len(morphs) and (morphs[index].tag in ENDINGS or morphs[index].tag.startswith(AUXILIARY)):
        if morphs[index].tag == "ETM":
            return index + 1
        index += 1
    return index


def fits(rule: ActRule, text: str, sentence: Sentence, index: int, around: str) -> bool:
    """Whether the words that the rule wants near it are there, and those that it excludes are not."""
    clause = sentence.clauses[sentence.clause_of(index)]
    ahead = sentence.morphs[clause.first : index]
    if rule.near and not _any_word(rule.near, ahead, text):
        return False
    if rule.context and not any(word in around for word in rule.context):
        return False
    return not _any_word(rule.unless, sentence.morphs[clause.first : clause.last], text)


def _any_word(words: Sequence[str], morphs: Sequence[Morph], text: str) -> bool:
    if not morphs:
        return False
    surface = text[morphs[0].start : morphs[-1].end]
    nouns = {morph.form for morph in morphs if morph.tag.startswith("NN")}
    return any((word in nouns) if len(word) == 1 else (word in surface) for word in words)


def _without_shadowed(found: Sequence[Trigger]) -> list[Trigger]:
    """Of several rules on one verb keep the most specific; of equal ones the first in the file."""
    best: dict[tuple[int, bool, int], Trigger] = {}
    for trigger in found:
        noun = bool(trigger.rule.nouns) and not trigger.rule.passive and not trigger.rule.active
        key = (trigger.verb, noun, trigger.first if noun else 0)
        known = best.get(key)
        if known is None or trigger.rule.weight > known.rule.weight:
            best[key] = trigger
    stems = [t for t in best.values() if not t.rule.nouns and t.verb > t.first]
    by_noun = {(t.verb, t.rule.act) for t in best.values() if t.rule.nouns and not t.weak}
    return [
        trigger
        for trigger in best.values()
        if not any(_inside(trigger, other) for other in stems)
        and (trigger.rule.nouns or (trigger.verb, trigger.rule.act) not in by_noun)
    ]


def _inside(noun: Trigger, verb: Trigger) -> bool:
    """Whether an act noun is only a part of the verb of another act: 수감 in 관리소에 수감되다."""
    return bool(noun.rule.nouns) and verb.first <= noun.first <= verb.verb and noun.rule.act != verb.rule.act
