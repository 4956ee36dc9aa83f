"""What part somebody plays who tells: the role of a noun phrase, and whether it leaves the teller unnamed."""

import re
from typing import TYPE_CHECKING

from saksi.countries import find_countries, find_institutions
from saksi.reading.english.clauses import noun_phrase, phrase_text
from saksi.reading.english.lexicon import cue_pattern, cues

if TYPE_CHECKING:
    from spacy.tokens import Token

ROLE_ORDER = (
    "state_media", "intelligence", "rumour", "insider_source", "witness", "ngo", "lawyer", "defector",
    "expert", "outlet", "relative", "victim", "official", "resistance", "document",
)  # fmt: skip
ANONYMOUS_ROLES = frozenset({"insider_source", "witness", "rumour"})
ORGANISED = frozenset({"ngo", "outlet", "document", "state_media", "intelligence"})
OFFICIAL = frozenset({"official", "state_media", "intelligence"})
SPEAKING_FOR = ("spokes", "press secretary", "press service")
TITLES = frozenset(
    {"minister", "president", "director", "chief", "judge", "general", "colonel", "major", "captain", "mayor",
     "commissioner", "governor", "ambassador", "secretary", "prosecutor", "police", "premier", "chairman",
     "ombudsman", "deputy", "justice", "rep.", "sen.", "gen.", "col.", "maj.", "capt.", "lt.", "gov.", "mp",
     "senator", "congressman", "congresswoman", "representative", "spokesman", "spokeswoman", "spokesperson",
     "consul", "marshal", "admiral", "commander", "superintendent", "warden", "inspector"}
)  # fmt: skip
_LAWS = re.compile(
    r"\b(?:law|decree|code|article|verdict|ruling|indictment|registry|directive|order|notice|constitution"
    r"|regulation|gazette|charge sheet|court)\b",
    re.IGNORECASE,
)


def role_of(noun: "Token") -> str | None:
    """Return the role that the noun's phrase names; None where it is nobody who tells."""
    said = phrase_text(noun_phrase(noun, longest=10), noun)
    phrase = said.lower()
    name = noun.doc[noun.left_edge.i : noun.i + 1].text.lower()  # without "of …", "at …", "who …"
    head = noun.lemma_.lower()
    for role in ROLE_ORDER:
        words = cues().tellers.get(role, ())
        if head in words or any(
            f" {word} " in f" {phrase if ' ' in word else name} "
            for word in words
            if " " in word or role in ("state_media", "intelligence", "ngo", "outlet")
        ):
            return "official" if role == "ngo" and find_institutions(said, language="en") else role
    if cue_pattern("second_source").search(phrase):
        return "insider_source"
    return _role_of_name(noun, phrase)


def _role_of_name(noun: "Token", phrase: str) -> str | None:
    """A name without a word for its role: a state, a person, an organisation."""
    if noun.ent_type_ == "GPE" or (noun.pos_ == "PROPN" and find_countries(noun.text, language="en")):
        return "official"
    if any(token.lower_ in TITLES and token.pos_ == "PROPN" for token in noun.lefts):
        return "official"  # first: of "Min Kyong-ah" the model takes the last part for an exclamation
    if noun.pos_ != "PROPN" and noun.ent_type_ not in ("PERSON", "ORG"):
        return None
    if any(token.lower_ in TITLES for token in noun.lefts):
        return "official"
    if find_institutions(phrase_text(noun_phrase(noun, longest=10), noun), language="en"):
        return "official"
    several = " " in phrase or noun.text.isupper()
    return "ngo" if noun.ent_type_ == "ORG" and several else "witness"


def is_state_media(outlet: str) -> bool:
    """Whether the outlet is known to speak for its state."""
    name = f" {outlet.lower()} "
    return any(f" {word} " in name for word in cues().tellers.get("state_media", ()))


def is_anonymous(noun: "Token", role: str) -> bool:
    """Whether the phrase leaves the teller unnamed: "a source", "an official", "two soldiers"."""
    named = noun.pos_ == "PROPN" or _is_named(noun)
    return (role in ANONYMOUS_ROLES and not (named and role == "witness")) or _unnamed(noun, role)


def _is_named(noun: "Token") -> bool:
    """Whether the phrase names a person: not a place taken for one, "a man of Kell", or a name he goes by."""
    behind = {t.i for part in noun.children if part.dep_ in ("prep", "relcl") for t in part.subtree}
    return any(token.ent_type_ == "PERSON" and token.i not in behind for token in noun.subtree)


def _unnamed(noun: "Token", role: str) -> bool:
    """Whether it is a person without a name: "a resident", "an official", "two lawyers"."""
    if role in ORGANISED or any(word in noun.text.lower() for word in SPEAKING_FOR):
        return False
    if _is_named(noun):
        return False
    return any(
        child.lower_ in ("a", "an", "one", "another") or (child.dep_ == "nummod" and role != "lawyer")
        for child in noun.children
        if child.dep_ in ("det", "nummod")
    )


def is_official(text: str, role: str) -> bool:
    """Whether a state speaks: an office, its media and services, a law or what an institution wrote."""
    if role == "document":
        return bool(_LAWS.search(text) or find_institutions(text, language="en"))
    return role in OFFICIAL
