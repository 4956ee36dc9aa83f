"""An archive in hand: its database bound to this process, its keys in memory, until the block ends.

A process has one archive in hand at a time; opening a second inside the first (a backup that is restored and
compared) puts the first aside and takes it up again.
"""

import hmac
import os
from base64 import b32encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from saksi.archive import Damaged, Layout, MasterKey, Originals, UnknownFormat
from saksi.archive.files import create
from saksi.workspace.backend.key import set_key_holder
from saksi.workspace.faults import explained


@dataclass(frozen=True)
class Archive:
    """What services need: where the archive lies, its keys, and who works."""

    layout: Layout
    keys: MasterKey
    actor: str = ""  # a member's name; "" = the program itself

    @cached_property
    def log_key(self) -> bytes:
        """Key of the state digests."""
        return self.keys.derive("log")

    @cached_property
    def names_key(self) -> bytes:
        """Key of the keyed ids."""
        return self.keys.derive("names")

    @cached_property
    def actor_code(self) -> str:
        """Who works, as the log, custody and proofs name them."""
        return self.code_of(self.actor)

    def code_of(self, name: str) -> str:
        """Return the code of a key holder: the same each time, and no name to whoever lacks the key.

        Log and custody carry codes, and so do proofs; `saksi custody` tells its user whose they are.
        """
        if not name:
            return ""  # the program itself
        return "K-" + b32encode(hmac.digest(self.names_key, f"actor {name}".encode(), "sha256"))[:8].decode()

    @cached_property
    def originals(self) -> Originals:
        """The sealed originals."""
        return Originals(self.layout, self.keys)


@contextmanager
def opened(layout: Layout, keys: MasterKey, *, actor: str = "", new: bool = False) -> Iterator[Archive]:
    """Open an archive's database for the time of the block.

    Parameters
    ----------
    new
        Make the database; otherwise it must be there.

    Raises
    ------
    Damaged
        The database is missing or does not open.
    UnknownFormat
        A newer version of Saksi has changed its tables.
    CannotWrite
        Disk full, read-only, or somebody else writes for too long.
    """
    if not new and not layout.database.exists():
        raise Damaged(f"{layout.database.name} is missing: restore the archive from a backup")
    try:
        with _bound(layout, keys):
            archive = Archive(layout, keys, actor)
            if new:
                os.close(create(layout.database))  # ours alone; SQLite gives its other files the same mode
            changes = _bring_up_to_date(new=new)
            if changes and not new:
                _note_changes(archive, changes)
            yield archive
    except DatabaseError as error:
        raise explained(error) from None


@contextmanager
def _bound(layout: Layout, keys: MasterKey) -> Iterator[None]:
    settings = connections.settings["default"]
    path = str(layout.database.resolve())
    connections.close_all()
    name_before, settings["NAME"] = settings["NAME"], path
    holder_before = set_key_holder(lambda database: keys.derive("database") if database == path else None)
    try:
        yield
    finally:
        connections.close_all()
        settings["NAME"] = name_before
        set_key_holder(holder_before)


def _bring_up_to_date(*, new: bool) -> int:
    """Change the tables to those of this version; return how many changes that took."""
    executor = MigrationExecutor(connections["default"])
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    if unknown:
        raise UnknownFormat(
            f"record.db has {len(unknown)} changes that this version of Saksi does not know:"
            " use the version that wrote it, or a newer one; nothing was changed"
        )
    wanted = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(wanted)
    if new or plan:
        executor.migrate(wanted)
    return len(plan)


def _note_changes(archive: Archive, changes: int) -> None:
    from saksi.workspace.audit import log  # noqa: PLC0415 - it works on an archive, so it imports this module

    with transaction.atomic():
        log.record(archive, action="tables changed", about=f"{changes} changes, by a newer version of Saksi")
