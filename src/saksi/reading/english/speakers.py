"""Who is who among those that a report lets speak: names and pronouns met again are the source met before."""

import re
from dataclasses import dataclass, field, replace

from saksi.countries import find_countries
from saksi.reading.english.clauses import PASSIVE_SUBJECTS, SUBJECTS
from saksi.reading.english.lexicon import cue
from saksi.reading.english.parsing import Sentence
from saksi.reading.english.people import is_person
from saksi.reading.english.roles import ORGANISED, role_of
from saksi.reading.english.tellers import OWNERS, PRONOUNS, Teller, describe, teller_in

SPOKEN_OF = frozenset(  # "the source", "the group" is one met before; "the ministry" is always itself
    {"insider_source", "witness", "ngo", "outlet", "relative", "lawyer", "expert", "defector", "victim"}
)
LEARNED = frozenset({"learn", "hear", "find", "know"})  # "Isk Radio has learned": its source tells
NOT_PEOPLE = ("GPE", "ORG", "NORP", "DATE")

_OWNER = re.compile(r"\b[\w-]+['’]s ")  # of "the group's correspondent", it is no group that speaks
_NAME = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class Speakers:
    """The state of one pass: who spoke last, and who spoke before."""

    outlet: str | None
    current: Teller | None = None
    people: list[Teller] = field(default_factory=list)  # whom the report names, with their titles
    before: tuple[int, Teller | None] = (-1, None)  # paragraph and subject of the sentence before
    known: list[Teller] = field(default_factory=list)

    def of(self, sentence: Sentence) -> Teller | None:
        """Return who newly speaks in the sentence, as the source first introduced; None where nobody does."""
        said = teller_in(sentence)
        (block, subject), self.before = self.before, (sentence.block, _office(sentence))
        if (
            said is not None
            and said.text.lower() in ("he", "she")
            and subject is not None
            and block == sentence.block
        ):
            self.known.append(subject)
            self.current = subject
            return subject
        self.people += [person] if (person := person_named(sentence)) is not None else []
        if said is None or (said.verb in LEARNED and self._is_own(said)):
            return None
        self.current = said = self._resolve(said)
        return said

    def _is_own(self, teller: Teller) -> bool:
        return self.outlet is not None and same_name(self.outlet, teller.text)

    def _resolve(self, teller: Teller) -> Teller:
        lower = teller.text.lower()
        earlier = None
        if lower in PRONOUNS | OWNERS:
            earlier = self._meant(lower)
        elif not any(words in lower for words in cue("second_source")):
            earlier = self._met(teller, lower)
        if earlier is not None:
            return replace(
                earlier, heard_from=teller.heard_from or earlier.heard_from, of_self=teller.of_self
            )
        if lower in PRONOUNS:
            return replace(teller, anonymous=True)
        self.known.append(teller)
        return teller

    def _meant(self, pronoun: str) -> Teller | None:
        """Whom a pronoun means: who speaks; a person, where it is he, she or one of several."""
        met = [*self.people[-1:], *self.known, *([self.current] if self.current else [])]
        if pronoun in ("he", "she", "his", "her", "one"):
            met = [one for one in met if one.role not in ORGANISED]
        if pronoun == "one":
            met = [one for one in met if one.role != "official"]
        return met[-1] if met else None

    def _met(self, teller: Teller, lower: str) -> Teller | None:
        """The teller met before whom the words mean: by name, by the head noun, else by the role."""
        for known in reversed(self.known):
            if same_name(known.text, teller.text):
                return known
        for person in self.people:
            if teller.role == "witness" and same_name(person.text, teller.text):
                return person
        if not lower.startswith(("the ", "this ", "that ", "our ", "both ")):
            return None
        head = lower.rsplit(maxsplit=1)[-1].rstrip("s")
        if teller.role in SPOKEN_OF or len(lower.split()) <= 2:
            for known in reversed(self.known):
                about = known.about if known.anonymous and teller.role not in ORGANISED else ""
                introduced = f"{_OWNER.sub('', known.text)} {about}".lower()
                if re.search(rf"\b{re.escape(head)}s?\b", introduced):
                    return known
        if teller.role not in SPOKEN_OF or _capitals(teller.text):
            return None
        return next((known for known in reversed(self.known) if known.role == teller.role), None)


def person_named(sentence: Sentence) -> Teller | None:
    """Return somebody whom the sentence names as its subject; null where it names nobody."""
    for token in sentence.tokens:
        is_subject = token.dep_ in SUBJECTS + PASSIVE_SUBJECTS and token.pos_ == "PROPN"
        if is_subject and token.ent_type_ not in NOT_PEOPLE and not find_countries(token.text, language="en"):
            name = token.doc[token.left_edge.i : token.i + 1].text
            return Teller(name, role_of(token) or "witness", anonymous=False, about=sentence.text)
    return None


def _office(sentence: Sentence) -> Teller | None:
    """The official who is the subject of the sentence: "A spokesman for the ministry then took the floor"."""
    for token in sentence.span.root.children:
        is_somebody = token.dep_ == "nsubj" and token.tag_ == "NN" and is_person(token)
        if is_somebody and role_of(token) == "official":
            return describe(token, sentence.span.root)
    return None


def same_name(known: str, said: str) -> bool:
    """Return whether a shorter name is part of one met before ("Ryu", "Hengaw"), or its initials ("ICC")."""
    if known == said:
        return True
    words, parts = _capitals(known), _capitals(said)
    if not parts or any(word[0].islower() for word in _NAME.findall(said) if word.lower() != "the"):
        return False
    initials = "".join(word[0] for word in words)
    abbreviated = len(parts) == 1 and len(parts[0]) > 2 and parts[0] == initials
    return abbreviated or (set(parts) <= set(words) and len(words) >= len(parts))


def _capitals(name: str) -> list[str]:
    """The words of a name that are written with a capital."""
    return [word for word in _NAME.findall(name) if word[0].isupper() and word.lower() != "the"]
