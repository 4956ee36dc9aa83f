"""One pass over the stored log: entries for whoever checks the chain, and what they note of rows."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db.models import TextField
from django.db.models.functions import Cast

from saksi.archive import Entry as ChainEntry
from saksi.archive import Peaks, state_digest
from saksi.workspace.audit.models import Entry, Range
from saksi.workspace.audit.notes import unpacked
from saksi.workspace.session import Archive

CHUNK = 1_000  # entries fetched at once

Latest = dict[tuple[str, int], tuple[int, bytes]]  # row -> the entry that tells of it last, and its digest
Said = tuple[str, str]  # the object, and what is wrong with it


class LogReading:
    """The entries in the order of the table, once; afterwards what was found beside the chain."""

    def __init__(self, archive: Archive) -> None:
        self.entries = 0
        self.latest: Latest = {}
        self.fault: Said | None = None  # the first thing that the chain does not see
        self._key = archive.log_key
        self._peaks = Peaks()

    def __iter__(self) -> Iterator[ChainEntry]:
        """Yield every entry as the chain has it."""
        row = Range.objects.filter(pk=1).first()
        kept = bytes(row.peaks) if row else b""
        at_range = int.from_bytes(kept[:8], "big")
        told = Entry.objects.order_by("n").annotate(moment=Cast("at", TextField()))
        rows = told.values_list("n", "moment", *ChainEntry._fields[2:], "hash", "notes")
        entry, hashed = None, b""
        for row in rows.iterator(CHUNK):
            n, at, actor, action, about, reason, state, previous, own, notes = row
            if entry is not None and hashed != previous:
                self._say(f"log entry {entry.n}", "its own hash was changed")
            self.entries += 1
            hashed = own
            entry = ChainEntry(n, _moment(at), actor, action, about, reason, bytes(state), bytes(previous))
            self._take(entry, bytes(notes))
            self._peaks.append(bytes(own))
            if n == at_range and self._peaks.to_bytes() != kept:
                self._say("the log's mountain range", "it is not that of the entries")
            yield entry
        if entry is not None and entry.hash() != bytes(hashed):
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


def _moment(text: str) -> datetime:
    """Return what the column says: a third of the price that the ORM takes. No moment fits no hash."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
