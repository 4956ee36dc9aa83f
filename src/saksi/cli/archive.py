"""What all commands on an archive share: finding it, its passphrase, opening it."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from saksi.archive import Layout, MasterKey
    from saksi.workspace.session import Archive

PASSPHRASE_VARIABLE = "SAKSI_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
BY_SHEETS = "(recovery sheets)"  # the actor where two sheets have unlocked; no holder can have this name

ArchiveFolder = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The archive's folder.")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="File with the passphrase, instead of a prompt.", metavar="FILE"),
]
AsName = Annotated[
    str | None, typer.Option("--as", help="Which key holder you are, as named when the archive was made.")
]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file instead of ./saksi.toml.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def is_archive(path: Path) -> bool:
    """Return whether a path is an archive's folder; nothing is opened."""
    return os.path.isfile(path / "archive.toml")  # noqa: PTH113 - false where Path.is_file raises: a name too long


def check_there(paths: Iterable[Path]) -> None:
    """Make sure that what somebody named is there.

    Raises
    ------
    InvalidInput
        One of the files or folders is not.
    """
    from saksi.record import InvalidInput  # noqa: PLC0415 - see app.py

    for path in paths:
        if not os.path.exists(path):  # noqa: PTH110 - false where Path.exists raises: a name too long, a closed folder
            raise InvalidInput(
                f"{path} does not exist or cannot be opened: give files or folders with reports"
            )


@contextmanager
def opening(
    folder: Path, *, passphrase_file: Path | None = None, name: str | None = None
) -> Iterator["Archive"]:
    """Unlock an archive and open its database for the time of the block.

    Raises
    ------
    NoArchive, Locked, WrongPassphrase, Damaged
        See `saksi.archive.errors`; each has its exit code.
    """
    from saksi.archive import open_layout  # noqa: PLC0415 - see app.py
    from saksi.workspace import ready  # noqa: PLC0415

    layout = open_layout(folder)
    keys, actor = unlocked(layout, passphrase_file=passphrase_file, name=name)
    ready()
    from saksi.workspace.session import opened  # noqa: PLC0415 - after Django is set up

    with keys, opened(layout, keys, actor=actor) as archive:
        yield archive


def unlocked(
    layout: "Layout", *, passphrase_file: Path | None = None, name: str | None = None
) -> tuple["MasterKey", str]:
    """Return the archive's key and who unlocks it: from the keeper, or by a passphrase.

    Raises
    ------
    Locked
        No keeper holds the key, and there is nobody to ask for a passphrase; or ``name`` is not who unlocked.
    WrongPassphrase
        No slot opens with it.
    """
    from saksi.archive import Locked, holder_names  # noqa: PLC0415
    from saksi.archive.keeper import ask_keeper, keeper_holder  # noqa: PLC0415
    from saksi.archive.machine import shut_memory  # noqa: PLC0415

    shut_memory()
    names = holder_names(layout)
    kept = None if given_file(passphrase_file) else ask_keeper(layout)
    if kept is None:
        word = passphrase(passphrase_file, "Passphrase")
        return by_passphrase(layout, word, [name] if name else list(names))
    who = keeper_holder(layout) or ""
    if name and name != who:
        kept.wipe()
        raise Locked(
            "somebody else has unlocked this archive, and the log names who works: give your own"
            " --passphrase-file, or run `saksi lock` and unlock it yourself"
        )
    return kept, who


def by_passphrase(layout: "Layout", word: str, names: Sequence[str]) -> tuple["MasterKey", str]:
    """Return the key and whose slot opened, trying the slots of `names` in turn.

    Raises
    ------
    WrongPassphrase
        None of them opens.
    """
    from saksi.archive import WrongPassphrase, unlock, wrong_passphrase  # noqa: PLC0415

    for each in names:
        try:
            return unlock(layout, word, holder=each), each
        except WrongPassphrase:
            if len(names) == 1:  # it may be that there is no such holder
                raise
    raise wrong_passphrase(len(names))


def by_sheets(layout: "Layout") -> tuple["MasterKey", str]:
    """Return the key by two recovery sheets, typed in, and the name under which the log has that.

    Raises
    ------
    WrongSheet
        They are none of this archive.
    """
    from saksi.archive import unlock_with_sheets  # noqa: PLC0415
    from saksi.archive.machine import shut_memory  # noqa: PLC0415

    shut_memory()
    return unlock_with_sheets(layout, two_sheets("archive")), BY_SHEETS


def two_sheets(of: str) -> list[str]:
    """Ask for two recovery sheets, or read two lines where there is no terminal."""
    return [typed(f"Type the {which} recovery sheet of the {of} (33 words)") for which in ("first", "second")]


def typed(prompt: str) -> str:
    """Return a line that is typed, or piped in."""
    return ask(prompt) if sys.stdin.isatty() else sys.stdin.readline()


def given_file(option: Path | None) -> Path | None:
    """Return the file that holds the passphrase, by option or variable; None = it is asked for."""
    variable = os.environ.get(PASSPHRASE_VARIABLE)
    return option or (Path(variable) if variable else None)


def passphrase(option: Path | None, prompt: str, *, twice: bool = False) -> str:
    """Return a passphrase: the first line of a file, or what is typed, unseen.

    Raises
    ------
    InvalidInput
        The file cannot be read or is empty.
    Locked
        There is no file and no terminal to ask on.
    """
    from saksi.archive import Locked  # noqa: PLC0415
    from saksi.record import InvalidInput  # noqa: PLC0415

    file = given_file(option)
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            raise InvalidInput(
                f"{file.name}: the passphrase cannot be read; needed: a line of text"
            ) from None
        if not lines or not lines[0]:
            raise InvalidInput(f"{file.name}: the first line holds no passphrase")
        return lines[0]
    if not sys.stdin.isatty():
        raise Locked(
            f"locked, and there is no terminal to ask on: give --passphrase-file or {PASSPHRASE_VARIABLE},"
            " or run `saksi unlock` first"
        )
    return ask(prompt, hidden=True, twice=twice)


def ask(prompt: str, *, hidden: bool = False, twice: bool = False, default: str | None = None) -> str:
    """Ask on the terminal; what is hidden is not shown."""
    answer: str = typer.prompt(
        prompt, default=default, hide_input=hidden, confirmation_prompt=twice, show_default=False, err=True
    )
    return answer


def log_head() -> str | None:
    """Return the hash of the last entry in the log of the archive in hand: it stands for all it holds."""
    from saksi.workspace.audit import log  # noqa: PLC0415 - only while an archive is open

    last = log.last()
    return bytes(last.hash).hex() if last else None
