"""From triggers to mentions: one act asserted once, with everything its sentence says of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from saksi.reading.korean.attribution import Telling
from saksi.reading.korean.circumstances import grounds_in, perpetrator_in, place_in
from saksi.reading.korean.kinds import settled
from saksi.reading.korean.lexicon import cues
from saksi.reading.korean.lists import Item, items_of
from saksi.reading.korean.modality import Assertion, assertion
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.noun_phrases import noun_phrases
from saksi.reading.korean.passages import passage_of, statement_start, trimmed
from saksi.reading.korean.persons import Suffers, describe
from saksi.reading.korean.times import find_time
from saksi.reading.korean.triggers import Trigger, triggers
from saksi.reading.korean.victims import victim_of
from saksi.record import Attribution, Passage, Perpetrator, Place, Time, Victim


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


FOR_KIN = (
    "banishment", "detention_political_camp", "detention_other", "screening", "surveillance", "dismissal",
    "forced_labour",
)  # fmt: skip  # what families suffer for a relative
DEATHS = ("execution", "killing_other", "death_in_custody")
ATTRIBUTES = ("detention_other", "detention_political_camp", "punishment_unspecified", "screening")
GRAVEST = (
    "execution", "killing_other", "death_in_custody", "detention_political_camp", "disappearance",
    "banishment", "forced_repatriation", "torture", "detention_other", "screening",
)  # fmt: skip


def _gravity(act: str) -> tuple[int, str]:
    return (GRAVEST.index(act) if act in GRAVEST else len(GRAVEST)), act


@dataclass(slots=True)
class _Memory:
    """What later sentences may leave unsaid."""

    suffers: Suffers | None = None
    recent: list[Suffers] = field(default_factory=list)
    day: date | None = None
    acts: set[str] = field(default_factory=set)
    grounds: dict[str, str] = field(default_factory=dict)


def mentions(
    text: str,
    found: Sequence[Sentence],
    told: Sequence[Telling],
    *,
    published: date | None,
    country: str | None,
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
            mention = replace(
                mention,
                sentence=number,
                weak=mention.weak
                or _is_attribute(text, sentence, trigger, mention, hits, told=mention.act in memory.acts),
            )
            _remember(memory, mention)
            result += _listed(text, mention, country) or [mention]
        fear = _fear(text, sentence, telling, memory, [hit.rule.act for hit in hits])
        if fear is not None:
            result.append(replace(fear, sentence=number))
        before = text[sentence.start : sentence.end]
    return result


def _owner_follows(text: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the dead only own what follows: 숨진 학생의 부모."""
    if sentence.morphs[trigger.stop - 1].tag != "ETM":
        return False
    after = text[sentence.morphs[trigger.stop - 1].end : sentence.end]
    return re.match(r"\s*\S+의\s", after) is not None


def _is_attribute(
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


def _part(mention: Mention, item: Item) -> Suffers:
    kind = "individual" if item.count.max == 1 else "group"
    victim = mention.suffers.victim if mention.suffers else Victim()
    return Suffers(
        victim.model_copy(update={"text": item.count.text, "type": kind, "name": None}), item.count, 0, "명"
    )


def _listed(text: str, mention: Mention, country: str | None) -> list[Mention]:
    """Split a mention whose clause lists places with their own counts."""
    if mention.weak or mention.assertion.kind != "act":
        return []
    found = items_of(mention.passage.of(text))
    return [
        replace(
            mention,
            suffers=_part(mention, item),
            explicit=True,
            passage=Passage(start=mention.passage.start + item.start, end=mention.passage.end),
            place=place_in(item.place + "에서", country),
        )
        for item in found
    ]


def _remember(memory: _Memory, mention: Mention) -> None:
    if mention.explicit and not mention.weak and mention.assertion.kind == "act":
        memory.suffers = mention.suffers
        if mention.suffers is not None:
            memory.recent = [*memory.recent[-4:], mention.suffers]
    if mention.time and mention.time.from_ and mention.time.from_ == mention.time.to:
        memory.day = mention.time.from_
    if not mention.weak:
        memory.acts.add(mention.act)
    if mention.grounds:
        memory.grounds = mention.grounds


def _mention(
    text: str, sentence: Sentence, trigger: Trigger, said: Assertion, telling: Telling,
    memory: _Memory, published: date | None, country: str | None,
) -> Mention:  # fmt: skip
    suffers = victim_of(text, sentence, trigger, telling.lead or 0)
    explicit = suffers is not None
    if suffers is None and memory.suffers is not None:
        suffers = memory.suffers.carried()
    elif suffers is not None:
        suffers = _resolved(suffers, memory.recent)
    said = settled(text, sentence, trigger, said, suffers if explicit else None)
    if said.kind == "order" and not explicit:
        suffers = None  # an order names its own people; those of the sentence before are others
    if suffers is not None and said.kind == "act" and said.modality in ("happened", "uncertain", "denied"):
        suffers = suffers.as_one()
    passage = passage_of(text, sentence, trigger, suffers, telling, order=said.kind == "order")
    clause = passage.of(text)
    whole = text[max(sentence.start, telling.lead or 0) : sentence.end]
    own = sentence.clauses[sentence.clause_of(trigger.first)]
    statement = text[statement_start(sentence, own, telling) : passage.end]
    victim = suffers.victim.text if suffers else None
    perpetrator = perpetrator_in(clause, victim, country)
    ahead = text[max(sentence.start, telling.lead or 0) : passage.end]
    reasons = grounds_in(clause) or grounds_in(ahead)
    if not reasons and (not explicit or (suffers and suffers.generic)) and said.kind == "act":
        reasons = memory.grounds
    if explicit and suffers and suffers.victim.status == "family_of_accused" and trigger.rule.act in FOR_KIN:
        reasons = {**reasons, "association": "ko.ground.kin"}
    return Mention(
        act=trigger.rule.act,
        assertion=said,
        suffers=suffers,
        explicit=explicit,
        weak=trigger.weak,
        passage=passage,
        attribution=telling.attribution,
        perpetrator=perpetrator or perpetrator_in(whole, victim, country),
        place=place_in(clause, country, trigger.rule.act) or Place(country=country),
        time=find_time(clause, published, memory.day) or find_time(statement, published, memory.day),
        grounds=reasons,
        rules=(trigger.rule.id, *reasons.values()),
    )


def _resolved(suffers: Suffers, recent: Sequence[Suffers]) -> Suffers:
    """Take from the victims told before, the last first, what a pronoun or a bare number leaves out."""
    for before in reversed(recent):
        known = suffers.resolved(before)
        if known is not suffers:
            return known
    return suffers


def _fear(
    text: str, sentence: Sentence, telling: Telling, memory: _Memory, here: Sequence[str]
) -> Mention | None:
    """Read fear as a condition that bears on the act of its own sentence, else on the gravest told so far."""
    if not memory.acts:
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
        begin = statement_start(sentence, clause, telling)
        return Mention(
            act=min(here or memory.acts, key=_gravity),
            assertion=Assertion("condition", "feared"),
            suffers=suffers,
            explicit=suffers is not None,
            weak=False,
            passage=trimmed(text, begin, end),
            attribution=telling.attribution,
            rules=("ko.cue.fear",),
        )
    return None
