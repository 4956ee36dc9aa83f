"""Entries for what changes no row: things that left the archive, and looks into it."""

from django.db import transaction

from saksi.workspace.audit import log
from saksi.workspace.session import Archive


def note_exit(archive: Archive, *, what: str) -> None:
    """Note that something leaves the archive, before it does, and sign a checkpoint.

    Parameters
    ----------
    what
        Kind and number; never a name or words.
    """
    with transaction.atomic():
        log.record(archive, action="left", about=what)
    log.checkpoint(archive)
