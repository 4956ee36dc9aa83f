"""Entries for what changes no row: things that left the archive, and looks into it."""

from django.db import transaction

from saksi.archive import Checkpoint
from saksi.workspace.audit import log
from saksi.workspace.session import Archive


def note_exit(archive: Archive, *, what: str) -> Checkpoint:
    """Note that something leaves the archive, before it does; sign a checkpoint and return it.

    Parameters
    ----------
    what
        Kind and number; never a name or words.
    """
    with transaction.atomic():
        log.record(archive, action="left", about=what)
    return log.checkpoint(archive)
