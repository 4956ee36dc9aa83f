"""From triggers to mentions: one act asserted once, with everything its sentence says of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from saksi.reading.korean.attribution import Telling
from saksi.reading.korean.circumstances import grounds_in, perpetrator_in, place_in
from saksi.reading.korean.lexicon import cues
from saksi.reading.korean.modality import Assertion, assertion
from saksi.reading.korean.morphs import Clause, Sentence
from saksi.reading.korean.noun_phrases import noun_phrases
from saksi.reading.korean.times import find_time
from saksi.reading.korean.triggers import Trigger, triggers
from saksi.reading.korean.victims import Suffers, describe, victim_of
from saksi.record import Attribution, Passage, Perpetrator, Place, Time

EDGES = " \t\u3000\u00a0,.·“”\"‘’'()[]…?!~-—–:;◆■▲○●\u200b\ufeff"
QUOTING = re.compile(r"(?:[가-힣])(?:고|며|면서)$")
REASON = re.compile(r"([^.,]{2,60}?)(?:혐의|죄목|죄|이유|명목|구실|때문)")


@dataclass(frozen=True, slots=True)
class Mention:
    """One assertion in one clause; the fields are those of a claim."""

    act: str
    assertion: Assertion
    suffers: Suffers | None
    explicit: bool
    weak: bool
    passage: Passage
    attribution: Attribution
    perpetrator: Perpetrator | None = None
    place: Place | None = None
    time: Time | None = None
    grounds: dict[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    sentence: int = 0


@dataclass(slots=True)
class _Memory:
    """What later sentences may leave unsaid."""

    suffers: Suffers | None = None
    day: date | None = None
    act: str | None = None
    paragraph: int = -1


def mentions(
    text: str, found: Sequence[Sentence], told: Sequence[Telling], *, published: date | None, country: str | None
) -> list[Mention]:
    """Read the mentions of all sentences, in text order.

    Parameters
    ----------
    text
        The text as archived.
    found, told
        Its sentences and who tells each.
    published
        Anchor of relative times.
    country
        The report's main country: of places that are named without one.
    """
    memory = _Memory()
    result: list[Mention] = []
    before = ""
    for number, (sentence, telling) in enumerate(zip(found, told, strict=True)):
        hits = triggers(text, sentence, before)
        for trigger in hits:
            said = assertion(text, sentence, trigger)
            if said is None:
                continue
            mention = _mention(text, sentence, trigger, said, telling, memory, published, country)
            result.append(_numbered(mention, number))
            _remember(memory, mention, sentence)
        fear = _fear(text, sentence, telling, memory)
        if fear is not None:
            result.append(_numbered(fear, number))
        before = text[sentence.start : sentence.end]
    return result


def _numbered(mention: Mention, number: int) -> Mention:
    from dataclasses import replace  # noqa: PLC0415

    return replace(mention, sentence=number)


def _remember(memory: _Memory, mention: Mention, sentence: Sentence) -> None:
    if mention.explicit and not mention.weak and mention.assertion.kind == "act":
        memory.suffers = mention.suffers
    if mention.time and mention.time.from_ and mention.time.from_ == mention.time.to:
        memory.day = mention.time.from_
    if not mention.weak:
        memory.act = mention.act
        memory.paragraph = sentence.paragraph


def _mention(
    text: str, sentence: Sentence, trigger: Trigger, said: Assertion, telling: Telling,
    memory: _Memory, published: date | None, country: str | None,
) -> Mention:  # fmt: skip
    suffers = victim_of(text, sentence, trigger)
    explicit = suffers is not None
    if suffers is None and memory.suffers is not None:
        suffers = memory.suffers.carried()
    passage = _passage(text, sentence, trigger, suffers, telling)
    clause = passage.of(text)
    whole = text[max(sentence.start, telling.lead or 0) : sentence.end]
    victim = suffers.victim.text if suffers else None
    perpetrator = perpetrator_in(clause, victim)
    reasons = grounds_in(clause)
    return Mention(
        act=trigger.rule.act,
        assertion=said,
        suffers=suffers,
        explicit=explicit,
        weak=trigger.weak,
        passage=passage,
        attribution=telling.attribution,
        perpetrator=perpetrator or perpetrator_in(whole, victim),
        place=place_in(clause, country),
        time=find_time(clause, published, memory.day) or find_time(whole, published, memory.day),
        grounds=reasons,
        rules=(trigger.rule.id, *reasons.values()),
    )


def _passage(text: str, sentence: Sentence, trigger: Trigger, suffers: Suffers | None, telling: Telling) -> Passage:
    """Return the clause, from its subject to its predicate, without attribution and quotation marks at the edge."""
    morphs = sentence.morphs
    clause = sentence.clauses[sentence.clause_of(trigger.first)]
    first = clause.first
    while first < trigger.first and morphs[first].tag in ("MAJ", "SP", "SSO", "SSC", "JKQ", "SF"):
        first += 1
    start = morphs[first].start
    if suffers and suffers.start is not None and suffers.start < start:
        start = suffers.start
    if telling.lead is not None and start < telling.lead <= morphs[trigger.first].start:
        start = telling.lead
    end = _end(text, sentence, trigger)
    if suffers and suffers.start is not None and suffers.start >= morphs[trigger.verb].end:
        end = max(end, suffers.start + len(suffers.victim.text or ""))
    return trimmed(text, start, end)


def _end(text: str, sentence: Sentence, trigger: Trigger) -> int:
    """Return where the predicate's word ends, without a quoting particle: 끌려갔다(고)."""
    end = sentence.morphs[min(trigger.stop, len(sentence.morphs)) - 1].end
    last = sentence.morphs[min(trigger.stop, len(sentence.morphs)) - 1]
    if last.tag == "EC" and last.form in ("다고", "라고", "ᆫ다고", "는다고", "자고") and text[end - 1] == "고":
        return end - 1
    while end < sentence.end and "가" <= text[end] <= "힣" and not trigger.weak and last.tag not in ("EC", "EF"):
        end += 1
    return end


def _whole(text: str, sentence: Sentence, clause: Clause, telling: Telling) -> int:
    """Return where the statement begins that a clause belongs to: after the quotation mark or the attribution."""
    first = clause
    for other in reversed([c for c in sentence.clauses if c.last <= clause.first]):
        if other.quoted != clause.quoted:
            break
        first = other
    begin = sentence.morphs[first.first].start
    return telling.lead if telling.lead and begin < telling.lead < sentence.morphs[clause.last - 1].end else begin


def trimmed(text: str, start: int, end: int) -> Passage:
    """Return the span without spaces, quotation marks and full stops at its edges."""
    low, high = start, end
    while low < high and text[low] in EDGES or low < high and text[low].isspace():
        low += 1
    while high > low and (text[high - 1] in EDGES or text[high - 1].isspace()):
        high -= 1
    return Passage(start=low, end=high) if low < high else Passage(start=start, end=max(end, start + 1))


def _fear(text: str, sentence: Sentence, telling: Telling, memory: _Memory) -> Mention | None:
    """Read fear of an act told just before or in the same sentence: a condition that bears on it."""
    if memory.act is None or sentence.paragraph - memory.paragraph > 1:
        return None
    for clause in sentence.clauses:
        start, end = sentence.morphs[clause.first].start, sentence.morphs[clause.last - 1].end
        words = text[start:end]
        cue = next((cue for cue in cues("fear") if cue in words), None)
        if cue is None:
            continue
        phrases = [p for p in noun_phrases(text, sentence.morphs, clause.first, clause.last) if p.human]
        who = phrases[0] if phrases else None
        suffers = describe(text, sentence, who) if who else None
        begin = _whole(text, sentence, clause, telling)
        return Mention(
            act=memory.act,
            assertion=Assertion("condition", "feared"),
            suffers=suffers,
            explicit=suffers is not None,
            weak=False,
            passage=trimmed(text, begin, end),
            attribution=telling.attribution,
            rules=("ko.cue.fear",),
        )
    return None
