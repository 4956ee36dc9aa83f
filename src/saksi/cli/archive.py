"""What all commands on an archive share: finding it, its passphrase, opening it, and the form of a result."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from saksi.archive import Layout, MasterKey
    from saksi.workspace.session import Archive

PASSPHRASE_VARIABLE = "SAKSI_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
UNNAMED = "unnamed"  # the actor where a keeper holds the key and several people may have unlocked

ArchiveFolder = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The archive's folder.")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="File with the passphrase, instead of a prompt.", metavar="FILE"),
]
AsName = Annotated[
    str | None, typer.Option("--as", help="Which key holder you are, as named when the archive was made.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def is_archive(path: Path) -> bool:
    """Return whether a path is an archive's folder; nothing is opened."""
    return os.path.isfile(path / "archive.toml")  # noqa: PTH113 - false where Path.is_file raises: a name too long


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
        No keeper holds the key, and there is nobody to ask for a passphrase.
    WrongPassphrase
        No slot opens with it.
    """
    from saksi.archive import holder_names  # noqa: PLC0415
    from saksi.archive.keeper import ask_keeper  # noqa: PLC0415

    names = holder_names(layout)
    kept = None if given_file(passphrase_file) else ask_keeper(layout)
    if kept is not None:
        return kept, name or (names[0] if len(names) == 1 else UNNAMED)
    return by_passphrase(layout, passphrase(passphrase_file, "Passphrase"), [name] if name else list(names))


def by_passphrase(layout: "Layout", word: str, names: Sequence[str]) -> tuple["MasterKey", str]:
    """Return the key and whose slot opened, trying the slots of `names` in turn.

    Raises
    ------
    WrongPassphrase
        None of them opens.
    """
    from saksi.archive import WrongPassphrase, unlock  # noqa: PLC0415

    failed: WrongPassphrase | None = None
    for each in names:
        try:
            return unlock(layout, word, holder=each), each
        except WrongPassphrase as error:
            failed = error
    if len(names) > 1 or failed is None:
        raise WrongPassphrase(
            f"wrong passphrase: it opens none of {len(names)} key slots. Look at the keyboard's language and"
            " Caps Lock; if it is lost, another key holder or two recovery sheets open the archive"
        )
    raise failed


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


def as_json(
    results: Sequence[Mapping[str, Any]],
    *,
    settings: Mapping[str, Any] | None = None,
    input_sha256: str | None = None,
) -> None:
    """Print a result in the form that all commands share.

    Parameters
    ----------
    input_sha256
        What the result rests on; for an archive the hash of its log's last entry (`log_head`).
    """
    from saksi import __version__  # noqa: PLC0415

    answer = {
        "results": list(results),
        "settings": dict(settings or {}),
        "versions": {"saksi": __version__},
        "input_sha256": input_sha256,
    }
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def log_head() -> str | None:
    """Return the hash of the last entry in the log of the archive in hand: it stands for all it holds."""
    from saksi.workspace.audit.models import Head  # noqa: PLC0415 - only while an archive is open

    head = Head.objects.filter(pk=1).first()
    return bytes(head.hash).hex() if head else None
