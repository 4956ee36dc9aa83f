"""Who may be a victim: features of each person named, from the engine's acts and from the words around."""

from collections import Counter
from collections.abc import Iterator
from math import log1p
from typing import TYPE_CHECKING

from benchmarks.hrds import words
from benchmarks.hrds.people import Mention, Person, grammar, in_list, role_nouns, stands_for
from benchmarks.hrds.scan import Scan
from saksi.reading.english.tellers import is_saying

if TYPE_CHECKING:
    from spacy.tokens import Token

Features = dict[str, float]

NEAR = 4  # words on each side
NOUN_LINKS = frozenset(
    {
        "killing",
        "murder",
        "death",
        "arrest",
        "detention",
        "kidnapping",
        "abduction",
        "case",
        "trial",
        "release",
        "disappearance",
        "assassination",
        "execution",
        "torture",
        "shooting",
        "attack",
        "body",
        "family",
        "lawyer",
        "imprisonment",
        "sentence",
        "beheading",
        "slaying",
    }
)  # fmt: skip - "the killing of X", "X's trial"


def features(scan: Scan, people: list[Person]) -> list[Features]:
    """Return the features of each person, in the order of `people`."""
    acts = _acts(scan, people)
    order = sorted(range(len(people)), key=lambda at: -len(people[at].mentions))
    found = []
    for at, person in enumerate(people):
        row = around(person)
        row |= acts[at]
        row |= _standing(scan, person)
        row["rank by count"] = order.index(at) / 10
        row["rank by place"] = at / 10
        row["people"] = log1p(len(people))
        row["share"] = len(person.mentions) / max(1, sum(len(other.mentions) for other in people))
        row |= {f"{name} first": row[name] * (at == 0) for name in ("title", "patient") if name in row}
        found.append(row)
    best = max((row.get("patient", 0.0) for row in found), default=0.0)
    for row in found:
        row["patient share"] = row.get("patient", 0.0) / best if best else 0.0
        row["someone else"] = float(best > 0 and not row.get("patient"))
    return found


def _standing(scan: Scan, person: Person) -> Features:
    """Where and how often the person is named."""
    numbers = [mention.number for mention in person.mentions]
    title = scan.article.title.lower()
    last = person.name.lower().split()[-1]
    return {
        "title": float(last in title or any(scan.is_title(number) for number in numbers)),
        "lead": float(any(scan.is_lead(number) for number in numbers)),
        "count": log1p(len(numbers)),
        "once": float(len(numbers) == 1),
        "first": min(numbers) / max(1, len(scan.sentences)),
        "first sentences": log1p(max(0, min(numbers) - scan.first)),
        "harm beside": sum(scan.is_harm(number) for number in numbers) / len(numbers),
        "harm first": float(scan.is_harm(min(numbers))),
        "headline": max(scan.likeness[number] for number in numbers),
        "full name": float(" " in person.name),
        "person by model": sum(mention.ner for mention in person.mentions) / len(numbers),
        "given name known": float(person.name.lower().split()[0] in words.given_names()),
        "length": len(person.name.split()) / 5,
    }


def _acts(scan: Scan, people: list[Person]) -> list[Features]:
    """What the engine says was done to each person, and by each person."""
    rows: list[Features] = [{} for _ in people]
    heads: dict[tuple[int, int], int] = {}
    for at, person in enumerate(people):
        for mention in person.mentions:
            for token in _tokens(mention):
                heads.setdefault((mention.number, token.i), at)
    for number, told in enumerate(scan.mentions):
        for act in told:
            strength = 1.0 if act.weak is None else 0.3
            for noun, role in ((act.victim, "patient"), (act.agent, "agent")):
                if noun is None:
                    continue
                who, said = heads.get((number, noun.i)), role
                if who is None:
                    meant = stands_for(people, noun, number)
                    who, said = (None if meant is None else people.index(meant)), f"{role} he"
                if who is not None:
                    row = rows[who]
                    row[said] = row.get(said, 0.0) + strength
                    row[f"{said} {act.act}"] = row.get(f"{said} {act.act}", 0.0) + strength
    return [{name: log1p(value) for name, value in row.items()} for row in rows]


def _tokens(mention: Mention) -> "Iterator[Token]":
    """The heads by which the engine may know the person: the name, its list, the noun it hangs on."""
    yield mention.head
    for token in grammar(mention.head):
        yield token
        if token.dep_ in ("compound", "nmod"):
            yield token.head
    for index in range(mention.first, mention.last + 1):
        yield mention.head.doc[index]


def around(person: Person) -> Features:
    """Return the words around: beside the name, above it in the parse, before it as title or role."""
    counted: Counter[str] = Counter()
    for mention in person.mentions:
        counted.update(set(_around(mention)))
    n = len(person.mentions)
    row = dict.fromkeys(counted, 1.0)
    for name in (
        "says",
        "subject",
        "passive",
        "object",
        "owner",
        "in list",
        "rank",
        "role victim",
        "role doer",
    ):
        if counted[name]:
            row[f"{name} share"] = counted[name] / n
    return row


def _around(mention: Mention) -> Iterator[str]:
    doc, sent = mention.head.doc, mention.head.sent
    for token in doc[max(sent.start, mention.first - NEAR) : mention.first]:
        yield f"left {token.lemma_.lower()}"
    for token in doc[mention.last + 1 : min(sent.end, mention.last + 1 + NEAR)]:
        yield f"right {token.lemma_.lower()}"
    if mention.first > sent.start:
        yield f"before {doc[mention.first - 1].lower_}"
    if mention.last + 1 < sent.end:
        yield f"behind {doc[mention.last + 1].lower_}"
    yield from (f"sentence {token.lemma_.lower()}" for token in sent if token.pos_ in ("VERB", "NOUN", "ADJ"))
    yield from _links(mention)
    yield from _roles(mention)


def _links(mention: Mention) -> Iterator[str]:
    for token in dict.fromkeys(grammar(mention.head)):
        up = token.head
        yield f"dep {token.dep_}"
        yield f"up {token.dep_} {up.lemma_.lower()}"
        if token.dep_ == "pobj":
            yield f"up {up.lower_} {up.head.lemma_.lower()}"
            if up.lower_ in ("of", "against", "to") and up.head.lemma_.lower() in NOUN_LINKS:
                yield "object"
        if token.dep_ == "nsubj":
            yield "says" if is_saying(up) else "subject"
        if token.dep_ == "nsubjpass":
            yield "passive"
        if token.dep_ == "dobj":
            yield "object"
        if token.dep_ == "poss":
            yield "owner"
            yield f"owner of {'harm' if up.lemma_.lower() in NOUN_LINKS else 'else'}"
    if in_list(mention.head) > 2:
        yield "in list"


def _roles(mention: Mention) -> Iterator[str]:
    """What the name is called: by apposition, by a noun before it, by its title."""
    types = words.table("types")
    for noun in role_nouns(mention):
        lemma = noun.lemma_.lower()
        yield f"role {lemma}"
        yield from (f"role {label}" for label, listed in types.items() if lemma in listed)
        if any(lemma in listed for listed in types.values()):
            yield "role victim"
        if lemma in words.doers():
            yield "role doer"
    for kind, listed in words.table("honorifics").items():
        if _title(mention) in listed:
            yield f"title {kind}"
            if kind == "rank":
                yield "rank"


def _title(mention: Mention) -> str:
    before = mention.first - 1
    return str(mention.head.doc[before].lower_) if before >= mention.head.sent.start else ""
