"""The articles of HRDsAttack and their annotations: read, cleaned, grouped by near-duplicate text."""

import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from saksi.record import InvalidInput

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
VIOLATIONS = (
    "arbitrary detention", "enforced disappearance", "kidnapping", "killing", "torture", "other", "unknown",
)  # fmt: skip
NOTHING = frozenset({"", "none", "n/a", "n//a", "null", "unknown", "nan"})
LONGEST = 40_000  # characters read of an article: one has more, and its answers stand before it
SHINGLE = 6  # words
SAME = 0.3  # share of shingles of the shorter text from which two articles tell one wire story

_PARAGRAPH = re.compile(r"</p>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,200}>")
_BLANK = re.compile(r"[ \t\r\f\v\xa0]+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Article:
    """One article as the task gives it; `text` has one paragraph a line, a blank line between them."""

    id: int
    title: str
    published: date | None
    text: str
    names: tuple[str, ...] = ()  # of the victims, given by the task: used for their attributes only


@dataclass(frozen=True, slots=True)
class Gold:
    """What the annotator said, cleaned; null = no value."""

    violations: frozenset[str]
    perpetrator: str | None
    country: str | None
    region: str | None
    city: str | None
    year: str | None
    month: str | None
    day: str | None
    victims: tuple[str, ...] = ()
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)  # name -> type (list), sex, age


def article(item: dict[str, Any], names: Sequence[str], where: str) -> Article:
    """Make an article of one line of the inputs.

    Raises
    ------
    InvalidInput
        A key is missing: says which, and where.
    """
    missing = [key for key in ("id", "title", "publish_date", "text") if key not in item]
    if missing:
        raise InvalidInput(f"{where}: found no {missing[0]!r}; needed are id, title, publish_date and text")
    return Article(
        id=item["id"],
        title=_BLANK.sub(" ", html.unescape(str(item["title"] or ""))).strip(),
        published=_day(str(item["publish_date"] or "")),
        text=_plain(str(item["text"] or "")),
        names=tuple(names),
    )


def read_inputs(inputs: Path, names: Path) -> list[Article]:
    """Read articles and the names of their victims, as ``evaluate.py --write-inputs`` writes them.

    Raises
    ------
    InvalidInput
        A file is missing or a line is no such object: says file and line.
    """
    named = {item.get("id"): item.get("names") or () for item, _ in _lines(names)}
    return [article(item, named.get(item.get("id"), ()), where) for item, where in _lines(inputs)]


def read_annotated(path: Path) -> list[tuple[Article, Gold]]:
    """Read articles with their annotations, as the authors publish them.

    Raises
    ------
    InvalidInput
        The file is missing, or no such list: says which file.
    """
    try:
        return [_annotated(item, path.name) for item in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise InvalidInput(
            f"{path.name}: needed is train.json or dev.json of HRDsAttack; found {type(fault).__name__}"
        ) from None


def groups(texts: Sequence[str]) -> list[int]:
    """Return for each text the number of its group; near-duplicates have one number."""
    shingles = [_shingles(text) for text in texts]
    group = list(range(len(texts)))
    for later, mine in enumerate(shingles):
        for earlier in range(later):
            theirs = shingles[earlier]
            if len(mine & theirs) > SAME * min(len(mine), len(theirs)):
                group = [group[earlier] if number == group[later] else number for number in group]
    return group


def _shingles(text: str) -> set[int]:
    words = _WORD.findall(text.lower())
    return {hash(tuple(words[at : at + SHINGLE])) for at in range(max(1, len(words) - SHINGLE + 1))}


def _lines(path: Path) -> Iterable[tuple[dict[str, Any], str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        raise InvalidInput(
            f"{path.name}: the file cannot be read; needed is one JSON object a line"
        ) from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            item = json.loads(line)
        except ValueError:
            raise InvalidInput(f"{where}: found no JSON; needed is one JSON object a line") from None
        if not isinstance(item, dict):
            raise InvalidInput(f"{where}: found {type(item).__name__}; needed is a JSON object")
        yield item, where


def _annotated(item: dict[str, Any], where: str) -> tuple[Article, Gold]:
    sample, merged = item["sample"], item["merged_sample"]
    victims = [victim for victim in merged["victims"] if victim["victim_name"]]
    names = tuple(victim["victim_name"] for victim in victims)
    said = {
        "id": sample["Input.GLOBALEVENTID"],
        "title": sample["Input.title"],
        "publish_date": sample["Input.publish_date"],
        "text": sample["Input.article_interface"],
    }
    types = frozenset(merged["violation_types"])
    gold = Gold(
        violations=types - {"unknown"} or frozenset({"unknown"}),
        perpetrator=_value(merged["perpetrator_type"]),
        country=_value(merged["country"]),
        region=_value(merged["region"]),
        city=_value(merged["city"]),
        year=_whole(merged["year"]),
        month=_month(merged["month"]),
        day=_whole(merged["date"]),
        victims=names,
        attributes={
            victim["victim_name"]: {
                "type": sorted(set(victim["victim_type"])) or ["insufficient information"],
                "sex": victim["victim_sex_type"],
                "age": victim["victim_age_group"],
            }
            for victim in victims
        },
    )
    return article(said, names, where), gold


def _value(value: object) -> str | None:
    text = str(value if value is not None else "").strip()
    return None if text.lower() in NOTHING else text


def _whole(value: object) -> str | None:
    text = _value(value)
    try:
        return None if text is None else str(int(float(text)))
    except ValueError:
        return None


def _month(value: object) -> str | None:
    """A month's name, of a name, a number or a misspelling ("Decenmber")."""
    number = _whole(value)
    if number is not None:
        return MONTHS[int(number) - 1] if 1 <= int(number) <= 12 else None
    text = (_value(value) or "").lower()
    return next(
        (month for month in MONTHS if text and text[:3] == month[:3].lower()),
        "October" if text == "ocober" else None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _plain(text: str) -> str:
    text = html.unescape(_TAG.sub(" ", _PARAGRAPH.sub("\n", text)))
    lines = (_BLANK.sub(" ", line).strip() for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line)[:LONGEST]
