"""Where the backend gets a database's key: from the process's key holder, asked at each new connection.

Never from settings or the environment: both end in tracebacks, dumps and the tables of processes.
"""

from collections.abc import Callable

from django.db.utils import OperationalError

KEY_BYTES = 32

KeyHolder = Callable[[str], bytes | None]  # the database's path to its raw key; None = locked


class Locked(OperationalError):
    """The database's key is not at hand: unlock the archive first."""


class WrongKey(Locked):
    """The file does not open with the key given: it is another's, or its first page is damaged."""


_holder: KeyHolder | None = None


def set_key_holder(holder: KeyHolder | None) -> KeyHolder | None:
    """Let every new connection of this process ask `holder`; return the one before."""
    global _holder
    before, _holder = _holder, holder
    return before


def key_of(database: str) -> bytes:
    """Return the raw key of a database.

    Raises
    ------
    Locked
        There is no holder, or it does not hold this key (any more).
    """
    key = _holder(database) if _holder else None
    if key is None:
        raise Locked("the archive is locked: unlock it with its passphrase first")
    if len(key) != KEY_BYTES:
        raise Locked(f"the key has {len(key)} bytes and {KEY_BYTES} are needed; unlock the archive anew")
    return key
