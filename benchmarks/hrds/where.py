"""Where: countries and cities that an article names, with features of how it names them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log1p, log10

from benchmarks.hrds.scan import Scan, told_of
from saksi.countries import find_countries
from saksi.reading.english.place_words import LOCATIVE

Features = dict[str, float]

DATELINE = 90  # characters of the body in which a place told stands for where the report was written
BELONGS = {"HK": "CN", "MO": "CN", "PR": "US", "GU": "US"}  # ISO codes: annotators name the state
_STATE_OF_NIGERIA = re.compile(r" (?:State|Delta|Governor|Gov\b)")  # "Niger State" is no country


@dataclass(slots=True)
class Named:
    """One candidate: where in the text it stands, and what is known of it."""

    key: str  # code of the country, or the city's name as printed
    starts: list[int] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    country: str | None = None
    population: int = 0


def countries(scan: Scan) -> list[tuple[str, Features]]:
    """Return the country codes that an article may be about, with their features."""
    found: dict[str, Named] = {}
    for match in scan.countries:
        iso = _state(match.country.iso)
        if iso == "NE" and _STATE_OF_NIGERIA.match(scan.text, match.end):
            iso = "NG"
        kind = "demonym" if match.demonym else "name"
        named = found.setdefault(iso, Named(iso))
        named.starts.append(match.start)
        named.counts[f"ambiguous {kind}" if match.ambiguous else kind] += 1
        named.counts[f"as {scan.text[match.start : match.end].lower()}"] += 1
    for place in scan.places:
        iso = _state(place.place.country)
        named = found.setdefault(iso, Named(iso))
        named.starts.append(place.start)
        named.counts["place"] += 1
    rows = _rows(scan, found.values())
    return [
        (named.key, row | {f"is {named.key}": 1.0}) for named, row in zip(found.values(), rows, strict=True)
    ]


def _state(iso: str) -> str:
    return BELONGS.get(iso, iso)


def cities(scan: Scan) -> list[tuple[str, Features]]:
    """Return the cities (as printed) that an article may be about, with their features."""
    found: dict[str, Named] = {}
    nations = {scan.text[match.start : match.end].removeprefix("the ") for match in scan.countries}
    by_country = Counter(match.country.iso for match in scan.countries)
    by_country.update(match.place.country for match in scan.places)
    known: set[int] = set()
    for match in scan.places:
        words = scan.text[match.start : match.end]
        named = found.setdefault(
            words, Named(words, country=match.place.country, population=match.place.population)
        )
        named.starts.append(match.start)
        named.counts["gazetteer"] += 1
        named.counts[f"level {match.place.level}"] += 1
        known |= set(range(match.start, match.end))
    for sentence in scan.sentences:
        for entity in sentence.span.ents:
            start, end = sentence.offset(entity.start_char), sentence.offset(entity.end_char)
            words = scan.text[start:end].removeprefix("the ").strip()
            if entity.label_ not in ("GPE", "LOC", "FAC") or words in nations or not words[:1].isupper():
                continue
            named = found.setdefault(words, Named(words))
            if start not in known or not named.starts:
                named.starts.append(start)
            named.counts[f"model {entity.label_}"] += 1
    found = _one_spelling(found)
    people = Counter(
        token.text for s in scan.sentences for ent in s.span.ents if ent.label_ == "PERSON" for token in ent
    )
    rows = _rows(scan, found.values())
    most = max(by_country.values(), default=1)
    for named, row in zip(found.values(), rows, strict=True):
        row["country count"] = by_country[named.country or ""] / most
        row["population"] = log10(named.population + 1) / 7
        row["of a person"] = log1p(people[named.key])
        row["upper"] = float(named.key.isupper())
        row[f"is {named.key.lower()}"] = 1.0
    return [(named.key, row) for named, row in zip(found.values(), rows, strict=True)]


def _one_spelling(found: dict[str, Named]) -> dict[str, Named]:
    """Join a city in capitals, as datelines and headlines print it, with the same city in small letters."""
    small = {name.lower(): name for name in found if not name.isupper()}
    joined: dict[str, Named] = {}
    for name, named in found.items():
        key = small.get(name.lower(), name)
        if key in joined:
            joined[key].starts += named.starts
            joined[key].counts += named.counts
        else:
            named.key = key
            joined[key] = named
    return joined


def _rows(scan: Scan, found: Iterable[Named]) -> list[Features]:
    places = [_row(scan, named) for named in found]
    for name in ("all", "harm", "first", "in", "headline", "of act"):
        values = [row.get(name, 0.0) for row in places]
        best = (min if name == "first" else max)(values, default=0.0)
        for row in places:
            row[f"{name} best"] = float(row.get(name, 0.0) == best)
            if name != "first":
                row[f"{name} share"] = row.get(name, 0.0) / best if best else 0.0
    total = sum(row["all"] for row in places)
    for row in places:
        row["part"] = row["all"] / total
        row["candidates"] = log1p(len(places))
    return places


def _row(scan: Scan, named: Named) -> Features:
    numbers = [scan.sentence_at(start) for start in named.starts]
    body = scan.sentences[scan.first].start if scan.sentences else 0
    row: Features = {name: log1p(count) for name, count in named.counts.items()}
    row["all"] = log1p(len(numbers))
    row["title"] = float(any(scan.is_title(number) for number in numbers))
    row["lead"] = float(any(scan.is_lead(number) for number in numbers))
    row["harm"] = log1p(sum(scan.is_harm(number) for number in numbers))
    row["first"] = min(named.starts) / max(1, len(scan.text))
    row["early"] = 1 / (1 + max(0, min(numbers) - scan.first))
    row["dateline"] = float(any(body <= start < body + DATELINE for start in named.starts))
    before = [scan.text[max(0, start - 24) : start].split() for start in named.starts]
    words = [
        (said[-1] if said[-1].lower() != "the" or len(said) < 2 else said[-2]).lower()
        for said in before
        if said
    ]
    row["in"] = log1p(sum(word in LOCATIVE for word in words))
    prepositions = Counter(words)
    row |= {
        f"after {word}": log1p(prepositions[word]) for word in ("in", "at", "from", "to", "of", "near", "by")
    }
    row["in harm"] = log1p(
        sum(word in LOCATIVE and scan.is_harm(number) for word, number in zip(words, numbers, strict=False))
    )
    for number, start in zip(numbers, named.starts, strict=True):
        for name, value in told_of(scan, number, start, start + 1).items():
            row[name] = max(row.get(name, 0.0), value)
    row["last part"] = float(min(named.starts) > 0.6 * len(scan.text))
    return row


def code_of(country: str | None) -> str | None:
    """Return the code of a country as annotators write it; null for what is none ("Africa")."""
    found = find_countries(country, language="en") if country else []
    return _state(found[0].country.iso) if found else None


def label_of(written: Iterable[str | None]) -> dict[str, str]:
    """Return for each country code the name that annotators mostly write."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for name in written:
        iso = code_of(name)
        if iso and name:
            counted[iso][name] += 1
    return {iso: names.most_common(1)[0][0] for iso, names in counted.items()}
