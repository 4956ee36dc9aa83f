"""Which outlet a name or description means: spellings in both scripts, editions, sites.

A description ("a US-funded broadcaster") may fit several outlets and then means any of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import yaml

from saksi.linking.texts.sound import is_hangul, sound
from saksi.record import Report

ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
EDITION = re.compile(
    r"(?:['’]s)?\s*(?:\(.*?\)|\b(?:korean|english|chinese|burmese|service|edition|online|international|"
    r"news agency|newspaper|daily newspaper|website|broadcaster|radio station)\b)|한국어판|영문판",
    re.IGNORECASE,
)
SECOND_LEVEL = ("co", "or", "com", "org", "net", "ac", "go", "gov")  # as in newdaily.co.kr
SHARED_HOSTS = (
    "blogspot",
    "wordpress",
    "medium",
    "substack",
    "facebook",
    "youtube",
    "naver",
    "daum",
    "tistory",
)


@dataclass(frozen=True)
class Outlets:
    """Knows the outlets of an archive by the names under which its reports and their chains speak of them."""

    ids: Mapping[str, str]  # plain name -> id
    by_report: Mapping[str, str]  # report id -> outlet id

    def is_one(self, a: str, b: str) -> bool:
        """Say whether two reports are of one outlet; a report of none is of its own."""
        return self.by_report.get(a, a) == self.by_report.get(b, b)

    def publishes(self, name: str) -> bool:
        """Say whether an outlet of this name or description has a report here, or is known as an outlet."""
        meant = self.meant(name)
        return not meant.isdisjoint(self.by_report.values()) or not meant.isdisjoint(_known().values())

    def meant(self, name: str) -> frozenset[str]:
        """Return the ids of the outlets that a name or description may mean; one for a name, never none."""
        plain = plain_name(name)
        if plain in self.ids:
            return frozenset([self.ids[plain]])
        inside = [names for names in _known() if len(names) > 3 and _holds(plain, names)]
        if inside:
            return frozenset([_known()[max(inside, key=len)]])
        said = _folded(name)
        described = {id_ for words, ids in _described().items() if words in said for id_ in ids}
        return frozenset(described) or frozenset([plain or name])


def outlets_of(reports: Iterable[Report]) -> Outlets:
    """Learn which outlet each report is of: known names, else one name, one site in two scripts."""
    ids = dict(_known())
    by_site: dict[str, set[str]] = defaultdict(set)
    named: dict[str, str] = {}
    for report in reports:
        if report.outlet:
            plain = plain_name(report.outlet)
            named[report.id] = plain
            if site := _site(report.url):
                by_site[site].add(plain)
    for site, names in sorted(by_site.items()):
        for name in sorted(names):
            joined = [other for other in sorted(names) if other != name and _one_outlet(name, other)]
            first = min([name, *joined])
            ids.setdefault(name, ids.get(first, f"{site}:{first}" if joined else first))
    return Outlets(ids, {report: ids.setdefault(name, name) for report, name in named.items()})


def plain_name(name: str) -> str:
    """Return a name without case, article and edition."""
    bare = EDITION.sub("", _folded(name)).strip(" ,.'’\"“”")
    return bare or name.casefold()


def _folded(name: str) -> str:
    return ARTICLE.sub("", " ".join(name.split())).casefold()


def _one_outlet(one: str, other: str) -> bool:
    """Two names on one site are one outlet if one is a translation of the other, or holds it."""
    return is_hangul(one) != is_hangul(other) or one in other or other in one or sound(one) == sound(other)


def _site(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    parts = host.removeprefix("www.").split(".")
    keep = 3 if len(parts) > 2 and parts[-2] in SECOND_LEVEL else 2
    site = ".".join(parts[-keep:])
    return None if not site or any(shared in host for shared in SHARED_HOSTS) else site


def _holds(plain: str, name: str) -> bool:
    if is_hangul(name):
        return name in plain
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain) is not None


@cache
def _entries() -> list[dict[str, Any]]:
    source = files(__package__).joinpath("outlets.yml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = yaml.safe_load(source)
    return entries


@cache
def _known() -> dict[str, str]:
    return {plain_name(name): entry["id"] for entry in _entries() for name in entry["names"]}


@cache
def _described() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in _entries():
        for words in entry["described"]:
            found[_folded(words)].add(entry["id"])
    return {words: frozenset(ids) for words, ids in found.items()}
