"""From triggers to mentions: one act asserted once, with everything its sentence says of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from saksi.reading.korean.attribution import Telling
from saksi.reading.korean.circumstances import charge_in, grounds_in, perpetrator_in, place_in
from saksi.reading.korean.fears import fear_in
from saksi.reading.korean.features import Features, features
from saksi.reading.korean.kinds import settled
from saksi.reading.korean.lists import Item, items_of
from saksi.reading.korean.memory import Memory, Mention, remember, resolved, speaking, told_by
from saksi.reading.korean.modality import Assertion, assertion
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.narrators import narrator_of
from saksi.reading.korean.passages import passage_of, statement_start
from saksi.reading.korean.penalties import PUNISHED, penalty_in
from saksi.reading.korean.persons import Suffers
from saksi.reading.korean.times import find_time
from saksi.reading.korean.triggers import Trigger, triggers
from saksi.reading.korean.unfit import is_attribute, misfit_of
from saksi.reading.korean.victims import victim_of
from saksi.record import Passage, Place, Time, Victim

FOR_KIN = (
    "banishment", "detention_political_camp", "detention_other", "screening", "surveillance", "dismissal",
    "forced_labour", "confiscation", "disappearance", "public_shaming",
)  # fmt: skip  # what families suffer for a relative
UNTOLD = Assertion("act", "uncertain")  # of a condition or a question: somebody may still read an act
NEXT_PARAGRAPHS = 2  # the sentence before adjoins even across a paragraph's end


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
    narrator = narrator_of(text)
    memory = Memory(suffers=narrator.suffers if narrator else None, narrator=narrator)
    result: list[Mention] = []
    before, paragraph = "", -1
    for number, (sentence, telling) in enumerate(zip(found, told, strict=True)):
        hits = triggers(text, sentence, before)
        memory.before = before if sentence.paragraph - paragraph < NEXT_PARAGRAPHS else ""
        for trigger in hits:
            said = assertion(text, sentence, trigger)
            mention = _mention(text, sentence, trigger, said or UNTOLD, telling, memory, published, country)
            known = mention.act in memory.acts
            mention = replace(
                mention,
                sentence=number,
                paragraph=sentence.paragraph,
                doubt=trigger.doubt
                or ("" if said else "empty")
                or misfit_of(text, sentence, trigger, mention, hits),
                weak=mention.weak or is_attribute(text, sentence, trigger, mention, hits, told=known),
            )
            mention = replace(mention, features=_features(mention, trigger, found, number))
            if not mention.doubt:
                remember(memory, mention)
            result += _listed(text, mention, country) or [mention]
        fear = fear_in(text, sentence, telling, memory, [hit.rule.act for hit in hits])
        if fear is not None:
            fear = replace(fear, sentence=number, paragraph=sentence.paragraph)
            result.append(replace(fear, features=_features(fear, None, found, number)))
        before, paragraph = text[sentence.start : sentence.end], sentence.paragraph
    return result


def _features(mention: Mention, trigger: Trigger | None, found: Sequence[Sentence], number: int) -> Features:
    sentence = found[number]
    quoted = trigger is not None and sentence.clauses[sentence.clause_of(trigger.first)].quoted
    return features(
        mention,
        trigger,
        quoted=quoted,
        length=len(sentence.morphs),
        paragraph=sentence.paragraph,
        place=number / len(found),
    )


def _part(mention: Mention, item: Item) -> Suffers:
    kind = "individual" if item.count.max == 1 else "group"
    victim = mention.suffers.victim if mention.suffers else Victim()
    return Suffers(
        victim.model_copy(update={"text": item.count.text, "type": kind, "name": None}), item.count, 0, "명"
    )


def _listed(text: str, mention: Mention, country: str | None) -> list[Mention]:
    """Split a mention whose clause lists places with their own counts."""
    if mention.weak or mention.doubt or mention.assertion.kind != "act":
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


def _mention(
    text: str, sentence: Sentence, trigger: Trigger, said: Assertion, telling: Telling,
    memory: Memory, published: date | None, country: str | None,
) -> Mention:  # fmt: skip
    suffers = victim_of(text, sentence, trigger, telling.lead or 0)
    explicit = suffers is not None
    if suffers is None and memory.suffers is not None:
        suffers = memory.suffers.carried()
    elif suffers is not None:
        suffers = resolved(speaking(suffers, telling, memory), memory.recent)
    said = settled(text, sentence, trigger, said, suffers if explicit else None)
    if said.kind == "order" and not explicit:
        suffers = None  # an order names its own people; those of the sentence before are others
    if suffers is not None and said.kind == "act" and said.modality in ("happened", "uncertain", "denied"):
        suffers = suffers.as_one()
    passage = passage_of(text, sentence, trigger, suffers, telling, order=said.kind == "order")
    clause = passage.of(text)
    own = sentence.clauses[sentence.clause_of(trigger.first)]
    statement = text[statement_start(sentence, own, telling) : passage.end]
    victim = suffers.victim.text if suffers else None
    acting = text[passage.start : max(passage.start + 1, sentence.morphs[trigger.first].start)]
    perpetrator = perpetrator_in(acting, victim, country)
    low = max(sentence.start, telling.lead or 0)
    ahead = text[low : passage.end]
    reasons = grounds_in(charge_in(ahead)) or grounds_in(clause) or grounds_in(ahead)
    if suffers and suffers.victim.status == "family_of_accused" and trigger.rule.act in FOR_KIN:
        reasons = {**reasons, "association": "ko.ground.kin"}
    return Mention(
        act=trigger.rule.act,
        assertion=said,
        suffers=suffers,
        explicit=explicit,
        weak=trigger.weak,
        passage=passage,
        attribution=told_by(telling, suffers, text[passage.end - 1 : passage.end + 14]),
        perpetrator=perpetrator
        or perpetrator_in(text[low : max(low, sentence.morphs[trigger.first].start)], victim, country)
        or perpetrator_in(memory.before, victim, country, agents_only=True),
        place=place_in(clause, country, trigger.rule.act)
        or place_in(ahead, country, trigger.rule.act)
        or Place(country=country),
        time=_time(clause, published, memory) or _time(statement, published, memory),
        grounds=reasons,
        penalty=penalty_in(clause) if trigger.rule.act in PUNISHED else None,
        rules=(trigger.rule.id, *reasons.values()),
    )


def _time(words: str, published: date | None, memory: Memory) -> Time | None:
    return find_time(words, published, memory.day, year=memory.year, past=memory.narrator is not None)
