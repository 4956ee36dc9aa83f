"""What a database says when the disk or the file fails, as our own errors, with what to do next."""

from django.db import DatabaseError, IntegrityError

from saksi.archive import ArchiveError, CannotWrite, Damaged, Locked
from saksi.workspace.backend.key import Locked as KeyMissing
from saksi.workspace.backend.key import WrongKey

BUSY = "somebody else is writing for longer than 20 seconds; nothing was changed: try again"
_READ_ONLY = "record.db cannot be written: the disk or folder is read-only; it can be read"
_DAMAGED = "record.db is damaged: run `saksi verify`, and restore the last good backup"
_SAID = (
    ("disk is full", CannotWrite, "the disk is full: free some space; what was acknowledged is kept"),
    ("readonly", CannotWrite, _READ_ONLY),
    ("read-only", CannotWrite, _READ_ONLY),
    ("disk i/o error", CannotWrite, "the disk does not take or give record.db's bytes: check disk and space"),
    ("unable to open", CannotWrite, "record.db cannot be opened: check the folder's permissions and space"),
    ("malformed", Damaged, _DAMAGED),
    ("not a database", Damaged, _DAMAGED),
    ("locked", CannotWrite, BUSY),
    ("busy", CannotWrite, BUSY),
)


def explained(error: DatabaseError) -> Exception:
    """Return the error to raise instead: ours where the cause is known, else the same.

    The database's own words are not repeated: they may hold values.
    """
    if isinstance(error, WrongKey):
        return Damaged(
            "record.db does not open with the archive's own key: it is damaged, or another archive's."
            " Restore the last good backup"
        )
    if isinstance(error, KeyMissing):
        return Locked(str(error))
    if isinstance(error, IntegrityError):
        return error
    words = str(error).lower()
    for sign, kind, say in _SAID:
        if sign in words:
            found: ArchiveError = kind(say)
            return found
    return error
