"""Appending to the log: one entry for each thing done, in the transaction that does it."""

from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from saksi.archive import (
    CannotWrite,
    Checkpoint,
    LogBroken,
    Peaks,
    genesis,
    keep_public_key,
    sign_checkpoint,
    state_digest,
    write_checkpoint,
)
from saksi.archive import Entry as ChainEntry
from saksi.workspace.audit.models import Entry, Range, Setting
from saksi.workspace.audit.notes import Note, packed
from saksi.workspace.audit.states import RowState, state_of
from saksi.workspace.differing import lock_key
from saksi.workspace.session import Archive

LOG = 1  # number of the lock that orders writers on PostgreSQL
CHECKPOINT_EVERY = 1_000  # entries
KEPT = "checkpoints kept in"  # name of the setting

# Plain statements that both databases take, past the ORM and Django's cursor, into one page of the file.
# Every change pays for its entry: through the ORM, with a table of states beside it, it pays far more.
_LAST = "SELECT n, hash FROM audit_entry ORDER BY n DESC LIMIT 1"
_ENTRY = (
    'INSERT INTO audit_entry (n, "at", actor, action, "object", reason, "state", previous, hash, notes)'
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def record(
    archive: Archive, *, action: str, about: str, reason: str = "", states: Iterable[RowState] = ()
) -> int:
    """Append one entry and return its number.

    Parameters
    ----------
    action
        What was done, as a code: ``added``, ``read``, ``source opened``.
    about
        To what: kind and id; never a name or words of a report.
    states
        The rows that it changed, as they are now; each gets a digest that `verify` compares.

    Raises
    ------
    RuntimeError
        No transaction is open: an entry belongs to the change that it tells of.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if not database.in_atomic_block:
        raise RuntimeError("an audit entry is written in the transaction of its change")
    lock_key(LOG)
    with database.wrap_database_errors, closing(database.create_cursor()) as cursor:
        cursor.execute(_LAST, ())
        n, previous = cursor.fetchone() or (0, genesis(archive.keys.archive_id))
        n += 1
        notes = _notes(archive, n, states)
        entry = ChainEntry(
            n=n,
            at=datetime.now(UTC),
            actor=archive.actor_code,
            action=action,
            object=about,
            reason=reason,
            state=state_digest(archive.log_key, n, about, b"".join(note.digest for note in notes)),
            previous=bytes(previous),
        )
        at = str(entry.at.replace(tzinfo=None))  # as both databases take it: their sessions are in UTC
        cursor.execute(_ENTRY, (n, at, *entry[2:], entry.hash(), packed(notes)))
    if n % CHECKPOINT_EVERY == 0:
        peaks = _peaks()
        Range.objects.update_or_create(pk=1, defaults={"peaks": peaks.to_bytes()})
        transaction.on_commit(lambda: _write(archive, _signed(archive, entry.hash(), peaks)))
    return int(n)


def last() -> Entry | None:
    """Return the last entry; None where the log is empty."""
    return Entry.objects.order_by("n").last()


def _notes(archive: Archive, n: int, states: Iterable[RowState]) -> list[Note]:
    """Digest each row, in an order that does not depend on the caller's."""
    rows = sorted(states, key=lambda row: (row.kind, row.key))
    return [Note(row.kind, row.key, row.digest(archive.log_key, n)) for row in rows]


def checkpoint(archive: Archive) -> Checkpoint:
    """Sign the head of the log as it is now, write it into `checkpoints/` and return it.

    The folder outside that the archive keeps checkpoints in gets it too, if it is at hand: a stick that is
    not plugged in stops no work. `outside` says whether it was.

    Raises
    ------
    CannotWrite
        The archive's own folder cannot be written.
    LogBroken
        The log is empty; the set-up wrote its first entry.
    """
    peaks = _peaks()
    if not peaks.n:
        raise LogBroken("the log is empty, and an archive is born with an entry: run `saksi verify`")
    head = Entry.objects.values_list("hash", flat=True).get(n=peaks.n)  # others may have appended since
    signed = _signed(archive, bytes(head), peaks)
    _write(archive, signed)
    return signed


def outside() -> Path | None:
    """Return the folder outside the archive that keeps its checkpoints; None where none was chosen."""
    chosen = Setting.objects.filter(name=KEPT).first()
    return Path(chosen.value) if chosen else None


def keep_outside(archive: Archive, folder: Path) -> Checkpoint:
    """Choose a folder outside the archive for its checkpoints, from now on, and write the first one.

    Raises
    ------
    CannotWrite
        The folder cannot be written; the choice is not changed.
    LogBroken
        The folder knows this archive under another key.
    """
    with transaction.atomic():
        row, _ = Setting.objects.update_or_create(name=KEPT, defaults={"value": str(folder.resolve())})
        record(archive, action="checkpoints kept", about=f"setting {row.pk}", states=[state_of(row)])
        signed = checkpoint(archive)
        keep(archive, folder, signed)
    return signed


def keep(archive: Archive, folder: Path, signed: Checkpoint) -> None:
    """Write a checkpoint into a folder outside the archive, beside the public key that checks it.

    Raises
    ------
    CannotWrite
        The folder cannot be written.
    LogBroken
        The folder knows this archive under another key.
    """
    write_checkpoint(folder, signed)
    keep_public_key(folder, archive.keys)


def _peaks() -> Peaks:
    """The mountain range as it is now: from where it was last written down, and the entries since."""
    row = Range.objects.filter(pk=1).first()
    peaks = Peaks.from_bytes(bytes(row.peaks)) if row else Peaks()
    hashes = Entry.objects.filter(n__gt=peaks.n).order_by("n").values_list("hash", flat=True)
    for hashed in hashes.iterator(CHECKPOINT_EVERY):
        peaks.append(bytes(hashed))
    return peaks


def _signed(archive: Archive, head: bytes, peaks: Peaks) -> Checkpoint:
    return sign_checkpoint(archive.keys, n=peaks.n, head=head, root=peaks.root())


def _write(archive: Archive, signed: Checkpoint) -> None:
    write_checkpoint(archive.layout.checkpoints, signed)
    folder = outside()
    if folder is not None and folder.is_dir():
        with suppress(CannotWrite):
            keep(archive, folder, signed)
