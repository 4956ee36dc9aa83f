"""Where a sentence asserts an act: a trigger word whose grammar fits an entry of the act lexicon."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from saksi.reading.english.clauses import (
    SUBJECTS,
    behind,
    by_agent,
    children,
    clause_root,
    clause_tokens,
    direct_object,
    is_passive,
    subject,
)
from saksi.reading.english.lexicon import ActEntry, acts
from saksi.reading.english.parsing import Sentence, is_verb
from saksi.reading.english.people import is_person

if TYPE_CHECKING:
    from spacy.tokens import Token


MOST_MENTIONS = 40  # in one sentence: more stand only where nothing ends a sentence, and would take minutes
PERCEIVING = frozenset({"see", "watch", "witness", "hear", "attend", "film", "describe", "recall", "observe"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One assertion of an act: the word that triggers it, its clause and its grammatical arguments."""

    sentence: Sentence
    entry: ActEntry
    trigger: "Token"
    verb: "Token"  # head of the clause
    victim: "Token | None"
    agent: "Token | None"

    @property
    def act(self) -> str:
        """The code of the act."""
        return self.entry.act


@cache
def _by_lemma() -> tuple[Mapping[str, list[ActEntry]], Mapping[str, list[ActEntry]], tuple[ActEntry, ...]]:
    verbs: dict[str, list[ActEntry]] = defaultdict(list)
    nouns: dict[str, list[ActEntry]] = defaultdict(list)
    for entry in acts():
        for lemma in entry.verb:
            for form in inflections(lemma):
                verbs[form].append(entry)
        for lemma in entry.noun:
            nouns[lemma].append(entry)
    return verbs, nouns, tuple(entry for entry in acts() if entry.phrase is not None)


def inflections(lemma: str) -> set[str]:
    """Return the regular forms of a verb: the model's lemma is sometimes wrong ("fined": "fin")."""
    stem = lemma.removesuffix("e")
    return {lemma, f"{lemma}s", f"{stem}ed", f"{stem}ing"}


def find_mentions(sentence: Sentence) -> Iterator[Mention]:
    """Yield what a sentence asserts: verbs first, then phrases, then nouns; one mention an act and clause."""
    seen: set[tuple[str, int]] = set()
    verbs, nouns, phrases = _by_lemma()
    for candidates in (_verbs(sentence, verbs), _phrases(sentence, phrases), _nouns(sentence, nouns)):
        for mention in candidates:
            key = (mention.act, mention.verb.i)
            if key not in seen:
                seen.add(key)
                yield mention
                if len(seen) >= MOST_MENTIONS:
                    return


def _verbs(sentence: Sentence, index: Mapping[str, list[ActEntry]]) -> Iterator[Mention]:
    for token in sentence.span:
        if not is_verb(token) or token.dep_ in ("amod", "compound", "aux", "auxpass"):
            continue
        entries = index.get(token.lemma_.lower()) or index.get(token.lower_) or []
        for entry in entries:
            mention = _fit(sentence, entry, token, token)
            if mention is not None:
                yield mention
                yield from _likewise(mention)
                break


def _likewise(mention: Mention) -> Iterator[Mention]:
    """Yield the same act done to others: "X were sent to camps, as were officials who …"."""
    for verb in children(mention.verb, "advcl", "conj", "parataxis", "ccomp"):
        if verb.lemma_ == "be" and any(child.lower_ in ("as", "so") for child in verb.children):
            for noun in children(verb, *SUBJECTS):
                if is_person(noun):
                    yield replace(mention, verb=verb, victim=noun)


def _phrases(sentence: Sentence, entries: tuple[ActEntry, ...]) -> Iterator[Mention]:
    text = sentence.span.text.lower()
    for entry in entries:
        for found in entry.phrase.finditer(text) if entry.phrase else ():
            span = sentence.span.char_span(found.start(), found.end(), alignment_mode="expand")
            if span is None:
                continue
            mention = _fit(sentence, entry, span.root, clause_root(span.root))
            if mention is not None:
                yield mention


def _nouns(sentence: Sentence, index: Mapping[str, list[ActEntry]]) -> Iterator[Mention]:
    for token in sentence.span:
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
            continue
        for entry in index.get(token.lemma_.lower(), ()):
            mention = _fit(sentence, entry, token, clause_root(token))
            if mention is not None:
                yield mention
                break


def _fit(sentence: Sentence, entry: ActEntry, trigger: "Token", verb: "Token") -> Mention | None:
    words = " ".join(token.lower_ for token in sorted(clause_tokens(verb), key=lambda token: token.i))
    words = words.replace(" '", "'").replace(" - ", "-")
    if entry.with_ is not None and not entry.with_.search(words):
        return None
    if entry.not_with is not None and entry.not_with.search(words):
        return None
    if entry.finite and trigger.dep_ in ("acl", "amod", "advcl", "relcl"):
        return None
    victim = find_victim(entry, trigger, verb)
    if victim is not None and not is_person(victim) and entry.object in ("person", "people"):
        victim = _people_before(victim, verb) or victim
    if entry.object == "person" and not (victim is not None and is_person(victim)):
        return None
    if entry.object == "thing":
        taken = subject(verb) if is_passive(verb) else direct_object(verb)
        if taken is None or is_person(taken) or entry.with_ is None or not entry.with_.search(taken.lower_):
            return None
    agent = find_agent(trigger, verb, victim)
    if entry.needs_agent and agent is None and not is_passive(verb):
        return None
    return Mention(sentence, entry, trigger, verb, victim, agent)


def find_victim(entry: ActEntry, trigger: "Token", verb: "Token") -> "Token | None":
    """Return the noun that the act is done to, by the entry's grammar."""
    if not is_verb(trigger):
        return _noun_victim(entry, trigger, verb)
    if entry.victim == "none":
        return None
    if entry.victim == "subject":
        return subject(verb)
    if entry.victim == "affected":
        return _affected(verb)
    if entry.victim == "from":
        return behind(verb, "from") or _owner(direct_object(verb) or subject(verb))
    if is_passive(verb):
        return subject(verb)
    found = direct_object(verb)
    if entry.victim == "either" or (found is None and entry.object != "person"):
        return found if found is not None and is_person(found) else subject(verb)
    return found


def _people_before(noun: "Token", verb: "Token") -> "Token | None":
    """Return the people meant where the parse names a thing.

    They stand above it ("children of executives working for the department who are summoned"), else they are
    the first people of a long subject before the verb.
    """
    above = [
        token for token in noun.ancestors if token.i < noun.i and token.sent == noun.sent and is_person(token)
    ]
    above = [token for token in above if token.pos_ in ("NOUN", "PROPN")]
    if above:
        return above[-1]
    if noun.i < verb.i:
        for token in verb.sent:
            if token.i < verb.i and token.pos_ == "NOUN" and is_person(token) and children(token, "relcl"):
                return token
    return None


def _affected(verb: "Token") -> "Token | None":
    """Who goes without: the person among the verb's arguments, or those whom its clause acts on."""
    for noun in (*children(verb, "dative"), subject(verb) if is_passive(verb) else None, direct_object(verb)):
        if noun is not None and is_person(noun):
            return noun
    for head in verb.ancestors:
        if is_verb(head) and (noun := direct_object(head)) is not None and is_person(noun):
            return noun
    return behind(verb, "from", "to")


def _owner(thing: "Token | None") -> "Token | None":
    """Whose it is: "their houses"."""
    owners = children(thing, "poss") if thing is not None else []
    return owners[0] if owners else None


def _noun_victim(entry: ActEntry, trigger: "Token", verb: "Token") -> "Token | None":
    if entry.victim == "none":
        return None
    if entry.victim == "subject" and is_verb(verb):
        return subject(verb)
    for preposition in ("of", "against", "on", "for", "among"):
        noun = behind(trigger, preposition)
        if noun is not None and is_person(noun):
            return noun
    owners = children(trigger, "poss")
    if owners and is_person(owners[0]) and entry.victim == "of":
        return owners[0]
    if is_verb(verb):
        doer = (
            None if verb.lemma_.lower() in PERCEIVING else subject(verb)
        )  # who "saw the execution" is no victim
        for noun in (subject(verb) if is_passive(verb) else None, direct_object(verb), doer):
            if noun is not None and noun != trigger and is_person(noun):
                return noun
    return None


def find_agent(trigger: "Token", verb: "Token", victim: "Token | None") -> "Token | None":
    """Return the noun that does the act: the subject of an active verb, "by …" of a passive one."""
    noun = by_agent(verb) or behind(trigger, "by")
    if noun is not None:
        return noun
    if is_verb(verb) and not is_passive(verb):
        doer = subject(verb)
        if doer is not None and doer != victim:
            return doer
    for head in (verb.head,) if verb.dep_ in ("conj", "xcomp") else ():
        found = children(head, *SUBJECTS)
        if found and found[0] != victim:
            return found[0]
    return None
