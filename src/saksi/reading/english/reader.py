"""English text to claims: the order of the steps, and how they fit together."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from saksi.reading.english.attribution import attributions
from saksi.reading.english.circumstances import grounds, penalty, perpetrator
from saksi.reading.english.clauses import clause_span, joined, noun_phrase, phrase_text
from saksi.reading.english.confidence import confidence
from saksi.reading.english.counts import Counted, count_in, total
from saksi.reading.english.drafts import Draft
from saksi.reading.english.mentions import Mention, find_mentions
from saksi.reading.english.merging import FRESH, merge, share_grounds
from saksi.reading.english.modality import Assertion, assertion
from saksi.reading.english.parsing import Sentence, parse
from saksi.reading.english.people import FAMILY_TOO, PRONOUNS, describe, is_person, is_pronoun
from saksi.reading.english.places import Places
from saksi.reading.english.times import When, find_times
from saksi.record import Attribution, Claim, Count, Passage, Time, Victim

if TYPE_CHECKING:
    from spacy.tokens import Token

READER = "rules-en"
COMPARED = re.compile(r"\b(?:unlike|than|compared (?:to|with))\s+(?:in\s+)?$", re.IGNORECASE)
CLOSE = 220  # characters: in a longer sentence a time elsewhere seldom belongs to the act
DEFINITE = frozenset({"the", "these", "those"})
LOOK_BACK = 2  # sentences in which a pronoun's person may have been named
CUSTODY = frozenset({"detention_other", "detention_political_camp"})


def read_english(
    text: str, *, published: date | None, outlet: str | None, furniture: Sequence[Passage] = ()
) -> list[Claim]:
    """Read the claims of an English report.

    Parameters
    ----------
    text
        The archived text; passages are offsets into it, in code points.
    published
        Anchor of relative times; without it they keep their words and have no days.
    outlet
        Last link of every attribution chain.
    furniture
        Spans that are page furniture: not read.

    Returns
    -------
    list of Claim
        In the order of their core passages.
    """
    sentences = list(parse(text, furniture))
    speakers = attributions(sentences, outlet)
    places = Places(text)
    drafts: list[Draft] = []
    for number, sentence in enumerate(sentences):
        for mention in find_mentions(sentence):
            said = assertion(mention)
            if said is not None:
                story = Story(drafts, sentences[max(0, number - LOOK_BACK) : number])
                drafts.append(_draft(mention, said, speakers[number], places, story, text, published))
    claims = sorted(merge(drafts), key=lambda draft: draft.passages[0])
    share_grounds(claims)
    return [_claim(number, draft) for number, draft in enumerate(claims, start=1)]


@dataclass(frozen=True, slots=True)
class Story:
    """What the report told before a mention: claims so far, and the last sentences."""

    drafts: Sequence[Draft]
    sentences: Sequence[Sentence]


def _draft(
    mention: Mention,
    said: Assertion,
    attribution: Attribution,
    places: Places,
    story: Story,
    text: str,
    published: date | None,
) -> Draft:
    sentence = mention.sentence
    start, end = clause_span(mention.verb, mention.victim)
    span = (sentence.offset(start), sentence.offset(end))
    clause = text[span[0] : span[1]]
    noun = mention.victim
    pronoun = noun is not None and is_pronoun(noun)
    victim = describe(noun) if noun is not None else Victim()
    antecedent = _antecedent(noun, story.drafts) if noun is not None and pronoun else None
    if antecedent is not None:
        victim = antecedent.victim
    elif noun is not None and pronoun and (meant := _person_before(noun, story.sentences)) is not None:
        noun, pronoun, victim = meant, False, describe(meant)
    if FAMILY_TOO.search(clause):
        victim = victim.model_copy(update={"family_included": True})
    return Draft(
        act=_act(mention, story.drafts),
        kind=said.kind,
        modality=said.modality,
        passages=[span],
        sentence_start=sentence.start,
        victim=victim,
        victim_key=antecedent.victim_key if antecedent else _key(noun),
        victim_head=antecedent.victim_head if antecedent else _head(noun),
        pronoun=pronoun and antecedent is None,
        definite=_has_child(noun, DEFINITE),
        fresh=_has_child(noun, FRESH),
        lead=sentence.block == 0,
        count=antecedent.count if antecedent else _count(noun, said),
        perpetrator=perpetrator(mention),
        grounds=grounds(clause, victim.text, sentence.span.text),
        place=places.of(sentence, span),
        when=_when(said.kind, clause, text[sentence.start : sentence.end], published),
        attribution=attribution,
        penalty=penalty(mention.act, clause),
        confidence=confidence(mention, said),
        rules=[mention.entry.id, said.rule],
    )


def _act(mention: Mention, before: Sequence[Draft]) -> str:
    """The act of the entry; "inmates", "detainees" are held where people were last said to be held."""
    if mention.entry.context:
        return next((draft.act for draft in reversed(before) if draft.act in CUSTODY), mention.act)
    return mention.act


def _head(noun: "Token | None") -> str | None:
    return None if noun is None else str(noun.lemma_.lower())


def _has_child(noun: "Token | None", words: Collection[str]) -> bool:
    return noun is not None and any(child.lower_ in words for child in noun.children)


def _key(noun: "Token | None") -> str | None:
    """The phrase without its article; a bare noun's lemma, so that "a smuggler" is "the smuggler" again."""
    if noun is None:
        return None
    words = [token for token in noun.subtree if token.dep_ not in ("det", "punct", "conj", "cc", "appos")]
    if len(words) <= 1:
        return str(noun.lemma_.lower())
    return " ".join(token.lower_ for token in words)


def _antecedent(noun: "Token", before: Sequence[Draft]) -> Draft | None:
    """The latest victim that the pronoun can stand for, by sex and number."""
    sex = PRONOUNS.get(noun.lower_)
    for draft in reversed(before):
        if draft.victim.text is None or draft.kind == "condition":
            continue
        if sex is None and draft.victim.type != "individual":
            return draft
        if sex is not None and draft.victim.type == "individual" and draft.victim.sex in (sex, "unknown"):
            return draft
    return None


def _person_before(pronoun: "Token", sentences: Sequence[Sentence]) -> "Token | None":
    """The last person named in the sentences before whom the pronoun can stand for."""
    sex = PRONOUNS.get(pronoun.lower_)
    if sex is None:
        return None
    for sentence in reversed(sentences):
        for token in reversed(list(sentence.span)):
            if token.pos_ in ("NOUN", "PROPN") and token.tag_ in ("NN", "NNP") and is_person(token):
                victim = describe(token)
                if victim.sex in (sex, "unknown") and victim.status not in ("official", "elite"):
                    return token
    return None


COLLECTIVES = frozenset({"family", "household", "couple", "faction", "gang", "crew", "congregation", "crowd"})
EVERYBODY = frozenset({"every", "each", "any", "no"})
SINGLE = frozenset({"he", "she", "him", "her", "i", "me", "one", "third", "second", "another"})


def _count(noun: "Token | None", said: Assertion) -> Counted | None:
    """How many the victims of this claim are; a class of people has no number."""
    if noun is None:
        return None
    members = [member for member in joined(noun) if is_person(member)]
    if len(members) > 1:
        together = total([_stated(member, said) for member in members])
        if together is not None:
            return together
    return _stated(noun, said)


def _stated(noun: "Token", said: Assertion) -> Counted | None:
    phrase = phrase_text(noun_phrase(noun), noun)
    head = phrase.split(" who ")[0].split(" that ")[0]
    determined = {child.lower_ for child in noun.children if child.dep_ in ("det", "poss", "nummod")}
    if determined & EVERYBODY or noun.lower_ in ("anyone", "anybody", "whoever", "everyone", "everybody"):
        return None
    if said.kind != "act" and not any(char.isdigit() for char in head):
        return None
    stated = count_in(head)
    if stated is not None:
        return stated
    told = said.modality in ("happened", "denied", "uncertain")
    if noun.tag_ in ("NNS", "NNPS") or noun.lower_ in ("they", "them", "we", "us", "some", "others"):
        return Counted(2, None, head if noun.tag_ == "NNS" else None) if told else None
    if noun.lemma_.lower() in COLLECTIVES:
        return Counted(2, None, head) if told else None
    if noun.lower_ in SINGLE or noun.tag_ == "NNP" or (noun.tag_ == "NN" and determined):
        return Counted(1, 1, head)
    return None


def _when(kind: str, clause: str, words: str, published: date | None) -> When | None:
    """The time of the clause, else of its sentence if it gives one; an order's day is that of its saying."""
    inside = [when for when in find_times(clause, published) if not COMPARED.search(clause[: when.start])]
    if inside:
        return inside[0]
    around = find_times(words, published) if kind == "order" or len(words) < CLOSE else []
    return around[0] if len(around) == 1 or (around and kind == "order") else None


def _claim(number: int, draft: Draft) -> Claim:
    count, when = draft.count, draft.when
    passages = tuple(Passage(start=start, end=end) for start, end in draft.passages if start < end)
    return Claim(
        id=f"c{number}",
        kind=draft.kind,
        act=draft.act,
        victim=draft.victim,
        count=Count(min=count.min, max=count.max, text=count.text, unit=count.unit) if count else Count(),
        perpetrator=draft.perpetrator,
        grounds=draft.grounds,
        place=draft.place,
        time=Time(text=when.text, from_=when.from_, to=when.to) if when else Time(),
        modality=draft.modality,
        attribution=draft.attribution,
        more_attributions=tuple(draft.more),
        penalty=draft.penalty,
        passages=passages,
        confidence=round(draft.confidence, 2),
        reader=READER,
        rules=tuple(draft.rules),
    )
