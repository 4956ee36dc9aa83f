"""One pass over the stored log: entries for whoever checks the chain, and what they note of rows."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from saksi.archive import Entry as ChainEntry
from saksi.archive import Peaks, state_digest
from saksi.workspace.audit.models import Entry, Range
from saksi.workspace.audit.notes import unpacked
from saksi.workspace.session import Archive

CHUNK = 1_000  # entries fetched at once

# Past the ORM, which takes as long for a row as all that is computed of it. The moment comes as text: what
# was spoilt must fit no hash, and not stop the reading.
_ENTRIES = (
    'SELECT n, CAST("at" AS TEXT), actor, action, "object", reason, "state", previous, hash, notes'
    " FROM audit_entry ORDER BY n"
)
_NOTES = "SELECT n, hash, notes FROM audit_entry WHERE n <= %s ORDER BY n"

Latest = dict[tuple[str, int], tuple[int, bytes]]  # row -> the entry that tells of it last, and its digest
Said = tuple[str, str]  # the object, and what is wrong with it


class LogReading:
    """The entries in the order of the table, once; afterwards what was found beside the chain."""

    def __init__(self, archive: Archive) -> None:
        self.entries = 0
        self.latest: Latest = {}
        self.fault: Said | None = None  # the first thing that the chain does not see
        self.peaks = Peaks()  # whoever checks the chain appends each entry before asking for the next
        self._key = archive.log_key

    def __iter__(self) -> Iterator[ChainEntry]:
        """Yield every entry as the chain has it."""
        row = Range.objects.filter(pk=1).first()
        kept = bytes(row.peaks) if row else b""
        at_range = int.from_bytes(kept[:8], "big")
        entry, hashed = None, b""
        for n, at, actor, action, about, reason, state, previous, own, notes in _rows(_ENTRIES):
            if entry is not None and hashed != previous:
                self._say(f"log entry {entry.n}", "its own hash was changed")
            self.entries += 1
            hashed = own
            entry = ChainEntry(n, _moment(at), actor, action, about, reason, state, previous)
            self._take(entry, notes)
            yield entry
            if n == at_range and self.peaks.to_bytes() != kept:
                self._say("the log's mountain range", "it is not that of the entries")
        if entry is not None and entry.hash() != hashed:
            self._say(f"log entry {entry.n}", "it is not as it was written: its hash is another")
        if at_range > self.entries:
            self._say("the log's mountain range", "it covers more entries than the log has")

    def _take(self, entry: ChainEntry, notes: bytes) -> None:
        digests = []
        for kind, key, digest in unpacked(notes):
            self.latest[kind, key] = (entry.n, digest)
            digests.append(digest)
        if entry.state != state_digest(self._key, entry.n, entry.object, b"".join(digests)):
            self._say(f"log entry {entry.n}", "the states noted with it are not those it was made with")

    def _say(self, about: str, what: str) -> None:
        self.fault = self.fault or (about, what)


def stored_notes(n: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield number, own hash and packed notes of the entries up to the n-th."""
    yield from _rows(_NOTES, (n,))


def chained(row: Entry) -> ChainEntry:
    """Return one stored entry as the chain has it."""
    return ChainEntry(
        row.n, row.at, row.actor, row.action, row.object, row.reason, bytes(row.state), bytes(row.previous)
    )


def _rows(statement: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _moment(text: str) -> datetime:
    """Return what the column says. No moment fits no hash."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
