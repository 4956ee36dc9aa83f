"""What intake answers, and its limits: reports, and for each file that gave none, why."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from saksi.record import Report, UnreadableDocument


@dataclass(frozen=True)
class IntakeSettings:
    """Limits that keep one file from holding up the others."""

    max_bytes: int = 20_000_000  # per file, and per file inside a file
    max_characters: int = 1_000_000  # per report, in code points
    max_parts: int = 10_000  # reports of one table, members of one archive, attachments of one message
    max_unpacked: int = 100_000_000  # bytes of all files inside one file, at every depth
    max_seconds: int = 30  # per file, of the clock, in the parser's process
    max_memory: int = 600_000_000  # bytes that a parser may take beyond those it starts with
    columns: str = ""  # "text=Full story, outlet=Paper": which column of a table is which field


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
class Part:
    """A file inside a file: a member of an archive, an attachment."""

    name: str  # the name that decides its format and its id, without folders
    label: str  # where it lies in its container, safe to show
    data: bytes


@dataclass(frozen=True)
class Unpacked(Intake):
    """What one file gave by itself, and the files inside it, which are still to be parsed."""

    parts: tuple[Part, ...] = ()


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


Parser = Callable[[Document], Intake]  # or Unpacked, which is one


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
