"""From an article's reading to the codebook's answers: what is learned, and what is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks.hrds import attributes, document, victims, when, where
from benchmarks.hrds.corpus import VIOLATIONS, Article, Gold
from benchmarks.hrds.learners import Features, Judge, Ranker
from benchmarks.hrds.people import find_people
from benchmarks.hrds.scan import scan
from saksi.countries import country_of

# Chosen by cross-validation over train and dev, grouped by near-duplicate text.
VICTIM = 0.25  # probability from which a name is answered: F1 is best near half of itself
VIOLATION = 0.34
SLOTS = ("country", "city", "year", "month", "day")
SEX = (
    "given man",
    "given woman",
    "pronoun",
    "mostly",
    "near male",
    "near female",
    "near no",
    "article male",
    "article female",
    "article no",
    "called",
    "found",
    "mentions",
    "listed count",
    "listed at",
    "listed often",
)  # fmt: skip - features that tell the sex; letters of the name and the words around only add noise


@dataclass(frozen=True, slots=True)
class Reading:
    """What the engine found in one article, as named features; plain values that can be kept as JSON."""

    id: int
    people: list[tuple[str, Features]]
    document: Features
    slots: dict[str, list[tuple[str, Features]]]
    names: dict[str, Features]  # each name that the task gives -> features for its attributes


def read(article: Article) -> Reading:
    """Read one article with Saksi's engine."""
    found = scan(article)
    people = find_people(found)
    return Reading(
        id=article.id,
        people=[(p.name, row) for p, row in zip(people, victims.features(found, people), strict=True)],
        document=document.features(found),
        slots={
            "country": where.countries(found),
            "city": where.cities(found),
            "year": when.years(found),
            "month": when.months(found),
            "day": when.days(found),
        },
        names={name: attributes.features(found, people, name) for name in article.names},
    )


class Model:
    """All that is learned from the annotated articles."""

    def fit(self, readings: Sequence[Reading], golds: Sequence[Gold]) -> "Model":
        """Learn from readings and what the annotators said of the same articles."""
        rows = [row for reading in readings for _, row in reading.people]
        told = [
            any(name in victim or victim in name for victim in gold.victims)
            for reading, gold in zip(readings, golds, strict=True)
            for name, _ in reading.people
        ]
        self._victims = Judge(strength=0.03).fit(rows, told)
        documents = [_done(reading) for reading in readings]
        self._violations = {
            kind: Judge(strength=0, trees=200).fit(documents, [kind in gold.violations for gold in golds])
            for kind in VIOLATIONS
        }
        doers = [(reading.document, gold.perpetrator) for reading, gold in zip(readings, golds, strict=True)]
        known = [(row, doer) for row, doer in doers if doer is not None]
        self._perpetrator = Judge(strength=0.03).fit([row for row, _ in known], [doer for _, doer in known])
        self._fit_slots(readings, golds)
        self._fit_attributes(readings, golds)
        return self

    def _fit_slots(self, readings: Sequence[Reading], golds: Sequence[Gold]) -> None:
        self._labels = where.label_of(gold.country for gold in golds)
        answers: dict[str, list[str | None]] = {
            slot: [getattr(gold, slot) for gold in golds] for slot in ("city", "year", "month")
        }
        answers["country"] = [where.code_of(gold.country) for gold in golds]
        answers["day"] = [
            when.date_of((value for value, _ in reading.slots["day"]), gold.year, gold.month, gold.day)
            for reading, gold in zip(readings, golds, strict=True)
        ]
        strengths = {"country": 0.3, "city": 0.1, "year": 0.05, "month": 0.1, "day": 0.1}
        self._slots = {
            slot: Ranker(strength=strengths[slot]).fit(
                [reading.slots[slot] for reading in readings], answers[slot]
            )
            for slot in SLOTS
        }

    def _fit_attributes(self, readings: Sequence[Reading], golds: Sequence[Gold]) -> None:
        pairs = [
            (_person(reading, name), gold.attributes[name])
            for reading, gold in zip(readings, golds, strict=True)
            for name in reading.names
            if name in gold.attributes
        ]
        self._attributes = {
            "type": Judge(strength=0.05, trees=200).fit(
                [row for row, _ in pairs], [tuple(said["type"]) for _, said in pairs]
            ),
            "sex": Judge(strength=0.1, trees=200).fit(
                [_sexed(row) for row, _ in pairs], [said["sex"] for _, said in pairs]
            ),
            "age": Judge(strength=0.02).fit([row for row, _ in pairs], [said["age"] for _, said in pairs]),
        }

    def answer(self, reading: Reading) -> dict[str, Any]:
        """Return the answers of one article, as evaluate.py reads them.

        A perpetrator, a country and a day are always answered: an article is never counted right without.
        """
        shares = self._victims.shares([row for _, row in reading.people])
        named = [name for (name, _), share in zip(reading.people, shares, strict=True) if share[-1] >= VICTIM]
        slots = {slot: self._slots[slot].best(reading.slots[slot]) for slot in SLOTS}
        country = slots["country"]
        return {
            "id": reading.id,
            "perpetrator_mention": True,
            "perpetrator_type": self._perpetrator.best(reading.document),
            "victims": named,
            "violation_types": self._kinds(_done(reading)),
            "country": self._labels.get(country, _english(country)) if country else None,
            "region": None,
            "city": slots["city"],
            "year": slots["year"],
            "month": slots["month"],
            "day": str(date.fromisoformat(slots["day"]).day) if slots["day"] else None,
            "victim_attributes": {name: self._person(reading, name) for name in reading.names},
        }

    def _kinds(self, row: Features) -> list[str]:
        shares = {kind: float(judge.shares([row])[0][-1]) for kind, judge in self._violations.items()}
        chosen = [kind for kind, share in shares.items() if share >= VIOLATION]
        return chosen or [max(shares, key=lambda kind: shares[kind])]

    def _person(self, reading: Reading, name: str) -> dict[str, Any]:
        row = _person(reading, name)
        said = self._attributes["type"].best(row)
        return {
            "type": list(said) if isinstance(said, tuple) else [],
            "sex": self._attributes["sex"].best(_sexed(row)),
            "age": self._attributes["age"].best(row),
        }


def _done(reading: Reading) -> Features:
    """What was done: the document's features without single entries and doers, too many for so few articles.

    With them, how strongly the engine says of each act that it was done to one person.
    """
    row = {name: value for name, value in reading.document.items() if not name.startswith(("entry", "agent"))}
    for _, person in reading.people:
        for name, value in person.items():
            if name.startswith("patient "):
                row[f"one {name}"] = max(row.get(f"one {name}", 0.0), value)
    return row


def _person(reading: Reading, name: str) -> Features:
    """What is said around a name, and what the article is about."""
    about = ("type", "length", "violation")
    told = {f"article: {key}": value for key, value in reading.document.items() if key.startswith(about)}
    return reading.names[name] | told


def _sexed(row: Features) -> Features:
    return {name: value for name, value in row.items() if name.startswith(SEX)}


def _english(code: str) -> str | None:
    """The English name of a country that no annotator wrote."""
    country = country_of(code)
    return country.name("en") if country else None
