"""According to whom: one pass over the report that carries the last source on until another one speaks.

A source goes on speaking inside its paragraph; the report's main source also beyond it, except where the
outlet tells the background of its own (GUIDELINES 11, 14).
"""

from collections.abc import Sequence
from dataclasses import replace

from saksi.countries import find_countries
from saksi.reading.english.clauses import PASSIVE_SUBJECTS, SUBJECTS, children
from saksi.reading.english.drafts import Draft
from saksi.reading.english.main_sources import PERSONAL, eyewitnesses, lead_of, main_source
from saksi.reading.english.parsing import Sentence
from saksi.reading.english.quotations import is_quoted
from saksi.reading.english.roles import is_official, is_state_media
from saksi.reading.english.speakers import LEARNED, Speakers, person_named, same_name
from saksi.reading.english.tellers import Teller, is_saying
from saksi.reading.outlets import outlet_link
from saksi.record import Attribution, Link

BACKGROUND = frozenset({"state", "regime", "country", "nation", "government", "law", "constitution"})


def attributions(sentences: Sequence[Sentence], outlet: str | None) -> list[Attribution]:
    """Return for each sentence who says it, in order.

    A source goes on speaking until another does: inside its paragraph always, beyond it only where the
    report is told on that source's word. What such a report tells of a country in general is the outlet's.
    """
    if not sentences:
        return []
    speakers = Speakers(outlet)
    new = [speakers.of(sentence) for sentence in sentences]
    main = main_source(sentences, new, outlet)
    saw = eyewitnesses(sentences, new, main)
    spoken = {sentence.block for sentence, teller in zip(sentences, new, strict=True) if teller is not None}
    met = main is not None and main.role in PERSONAL and not main.eyewitness
    if main is not None and met:  # whom the report meets tells his own paragraphs, not those of others
        told = zip(sentences, new, strict=True)
        spoken = {sentence.block for sentence, teller in told if teller and teller.text == main.text}
    first = lead_of(sentences)
    found: list[Attribution] = []
    current, block = main, -1
    for number, (sentence, said) in enumerate(zip(sentences, new, strict=True)):
        ended = said is None and _says_once(current) and not _is_quotation(sentence)
        if sentence.block != block or ended:
            current = main
        block = sentence.block
        current = teller = said or current
        if said is None:
            teller = _unsaid(number, sentences, new, current, main)
            alone = teller is main and block not in spoken and block > first
            apart = _is_background(sentence) or (met and not _is_quotation(sentence))
            teller = None if alone and apart else teller
        elif said.role == "outlet" and block <= first and main and main.role == "insider_source":
            teller = replace(main, told=main.told or said.text)  # the lead of what a source told that outlet
        found.append(chain(saw.get(teller.text, teller) if teller else None, outlet))
    return found


def _says_once(teller: Teller | None) -> bool:
    """Whether the teller is answered to, not told from: what an office says ends with its sentence."""
    offices = ("official", "state_media", "rumour")
    return teller is not None and teller.role in offices and not teller.anonymous


def _unsaid(
    number: int,
    sentences: Sequence[Sentence],
    new: Sequence[Teller | None],
    current: Teller | None,
    main: Teller | None,
) -> Teller | None:
    """Who speaks where nobody is named: in a quotation the one its paragraph names, before or after."""
    sentence = sentences[number]
    if current is not main or not _is_quotation(sentence):
        return current
    for later in range(number + 1, len(sentences)):
        if sentences[later].block != sentence.block:
            break
        if (teller := new[later]) is not None:
            return teller
    earlier = (teller for teller in reversed(new[:number]) if teller and not _says_once(teller))
    before = next(earlier, None)
    if main is not None or before is not None:
        return main or before
    names = (person_named(told) for told in reversed(sentences[:number]))
    return next((person for person in names if person is not None and person.role in PERSONAL), None)


def _is_quotation(sentence: Sentence) -> bool:
    first = next((token for token in sentence.tokens if not token.is_punct), None)
    return first is not None and is_quoted(first)


def _is_background(sentence: Sentence) -> bool:
    """Whether it tells of a country in general: "North Korea grants no freedom of religion"."""
    root = sentence.span.root
    if _is_quotation(sentence) or is_saying(root) or root.lemma_ in LEARNED:
        return False
    for noun in children(root, *SUBJECTS, *PASSIVE_SUBJECTS):
        if noun.ent_type_ == "GPE" or noun.lemma_.lower() in BACKGROUND:
            return True
        if noun.pos_ == "PROPN" and find_countries(noun.text, language="en"):
            return True
    return False


def chain(teller: Teller | None, outlet: str | None) -> Attribution:
    """Build the chain from the origin to the report's outlet.

    What the outlet says of itself ("according to Viasna's count" in a page of Viasna) is the outlet's own.
    """
    official = outlet is not None and is_state_media(outlet)
    last = outlet_link(outlet, role="state_media" if official else "outlet")
    if teller is None or (outlet is not None and same_name(outlet, teller.text)):
        return Attribution(chain=(last,), directness="official" if official else "author")
    tellers = [teller.heard_from, teller] if teller.heard_from else [teller]
    links = [Link(text=t.text, role=t.role, anonymous=t.anonymous, place=t.place) for t in tellers if t]
    if teller.told and teller.told != outlet:
        links.append(Link(text=teller.told, role="outlet"))
    return Attribution(chain=(*links, last), directness=_directness(tellers[0] or teller))


def own_accounts(claims: Sequence[Draft]) -> None:
    """Let who tells of what was done to himself be an eyewitness: he is the victim of the claim."""
    for claim in claims:
        first, *rest = claim.attribution.chain
        name = claim.victim.name
        told_by_victim = name is not None and (same_name(name, first.text) or same_name(first.text, name))
        if told_by_victim and first.role in PERSONAL and rest:
            link = first.model_copy(update={"role": "victim"})
            claim.attribution = claim.attribution.model_copy(
                update={"chain": (link, *rest), "directness": "eyewitness"}
            )


def _directness(teller: Teller) -> str:
    if teller.eyewitness:
        return "eyewitness"
    if teller.anonymous:
        return "anonymous"
    return "official" if is_official(teller.text, teller.role) else "named"
