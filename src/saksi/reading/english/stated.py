"""The institutions that a sentence states, and how: as doer, owner, speaker, or where somebody is taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saksi.countries import find_countries, find_institutions
from saksi.reading.english.clauses import is_passive, noun_phrase
from saksi.reading.english.lexicon import cue
from saksi.reading.english.parsing import Sentence, is_verb, text_of, written
from saksi.reading.english.tellers import is_saying
from saksi.record import Perpetrator

if TYPE_CHECKING:
    from spacy.tokens import Token

GENERIC = frozenset(  # "officers of the ministry": the ministry says which institution
    {"officer", "officers", "official", "officials", "member", "members", "agent", "agents", "personnel",
     "forces", "men", "staff", "employees", "soldiers", "circuit", "branch", "division"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """An institution (or a state) that a sentence names, and how: as subject, agent, owner, teller, other."""

    perpetrator: Perpetrator
    head: "Token"
    start: int  # in the block
    end: int
    how: str


def stated_in(sentence: Sentence) -> Iterator[Stated]:
    """Yield the institutions that the sentence names, then the countries that act in it."""
    doc, begin = sentence.span.doc, sentence.span.start_char
    words = text_of(doc)[begin : sentence.span.end_char]
    for match in find_institutions(words, language="en"):
        span = doc.char_span(begin + match.start, begin + match.end, alignment_mode="expand")
        if span is None:
            continue
        head = span.root
        text = written(doc)[begin + match.start : begin + match.end]
        who = Perpetrator(text=text, institution=match.institution.institution, level=match.level)
        yield Stated(who, head, begin + match.start, begin + match.end, _how(head))
    for token in sentence.tokens:
        if token.ent_type_ == "GPE" and token.dep_ == "nsubj" and (who_state := _state(token)) is not None:
            yield Stated(who_state, token, token.idx, token.idx + len(token), _how(token))


def named_by(doer: "Token") -> Perpetrator | None:
    """The institution that a noun phrase names, or the state of a country's name."""
    doc = doer.doc
    start, end = noun_phrase(doer, longest=10)
    words = text_of(doc)[start:end]
    found = find_institutions(words, language="en")
    if found:
        head = doer.idx - start
        best = next((m for m in found if m.start <= head < m.end), None)
        inner = [m for m in found if m.start > head + len(doer)]
        if doer.lower_ in GENERIC and inner:  # "officers of the Ministry of State Security"
            best = inner[0]
        best = best or (found[-1] if found[-1].end == end - start else found[0])
        return Perpetrator(
            text=written(doc)[start:end], institution=best.institution.institution, level=best.level
        )
    return _state(doer)


def _state(noun: "Token") -> Perpetrator | None:
    """A country as doer is its government: "Osmere has shot a man"."""
    if noun.pos_ != "PROPN":
        return None
    start, end = noun_phrase(noun, longest=6)
    words = text_of(noun.doc)[start:end]
    if any(not match.demonym and match.end == len(words) for match in find_countries(words, language="en")):
        return Perpetrator(text=written(noun.doc)[start:end], institution="government", level="national")
    return None


def _how(head: "Token") -> str:
    """How an institution is stated: what it does in its clause."""
    top = head
    while top.dep_ in ("compound", "conj", "appos", "nmod", "amod") and top.head != top:
        top = top.head
    if top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.lower_ in GENERIC:
        top = top.head.head  # "members of the Intelligence"
    if top.dep_ == "poss":
        return "source" if top.head.lemma_.lower() in cue("order_nouns") else "owner"
    if top.dep_ == "pobj":
        return _how_behind(top.head)
    if top.dep_ != "nsubj" or not is_verb(top.head):
        return "other"
    if is_saying(top.head):
        return "teller"
    return "topic" if top.head.lemma_ == "be" else "subject"


def _how_behind(prep: "Token") -> str:
    """How an institution is stated behind a preposition."""
    word, over = prep.lower_, prep.head
    if word == "by" and (prep.dep_ == "agent" or not is_verb(over) or is_passive(over)):
        return "agent"
    if word in ("from", "of", "on") and over.lemma_.lower() in cue("order_nouns"):
        return "source"
    if word in ("to", "in", "into", "before", "at") and is_verb(over):
        return "held"
    return "of" if word == "of" else "other"
