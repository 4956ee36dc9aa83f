"""According to whom: one pass over the report that carries the last source on until another one speaks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from saksi.reading.english.clauses import SUBJECTS, children, noun_phrase, phrase_text, swallowed_speaker
from saksi.reading.english.lexicon import cue, cue_pattern, cues
from saksi.reading.english.parsing import Sentence, is_verb
from saksi.record import Attribution, Link

if TYPE_CHECKING:
    from spacy.tokens import Token

ROLE_ORDER = (
    "state_media", "intelligence", "rumour", "insider_source", "witness", "ngo", "lawyer", "defector",
    "expert", "outlet", "relative", "victim", "official", "resistance", "document",
)  # fmt: skip
ANONYMOUS_ROLES = frozenset({"insider_source", "witness", "rumour"})
OFFICIAL_ROLES = frozenset({"official", "state_media", "intelligence", "document"})
PRONOUNS = frozenset({"he", "she", "they", "it", "who", "i", "we"})
UNNAMED = "outlet not named"

_PLACE_WORD = r"(?:[A-Z][\w’'-]+|province|county|city)"
_SOURCE_PLACE = re.compile(
    r"\b(?:in|from|of|inside|near|living in|based in)\s+(?:the\s+)?"
    rf"({_PLACE_WORD}(?:\s+{_PLACE_WORD})*)"
)
_ASIDE = re.compile(r",? (?:who|which|that)\b")  # ", who asked not to be named": no part of who it is
_WITNESSED = re.compile(
    r"\b(?:I|We|we) (?:saw|watched|heard|counted|was|were|had|could|did|got|lay|sat|stood)\b"
    r"|\b(?:me|us)\b|\bsaw with (?:his|her) own\b"
)
WITNESSES = frozenset({"witness", "victim", "relative", "defector", "expert"})


@dataclass(frozen=True, slots=True)
class Teller:
    """Who speaks: the words, their role, and whom they told."""

    text: str
    role: str
    anonymous: bool
    place: str | None = None
    told: str | None = None  # the outlet or service that the teller spoke to
    eyewitness: bool = False


@dataclass(slots=True)
class Speakers:
    """The state of one pass: who spoke last, and who spoke before."""

    current: Teller | None = None
    known: list[Teller] = field(default_factory=list)

    def of(self, sentence: Sentence) -> Teller | None:
        """Return who newly speaks in the sentence, as the source first introduced; None where nobody does."""
        said = _teller(sentence)
        if said is not None:
            self.current = said = self._resolve(said)
        return said

    def _resolve(self, teller: Teller) -> Teller:
        lower = teller.text.lower()
        second = any(words in lower for words in cue("second_source"))
        earlier = None
        if lower in PRONOUNS:
            earlier = self.current or (self.known[-1] if self.known else None)
        elif not second and _definite(lower):
            earlier = next((known for known in reversed(self.known) if known.role == teller.role), None)
        if earlier is not None:
            return replace(earlier, eyewitness=teller.eyewitness)
        if lower in PRONOUNS:
            return replace(teller, role="witness", anonymous=True)
        self.known.append(teller)
        return teller


def attributions(sentences: Sequence[Sentence], outlet: str | None) -> list[Attribution]:
    """Return for each sentence who says it, in order.

    A source goes on speaking until another does: inside its paragraph always, beyond it only where the
    report is told on that source's word (it speaks in at least half of the attributed sentences, and more
    than once). Then the lead, too, is told on its word.
    """
    speakers = Speakers()
    new = [speakers.of(sentence) for sentence in sentences]
    main = _main_source([teller for teller in new if teller is not None])
    found: list[Attribution] = []
    current, block = main, -1
    for sentence, teller in zip(sentences, new, strict=True):
        if teller is not None:
            current = teller
        elif sentence.block != block and current is not None and not _goes_on(current, main):
            current = main
        block = sentence.block
        found.append(chain(current, outlet))
    return found


def _main_source(tellers: Sequence[Teller]) -> Teller | None:
    """The source on whose word the report is told, if there is one."""
    counted = Counter((teller.text, teller.place) for teller in tellers)
    if not counted:
        return None
    (most, times), *_ = counted.most_common(1)
    inside = any(teller.role == "insider_source" for teller in tellers)
    if not inside and (times < 2 or times * 2 < len(tellers)):
        return None
    wanted = (
        teller
        for teller in tellers
        if (teller.text, teller.place) == most or (inside and teller.role == "insider_source")
    )
    return replace(next(wanted), eyewitness=False)


def _goes_on(teller: Teller, main: Teller | None) -> bool:
    return main is not None and (teller.anonymous or teller.role in ("witness", "victim", "relative"))


def chain(teller: Teller | None, outlet: str | None) -> Attribution:
    """Build the chain from the origin to the report's outlet."""
    last = Link(text=outlet or UNNAMED, role="outlet")
    if teller is None:
        return Attribution(chain=(last,), directness="author")
    links = [Link(text=teller.text, role=teller.role, anonymous=teller.anonymous, place=teller.place)]
    if teller.told and teller.told != outlet:
        links.append(Link(text=teller.told, role="outlet"))
    return Attribution(chain=(*links, last), directness=_directness(teller))


def _directness(teller: Teller) -> str:
    if teller.eyewitness:
        return "eyewitness"
    if teller.anonymous:
        return "anonymous"
    return "official" if teller.role in OFFICIAL_ROLES else "named"


def _definite(lower: str) -> bool:
    return lower.startswith(("the ", "this ", "that ", "our "))


def _teller(sentence: Sentence) -> Teller | None:
    found = _according_to(sentence)
    if found is None:
        verbs = [
            token
            for token in _outside_quotation(sentence)
            if is_verb(token) and token.lemma_.lower() in cue("reporting")
        ]
        by_depth = sorted(verbs, key=lambda token: len(list(token.ancestors)))
        for verb in by_depth:  # the main clause says who speaks
            noun = _speaker(verb)
            if noun is not None:
                return _describe(noun, verb)
    return found


def _outside_quotation(sentence: Sentence) -> Iterator["Token"]:
    """The words that are the reporter's own: what stands inside quotation marks reports nothing."""
    inside = False
    for token in sentence.span:
        if token.text == '"':
            inside = not inside
        elif not inside:
            yield token


def _speaker(verb: "Token") -> "Token | None":
    subjects = children(verb, *SUBJECTS)  # of a long sentence the parse may give two: the nearer one speaks
    noun = min(subjects, key=lambda token: abs(token.i - verb.i), default=None) or swallowed_speaker(verb)
    if noun is None or verb.dep_ in ("amod", "acl", "relcl"):
        return None
    return noun if _role(noun) is not None or noun.lower_ in PRONOUNS else None


def _according_to(sentence: Sentence) -> Teller | None:
    for token in sentence.span:
        if token.lower_ == "according":
            for to in children(token, "prep"):
                for noun in children(to, "pobj"):
                    return _describe(noun, token)
    return None


def _describe(noun: "Token", verb: "Token") -> Teller:
    if noun.lower_ in PRONOUNS:
        text, role = noun.text, "witness"
    else:
        text = _ASIDE.split(phrase_text(noun_phrase(noun, longest=10), noun))[0]
        role = _role(noun) or "document"
    place = _SOURCE_PLACE.search(text)
    sentence = noun.sent.text
    return Teller(
        text=text,
        role=role,
        anonymous=role in ANONYMOUS_ROLES or _unnamed(noun, role) or "anonym" in sentence,
        place=place[1] if place and role not in ("ngo", "outlet") else None,
        told=_told(verb),
        eyewitness=role in WITNESSES and '"' in sentence and bool(_WITNESSED.search(sentence)),
    )


def _unnamed(noun: "Token", role: str) -> bool:
    """Whether it is a person without a name: "a resident", "an official"."""
    if role in ("ngo", "outlet", "document", "state_media", "intelligence"):
        return False
    article = any(
        child.lower_ in ("a", "an", "one", "another")
        for child in noun.children
        if child.dep_ in ("det", "nummod")
    )
    return article and not any(token.ent_type_ == "PERSON" for token in noun.subtree)


def _told(verb: "Token") -> str | None:
    """Whom the teller spoke to, where that is an outlet: "told Radio Merrin Free"."""
    if verb.lemma_.lower() not in ("tell", "inform", "speak"):
        return None
    for noun in children(verb, "dobj", "dative", "pobj"):
        if noun.pos_ == "PROPN" or noun.ent_type_ == "ORG":
            return phrase_text(noun_phrase(noun, longest=8), noun)
    return None


def _role(noun: "Token") -> str | None:
    phrase = phrase_text(noun_phrase(noun, longest=10), noun).lower()
    head = noun.lemma_.lower()
    for role in ROLE_ORDER:
        words = cues().tellers.get(role, ())
        if head in words or any(
            f" {word} " in f" {phrase} "
            for word in words
            if " " in word or role in ("state_media", "intelligence", "ngo", "outlet")
        ):
            return role
    if noun.ent_type_ == "PERSON":
        return "expert"
    if noun.ent_type_ == "ORG":
        return "ngo"
    return "insider_source" if cue_pattern("second_source").search(phrase) else None
