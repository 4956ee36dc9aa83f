"""Who speaks in a sentence: the words for the source, its role, and whom it told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from saksi.reading.english.clauses import (
    PASSIVE_SUBJECTS,
    SUBJECTS,
    behind,
    by_agent,
    children,
    noun_phrase,
    phrase_text,
    swallowed_speaker,
)
from saksi.reading.english.lexicon import cue
from saksi.reading.english.parsing import Sentence, is_verb
from saksi.reading.english.people import is_person
from saksi.reading.english.quotations import has_quotation, is_quoted
from saksi.reading.english.roles import ORGANISED, is_anonymous, role_of

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = frozenset({"he", "she", "they", "it", "who", "i", "we", "one"})
OWNERS = frozenset({"its", "their", "his", "her"})
FINDING = frozenset(  # organisations and documents tell with these verbs, too
    {"document", "count", "record", "list", "find", "show", "know", "learn", "conclude", "indicate", "call",
     "suggest", "verify", "establish", "register", "publish", "believe", "read", "remember", "estimate",
     "have"}
)  # fmt: skip
OTHER_SENSES = frozenset({"put", "read", "point", "hear", "quote", "cite", "relate", "observe", "continue"})
SAYING = frozenset(  # verbs by which any person becomes a teller
    {"say", "tell", "add", "explain", "recall", "report", "confirm", "describe", "claim", "testify", "state",
     "recount", "write", "reveal", "insist", "complain", "remember", "deny", "remark", "go"}
)  # fmt: skip
QUOTING = frozenset({"quote", "cite"})
ACCOUNTS = frozenset({"account", "report", "words", "count", "figures", "tally", "version", "statement"})
RULES = frozenset({"law", "laws", "regulations", "rules", "plan", "schedule"})
SEEING = frozenset({"see", "watch", "witness"})
HEARING = frozenset({"hear", "learn", "know", "have", "speak", "talk", "get"})

_PLACE_WORD = r"(?:[A-Z][\w’'-]+|province|county|city)"
_SOURCE_PLACE = re.compile(
    r"\b(?:in|from|of|inside|near|living in|based in)\s+(?:the\s+)?"
    rf"({_PLACE_WORD}(?:\s+{_PLACE_WORD})*)"
)
_ASIDE = re.compile(r",? (?:who|which|that)\b")  # ", who asked not to be named": no part of who it is
_THEIR = r"(?:his|her|their)"
_UNNAMED = re.compile(
    r"anonym|not (?:to )?be (?:named|used|identified|published)|unnamed|not named|pseudonym|name changed"
    rf"|not give {_THEIR} (?:full )?name|only (?:by )?{_THEIR} (?:first|given) name|withheld {_THEIR} name"
    rf"|without giving {_THEIR} name|fear of (?:reprisal|retribution|retaliation)|asked that"
)
_RUMOURED = re.compile(
    r"\b(?:rumou?rs? (?:that|has it|have it|say|says|spread|circulat)|word has it"
    r"|(?:it|he|she|they) (?:is|was|are|were) (?:also )?said\b"
    r"|(?:is|are|was|were) said to (?:have|be)\b)",
    re.IGNORECASE,
)
_ASIDES = frozenset(
    {"although", "though", "while", "because", "since", "after", "before", "whereas", "if", "when", "until"}
)


@dataclass(frozen=True, slots=True)
class Teller:
    """Who speaks: the words, their role, and whom they told."""

    text: str
    role: str
    anonymous: bool
    place: str | None = None
    told: str | None = None  # the outlet or service that the teller spoke to
    eyewitness: bool = False
    heard_from: "Teller | None" = None  # a deeper origin: "who had it from a relative"
    about: str = ""  # the sentence around, where the source is introduced
    verb: str = ""  # lemma of the verb of telling
    of_self: bool = False  # "she said that she had been beaten"


def teller_in(sentence: Sentence) -> Teller | None:
    """Return who speaks in the sentence by its own words; None where it names nobody."""
    for found in (_according_to, _reported_by, _quoted_as, _by_account, _rumoured):
        teller = found(sentence)
        if teller is not None:
            return teller
    return None


def _reporters_words(sentence: Sentence) -> Iterator["Token"]:
    """The words outside quotation marks: what stands inside them reports nothing."""
    return (token for token in sentence.tokens if not is_quoted(token))


def _according_to(sentence: Sentence) -> Teller | None:
    for token in _reporters_words(sentence):
        noun = behind(token, "to") if token.lower_ == "according" else None
        if noun is not None and _tells(noun) and noun.lower_ not in RULES:  # "treated according to law"
            return describe(_who(noun), token)
    return None


def _reported_by(sentence: Sentence) -> Teller | None:
    verbs = [token for token in _reporters_words(sentence) if is_verb(token) and _is_telling(token)]
    for verb in sorted(
        verbs, key=lambda token: len(list(token.ancestors))
    ):  # the main clause says who speaks
        noun = _speaker(verb)
        if noun is not None:
            teller = describe(_who(noun), verb)
            if teller.role == "outlet" and teller.heard_from is None:
                inside = [token for token in sentence.tokens if is_verb(token) and _is_telling(token)]
                return replace(teller, heard_from=_told_to(teller, verb, inside))
            return teller
    return None


def _told_to(outlet: Teller, verb: "Token", verbs: Sequence["Token"]) -> Teller | None:
    """Who told the outlet, by a verb of telling inside what it reports: "a source said, the paper writes"."""
    for inner in verbs:
        noun = _speaker(inner) if verb in inner.ancestors else None
        if noun is not None and noun.lower_ not in PRONOUNS and role_of(noun) not in (None, "outlet"):
            teller = describe(noun, inner)
            return teller if teller.text != outlet.text else None
    return None


def _is_telling(verb: "Token") -> bool:
    return verb.lemma_.lower() in cue("reporting") or verb.lemma_.lower() in FINDING


def is_saying(verb: "Token") -> bool:
    """Whether the verb says that somebody speaks: "said", "according"; not "put to death"."""
    lemma = verb.lemma_.lower()
    return lemma == "accord" or (lemma in cue("reporting") and lemma not in OTHER_SENSES)


def _tells(noun: "Token") -> bool:
    return role_of(noun) is not None or is_person(noun)


def _who(noun: "Token") -> "Token":
    """Who stands behind a document: "the group's newsletter reads", "its report"."""
    owners = children(noun, "poss")
    if (
        owners
        and role_of(noun) in ("document", None)
        and (owners[0].lower_ in PRONOUNS | OWNERS or _tells(owners[0]))
    ):
        return owners[0]
    return noun


def _speaker(verb: "Token") -> "Token | None":
    if verb.dep_ in ("amod", "acl", "relcl") or _is_aside(verb):
        return None
    lemma = verb.lemma_.lower()
    if children(verb, *PASSIVE_SUBJECTS):  # "it was said by the paper"; who "was told" only listens
        noun = by_agent(verb)
        return noun if noun is not None and lemma in cue("reporting") and role_of(noun) is not None else None
    subjects = children(verb, *SUBJECTS)  # of a long sentence the parse may give two: the nearer one speaks
    noun = min(subjects, key=lambda token: abs(token.i - verb.i), default=None)
    noun = noun or swallowed_speaker(verb) or _right_before(verb)
    if noun is None:
        return None
    if lemma in OTHER_SENSES or lemma not in cue("reporting"):
        return noun if role_of(noun) in ORGANISED and (lemma != "have" or _has_a_report(verb)) else None
    if noun.lower_ in PRONOUNS or role_of(noun) is not None:
        return noun
    return noun if lemma in SAYING and is_person(noun) and noun.pos_ != "PRON" else None


def _right_before(verb: "Token") -> "Token | None":
    """The noun phrase between a comma and the verb, wherever the parse hangs it: "…, a source told"."""
    doc = verb.doc
    for token in verb.sent:
        edge = token.left_edge.i
        if token.i < verb.i == token.right_edge.i + 1 and edge > 0 and doc[edge - 1].text in (",", '"'):
            return token if token.pos_ in ("NOUN", "PROPN") else None
    return None


def _is_aside(verb: "Token") -> bool:
    """Whether it is told beside the point, or not told: "although state TV claimed", "has not said"."""
    negated = children(verb, "neg") and not has_quotation(verb.doc)
    return bool(negated) or any(mark.lower_ in _ASIDES for mark in children(verb, "mark", "advmod"))


def _has_a_report(verb: "Token") -> bool:
    return any(thing.lemma_.lower() in ACCOUNTS for thing in children(verb, "dobj"))


def _quoted_as(sentence: Sentence) -> Teller | None:
    """Who is quoted: "X was quoted as saying", "the paper quoted X as saying", "quoting sources"."""
    for verb in _reporters_words(sentence):
        if verb.lemma_.lower() not in QUOTING or not is_verb(verb):
            continue
        medium = by_agent(verb)
        quoted = children(verb, "nsubjpass", "dobj")
        if quoted and role_of(quoted[0]) is not None:
            told = phrase_text(noun_phrase(medium, longest=8), medium) if medium is not None else None
            return describe(quoted[0], verb, told=told)
    return None


def _by_account(sentence: Sentence) -> Teller | None:
    """Whose account it is: "by the source's account"."""
    for token in _reporters_words(sentence):
        if token.lemma_.lower() in ACCOUNTS and token.dep_ == "pobj" and token.head.lower_ in ("by", "in"):
            for owner in children(token, "poss"):
                if role_of(owner) is not None:
                    return describe(owner, token)
    return None


def _rumoured(sentence: Sentence) -> Teller | None:
    """What nobody stands for: "rumours that …", "he is said to have been freed"."""
    found = _RUMOURED.search(sentence.text)
    if found is None or not (sentence.span.root.lemma_ == "say" or found.group()[0] in "rRwW"):
        return None
    return Teller(text=found.group(), role="rumour", anonymous=True, verb="rumour", about=sentence.text)


def describe(noun: "Token", verb: "Token", *, told: str | None = None) -> Teller:
    """Describe the teller that a noun names, who speaks through the verb."""
    sentence = noun.sent.text
    if noun.lower_ in PRONOUNS or noun.lower_ in OWNERS:
        return Teller(
            text=noun.text,
            role="witness",
            anonymous=False,
            about=sentence,
            verb=verb.lemma_.lower(),
            of_self=_of_self(verb),
        )
    text = _ASIDE.split(phrase_text(noun_phrase(noun, longest=10), noun))[0]
    role = role_of(noun) or "witness"
    place = _SOURCE_PLACE.search(text)
    return Teller(
        text=text,
        role=role,
        anonymous=is_anonymous(noun, role) or bool(_UNNAMED.search(sentence)),
        place=place[1] if place and role not in ("ngo", "outlet") else None,
        told=told or _told(verb),
        heard_from=_heard_from(noun, verb),
        about=sentence,
        verb=verb.lemma_.lower(),
        of_self=_of_self(verb),
    )


def _of_self(verb: "Token") -> bool:
    """Whether the teller tells what was done to him or her, or seen: "he said that he had been beaten"."""
    return any(
        noun.lower_ in ("he", "she", "they")
        for act in children(verb, "ccomp", "advcl")
        for noun in children(act, *(SUBJECTS if act.lemma_ in SEEING else PASSIVE_SUBJECTS))
    )


def _heard_from(noun: "Token", verb: "Token") -> Teller | None:
    """The origin behind the teller: "citing a source", "who heard it from a witness"."""
    for token in noun.sent:
        deeper = None
        if token.lower_ in ("citing", "quoting") and verb in token.ancestors:
            deeper = next(iter(children(token, "dobj")), None)
        elif token.lemma_.lower() in HEARING and is_verb(token) and not is_quoted(token) and token != verb:
            deeper = behind(token, "from", "with") or _behind_object(token)
        if deeper is None or deeper == noun:
            continue
        if role_of(deeper) is not None or (token.lower_ == "citing" and is_person(deeper)):
            text = phrase_text(noun_phrase(deeper, longest=10), deeper)
            role = role_of(deeper) or "insider_source"
            if role not in ORGANISED or token.lower_ in ("citing", "quoting"):
                return Teller(text, role, is_anonymous(deeper, role))
    return None


def _behind_object(verb: "Token") -> "Token | None":
    """The source behind the object: "a call he had from a relative"."""
    return next(
        (noun for thing in children(verb, "dobj") if (noun := behind(thing, "from")) is not None), None
    )


def _told(verb: "Token") -> str | None:
    """Whom the teller spoke to, where that is an outlet: "told Radio Merrin Free"."""
    if verb.lemma_.lower() not in ("tell", "inform", "speak"):
        return None
    for noun in children(verb, "dobj", "dative", "pobj"):
        if noun.pos_ == "PROPN" or noun.ent_type_ == "ORG":
            return phrase_text(noun_phrase(noun, longest=8), noun)
    return None
