"""To whom: the noun phrase that suffers an act."""

import re
from dataclasses import replace

from saksi.countries import find_places
from saksi.reading.korean.counts import count_in
from saksi.reading.korean.lexicon import cues, institution_at_end, people
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.noun_phrases import NounPhrase, head_of, is_human, noun_phrases
from saksi.reading.korean.persons import Suffers, describe
from saksi.reading.korean.triggers import Trigger

AT_HANDS = ("torture", "violence", "sexual_violence", "surveillance", "deprivation", "confiscation")
BY_HAND = (*AT_HANDS, "detention_other", "screening", "killing_other", "disappearance")
FORCE = ("ko.people.security", "ko.people.police", "ko.people.prosecutor")
ON_THINGS = ("confiscation", "restriction", "crackdown", "surveillance", "other", "coerced_attendance")
SUBJECT = ("이", "가", "은", "는", "도", "만", "까지", "들이", "들은", "께서", "ᆫ", "마저")
OBJECT = ("을", "를", "도", "까지", "들을", "만", "ᆯ")
DATIVE = ("에게", "한테", "들에게", "에")


def victim_of(text: str, sentence: Sentence, trigger: Trigger, lead: int = 0) -> Suffers | None:
    """Find who suffers the act of a trigger in its own sentence.

    Parameters
    ----------
    text
        The text as archived.
    sentence, trigger
        Where the act is asserted.
    lead
        Noun phrases before this offset name who tells and are passed over.

    Returns
    -------
    Suffers or None
        None if the sentence does not say.
    """
    if trigger.rule.victim == "none":
        return None
    number = sentence.clause_of(trigger.verb)
    clause = sentence.clauses[number]
    phrases = [p for p in noun_phrases(text, sentence.morphs, clause.first, clause.last) if p.start >= lead]
    if trigger.rule.act in AT_HANDS:
        phrases = [p for p in phrases if not _in_force(p)]
    found = (
        _compound(text, sentence, trigger)
        or _modified(text, sentence, trigger, phrases)
        or _nearer(_argument(trigger, phrases), _owner(trigger, phrases))
    )
    if found is None and trigger.voice == "passive":
        found = _earlier(text, sentence, number, lead)
    return describe(text, sentence, found) if found else None


def _argument(trigger: Trigger, phrases: list[NounPhrase]) -> NounPhrase | None:
    before = [phrase for phrase in phrases if phrase.last <= trigger.first and phrase.human]
    if trigger.voice == "passive":
        subjects = [
            p for p in before if p.marked(*SUBJECT) or (not p.particle and count_in(p.text) is not None)
        ]
        to_whom = [
            p
            for p in before
            if p.marked("에게", "한테") and not is_agency(p.text) and not _acts_on(trigger, p)
        ]
        return next(
            reversed(subjects or to_whom or _named(trigger, phrases, "이", "가", "은", "는", "도")), None
        )
    objects = [p for p in before if p.marked(*OBJECT)] or [p for p in before if p.marked(*DATIVE)]
    objects = [p for p in objects if not is_agency(p.text)] or [p for p in before if _topic(p)]
    objects = objects or _named(trigger, phrases, "을", "를", "에게", "한테")
    return objects[-1] if objects else None


def _in_force(phrase: NounPhrase) -> bool:
    """Whether a subject is an officer who does such things rather than suffers them."""
    entry = phrase.entry
    return entry is not None and entry.id in FORCE and phrase.marked("이", "가", "들이")


def _acts_on(trigger: Trigger, phrase: NounPhrase) -> bool:
    """Whether somebody marked with 에게 does it: 관리원에게 맞았다; not 간부에게 5년형이 떨어졌다."""
    if trigger.rule.nouns or trigger.rule.act not in BY_HAND:
        return False
    return (phrase.entry is not None and phrase.entry.id in FORCE) or phrase.text.endswith(cues("officers"))


def _topic(phrase: NounPhrase) -> bool:
    """Whether a topic can be what is acted on (가족은 추방한다): not somebody in office, who would act."""
    entry = phrase.entry
    return (
        phrase.marked("은", "는")
        and entry is not None
        and entry.codes.get("status") not in ("official", "elite")
    )


def about_a_thing(text: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a passive verb has a thing as its subject: 감자가 사라졌다."""
    if trigger.voice != "passive" or trigger.by != "verb":
        return False
    clause = sentence.clauses[sentence.clause_of(trigger.verb)]
    subjects = [
        p
        for p in noun_phrases(text, sentence.morphs, clause.first, trigger.first)
        if p.marked("이", "가") and p.last <= trigger.first
    ]
    return bool(subjects) and not subjects[-1].human and not subjects[-1].proper


def _named(trigger: Trigger, phrases: list[NounPhrase], *particles: str) -> list[NounPhrase]:
    """Return phrases that are proper names the lexicon does not know: what befalls people befalls them."""
    if trigger.rule.act in ON_THINGS:
        return []
    subjects = [p for p in phrases if p.last <= trigger.first and p.proper and p.marked(*particles)]
    return [
        p for p in subjects if institution_at_end(p.text) is None and not find_places(p.text, language="ko")
    ]


def _nearer(one: NounPhrase | None, other: NounPhrase | None) -> NounPhrase | None:
    return max((p for p in (one, other) if p is not None), key=lambda p: p.start, default=None)


def _owner(trigger: Trigger, phrases: list[NounPhrase]) -> NounPhrase | None:
    """Read 배 씨의 입에, 주민의 집을: whose body or belongings suffer it."""
    for phrase in reversed([p for p in phrases if p.last <= trigger.first]):
        owner, _, thing = phrase.text.rpartition("의 ")
        if owner and thing.endswith(cues("belongings")) and is_human(owner):
            return replace(phrase, text=owner, end=phrase.start + len(owner))
    return None


def is_agency(phrase: str) -> bool:
    """Whether a phrase names an institution, not people: 보위부 but not 보위부 간부."""
    return institution_at_end(phrase) is not None and people().at_end(head_of(phrase)) is None


def _compound(text: str, sentence: Sentence, trigger: Trigger) -> NounPhrase | None:
    """Read 주민 감시, 탈북자 북송, 노동자들에 대한 감시: the noun before an act noun suffers it."""
    if not trigger.rule.nouns or trigger.first == 0:
        return None
    morphs = sentence.morphs
    before = [
        p
        for p in noun_phrases(text, morphs[: trigger.first], max(0, trigger.first - 14), trigger.first)
        if p.human
    ]
    if not before:
        return None
    last = before[-1]
    between = text[last.end : morphs[trigger.first].start]
    joined = last.last == trigger.first or re.fullmatch(
        r"(?:들)?(?:에|을|를)\s*(?:대한|상대로 한|대상으로 한|겨냥한|향한)\s*\S{0,8}\s*|의\s*", between
    )
    return last if joined and not is_agency(last.text) else None


def _modified(
    text: str, sentence: Sentence, trigger: Trigger, phrases: list[NounPhrase]
) -> NounPhrase | None:
    """Read 체포된 주민: the noun that the predicate modifies suffers it."""
    morphs = sentence.morphs
    if trigger.weak or trigger.stop >= len(morphs) or morphs[trigger.stop - 1].tag != "ETM":
        return None
    head = next(iter(noun_phrases(text, morphs, trigger.stop, min(trigger.stop + 14, len(morphs)))), None)
    if head is None or head.first > trigger.stop + 1 or not head.human:
        return None
    subjects = [p for p in phrases if p.last <= trigger.first and p.marked("이", "가")]
    if trigger.voice == "passive" and not any(p.human and not is_agency(p.text) for p in subjects):
        return head
    objects = [p for p in phrases if p.last <= trigger.first and p.human and p.marked("을", "를")]
    return head if trigger.voice == "active" and subjects and not objects else None


def _earlier(text: str, sentence: Sentence, number: int, lead: int) -> NounPhrase | None:
    """Look for the topic in the clauses before, as far as the sentence or its quotation goes."""
    quoted = sentence.clauses[number].quoted
    for clause in reversed(sentence.clauses[max(0, number - 4) : number]):
        if clause.quoted != quoted:
            return None
        phrases = noun_phrases(text, sentence.morphs, clause.first, clause.last)
        people_in = [
            p for p in phrases if p.human and p.start >= lead and p.marked(*SUBJECT) and not is_agency(p.text)
        ]
        if people_in:
            return people_in[0]
    return None
