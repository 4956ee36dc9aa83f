"""The people whom an article names: spans of names, joined where one is a shorter form of another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.hrds import words
from benchmarks.hrds.scan import Scan
from saksi.reading.english.clauses import joined
from saksi.reading.english.people import PRONOUNS, is_person
from saksi.reading.english.tellers import is_saying

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

LONGEST = 5  # words of a name
UNNAMED = frozenset(
    {"", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "PERSON", "EVENT", "LAW"}
)
ROLES = frozenset(
    {
        "journalist",
        "activist",
        "reporter",
        "blogger",
        "lawyer",
        "leader",
        "editor",
        "defender",
        "photographer",
        "protester",
        "unionist",
        "campaigner",
        "doctor",
        "teacher",
        "student",
    }
)  # fmt: skip - what organisations are seldom called
_NAME = re.compile(r"[^\W\d_][\w.'’`-]*(?: [\w.'’`-]+)*")
_HANDLE = re.compile(r"[@#/:|]|\.com|\d")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a name stands: number of the sentence, head and words, offset in the text."""

    number: int
    head: "Token"
    first: int  # index of the first and of the last token
    last: int
    words: str
    start: int
    ner: bool  # the model takes it for a person


@dataclass(slots=True)
class Person:
    """Somebody named, with all mentions in order."""

    name: str
    mentions: list[Mention] = field(default_factory=list)

    @property
    def parts(self) -> frozenset[str]:
        """The words of the name, in lower case."""
        return frozenset(self.name.lower().split())


def honorifics() -> frozenset[str]:
    """Return every word that stands before a name."""
    return frozenset().union(*words.table("honorifics").values())


def find_people(scan: Scan) -> list[Person]:
    """Return the people named in an article, in the order of their first mention."""
    mentions = sorted(_mentions(scan), key=lambda mention: mention.start)
    people: list[Person] = []
    for mention in sorted(mentions, key=lambda mention: -len(mention.words.split())):
        person = next((known for known in people if _same(known, mention.words)), None)
        if person is None:
            person = Person(mention.words)
            people.append(person)
        person.mentions.append(mention)
    for person in people:
        person.mentions.sort(key=lambda mention: mention.start)
        person.name = _fullest(person)
    return sorted(people, key=lambda person: person.mentions[0].start)


def _mentions(scan: Scan) -> Iterator[Mention]:
    places = {scan.text[match.start : match.end].lower() for match in scan.places}
    places |= {scan.text[match.start : match.end].lower() for match in scan.countries}
    for number, sentence in enumerate(scan.sentences):
        taken: set[int] = set()
        spans: list[Any] = [entity for entity in sentence.span.ents if entity.label_ == "PERSON"]
        spans.extend(_others(scan, number))
        span: Any
        for span in spans:
            if span.start in taken or span.end - 1 in taken:
                continue
            trimmed = _trimmed(span)
            if trimmed is None or trimmed.text.lower() in places:
                continue
            start, end = sentence.offset(trimmed.start_char), sentence.offset(trimmed.end_char)
            said = scan.text[start:end]
            if _NAME.fullmatch(said) and not _HANDLE.search(said) and said[0].isupper():
                taken |= set(range(span.start, span.end))
                person = span.label_ == "PERSON"
                yield Mention(number, trimmed.root, trimmed.start, trimmed.end - 1, said, start, person)


def _others(scan: Scan, number: int) -> "Iterator[Span]":
    """Yield proper names that the model takes for something else, where the grammar says a person."""
    sentence = scan.sentences[number].span
    victims = {m.victim.i for m in scan.mentions[number] if m.victim is not None}
    doc, at = sentence.doc, sentence.start
    while at < sentence.end:
        end = at
        while end < sentence.end and doc[end].pos_ == "PROPN" and doc[end].ent_type_ in UNNAMED:
            end += 1
        if 1 < end - at <= LONGEST and not any(token.ent_type_ == "PERSON" for token in doc[at:end]):
            span = doc[at:end]
            if not span.text.isupper() and _acts_as_person(span, victims):
                yield span
        at = max(end, at + 1)


def _acts_as_person(span: "Span", victims: set[int]) -> bool:
    head = span.root
    if span[0].lower_ in honorifics() or head.i in victims:
        return True
    if span[-1].ent_type_ in (
        "ORG",
        "GPE",
        "FAC",
        "LOC",
        "NORP",
    ):  # only grammar that organisations seldom have
        near = (*head.lefts, *((head.head,) if head.dep_ == "appos" else ()))
        return any(token.pos_ == "NOUN" and token.lemma_.lower() in ROLES for token in near)
    return (head.dep_ == "nsubj" and is_saying(head.head)) or (head.dep_ == "appos" and is_person(head.head))


def _trimmed(span: "Span") -> "Span | None":
    first, last = span.start, span.end
    doc = span.doc
    while first < last and (doc[first].lower_ in honorifics() or not doc[first].text[0].isalpha()):
        first += 1
    while first < last and (doc[last - 1].lower_ in ("'s", "s", "'") or doc[last - 1].is_punct):
        last -= 1
    return doc[first:last] if first < last and last - first <= LONGEST else None


def _same(known: Person, said: str) -> bool:
    """Whether a name is one met before: its words are among the other's, or given and last name agree."""
    said = said.removesuffix("'s").removesuffix("’s")
    parts = frozenset(said.lower().split())
    if parts <= known.parts:
        return True
    mine, theirs = said.lower().split(), known.name.lower().split()
    return len(mine) > 1 and len(theirs) > 1 and mine[0] == theirs[0] and mine[-1] == theirs[-1]


def _fullest(person: Person) -> str:
    """The name as it is mostly written with given and last name."""
    forms = [mention.words.removesuffix("'s").removesuffix("’s") for mention in person.mentions]
    full = [form for form in forms if " " in form] or forms
    return max(dict.fromkeys(full), key=lambda form: (full.count(form), len(form)))


def stands_for(people: list[Person], pronoun: "Token", number: int) -> Person | None:
    """Return whom "he" or "she" stands for: the person named last, a subject rather than another."""
    if pronoun.lower_ not in PRONOUNS:
        return None
    best: tuple[tuple[int, bool, int], Person] | None = None
    for person in people:
        for mention in person.mentions:
            before = mention.number < number or (mention.number == number and mention.last < pronoun.i)
            if not before or number - mention.number > 2:
                continue
            rank = (mention.number, mention.head.dep_ in ("nsubj", "nsubjpass"), mention.start)
            if best is None or rank > best[0]:
                best = (rank, person)
    return best[1] if best else None


def grammar(head: "Token") -> list["Token"]:
    """Return the heads of a list in which the name stands, itself first: "X and Y were held"."""
    first = head
    while (
        first.dep_ in ("conj", "appos")
        and first.head != first
        and first.head.pos_ in ("NOUN", "PROPN", "PRON")
    ):
        first = first.head
    return [head, first] if first != head else [head]


def in_list(head: "Token") -> int:
    """Return how many stand in the name's list."""
    return len(joined(grammar(head)[-1]))


def role_nouns(mention: Mention) -> "Iterator[Token]":
    """Yield the nouns that say what somebody is: "blogger X", "X, an editor", "X is a lawyer"."""
    head = mention.head
    own = range(mention.first, mention.last + 1)
    for token in (*head.lefts, *head.rights):
        if token.i in own and token.pos_ == "PROPN":
            continue
        if token.dep_ in ("compound", "appos", "nmod", "amod") and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            yield token
            yield from (child for child in token.lefts if child.dep_ in ("compound", "amod"))
    if head.dep_ == "appos":
        yield head.head
        yield from (child for child in head.head.lefts if child.dep_ in ("compound", "amod"))
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        yield from (child for child in head.head.rights if child.dep_ == "attr")


def role_words(mention: Mention) -> set[str]:
    """Return what the person is called, and the title before the name."""
    title = mention.first - 1
    before = {mention.head.doc[title].lower_} if title >= mention.head.sent.start else set()
    return before | {noun.lemma_.lower() for noun in role_nouns(mention)}
