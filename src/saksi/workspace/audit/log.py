"""Appending to the log: one entry for each thing done, in the transaction that does it."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction

from saksi.archive import (
    CannotWrite,
    Checkpoint,
    Peaks,
    genesis,
    keep_public_key,
    sign_checkpoint,
    state_digest,
    write_checkpoint,
)
from saksi.archive import Entry as ChainEntry
from saksi.workspace.audit.models import Head, Setting
from saksi.workspace.audit.states import RowState, state_of
from saksi.workspace.differing import lock_key
from saksi.workspace.session import Archive

LOG = 1  # number of the lock that orders writers on PostgreSQL
CHECKPOINT_EVERY = 1_000  # entries
KEPT = "checkpoints kept in"  # name of the setting

# Plain statements that both databases take: every change pays for its entry, and the ORM's way to write these
# four costs 2 ms of CPU where this costs a twentieth.
_HEAD = "SELECT hash, peaks FROM audit_head WHERE id = 1"
_BEGIN = "INSERT INTO audit_head (id, hash, peaks) VALUES (1, %s, %s)"
_MOVE = "UPDATE audit_head SET hash = %s, peaks = %s WHERE id = 1"
_ENTRY = (
    'INSERT INTO audit_entry (n, "at", actor, "action", "object", reason, "state", previous)'
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
_STATE = 'INSERT INTO audit_state (entry_id, kind, "key", digest) VALUES (%s, %s, %s, %s)'


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
    if not connection.in_atomic_block:
        raise RuntimeError("an audit entry is written in the transaction of its change")
    lock_key(LOG)
    with connection.cursor() as cursor:
        cursor.execute(_HEAD)
        head = cursor.fetchone()
        peaks = Peaks.from_bytes(bytes(head[1])) if head else Peaks()
        n = peaks.n + 1
        rows = sorted(states, key=lambda row: (row.kind, row.key))
        digests = [state_digest(archive.log_key, n, row.name, row.content) for row in rows]
        entry = ChainEntry(
            n=n,
            at=datetime.now(UTC),
            actor=archive.actor,
            action=action,
            object=about,
            reason=reason,
            state=state_digest(archive.log_key, n, about, b"".join(digests)),
            previous=bytes(head[0]) if head else genesis(archive.keys.archive_id),
        )
        hashed = entry.hash()
        peaks.append(hashed)
        at = connection.ops.adapt_datetimefield_value(entry.at)
        cursor.execute(_ENTRY, [n, at, *entry[2:]])
        cursor.executemany(
            _STATE, [(n, row.kind, row.key, digest) for row, digest in zip(rows, digests, strict=True)]
        )
        cursor.execute(_MOVE if head else _BEGIN, [hashed, peaks.to_bytes()])
    if n % CHECKPOINT_EVERY == 0:
        transaction.on_commit(lambda: _write(archive, _signed(archive, hashed, peaks)))
    return n


def checkpoint(archive: Archive) -> Checkpoint | None:
    """Sign the head of the log as it is now and write it into `checkpoints/`; None if the log is empty.

    The folder outside that the archive keeps checkpoints in gets it too, if it is at hand: a stick that is
    not plugged in stops no work. `outside` says whether it was.

    Raises
    ------
    CannotWrite
        The archive's own folder cannot be written.
    """
    head = Head.objects.filter(pk=1).first()
    if head is None:
        return None
    signed = _signed(archive, bytes(head.hash), Peaks.from_bytes(bytes(head.peaks)))
    _write(archive, signed)
    return signed


def outside() -> Path | None:
    """Return the folder outside the archive that keeps its checkpoints; None where none was chosen."""
    chosen = Setting.objects.filter(name=KEPT).first()
    return Path(chosen.value) if chosen else None


def keep_outside(archive: Archive, folder: Path) -> Checkpoint | None:
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
        if signed is not None:
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


def _signed(archive: Archive, head: bytes, peaks: Peaks) -> Checkpoint:
    return sign_checkpoint(archive.keys, n=peaks.n, head=head, root=peaks.root())


def _write(archive: Archive, signed: Checkpoint) -> None:
    write_checkpoint(archive.layout.checkpoints, signed)
    folder = outside()
    if folder is not None and folder.is_dir():
        with suppress(CannotWrite):
            keep(archive, folder, signed)
