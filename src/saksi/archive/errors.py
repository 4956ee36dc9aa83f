"""What can go wrong with an archive; each error carries the exit code that the commands end with.

```
ArchiveError                 1
├── NoArchive               10  nothing here is an archive
├── Locked                  11  its key is not at hand
├── WrongPassphrase         12  no slot opens with what was given
│   └── WrongSheet          12  what was typed is no recovery sheet of this archive
├── LogBroken               13  the audit log is not the one that was written
├── RolledBack              14  an older state was put back
├── Damaged                  1  bytes are not those that were sealed
├── ArchiveExists            1  something is there already
├── UnknownFormat            1  written by a newer version
├── SetUpRefused             1  nobody could open it if one person were lost
├── NotProved                1  a proof does not hold
├── CannotWrite              1  disk full, read-only or without the right
└── NoKeeper                 1  no process can hold the key on this machine
```

Messages name files, object ids and counts; never a passphrase, a sheet's words, a name or a text.
"""

from collections.abc import Sequence
from typing import ClassVar

from saksi.record.errors import SaksiError


class ArchiveError(SaksiError):
    """An archive cannot do what was asked."""

    exit_code: ClassVar[int] = 1


class NoArchive(ArchiveError):
    """The folder is absent, or is no archive."""

    exit_code = 10


class Locked(ArchiveError):
    """The key is not at hand: unlock first."""

    exit_code = 11


class WrongPassphrase(ArchiveError):
    """No slot opens with the passphrase given."""

    exit_code = 12


class WrongSheet(WrongPassphrase):
    """What was typed is no recovery sheet, or is one of another archive."""


class LogBroken(ArchiveError):
    """The audit log is not the one that was written."""

    exit_code = 13


class RolledBack(ArchiveError):
    """The record is sound but older than a checkpoint says."""

    exit_code = 14


class Damaged(ArchiveError):
    """Bytes are not those that were sealed: a fault of the disk, or somebody's hand."""


class ArchiveExists(ArchiveError):
    """The folder holds something already; nothing is overwritten."""


class UnknownFormat(ArchiveError):
    """A newer version of Saksi has written this."""


class SetUpRefused(ArchiveError):
    """Too few ways in: with one person lost, everything would be lost."""


class NotProved(ArchiveError):
    """A proof is none, or does not hold; `differs` names everything that is not as it should be."""

    def __init__(self, differs: Sequence[str]) -> None:
        super().__init__(f"the proof does not hold: {'; '.join(differs)}")
        self.differs = tuple(differs)


class CannotWrite(ArchiveError):
    """The disk is full or read-only, or the right is missing; what was there before is still there."""


class NoKeeper(ArchiveError):
    """No process can hold the key here: each command asks for the passphrase anew."""
