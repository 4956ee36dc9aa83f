"""Who can be a victim: people, as nouns, pronouns, numbers and names; what their words say of them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from saksi.reading.english.clauses import joined, noun_phrase, phrase_text
from saksi.reading.english.lexicon import cue, persons
from saksi.record import Victim

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female", "hers": "female"}
PLURALS = frozenset({"they", "them", "their", "we", "us", "you"})
SINGULARS = frozenset({"i", "me", "my"})
QUANTIFIERS = frozenset(
    {"others", "other", "some", "many", "several", "most", "both", "none", "all", "those", "everyone",
     "everybody", "anyone", "anybody", "whoever", "who", "someone", "somebody", "nobody", "one", "few",
     "whom", "whose"}
)  # fmt: skip
WORKERS = re.compile(
    r"(?:year-old|wom[ae]n|[a-z]{2}m[ae]n|mates?|ists?|ians?|ees|[a-z]{2}ee|eers?|smiths?|[a-z]{2}ers?|[a-z]{2}ors?)$"
)
NOBODY = frozenset({"squad"})  # "a firing squad of three men"
HOUSEHOLDS = frozenset({"family", "household"})
OWNERS = frozenset({"his", "her", "their", "my"})
CHILDREN = frozenset({"child", "son", "daughter", "kid"})
ANYBODY = frozenset(
    {"anyone", "anybody", "whoever", "everyone", "everybody", "those", "person", "people", "suspect",
     "element", "elements", "who", "individual", "criminal", "offender"}
)  # fmt: skip
AGE = re.compile(
    r"\b(?:in (?:his|her|their) (?:early |mid-|late )?(?P<decade>\w+ties|teens|[1-9]0s)"
    r"|(?P<decades>[1-9]0s)\b"
    r"|aged (?P<aged>\d{1,2})|(?P<years>\d{1,2})[- ]years?[- ]old|, (?P<comma>\d{2}),)",
    re.IGNORECASE,
)
DECADES = {"teens": "teens", "twenties": "20s", "thirties": "30s", "forties": "40s", "fifties": "50s",
           "sixties": "60s", "seventies": "70s", "eighties": "80s"}  # fmt: skip
FAMILY_TOO = re.compile(
    r"\b(?:along|together) with (?:(?:his|her|their|the)\s+)?(?:\w+\s+)?"
    r"(?:famil(?:y|ies)|wife|husband|parents|children|relatives)"
    r"|\band (?:even )?(?:his|her|their) (?:\w+ )?(?:famil(?:y|ies)|relatives)"
    r"|\bfor the family too|\bincludes? their families",
    re.IGNORECASE,
)


def is_person(noun: "Token") -> bool:
    """Whether the noun, pronoun, number or name can stand for people."""
    word, lemma = noun.lower_, noun.lemma_.lower()
    if lemma in NOBODY:
        return False
    if word in PRONOUNS or word in PLURALS or word in SINGULARS or word in QUANTIFIERS:
        return True
    if lemma in persons().status or _compound(noun) in persons().status:
        return True
    if noun.ent_type_ in ("PERSON", "NORP"):
        return True
    if noun.pos_ == "NOUN" and WORKERS.search(lemma) and lemma not in persons().things:
        return True
    if noun.like_num or noun.tag_ == "CD":
        if noun.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT") or noun.head.head.lemma_ == "age":
            return False
        return noun.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "ROOT")
    return _of_people(noun)


def is_state(noun: "Token") -> bool:
    """Whether the doer acts for a state or its party: "the police", "officers", "Osmere"."""
    lemma = noun.lemma_.lower()
    if lemma in cue("state_agents") or persons().status.get(lemma) in ("official", "elite"):
        return True
    if noun.ent_type_ in ("GPE", "ORG") or noun.lower_ in ("they", "it"):
        return True
    around = (
        *noun.lefts,
        *(child for prep in noun.children if prep.lower_ == "of" for child in prep.children),
    )
    return any(token.lemma_.lower() in cue("state_agents") for token in around)


def is_force(noun: "Token") -> bool:
    """Whether it is an armed or acting body of a state: who does it, seldom to whom."""
    return noun.lemma_.lower() in cue("forces") and not any(
        token.lower_ in ("former", "fellow") or token.ent_type_ == "PERSON" for token in noun.lefts
    )


def _of_people(noun: "Token") -> bool:
    """Whether people are counted by it: "dozens of traders", "a group of students"."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ == "of":
            return any(is_person(child) for child in prep.children if child.dep_ == "pobj")
    return False


def _compound(noun: "Token") -> str:
    parts = [child.lower_ for child in noun.lefts if child.dep_ in ("compound", "amod")]
    return " ".join([*parts[-1:], noun.lemma_.lower()])


def is_pronoun(noun: "Token") -> bool:
    """Whether the word needs an antecedent."""
    return noun.pos_ == "PRON" and (
        noun.lower_ in PRONOUNS or noun.lower_ in PLURALS or noun.lower_ in SINGULARS
    )


def describe(noun: "Token") -> Victim:
    """Return what the phrase says of the people: name, status, roles, sex, age, family."""
    start, end = noun_phrase(noun)
    phrase = phrase_text((start, end), noun)
    last = _end_of_list(noun, end)
    people = phrase_text((start, last), noun)
    name = _name(noun)
    return Victim(
        text=people,
        name=name,
        type="group" if last > end else _type(noun, name),
        status=_status(noun, phrase.lower()),
        roles=_roles(noun),
        sex=_sex(people.lower()),
        age=age_in(phrase),
    )


def _end_of_list(noun: "Token", end: int) -> int:
    """Where the last of the people ends that are joined to the noun: "a tailor and his wife"."""
    members = [member for member in joined(noun) if is_person(member)]
    return max([end, *(noun_phrase(member)[1] for member in members[1:])])


def age_in(text: str) -> str | None:
    """Return an age as the text gives it: "50s", "42"."""
    found = AGE.search(text)
    if not found:
        return None
    said = found["decade"] or found["decades"] or found["aged"] or found["years"] or found["comma"]
    return DECADES.get(said.lower(), said)


def _name(noun: "Token") -> str | None:
    """The name of a person that the noun is part of, or that hangs on it ("the broker Kim Dae-sung")."""
    named = next((token for token in (noun, *noun.children) if token.ent_type_ == "PERSON"), None)
    if named is None:
        return None
    doc, first, last = noun.doc, named.i, named.i + 1  # not `sent.ents`: it walks the whole text each time
    while doc[first].ent_iob_ == "I":
        first -= 1
    while last < len(doc) and doc[last].ent_iob_ == "I":
        last += 1
    return str(doc[first:last].text)


def _type(noun: "Token", name: str | None) -> str:
    plural = noun.tag_ in ("NNS", "NNPS") or noun.lower_ in PLURALS
    if name and not plural:
        return "individual"
    determiners = {child.lower_ for child in noun.children if child.dep_ in ("det", "nummod", "poss")}
    if not plural and determiners & {"a", "an", "the", "his", "her", "one", "this", "that", "another"}:
        return "individual"
    if noun.lower_ in PRONOUNS or noun.lower_ in SINGULARS:
        return "individual"
    return "group" if plural or noun.like_num else "unspecified"


def _status(noun: "Token", phrase: str) -> str:
    words = persons()
    lemma = noun.lemma_.lower()
    found = words.status.get(_compound(noun)) or words.status.get(lemma)
    if re.search(r"\b(?:alike|both .* and ordinary)\b", phrase) or _joins_ranks(noun):
        return "mixed"
    if found == "family_of_accused" and _is_household(noun):
        return "ordinary"
    if lemma in CHILDREN and (standing := _as_child(noun)) is not None:
        return standing
    if found in ("official", "elite") and any(modifier in phrase for modifier in words.elite_modifiers):
        return "elite"
    if found is None:
        for token in _own(noun):
            nested = words.status.get(token.lemma_.lower())
            if nested:
                return nested
        if noun.lower_ in PRONOUNS or noun.pos_ in ("PROPN", "NUM") or noun.ent_type_ in ("PERSON", "NORP"):
            return "ordinary"
    if found == "ordinary" and (lemma in ANYBODY or noun.lower_ in ANYBODY) and "ordinary" not in phrase:
        return "unknown"
    return found or (
        "ordinary" if noun.lower_ in ("others", "third", "second", "more", "one", "many") else "unknown"
    )


def _is_household(noun: "Token") -> bool:
    """Whether kin are told of as people, not as somebody's: "forty families", "a mother of two"."""
    lemma = noun.lemma_.lower()
    owned = any(child.dep_ == "poss" or child.lower_ in ("whose", "the") for child in noun.children)
    of = [child for prep in noun.children if prep.lower_ == "of" for child in prep.children]
    if owned or of:
        return not owned and all(child.like_num for child in of)
    if noun.dep_ == "appos" or any(child.dep_ in ("relcl", "acl") for child in noun.children):
        return False
    told = {child.dep_ for child in noun.children} & {"det", "nummod"}
    return lemma in HOUSEHOLDS and bool(told)


def _as_child(noun: "Token") -> str | None:
    """The standing of a child: somebody's ("her children"), or that of parents of rank ("of executives")."""
    if any(child.lower_ in OWNERS for child in noun.children if child.dep_ == "poss"):
        return "family_of_accused"
    parents = _parents(noun)
    return parents if parents in ("elite", "official") else None


def _joins_ranks(noun: "Token") -> bool:
    """Whether people of rank stand beside ordinary ones: "executives and ordinary residents"."""
    ranks = {persons().status.get(member.lemma_.lower()) for member in joined(noun)}
    return "ordinary" in ranks and bool(ranks & {"elite", "official"})


def _own(noun: "Token") -> Iterator["Token"]:
    """The words of the phrase, without those joined to it: "he" of "he and his family"."""
    yield noun
    for child in noun.children:
        if child.dep_ not in ("conj", "cc"):
            yield from child.subtree


def _parents(noun: "Token") -> str | None:
    """The status of those whose children they are: "the son of a secretary", "a secretary's son"."""
    of = (
        child
        for prep in noun.children
        if prep.dep_ == "prep" and prep.lower_ == "of"
        for child in prep.children
    )
    for parent in (*of, *(child for child in noun.children if child.dep_ == "poss")):
        if parent.dep_ in ("pobj", "poss"):
            return _status(parent, parent.lemma_.lower())
    return None


def _roles(noun: "Token") -> tuple[str, ...]:
    words = persons()
    near = (token for token in noun.children if token.dep_ in ("compound", "appos", "amod"))
    found = [_compound(noun), noun.lemma_.lower(), *(token.lemma_.lower() for token in near)]
    roles = (role for role in found if role in words.status and role not in words.not_roles)
    return tuple(dict.fromkeys(roles))


def _sex(phrase: str) -> str:
    words = set(re.findall(r"[a-z]+(?:-in-law)?", phrase))
    male, female = bool(words & persons().male), bool(words & persons().female)
    if male and female:
        return "mixed"
    return "male" if male else "female" if female else "unknown"
