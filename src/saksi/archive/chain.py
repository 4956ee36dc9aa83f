"""The audit log as a chain: entries that name their predecessor, and what shows that none was touched.

Each entry's hash covers the one before it, so an edit breaks every later link. Whoever can rewrite the
whole log is found by checkpoints (`checkpoints.py`), which are signed and kept elsewhere.
"""

import hmac
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Literal, NamedTuple

from saksi.archive.checkpoints import Checkpoint, check_checkpoint
from saksi.archive.errors import ArchiveError, LogBroken, RolledBack
from saksi.archive.mountains import Peaks

AHEAD = 64  # entries looked at after a break, to say whether they only changed places
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NUMBERS = struct.Struct(">Qq")
_LENGTHS = struct.Struct(">IIII")
_DOMAIN = b"saksi/1/entry"

FaultKind = Literal["edited", "deleted", "reordered", "rewritten", "cut", "rolled back", "forged"]


class Entry(NamedTuple):
    """One line of the log. It names ids and codes; never a person, a passage or a text of a report."""

    n: int  # 1, 2, 3, … without a gap
    at: datetime  # with a zone, to the microsecond
    actor: str  # id of an account; "" for the program itself
    action: str  # code of what was done
    object: str  # id of what it was done to
    reason: str  # what the actor gave as reason, if one was asked
    state: bytes  # 32 bytes: `state_digest` of what the object is now
    previous: bytes  # 32 bytes: hash of entry n - 1; of the first one `genesis`

    def hash(self) -> bytes:
        """Return the SHA-256 that the next entry names: each field with its length, in order."""
        actor, action, object_, reason = (
            self.actor.encode(),
            self.action.encode(),
            self.object.encode(),
            self.reason.encode(),
        )
        return sha256(
            b"".join(
                (
                    _DOMAIN,
                    _NUMBERS.pack(self.n, (self.at - _EPOCH) // _MICROSECOND),
                    _LENGTHS.pack(len(actor), len(action), len(object_), len(reason)),
                    actor,
                    action,
                    object_,
                    reason,
                    self.state,
                    self.previous,
                )
            )
        ).digest()


def genesis(archive_id: str) -> bytes:
    """Return what the first entry names as its predecessor: a log belongs to one archive."""
    return sha256(b"saksi/1/log" + bytes.fromhex(archive_id)).digest()


def state_key(log_key: bytes, n: int, object_id: str) -> bytes:
    """Return the key of one entry's state digest. Given out, it proves this one state and no other."""
    return hmac.digest(log_key, b"saksi/1/state" + n.to_bytes(8, "big") + object_id.encode(), "sha256")


def state_digest(log_key: bytes, n: int, object_id: str, state: bytes) -> bytes:
    """Return the digest of an object's state as entry n leaves it.

    Keyed, so that whoever sees the log cannot guess what has few possible values (a verdict, a count).
    """
    return hmac.digest(state_key(log_key, n, object_id), state, "sha256")


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong with a log."""

    kind: FaultKind
    n: int  # the first entry that is not as it was written
    say: str

    def error(self) -> ArchiveError:
        """Return the fault as an error, with its exit code (13, or 14 for an older state put back)."""
        return (RolledBack if self.kind == "rolled back" else LogBroken)(self.say)


def verify_chain(
    entries: Iterable[Entry],
    checkpoints: Sequence[Checkpoint],
    *,
    archive_id: str,
    public_key: bytes,
    newer_states: bool = False,
    peaks: Peaks | None = None,
) -> Fault | None:
    """Return the first fault of a log; ``None`` when it is whole.

    Parameters
    ----------
    entries
        All of them, in the order of the table.
    checkpoints
        Those of the archive and those kept elsewhere, in any order.
    public_key
        Derived from the master key, or kept elsewhere: never taken from the archive that is looked at.
    newer_states
        The record holds states that the log does not tell of. Then a log that ends before a checkpoint
        was cut; otherwise the whole file was put back.
    peaks
        An empty range to be filled with the hashes, each before the next entry is asked for: whoever gives
        the entries can look at it on the way, and it is computed once.
    """
    for checkpoint in checkpoints:
        if checkpoint.archive != archive_id or not check_checkpoint(checkpoint, public_key):
            return Fault(
                "forged",
                checkpoint.n,
                f"the checkpoint at entry {checkpoint.n} is not signed by this archive:"
                " find out who put it there",
            )
    waiting = sorted(checkpoints, key=lambda checkpoint: checkpoint.n)
    walk = _Walk(genesis(archive_id), waiting, Peaks() if peaks is None else peaks)
    fault = walk.over(iter(entries))
    if fault or not walk.waiting:
        return fault
    return _too_short(walk.peaks.n, walk.waiting[-1].n, newer_states)


class _Walk:
    """One pass over the log: the chain, the mountain range, and the checkpoints on the way."""

    def __init__(self, first: bytes, waiting: list[Checkpoint], peaks: Peaks) -> None:
        self.head = first
        self.peaks = peaks
        self.waiting = waiting

    def over(self, entries: Iterator[Entry]) -> Fault | None:
        fault = self._at_checkpoints()
        if fault:
            return fault
        next_checkpoint = self.waiting[0].n if self.waiting else -1
        for n, entry in enumerate(entries, start=1):
            if entry.n != n or entry.previous != self.head:
                return self._broken(entry, n, entries)
            self.head = entry.hash()
            self.peaks.append(self.head)
            if n == next_checkpoint:
                fault = self._at_checkpoints()
                if fault:
                    return fault
                next_checkpoint = self.waiting[0].n if self.waiting else -1
        return None

    def _at_checkpoints(self) -> Fault | None:
        while self.waiting and self.waiting[0].n == self.peaks.n:
            checkpoint = self.waiting.pop(0)
            if checkpoint.head != self.head or checkpoint.root != self.peaks.root():
                n = checkpoint.n
                return Fault(
                    "rewritten",
                    n,
                    f"up to entry {n} the log is another one than was signed: it was edited and chained anew."
                    " Restore a backup, and compare",
                )
        return None

    def _broken(self, entry: Entry, n: int, rest: Iterator[Entry]) -> Fault:
        nearby = [entry, *islice(rest, AHEAD)]
        if any(other.n == n for other in nearby[1:]) or (entry.n < n):
            return Fault("reordered", n, f"entry {n} is not in its place: the order of the log was changed")
        if entry.n > n:
            return Fault("deleted", n, f"entry {n} is missing: the next one is number {entry.n}")
        if any(other.previous == self.head for other in nearby[1:]):
            return Fault("reordered", n, f"entry {n} is not in its place: a later one follows entry {n - 1}")
        if n > 1 and self._only_the_last_differs(nearby):
            return Fault("edited", n - 1, f"entry {n - 1} is not as it was written: entry {n} names another")
        return Fault("deleted", n, f"entry {n} does not follow entry {n - 1}: what was between is gone")

    @staticmethod
    def _only_the_last_differs(nearby: list[Entry]) -> bool:
        """After an edited entry the chain goes on; entries renumbered to hide a gap break at once again."""
        return len(nearby) < 2 or nearby[1].previous == nearby[0].hash()


def _too_short(n: int, signed: int, newer_states: bool) -> Fault:
    if newer_states:
        return Fault("cut", n + 1, f"the log ends at entry {n}; {signed} were signed: its tail was cut off")
    return Fault(
        "rolled back",
        n + 1,
        f"the log ends at entry {n}, and a checkpoint has signed {signed}: an older state was put back",
    )
