"""Asking for claims by their codes: how many there are of each, and a page of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import hidden_reports
from saksi.workspace.holdings.columns import BOOKS, DECIDED, Columns, Table, codes, table_of
from saksi.workspace.holdings.counting import COUNTS, SOURCES, in_year, together
from saksi.workspace.linking.figures import sources_seen
from saksi.workspace.session import Archive

PAGE = 50  # claims

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Question:
    """Which claims are asked for; a field left empty asks nothing."""

    act: str = ""
    ground: str = ""
    status: str = ""
    place: str = ""  # "KP/North Kell", "KP/" or "/": not said
    year: str = ""
    modality: str = ""
    directness: str = ""
    sources: str = ""
    decided: str = ""
    kind: str = ""
    stage: str = "claim"  # or "candidate"

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Question":
        """Return the question of an address; what is no code asks nothing."""
        known = {name: asked.get(name, "") for name in (each.name for each in fields(cls))}
        known["stage"] = "candidate" if known["stage"] == "candidate" else "claim"
        return cls(**{name: value for name, value in known.items() if _is_known(name, value)})

    @property
    def asked(self) -> dict[str, str]:
        """What it asks, as in an address."""
        return {
            name: value for name, value in vars(self).items() if value and (name, value) != ("stage", "claim")
        }

    def address(self, **changed: str) -> str:
        """Return the query of an address with some fields changed."""
        return urlencode(replace(self, **changed).asked)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet and how many claims have it, the other facets as asked."""

    code: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Counted:
    """The answer: keys of a page of claims, the latest first, and all counts."""

    total: int
    keys: tuple[int, ...]
    before: int | None  # key that the next page lies before; None = this is the last
    facets: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


def ask_claims(
    archive: Archive,
    member: Member,
    question: Question,
    *,
    before: int | None = None,
    size: int = PAGE,
    facets: Collection[str] | None = None,
) -> Counted:
    """Return the claims that a member may see and asks for, with the counts of each facet.

    Parameters
    ----------
    before
        Only claims with a smaller key: the next page. Counts are those of all pages.
    facets
        Those that are counted; null = all.
    """
    wanted = [name for name in COUNTS if facets is None or name in facets]
    table, columns, seen = _as_seen(archive, member, sources="sources" in wanted or bool(question.sources))
    masks = _masks(table, columns, question)
    every = np.flatnonzero(_all(seen, masks.values()))
    listed = every
    if before is not None:
        listed = listed[: np.searchsorted(columns["key"][listed], before)]
    keys = columns["key"][listed[-size:]][::-1]
    at_once = together(columns, every, [name for name in wanted if name not in masks])
    counted = {}
    for name in wanted:
        rows = every
        if name in masks:
            rows = np.flatnonzero(_all(seen, (mask for of, mask in masks.items() if of != name)))
        found = at_once.get(name) or COUNTS[name](name, table, columns, rows)
        counted[name] = _values(name, found, len(every), question)
    more = int(keys[-1]) if len(listed) > size else None
    return Counted(len(every), tuple(int(key) for key in keys), more, counted)


def keys_of(archive: Archive, member: Member, question: Question) -> NDArray[np.int64]:
    """Return the keys of all claims that a member may see and asks for, the earliest first."""
    columns, fits = chosen(archive, member, question)
    keys: NDArray[np.int64] = columns["key"][fits]
    return keys


def chosen(archive: Archive, member: Member, question: Question) -> tuple[Columns, Mask]:
    """Return the columns, and which of their claims a member may see and asks for."""
    table, columns, seen = _as_seen(archive, member, sources=bool(question.sources))
    return columns, _all(seen, _masks(table, columns, question).values())


def _as_seen(archive: Archive, member: Member, *, sources: bool) -> tuple[Table, Columns, Mask]:
    """Return the columns as a member sees them, and which claims these are.

    Parameters
    ----------
    sources
        Whether that column is asked for: a hidden report that tells an event too would show in it.
    """
    table = table_of(archive)
    columns, hidden = table.refreshed(), np.fromiter(hidden_reports(member), np.int64)
    reports = columns["report"]
    if not len(hidden) or not len(reports):
        return table, columns, np.ones(len(reports), bool)
    seen = ~_among(reports, hidden)
    return table, _sources_seen(columns, seen, hidden) if sources else columns, seen


def _sources_seen(columns: Columns, seen: Mask, hidden: NDArray[np.int64]) -> Columns:
    """Return columns in which an event that a hidden report tells too has those sources that are seen."""
    bearing = np.setdiff1d(columns["event"][~seen], [0])
    there = np.flatnonzero(seen & _among(columns["event"], bearing))
    if not len(there):
        return columns
    events, places = np.unique(columns["event"][there], return_inverse=True)
    least = sources_seen(events.tolist(), frozenset(hidden.tolist()))
    told = columns["sources"].copy()
    told[there] = np.array([min(least[event], 255) for event in events.tolist()], np.uint8)[places]
    return columns | {"sources": told}


def _among(keys: NDArray[np.int64], some: NDArray[np.int64]) -> Mask:
    """Return which keys are among some: by a table, a tenth of the time of sorting."""
    table = np.zeros(int(keys.max()) + 1, bool)
    table[some[some < len(table)]] = True
    return table[keys]


def _masks(table: Table, columns: Columns, question: Question) -> dict[str, Mask]:
    """Return which claims fit each field that asks something."""
    return {
        name: _mask(name, value, table, columns)
        for name, value in {**question.asked, "stage": question.stage}.items()
    }


def _mask(name: str, value: str, table: Table, columns: Columns) -> Mask:
    if name in BOOKS:
        return np.equal(columns[name], codes(BOOKS[name]).index(value))
    if name == "ground":
        bit = np.uint64(1 << codes("ground").index(value))
        return np.asarray((columns["grounds"] & bit) != 0, bool)
    if name == "stage":
        return np.equal(columns["stage"], 0 if value == "claim" else 1)
    if name == "decided":
        return np.equal(columns["decided"], DECIDED.index(value))
    if name == "sources":
        least = 0 if value == "none" else int(value)
        return np.asarray(np.equal(columns["sources"], 0) if not least else columns["sources"] >= least)
    if name == "year":
        return in_year(columns, int(value))
    number = table.place_number(*place_of(value))
    return np.zeros(len(columns["key"]), bool) if number is None else np.equal(columns["place"], number)


def _all(first: Mask, others: Iterable[Mask]) -> Mask:
    found = first.copy()
    for each in others:
        found &= each
    return found


def place_of(value: str) -> tuple[str | None, str | None]:
    """Return country and first level of a place as an address has it."""
    country, _, admin1 = value.partition("/")
    return country or None, admin1 or None


def _values(
    name: str, counted: Iterable[tuple[str, int]], total: int, question: Question
) -> tuple[Value, ...]:
    """Return the values that some claim has; the one that is chosen too, which all claims asked for have."""
    chosen = getattr(question, name)
    found = [Value(code, n, code == chosen) for code, n in counted]
    kept = [value for value in found if value.count or value.chosen]
    if chosen and not any(value.chosen for value in kept):
        kept.append(Value(chosen, total, True))
    return tuple(kept)


def _is_known(name: str, value: str) -> bool:
    if not value:
        return False
    if name in BOOKS:
        return value in codes(BOOKS[name])
    if name == "year":
        return value.isascii() and value.isdecimal() and 0 < len(value) <= 4 and int(value) < date.max.year
    known: dict[str, Sequence[str]] = {
        "ground": codes("ground"),
        "decided": DECIDED,
        "sources": SOURCES,
        "stage": ("claim", "candidate"),
    }
    return value in known[name] if name in known else "/" in value
