"""The English words of the country packs, as the rules use them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from saksi.countries import load_packs
from saksi.record import InvalidInput, vocabulary


@dataclass(frozen=True, slots=True)
class ActEntry:
    """One use of a word that asserts an act; see the head of ``lexicon/en/acts.yml`` for the keys."""

    id: str
    act: str
    verb: frozenset[str]
    noun: frozenset[str]
    phrase: re.Pattern[str] | None
    with_: re.Pattern[str] | None
    not_with: re.Pattern[str] | None
    object: str | None
    victim: str
    kind: str | None
    finite: bool
    needs_agent: bool
    context: bool  # the act is that of the custody told before, where there is one
    example: str


@dataclass(frozen=True, slots=True)
class GroundEntry:
    """The words for one ground of accusation."""

    id: str
    words: re.Pattern[str]
    not_: re.Pattern[str] | None
    example: str


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Nouns for people, by the status they imply."""

    status: Mapping[str, str]  # noun -> status
    not_roles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    elite_modifiers: frozenset[str]


NUMBER = r"(?:\d[\d,]*|[a-z]+teen|[a-z]*ty(?:-[a-z]+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|long)"


def words(alternatives: list[str], *, stems: bool = False) -> re.Pattern[str] | None:
    """Compile a list of phrases into one pattern of whole words (or word beginnings)."""
    if not alternatives:
        return None
    longest_first = sorted({str(word).lower() for word in alternatives}, key=len, reverse=True)
    body = "|".join(re.escape(word).replace(r"\ ", r"\s+").replace(r"\#", NUMBER) for word in longest_first)
    end = "" if stems else r"(?!\w)"
    return re.compile(rf"(?<!\w)(?:{body}){end}")


def _folder(name: str) -> Iterator[tuple[str, Traversable]]:
    for pack in load_packs():
        file = pack.folder.joinpath("lexicon", "en", name)
        if file.is_file():
            yield pack.code, file


def _entries(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for code, file in _folder(name):
        for number, entry in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")) or [], start=1):
            if "id" not in entry:
                raise InvalidInput(f"pack {code}, lexicon/en/{name}, entry {number}: no id")
            yield code, entry


@cache
def acts() -> tuple[ActEntry, ...]:
    """All act entries, country packs first, in the order of their files."""
    found = sorted(_entries("acts.yml"), key=lambda pair: pair[0] == "general")
    return tuple(_act(code, entry) for code, entry in found)


def _act(code: str, entry: dict[str, Any]) -> ActEntry:
    if entry["act"] not in vocabulary("act"):
        raise InvalidInput(f"pack {code}, lexicon/en/acts.yml, {entry['id']}: act {entry['act']!r} is no code")
    return ActEntry(
        id=f"{code}.{entry['id']}",
        act=entry["act"],
        verb=frozenset(entry.get("verb", ())),
        noun=frozenset(entry.get("noun", ())),
        phrase=words(entry.get("phrase", [])),
        with_=words(entry.get("with", [])),
        not_with=words(entry.get("not_with", []), stems=True),
        object=entry.get("object"),
        victim=entry.get("victim", "object"),
        kind=entry.get("kind"),
        finite=entry.get("finite", False),
        needs_agent=entry.get("with_agent", False),
        context=entry.get("context", False),
        example=entry["example"],
    )


@cache
def grounds() -> tuple[GroundEntry, ...]:
    """All ground entries; the id is the code."""
    found = []
    for _, entry in _entries("grounds.yml"):
        pattern = words(entry["words"], stems=True)
        if pattern is None:
            raise InvalidInput(f"lexicon/en/grounds.yml, {entry['id']}: no words")
        found.append(GroundEntry(entry["id"], pattern, words(entry.get("not", []), stems=True), entry["example"]))
    return tuple(found)


@cache
def persons() -> PersonWords:
    """The nouns for people of all packs."""
    status: dict[str, str] = {}
    lists: dict[str, set[str]] = {name: set() for name in ("not_roles", "male", "female", "elite_modifiers")}
    for _, file in _folder("persons.yml"):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        for code in ("elite", "official", "ordinary", "family_of_accused"):
            for group in data.get(code, ()):
                status.update((noun.lower(), code) for noun in group)
        for name, collected in lists.items():
            collected.update(word.lower() for word in data.get(name, ()))
    return PersonWords(status, **{name: frozenset(collected) for name, collected in lists.items()})


@cache
def cues() -> Mapping[str, Any]:
    """The words that tell who speaks and how, merged over the packs."""
    merged: dict[str, Any] = {}
    for _, file in _folder("cues.yml"):
        for key, value in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            if isinstance(value, dict):
                merged.setdefault(key, {}).update(value)
            else:
                merged[key] = [*merged.get(key, ()), *value]
    return merged


@cache
def cue(name: str) -> frozenset[str]:
    """One list of cue words."""
    return frozenset(cues()[name])


@cache
def cue_pattern(name: str) -> re.Pattern[str]:
    """One list of cue words as a pattern of whole words."""
    pattern = words(list(cues()[name]))
    if pattern is None:
        raise InvalidInput(f"lexicon/en/cues.yml: {name} is empty")
    return pattern
