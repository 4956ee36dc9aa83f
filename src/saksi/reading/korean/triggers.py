"""Which words of a sentence assert which acts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from saksi.reading.korean.lexicon import ActRule, cues
from saksi.reading.korean.morphs import AUXILIARY, ENDINGS, Morph, Sentence
from saksi.reading.korean.patterns import end_of, light_verb_after, noun_ending_at, verb_uses


@dataclass(frozen=True, slots=True)
class Trigger:
    """One assertion of an act: key morphemes ``[first, last)``, the predicate ends before `stop`.

    A weak trigger is a bare noun: it repeats an act but does not assert one. A doubtful one (`doubt`:
    ``context`` or ``unfit``) lacks the words that its rule wants around it: a person may see what it means.
    """

    rule: ActRule
    voice: str
    first: int
    verb: int
    stop: int
    weak: bool = False
    doubt: str = ""

    @property
    def by(self) -> str:
        """How the words assert the act: ``verb``, ``phrase`` (a verb with a word near it) or ``noun``."""
        if self.rule.nouns:
            return "noun"
        return "phrase" if self.rule.near else "verb"


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
            verb = end_of(morphs, index, use.stem)
            if use.rule is None or verb is None:
                continue
            if len(use.stem) == 1 and not morph.tag.startswith(("V", "XS")):
                continue
            doubt = misfit(use.rule, text, sentence, index, around)
            if doubt is not None:
                stop = predicate_end(morphs, verb)
                found.append(Trigger(use.rule, use.voice, index, verb, stop, doubt=doubt))
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
        doubts = [(misfit(rule, text, sentence, first, around), rule) for rule in rules]
        known = [(doubt, rule) for doubt, rule in doubts if doubt is not None]
        if known:
            doubt, rule = min(known, key=lambda one: bool(one[0]))
            found.append(replace(_noun_trigger(rule, morphs, first, index, found), doubt=doubt))
        index = first - 1
    return found


def _noun_trigger(
    rule: ActRule, morphs: Sequence[Morph], first: int, index: int, later: list[Trigger]
) -> Trigger:
    light = light_verb_after(morphs, index + 1)
    if light is not None:
        use, verb = light
        undergone = morphs[index].form in cues("undergone")
        voice = "passive" if undergone else use.voice
        return Trigger(rule, voice, first, verb, predicate_end(morphs, verb))
    state = _state_after(morphs, index + 1)
    if state is not None:
        return Trigger(rule, "passive", first, state, predicate_end(morphs, state))
    if _closes(morphs, index + 1) and _counts(morphs, first):
        return Trigger(rule, "passive", first, index, index + 1)
    if (
        later
        and not later[-1].weak
        and later[-1].first == index + 2
        and morphs[index + 1].tag in ("SP", "JC")
    ):
        return Trigger(rule, later[-1].voice, first, later[-1].verb, later[-1].stop)  # 체포·구금되다
    return Trigger(rule, "passive", first, index, index + 1, weak=True)


def _state_after(morphs: Sequence[Morph], index: int) -> int | None:
    """Return where the word of a state stands: 수감 중이다, 강제실종 상태다."""
    if index < len(morphs) and morphs[index].form in ("중", "상태") and morphs[index].tag.startswith("NN"):
        return index
    return None


def _closes(morphs: Sequence[Morph], index: int) -> bool:
    """Whether nothing but punctuation follows: a headline that ends in its act noun."""
    return all(morph.tag.startswith("S") and morph.tag not in ("SN", "SL") for morph in morphs[index:])


def _counts(morphs: Sequence[Morph], first: int) -> bool:
    """Whether people are counted before a headline's noun: 교원 3명 체포."""
    return any(morph.form in ("명", "가족", "세대", "씨") for morph in morphs[max(0, first - 4) : first])


def predicate_end(morphs: Sequence[Morph], verb: int) -> int:
    """Return the index after the predicate's endings and auxiliaries."""
    index = verb + 1
    while index < len(morphs) and (morphs[index].tag in ENDINGS or morphs[index].tag.startswith(AUXILIARY)):
        if morphs[index].tag == "ETM":
            return index + 1
        index += 1
    return index


def misfit(rule: ActRule, text: str, sentence: Sentence, index: int, around: str) -> str | None:
    """Say what is wrong with the words around a rule's key word.

    Returns
    -------
    str or None
        Empty where the rule fits; doubtful are ``context`` where words of context are missing and ``unfit``
        where words stand that the rule excludes; None where the words are no use of the rule at all.
    """
    clause = sentence.clauses[sentence.clause_of(index)]
    ahead = sentence.morphs[_named_from(sentence, clause.first) : index]
    if rule.near and not _any_word(rule.near, ahead, text):
        return None
    if _any_word(rule.unless, sentence.morphs[clause.first : clause.last], text):
        return "unfit"
    if rule.context and not any(word in around for word in rule.context):
        return "context"
    return ""


def _named_from(sentence: Sentence, first: int) -> int:
    """Return where the words before a verb of calling begin: 반역자라고 | 불렀다 is one statement."""
    before = sentence.morphs[first - 1] if first else None
    if before is None or before.form not in ("라고", "이라고", "다고", "ᆫ다고"):
        return first
    return sentence.clauses[sentence.clause_of(first - 1)].first


def _any_word(words: Sequence[str], morphs: Sequence[Morph], text: str) -> bool:
    if not morphs:
        return False
    surface = text[morphs[0].start : morphs[-1].end]
    nouns = {morph.form for morph in morphs if morph.tag.startswith("NN")}
    return any((word in nouns) if len(word) == 1 else (word in surface) for word in words)


def _without_shadowed(found: Sequence[Trigger]) -> list[Trigger]:
    """Of several rules on one verb keep the most specific; of equal ones the first in the file.

    Doubtful ones stay where nothing sure stands on the verb with the same act, one an act.
    """
    sure = _sure([trigger for trigger in found if not trigger.doubt])
    doubtful: dict[tuple[int, str], Trigger] = {}
    for trigger in found:
        told = any(other.rule.act == trigger.rule.act and other.verb == trigger.verb for other in sure)
        if trigger.doubt and not told:
            doubtful.setdefault((trigger.verb, trigger.rule.act), trigger)
    return [*sure, *doubtful.values()]


def _sure(found: Sequence[Trigger]) -> list[Trigger]:
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


def _inside(inner: Trigger, verb: Trigger) -> bool:
    """Whether a trigger is only a part of the words of another act: 총을 맞다 in 총을 맞고 숨지다."""
    if inner.rule.act == verb.rule.act or not verb.first <= inner.first <= verb.verb:
        return False
    return bool(inner.rule.nouns) or inner.verb < verb.verb
