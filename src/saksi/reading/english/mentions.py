"""Where a sentence asserts an act: a trigger word whose grammar fits an entry of the act lexicon."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from saksi.reading.english.arguments import (
    compelled,
    compelling_verb,
    find_agent,
    find_victim,
    people_before,
)
from saksi.reading.english.clause_words import ClauseWords
from saksi.reading.english.clauses import (
    SUBJECTS,
    behind,
    children,
    clause_root,
    direct_object,
    is_passive,
    subject,
)
from saksi.reading.english.lexicon import ActEntry, acts, cue
from saksi.reading.english.parsing import Sentence, is_verb
from saksi.reading.english.parts import parts
from saksi.reading.english.patterns import words_in
from saksi.reading.english.people import is_force, is_person, is_state

if TYPE_CHECKING:
    from spacy.tokens import Token

    Index = Mapping[str, list[ActEntry]]

MOST_MENTIONS = 40  # in one sentence: more stand only where nothing ends a sentence, and would take minutes


@dataclass(frozen=True, slots=True)
class Mention:
    """One assertion of an act: the word that triggers it, its clause and its grammatical arguments."""

    sentence: Sentence
    entry: ActEntry
    trigger: "Token"
    verb: "Token"  # head of the clause
    victim: "Token | None"
    agent: "Token | None"
    by: str = "verb"  # verb, phrase, noun or forced: what triggered it
    weak: str | None = None  # why it is a candidate only: participle, unfit, part, weak-word or another-code
    code: str | None = None  # where it is read as another act than the entry's

    @property
    def act(self) -> str:
        """The code of the act."""
        return self.code or self.entry.act


@dataclass(frozen=True, slots=True)
class _Lexicon:
    verbs: "Index"
    nouns: "Index"
    forced: "Index"
    phrases: tuple[ActEntry, ...]


@cache
def _lexicon() -> _Lexicon:
    verbs: dict[str, list[ActEntry]] = defaultdict(list)
    nouns: dict[str, list[ActEntry]] = defaultdict(list)
    forced: dict[str, list[ActEntry]] = defaultdict(list)
    for entry in acts():
        for lemma in entry.verb:
            for form in inflections(lemma):
                verbs[form].append(entry)
        for lemma in entry.noun:
            nouns[lemma].append(entry)
        for lemma in entry.forced:
            forced[lemma].append(entry)
    return _Lexicon(verbs, nouns, forced, tuple(entry for entry in acts() if entry.phrase is not None))


def inflections(lemma: str) -> set[str]:
    """Return the regular forms of a verb: the model's lemma is sometimes wrong ("fined": "fin")."""
    stem = lemma.removesuffix("e")
    return {lemma, f"{lemma}s", f"{stem}ed", f"{stem}ing"}


def find_mentions(sentence: Sentence) -> Iterator[Mention]:
    """Yield what a sentence asserts: verbs first, then phrases, then nouns; one mention an act and clause.

    What may be asserted, for a person to decide, comes last, with the reason in `weak`.
    """
    words = _lexicon()
    seen: set[tuple[str, int]] = set()
    weak: list[Mention] = []
    told: list[Mention] = []
    for candidates in (
        _forced(sentence, words.forced),
        _verbs(sentence, words.verbs),
        _phrases(sentence, words.phrases),
        _nouns(sentence, words.nouns),
    ):
        for mention in candidates:
            if mention.weak is None and _is_ground(mention):
                mention = replace(mention, weak="ground")  # noqa: PLW2901 - the same mention, seen as a ground
            if mention.weak is not None:
                weak.append(mention)
            elif _new(mention, seen):
                told.append(mention)
                if len(seen) >= MOST_MENTIONS:
                    break
    weak += parts(sentence, told)
    for mention in told:
        yield mention
        weak += [replace(mention, code=code, weak="another-code") for code in mention.entry.also]
    yield from (mention for mention in weak if len(seen) < MOST_MENTIONS and _new(mention, seen))


def _is_ground(mention: Mention) -> bool:
    """Whether it is what somebody is accused of or punished for: "charged with killing a guard"."""
    token = mention.trigger if mention.trigger.dep_ in ("pcomp", "pobj") else mention.verb
    prep = token.head
    if token.dep_ not in ("pcomp", "pobj") or prep.lower_ not in ("for", "of", "with", "over", "after"):
        return False
    return prep.head.lemma_.lower() in cue("accusing") and mention.entry.act != "false_accusation"


def _new(mention: Mention, seen: set[tuple[str, int]]) -> bool:
    key = (mention.act, mention.verb.i)
    new = key not in seen
    seen.add(key)
    return new


def _forced(sentence: Sentence, index: "Index") -> Iterator[Mention]:
    """Yield what somebody is made to do: "forced to watch", "had to leave the city"."""
    for token in sentence.tokens:
        entries = index.get(token.lemma_.lower()) if is_verb(token) else None
        verb = compelling_verb(token) if entries else None
        for entry in entries or () if verb is not None else ():
            if verb is None or not ClauseWords.of(verb).fits(entry, negated=entry.negated):
                continue
            victim = compelled(verb, token)
            if entry.object == "person" and not (victim is not None and is_person(victim)):
                continue
            agent = find_agent(verb, verb, victim)
            made = Mention(sentence, entry, token, verb, victim, agent, "forced")
            bare = verb.lemma_ == "have" and entry.act == "forced_labour"  # everybody "has to work"
            yield replace(made, weak="weak-word") if bare else _weighed(made)
            break


def _verbs(sentence: Sentence, index: "Index") -> Iterator[Mention]:
    for token in sentence.tokens:
        entries = index.get(token.lemma_.lower()) or index.get(token.lower_) or []
        if token.dep_ == "amod":
            yield from _participle(sentence, token, entries)
        if not entries or not is_verb(token) or token.dep_ in ("amod", "compound", "aux", "auxpass"):
            continue
        clause = ClauseWords.of(token)
        fitting = [mention for entry in entries if (mention := _fit(sentence, entry, token, token, clause))]
        fitting.sort(key=lambda mention: mention.weak is not None)
        for number, mention in enumerate(fitting):
            yield mention if number == 0 else replace(mention, weak="another-code")
        if fitting:
            yield from _likewise(fitting[0])
        else:
            yield from _unfit(sentence, token, entries, clause)


def _participle(sentence: Sentence, token: "Token", entries: list[ActEntry]) -> Iterator[Mention]:
    """Yield an act told as an attribute only: "the jailed blogger"."""
    noun = token.head
    if token.tag_ not in ("VBN", "JJ") or not token.lower_.endswith(("ed", "en")) or not is_person(noun):
        return
    for entry in entries:
        if entry.object in ("person", "people") and entry.with_ is None and entry.victim == "object":
            yield Mention(sentence, entry, token, token, noun, None, weak="participle")
            return


def _unfit(
    sentence: Sentence, token: "Token", entries: list[ActEntry], clause: ClauseWords
) -> Iterator[Mention]:
    """Yield an act whose words fit, though nobody is found whom it is done to."""
    for entry in entries:
        modifies = entry.finite and token.dep_ in ("acl", "advcl", "relcl")
        if entry.object == "person" and not modifies and clause.fits(entry, negated=entry.negated):
            victim = find_victim(entry, token, token)
            agent = find_agent(token, token, victim)
            yield Mention(sentence, entry, token, token, victim, agent, weak="unfit")
            return


def _likewise(mention: Mention) -> Iterator[Mention]:
    """Yield the same act done to others: "X were sent to camps, as were officials who …"."""
    for verb in children(mention.verb, "advcl", "conj", "parataxis", "ccomp"):
        if verb.lemma_ == "be" and any(child.lower_ in ("as", "so") for child in verb.children):
            for noun in children(verb, *SUBJECTS):
                if is_person(noun):
                    yield replace(mention, verb=verb, victim=noun)


def _phrases(sentence: Sentence, entries: tuple[ActEntry, ...]) -> Iterator[Mention]:
    text = sentence.text.lower()
    said = words_in(text)
    for entry in entries:
        if entry.phrase is None or said.isdisjoint(entry.phrase_words):
            continue
        for found in entry.phrase.finditer(text):
            span = sentence.span.char_span(found.start(), found.end(), alignment_mode="expand")
            if span is None:
                continue
            verb = clause_root(span.root)
            mention = _fit(sentence, entry, span.root, verb, ClauseWords.of(verb), "phrase")
            if mention is not None:
                yield mention


def _nouns(sentence: Sentence, index: "Index") -> Iterator[Mention]:
    for token in sentence.tokens:
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
            continue
        verb = clause_root(token)
        for entry in index.get(token.lemma_.lower(), ()):
            mention = _fit(sentence, entry, token, verb, ClauseWords.of(verb), "noun")
            if mention is not None:
                yield mention
                break


def _fit(
    sentence: Sentence,
    entry: ActEntry,
    trigger: "Token",
    verb: "Token",
    clause: ClauseWords,
    by: str = "verb",
) -> Mention | None:
    if not clause.fits(entry, negated=entry.negated and by != "phrase") or (
        entry.finite and trigger.dep_ in ("acl", "amod", "advcl", "relcl")
    ):
        return None
    victim = find_victim(entry, trigger, verb)
    if victim is not None and not is_person(victim) and entry.object in ("person", "people"):
        victim = people_before(victim, verb) or victim
    if entry.object == "person" and not (victim is not None and is_person(victim)):
        return None
    if entry.object == "thing":
        taken = _taken(verb)
        if taken is None or is_person(taken) or entry.with_ is None or not entry.with_.search(taken.lower_):
            return None
    agent = find_agent(trigger, verb, victim)
    if victim is not None and victim == subject(verb) and is_force(victim) and not is_passive(verb):
        victim, agent = None, agent or victim  # "Soldiers have orders to fire": who does it
    if entry.needs_agent and agent is None and not is_passive(verb):
        return None
    if entry.needs_state and not (is_passive(verb) if agent is None else is_state(agent)):
        return None
    return _weighed(Mention(sentence, entry, trigger, verb, victim, agent, by))


def _taken(verb: "Token") -> "Token | None":
    """The thing that is taken or hurt: "his telephone", "two of his ribs"."""
    taken = subject(verb) if is_passive(verb) else direct_object(verb)
    return taken if taken is None else behind(taken, "of") or taken


def _weighed(mention: Mention) -> Mention:
    return replace(mention, weak="weak-word") if mention.entry.weak else mention
