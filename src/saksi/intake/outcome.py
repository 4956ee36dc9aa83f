"""What intake answers, and its limits: reports, and for each file that gave none, why."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from saksi.record import Report, UnreadableDocument


@dataclass(frozen=True)
class IntakeSettings:
    """Limits that keep one file from holding up the others."""

    max_bytes: int = 20_000_000  # per file
    max_characters: int = 1_000_000  # per report, in code points


@dataclass(frozen=True)
class Problem:
    """A file, line or item that gave no report, and why."""

    file: str  # as `shown`; with ", line 3" where one line of it is meant
    reason: str


@dataclass(frozen=True)
class Note:
    """A file that gave a report, and what its reader ought to know about it."""

    file: str
    note: str


@dataclass(frozen=True)
class Intake:
    """What a file, or a list of files and folders, gave. Each part is in the order of the files."""

    reports: tuple[Report, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Problem, ...] = ()  # files of a folder that are none of ours: hidden, another format
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Found:
    """The files to read, sorted by path, and those left out with the reason."""

    documents: tuple[Path, ...]
    skipped: tuple[Problem, ...] = ()  # met in a folder
    problems: tuple[Problem, ...] = ()  # named by the user


@dataclass(frozen=True)
class Document:
    """The bytes of one file, as every parser gets them."""

    name: str  # file name without its folder
    data: bytes
    settings: IntakeSettings = IntakeSettings()


Parser = Callable[[Document], Intake]


def shown(name: str | Path) -> str:
    """Return a file name that is safe to print and to store: what is not printable becomes an escape.

    A name may hold line ends, bidi controls or bytes that are no text; none of these may forge a message.
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(name))


def check_characters(text: str, settings: IntakeSettings) -> None:
    """Refuse a text over the limit, before time goes into reading it.

    Raises
    ------
    UnreadableDocument
        It is too long.
    """
    if len(text) > settings.max_characters:
        raise UnreadableDocument(
            f"{len(text)} characters; at most {settings.max_characters} are read. Split the file"
        )
