"""Asking for claims by their codes: how many there are of each, and a page of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import hidden_reports
from saksi.workspace.holdings.columns import BOOKS, DECIDED, UNSAID, Columns, Table, codes, table_of
from saksi.workspace.session import Archive

PAGE = 50  # claims
PLACES = 12  # places that a page offers, the most frequent
YEARS = 12  # years that it offers, the latest
SOURCES = ("none", "1", "2", "3")  # independent sources of a claim's event: not linked, at least so many

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
        values = {each.name: str(getattr(self, each.name)) for each in fields(self)}
        return {
            name: value for name, value in values.items() if value and (name, value) != ("stage", "claim")
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
    archive: Archive, member: Member, question: Question, *, before: int | None = None, size: int = PAGE
) -> Counted:
    """Return the claims that a member may see and asks for, with the counts of each facet.

    Parameters
    ----------
    before
        Only claims with a smaller key: the next page. Counts are those of all pages.
    """
    table = table_of(archive)
    columns = table.refreshed()
    seen = _seen(columns, member)
    masks = _masks(table, columns, question)
    every = _all(seen, masks.values())
    listed = np.flatnonzero(every)
    if before is not None:
        listed = listed[: np.searchsorted(columns["key"][listed], before)]
    keys = columns["key"][listed[-size:]][::-1]
    facets = {
        name: _values(
            name, table, columns, _all(seen, (m for of, m in masks.items() if of != name)), question
        )
        for name in _COUNTS
    }
    more = int(keys[-1]) if len(listed) > size else None
    return Counted(int(np.count_nonzero(every)), tuple(int(key) for key in keys), more, facets)


def keys_of(archive: Archive, member: Member, question: Question) -> NDArray[np.int64]:
    """Return the keys of all claims that a member may see and asks for, the earliest first."""
    columns, fits = chosen(archive, member, question)
    keys: NDArray[np.int64] = columns["key"][fits]
    return keys


def chosen(archive: Archive, member: Member, question: Question) -> tuple[Columns, Mask]:
    """Return the columns, and which of their claims a member may see and asks for."""
    table = table_of(archive)
    columns = table.refreshed()
    return columns, _all(_seen(columns, member), _masks(table, columns, question).values())


def _seen(columns: Columns, member: Member) -> Mask:
    hidden = np.fromiter(hidden_reports(member), np.int64)
    return np.ones(len(columns["key"]), bool) if not len(hidden) else ~np.isin(columns["report"], hidden)


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
        return _in_year(columns, int(value))
    number = table.place_number(*place_of(value))
    return np.zeros(len(columns["key"]), bool) if number is None else np.equal(columns["place"], number)


def _in_year(columns: Columns, year: int) -> Mask:
    """Return the claims whose time, as far as it is said, touches a year."""
    since, until = columns["since"], columns["until"]
    said = (since != UNSAID) | (until != UNSAID)
    fits = (since < (year + 1) * 12) & ((until >= year * 12) | (until == UNSAID))
    return np.asarray(said & fits, bool)


def _all(first: Mask, others: Iterable[Mask]) -> Mask:
    found = first.copy()
    for each in others:
        found &= each
    return found


def place_of(value: str) -> tuple[str | None, str | None]:
    """Return country and first level of a place as an address has it."""
    country, _, admin1 = value.partition("/")
    return country or None, admin1 or None


def place_code(country: str | None, admin1: str | None) -> str:
    """Return a place as an address has it."""
    return f"{country or ''}/{admin1 or ''}"


def _coded(name: str, _table: Table, columns: Columns, fits: Mask) -> list[tuple[str, int]]:
    known = codes(BOOKS[name])
    return list(zip(known, np.bincount(columns[name][fits], minlength=len(known)).tolist(), strict=False))


def _grounds(_name: str, _table: Table, columns: Columns, fits: Mask) -> list[tuple[str, int]]:
    bits = columns["grounds"][fits]
    return [(code, int(np.count_nonzero(bits & np.uint64(1 << n)))) for n, code in enumerate(codes("ground"))]


def _decided(_name: str, _table: Table, columns: Columns, fits: Mask) -> list[tuple[str, int]]:
    counts = np.bincount(columns["decided"][fits], minlength=len(DECIDED)).tolist()
    return list(zip(DECIDED, counts, strict=True))


def _sources(_name: str, _table: Table, columns: Columns, fits: Mask) -> list[tuple[str, int]]:
    own = columns["sources"][fits]
    return [("none", int(np.count_nonzero(own == 0)))] + [
        (code, int(np.count_nonzero(own >= int(code)))) for code in SOURCES[1:]
    ]


def _places(_name: str, table: Table, columns: Columns, fits: Mask) -> list[tuple[str, int]]:
    counts = np.bincount(columns["place"][fits], minlength=len(table.places))
    most = np.argsort(-counts, kind="stable")[:PLACES]
    return [(place_code(*table.places[n]), int(counts[n])) for n in most.tolist()]


def _years(_name: str, _table: Table, columns: Columns, fits: Mask) -> list[tuple[str, int]]:
    """Count by year: a claim counts in each year that its time touches, an open end only where it is said."""
    since, until = columns["since"][fits], columns["until"][fits]
    first = np.where(since == UNSAID, until, since) // 12
    last = np.where(until == UNSAID, since, until) // 12
    said = (since != UNSAID) | (until != UNSAID)
    if not said.any():
        return []
    newest = int(last[said].max())
    years = range(newest, max(newest - YEARS, int(first[said].min()) - 1), -1)
    part = {name: columns[name][fits] for name in ("since", "until")}
    return [(str(year), int(np.count_nonzero(_in_year(part, year)))) for year in years]


_COUNTS = {
    "act": _coded,
    "ground": _grounds,
    "status": _coded,
    "place": _places,
    "year": _years,
    "modality": _coded,
    "directness": _coded,
    "sources": _sources,
    "decided": _decided,
    "kind": _coded,
}


def _values(name: str, table: Table, columns: Columns, fits: Mask, question: Question) -> tuple[Value, ...]:
    chosen = getattr(question, name)
    found = [Value(code, n, code == chosen) for code, n in _COUNTS[name](name, table, columns, fits)]
    kept = [value for value in found if value.count or value.chosen]
    if chosen and not any(value.chosen for value in kept):
        kept.append(Value(chosen, int(np.count_nonzero(fits & _mask(name, chosen, table, columns))), True))
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
