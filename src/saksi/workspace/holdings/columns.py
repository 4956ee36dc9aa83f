"""Codes of all claims as columns in memory, so that a million of them are counted while a page waits.

A database counts a facet of a million sealed rows in half a second, and a page has a dozen. Fifty bytes a
claim hold all that facets ask for; no words, no names. What changes is read from the log: each entry notes
the rows that it left, so a refresh fetches these and nothing else. Locking forgets everything (`forget`).
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saksi import record
from saksi.record import vocabulary
from saksi.workspace.audit import log
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.notes import unpacked
from saksi.workspace.holdings.models import ChainLink, Claim, Ground
from saksi.workspace.linking.models import Membership
from saksi.workspace.review.models import Decision, Standing
from saksi.workspace.session import Archive

CHUNK = 20_000  # rows fetched at once
KEYS = 500  # keys that one statement names
UNSAID = np.int16(-32768)  # no bound of time in a claim
DECIDED = ("open", "accepted", "corrected", "rejected", "cannot_tell")  # the column holds the place in here
_COLUMNS = {
    "key": np.int64,
    "report": np.int64,
    "stage": np.uint8,  # 0 claim, 1 candidate
    "kind": np.uint8,
    "act": np.uint8,
    "status": np.uint8,
    "modality": np.uint8,
    "directness": np.uint8,
    "decided": np.uint8,
    "event": np.int64,  # 0 = it is in none
    "sources": np.uint8,  # independent sources of the claim's event, at least; 0 = it is in none
    "place": np.uint16,
    "grounds": np.uint64,  # a bit a code
    "since": np.int16,  # months since the year 0, UNSAID = not said
    "until": np.int16,
}
BOOKS = {"kind": "kind", "act": "act", "status": "status", "modality": "modality", "directness": "directness"}
_FIELDS = (
    "pk", "report_id", "stage", "kind", "act", "victim_status", "modality", "place_country", "place_admin1",
    "time_from", "time_to",
)  # fmt: skip

Columns = dict[str, NDArray[Any]]


def codes(book: str) -> tuple[str, ...]:
    """Return the codes of a vocabulary, in the order in which the columns number them."""
    return tuple(vocabulary(book).terms)


@dataclass
class Table:
    """The columns of one archive, as of one entry of its log; sorted by key."""

    columns: Columns = field(default_factory=lambda: _empty(0))
    places: list[tuple[str | None, str | None]] = field(default_factory=list)  # country, first level
    entry: int = 0
    _places: dict[tuple[str | None, str | None], int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def refreshed(self) -> Columns:
        """Bring the columns up to the log's last entry and return them; the arrays do not change later."""
        with self._lock:
            last = log.last()
            n = 0 if last is None else last.n
            if n != self.entry:
                if self.entry == 0:
                    self.columns = self._rows(Claim.objects.order_by("pk"))
                    self._add_parts(self.columns, None)
                else:
                    self._take_over(self.entry, n)
                self.entry = n
            return self.columns

    def place_number(self, country: str | None, admin1: str | None) -> int | None:
        """Return the number of a place in the columns; None where no claim names it."""
        return self._places.get((country, admin1))

    def _take_over(self, since: int, until: int) -> None:
        touched = sorted(self._touched(since, until))
        if not touched:
            return
        parts = [_empty(0)]
        for keys in _in_parts(touched):
            new = self._rows(Claim.objects.filter(pk__in=keys).order_by("pk"))
            self._add_parts(new, keys)
            parts.append(new)
        rows = {name: np.concatenate([part[name] for part in parts]) for name in _COLUMNS}
        self.columns = replaced(self.columns, np.array(touched, np.int64), rows)

    def _touched(self, since: int, until: int) -> set[int]:
        """Return the keys of the claims that entries after `since` tell of, or what belongs to them."""
        found = _noted(since, until)
        touched = found["claim"]
        for keys in _in_parts(sorted(found["decision"])):
            touched.update(Decision.objects.filter(pk__in=keys).values_list("claim_id", flat=True))
        clusters = sorted(found["cluster"])
        for keys in _in_parts(clusters):
            touched.update(Membership.objects.filter(cluster__in=keys).values_list("claim_id", flat=True))
        if clusters:  # also who has left one
            touched.update(self.columns["key"][np.isin(self.columns["event"], clusters)].tolist())
        return touched

    def _rows(self, claims: Any) -> Columns:
        numbers = {name: {code: n for n, code in enumerate(codes(book))} for name, book in BOOKS.items()}
        parts = [_empty(0)]
        rows = claims.values_list(*_FIELDS).iterator(CHUNK)
        while batch := [row for _, row in zip(range(CHUNK), rows, strict=False)]:
            pk, report, stage, kind, act, status, modality, country, admin1, since, until = zip(
                *batch, strict=True
            )
            part = _empty(len(batch))
            part["key"][:], part["report"][:] = pk, report
            part["stage"][:] = [each != "claim" for each in stage]
            for name, values in (("kind", kind), ("act", act), ("status", status), ("modality", modality)):
                known = numbers[name]
                part[name][:] = [known[value] for value in values]
            part["place"][:] = [self._place(each) for each in zip(country, admin1, strict=True)]
            part["since"][:] = [_month(day) for day in since]
            part["until"][:] = [_month(day) for day in until]
            parts.append(part)
        return {name: np.concatenate([part[name] for part in parts]) for name in _COLUMNS}

    def _add_parts(self, columns: Columns, keys: Sequence[int] | None) -> None:
        """Fill in what stands in other tables: for these claims, or for all."""
        tellers = _of(ChainLink.objects.filter(attribution=0, position=0), keys)
        numbers = {code: n for n, code in enumerate(codes("directness"))}
        own = tellers.values_list("claim_id", "directness").iterator(CHUNK)
        _put(columns, "directness", ((key, numbers[code]) for key, code in own))
        _put(columns, "grounds", _ground_bits(keys).items())
        events = _events(keys)
        _put(columns, "event", ((claim, event) for claim, event, _ in events))
        _put(columns, "sources", ((claim, least) for claim, _, least in events))
        standing = _of(Standing.objects.all(), keys)
        verdicts = standing.values_list("claim_id", "verdict").iterator(CHUNK)
        _put(columns, "decided", ((key, DECIDED.index(verdict)) for key, verdict in verdicts))
        corrected = standing.filter(verdict="corrected").values_list("claim_id", "decision__after")
        for key, after in corrected.iterator(CHUNK):
            self._correct(columns, key, record.Claim.model_validate(after))

    def _correct(self, columns: Columns, key: int, claim: record.Claim) -> None:
        """Put the codes of a claim as corrected in place of those that the reader suggested."""
        values = {
            "kind": codes("kind").index(claim.kind),
            "act": codes("act").index(claim.act),
            "status": codes("status").index(claim.victim.status),
            "modality": codes("modality").index(claim.modality),
            "directness": codes("directness").index(claim.attribution.directness),
            "place": self._place((claim.place.country, claim.place.admin1)),
            "grounds": _bits(claim.grounds),
            "since": _month(claim.time.from_),
            "until": _month(claim.time.to),
        }
        for name, value in values.items():
            _put(columns, name, [(key, value)])

    def _place(self, place: tuple[str | None, str | None]) -> int:
        number = self._places.get(place)
        if number is None:
            number = self._places[place] = len(self.places)
            self.places.append(place)
        return number


_tables: dict[Path, Table] = {}
_tables_lock = threading.Lock()


def table_of(archive: Archive) -> Table:
    """Return the table of an archive; the first look at it reads every claim once."""
    folder = archive.layout.folder.resolve()
    with _tables_lock:
        return _tables.setdefault(folder, Table())


def forget() -> None:
    """Forget all columns: the archive is locked."""
    with _tables_lock:
        _tables.clear()


def _empty(size: int) -> Columns:
    return {name: np.zeros(size, dtype) for name, dtype in _COLUMNS.items()}


def replaced(columns: Columns, keys: NDArray[np.int64], rows: Columns) -> Columns:
    """Return columns in which the rows of some keys are these; the columns given stay as they are.

    Parameters
    ----------
    keys
        Sorted; one that `rows` has not is left out of the result.
    rows
        Sorted by key.
    """
    return _with(_without(columns, np.setdiff1d(keys, rows["key"], assume_unique=True)), rows)


def _without(columns: Columns, keys: NDArray[np.int64]) -> Columns:
    at, there = _places_of(keys, columns)
    return (
        {name: np.delete(column, at[there]) for name, column in columns.items()} if there.any() else columns
    )


def _with(columns: Columns, rows: Columns) -> Columns:
    at, there = _places_of(rows["key"], columns)
    found = {name: column.copy() for name, column in columns.items()}
    for name, column in found.items():
        column[at[there]] = rows[name][there]
    if there.all():
        return found
    found = {name: np.concatenate([column, rows[name][~there]]) for name, column in found.items()}
    if len(columns["key"]) and rows["key"][~there][0] < columns["key"][-1]:
        order = np.argsort(found["key"], kind="stable")
        found = {name: column[order] for name, column in found.items()}
    return found


def _places_of(keys: NDArray[np.int64], columns: Columns) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return where keys stand in the columns, and which of them stand there."""
    held = columns["key"]
    if not len(held):
        return np.zeros(len(keys), np.int64), np.zeros(len(keys), bool)
    at = np.minimum(np.searchsorted(held, keys), len(held) - 1)
    return at, held[at] == keys


def _month(day: date | None) -> int:
    return int(UNSAID) if day is None else min(day.year * 12 + day.month - 1, 32767)


def _noted(since: int, until: int) -> dict[str, set[int]]:
    """Return the keys of the rows that entries note, by kind, of those kinds that the columns come from."""
    found: dict[str, set[int]] = {"claim": set(), "decision": set(), "cluster": set()}
    notes = Entry.objects.filter(n__gt=since, n__lte=until).order_by("n").values_list("notes", flat=True)
    for packed in notes.iterator(CHUNK):
        for note in unpacked(bytes(packed)):
            if note.kind in found:
                found[note.kind].add(note.key)
    return found


def _in_parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), KEYS):
        yield keys[start : start + KEYS]


def _bits(grounds: Iterable[str]) -> int:
    return sum(1 << codes("ground").index(code) for code in set(grounds))


def _ground_bits(keys: Sequence[int] | None) -> dict[int, int]:
    bits, found = {code: 1 << n for n, code in enumerate(codes("ground"))}, dict[int, int]()
    for key, code in _of(Ground.objects.all(), keys).values_list("claim_id", "ground").iterator(CHUNK):
        found[key] = found.get(key, 0) | bits[code]
    return found


def _of(rows: Any, keys: Sequence[int] | None) -> Any:
    return rows if keys is None else rows.filter(claim__in=keys)


def _put(columns: Columns, name: str, values: Iterable[tuple[int, int]]) -> None:
    pairs = list(values)
    if not pairs or not len(columns["key"]):
        return
    at, here = _places_of(np.array([key for key, _ in pairs], np.int64), columns)
    columns[name][at[here]] = np.array([value for _, value in pairs], columns[name].dtype)[here]


def _events(keys: Sequence[int] | None) -> list[tuple[int, int, int]]:
    """Return claim, event and independent sources at least, of each claim that stands in an event."""
    members = _of(Membership.objects.filter(cluster__kind="event", cluster__dissolved_at=None), keys)
    rows = members.values_list("claim_id", "cluster_id", "cluster__sources_min").iterator(CHUNK)
    return [(claim, event, min(max(least or 1, 1), 255)) for claim, event, least in rows]
