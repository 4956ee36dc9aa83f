"""What a named victim is: features for type, sex and age, from all that the article says around the name."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log1p

from benchmarks.hrds import victims, words
from benchmarks.hrds.people import Person, role_words
from benchmarks.hrds.scan import Scan
from saksi.reading.english.people import PRONOUNS

Features = dict[str, float]


def features(scan: Scan, people: Sequence[Person], name: str) -> Features:
    """Return the features of one name as the task gives it, found among the people or by its words."""
    person = _person(people, name)
    row: Features = victims.around(person) if person is not None else {}
    numbers = _sentences(scan, person, name)
    row |= _roles(scan, numbers)
    row |= _sex(scan, people, person, numbers, name)
    row["found"] = float(person is not None)
    row["mentions"] = log1p(len(numbers))
    return row | _listed(scan, name)


def _listed(scan: Scan, name: str) -> Features:
    """How the name stands among the task's names: of long lists annotators say little of each."""
    names = scan.article.names
    last = name.rsplit(maxsplit=1)[-1] if name.split() else name
    found = scan.text.find(name)
    return {
        "listed count": log1p(len(names)),
        f"listed {min(len(names), 6)}": 1.0,
        "listed at": names.index(name) / 10 if name in names else 0.0,
        "listed words": len(name.split()) / 4,
        "listed in text": float(found >= 0),
        "listed first": found / max(1, len(scan.text)) if found >= 0 else 1.0,
        "listed often": log1p(scan.text.count(last)),
        "listed in title": float(last in scan.article.title),
    }


def _person(people: Sequence[Person], name: str) -> Person | None:
    """The person who bears the name; of several the one with most of its words."""
    parts = set(name.lower().split())
    best = max(people, key=lambda person: (len(parts & person.parts), len(person.mentions)), default=None)
    shared = parts & best.parts if best is not None else set()
    return (
        best
        if shared and (len(shared) > 1 or len(parts) == 1 or name.lower().split()[-1] in shared)
        else None
    )


def _sentences(scan: Scan, person: Person | None, name: str) -> list[int]:
    last = name.rsplit(maxsplit=1)[-1].lower() if name.split() else name.lower()
    found = {number for number, sentence in enumerate(scan.sentences) if last in sentence.span.text.lower()}
    return sorted(found | {mention.number for mention in person.mentions} if person else found)


def _roles(scan: Scan, numbers: Sequence[int]) -> Features:
    """How often words of each type stand in the name's sentences, in the headline, in the whole article."""
    row: Features = {}
    types = words.table("types")
    spans = {"near": list(numbers), "title": [n for n in range(len(scan.sentences)) if scan.is_title(n)],
             "article": list(range(len(scan.sentences)))}  # fmt: skip
    for where, chosen in spans.items():
        counted: Counter[str] = Counter()
        for number in chosen:
            for token in scan.sentences[number].span:
                lemma = token.lemma_.lower()
                counted.update(label for label, listed in types.items() if lemma in listed)
                if where == "near" and token.pos_ in ("NOUN", "VERB", "PROPN", "ADJ"):
                    row[f"near {lemma}"] = 1.0
        every = sum(counted.values())
        for label, count in counted.items():
            row[f"{where} {label}"] = log1p(count)
            row[f"{where} {label} share"] = count / every
    return row


def _sex(
    scan: Scan, people: Sequence[Person], person: Person | None, numbers: Sequence[int], name: str
) -> Features:
    row: Features = {}
    given = name.lower().split()
    known = [words.given_names()[part] for part in given[:-1] or given if part in words.given_names()]
    if known:
        row[f"given {known[0]}"] = 1.0
    pronouns = Counter(_pronouns(scan, people, person, numbers))
    row |= {f"pronoun {sex}": log1p(count) for sex, count in pronouns.items()}
    if pronouns["male"] != pronouns["female"]:
        row[f"mostly {'male' if pronouns['male'] > pronouns['female'] else 'female'}"] = 1.0
    near = Counter(
        PRONOUNS[token.lower_]
        for n in numbers
        for token in scan.sentences[n].span
        if token.lower_ in PRONOUNS
    )
    whole = Counter(
        PRONOUNS[token.lower_] for s in scan.sentences for token in s.span if token.lower_ in PRONOUNS
    )
    for where, counted in (("near", near), ("article", whole)):
        row |= {f"{where} {sex}": log1p(count) for sex, count in counted.items()}
        row[f"{where} no pronoun"] = float(not counted)
        row[f"{where} female share"] = counted["female"] / max(1, sum(counted.values()))
    if person is not None:
        row |= _called(person)
    return row


def _called(person: Person) -> Features:
    row: Features = {}
    for mention in person.mentions:
        for word in role_words(mention):
            for sex, listed in words.table("relatives").items():
                if word in listed:
                    row[f"called {sex}"] = 1.0
    return row


def _pronouns(
    scan: Scan, people: Sequence[Person], person: Person | None, numbers: Sequence[int]
) -> Iterator[str]:
    """Yield the sex of each pronoun behind the name, until somebody else is named, over two sentences."""
    others = {(m.number, m.head.i) for other in people if other is not person for m in other.mentions}
    starts = [(m.number, m.last + 1) for m in person.mentions] if person else [(n, -1) for n in numbers]
    for number, first in starts:
        for later in range(number, min(number + 3, len(scan.sentences))):
            for token in scan.sentences[later].span:
                if later == number and token.i < first:
                    continue
                if (later, token.i) in others:
                    break
                if token.lower_ in PRONOUNS:
                    yield PRONOUNS[token.lower_]
            else:
                continue
            break
