"""`saksi new` and `saksi key`: making an archive, and who may open it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saksi.cli.archive import (
    BY_SHEETS,
    ArchiveFolder,
    AsName,
    PassphraseFile,
    ask,
    given_file,
    opening,
    passphrase,
    typed,
)
from saksi.cli.screen import say, show

if TYPE_CHECKING:
    from saksi.archive import Cost, Layout
    from saksi.workspace.holdings.creating import Sheets

SmallLaptop = Annotated[
    bool, typer.Option("--small-laptop", help="64 MiB a guess instead of 256: for 4 GB of memory.")
]

key = typer.Typer(name="key", help="Who may open an archive.", no_args_is_help=True, rich_markup_mode=None)


def new(
    folder: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="A folder that is absent or empty.")],
    holder: Annotated[
        list[str] | None,
        typer.Option("--holder", help="A key holder's short name; give two, or use --sheets."),
    ] = None,
    sheets: Annotated[
        bool, typer.Option("--sheets", help="Print three recovery sheets; any two open the archive.")
    ] = False,
    synthetic: Annotated[
        bool, typer.Option("--synthetic", help="For invented reports only; it never takes real ones.")
    ] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="A synthetic archive with one holder, to try things out.")
    ] = False,
    checkpoints: Annotated[
        Path | None, typer.Option(help="A folder elsewhere that keeps signed checkpoints of the log.")
    ] = None,
    small_laptop: SmallLaptop = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make a sealed archive: for two people, or for one with recovery sheets.

    A lost passphrase must not lose the archive. So there are two key holders, or one and three printed sheets
    of which any two open it; the set-up ends when you have typed one sheet back. Another three sheets are for
    the vault of sources. They are shown once and stored nowhere.

    Example: saksi new my-archive --holder ann --holder ben
    """
    from saksi.archive import Holder, set_up_gap  # noqa: PLC0415 - see app.py
    from saksi.archive.errors import SetUpRefused  # noqa: PLC0415
    from saksi.workspace import ready  # noqa: PLC0415

    names = holder or (["demo"] if demo else [])
    if not names:
        names = [ask("Short name of the first key holder")]
        second = typer.prompt("Second key holder (leave empty for recovery sheets)", default="", err=True)
        names += [second] if second else []
    with_sheets = not demo and (sheets or len(names) == 1)
    gap = set_up_gap(holders=len(names), sheets=with_sheets, typed_back=with_sheets, demo=demo)
    if gap:
        raise SetUpRefused(gap)
    holders = [Holder(name, _new_passphrase(name, passphrase_file, names)) for name in names]
    ready()
    from saksi.workspace.holdings.creating import create_archive  # noqa: PLC0415

    create_archive(
        folder,
        holders=holders,
        recovery=with_sheets,
        hand_over=_hand_over,
        kind="synthetic" if synthetic or demo else "real",
        demo=demo,
        cost=cost(small=small_laptop),
        kept=checkpoints,
    )
    what = "demo archive: invented reports only, and no vault" if demo else "archive"
    say(f"made the {what}. Next: saksi add {folder} FILES, then: saksi read {folder}")


def cost(*, small: bool = False) -> "Cost":
    """Return what one guess of a passphrase shall cost."""
    from saksi.archive import SMALL_LAPTOP, STANDARD  # noqa: PLC0415

    return SMALL_LAPTOP if small else STANDARD


def _new_passphrase(name: str, file: Path | None, names: list[str]) -> str:
    """A file holds one passphrase; with two people each types their own."""
    from saksi.record import InvalidInput  # noqa: PLC0415

    if given_file(file) and len(names) > 1:
        return _line_of(given_file(file) or Path(), names.index(name))
    try:
        return passphrase(file, f"Passphrase of {name}", twice=True)
    except typer.Abort:
        raise InvalidInput("no passphrase was given; nothing was made") from None


def _line_of(file: Path, number: int) -> str:
    from saksi.record import InvalidInput  # noqa: PLC0415

    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise InvalidInput(f"{file.name} cannot be read; needed: a passphrase a line") from None
    if len(lines) <= number or not lines[number]:
        raise InvalidInput(f"{file.name}: line {number + 1} holds no passphrase; needed: one a key holder")
    return lines[number]


def _hand_over(layout: "Layout", sheets: "Sheets") -> None:
    """Show the sheets once, and have one of them typed back."""
    from saksi.archive import Locked, WrongSheet, check_sheet  # noqa: PLC0415

    print_sheets("Recovery sheet of the archive", sheets.archive)
    print_sheets("Recovery sheet of the vault", sheets.vault)
    if not sheets.archive:
        return
    for _ in range(3):
        sheet = typed("Type one recovery sheet of the archive back (33 words)")
        try:
            number = check_sheet(layout, sheet)
        except WrongSheet as error:
            say(str(error))
            continue
        say(f"sheet {number} is readable. Keep the three in three places")
        return
    raise Locked("no sheet was typed back in three tries; nothing was changed")


def print_sheets(title: str, sheets: tuple[str, ...]) -> None:
    """Show sheets on stdout, numbered by word, never again."""
    for number, sheet in enumerate(sheets, start=1):
        words = sheet.split()
        lines = [
            "  " + "  ".join(f"{k + 1:2} {word:<9}" for k, word in enumerate(words[at : at + 6], start=at))
            for at in range(0, len(words), 6)
        ]
        show([f"{title}, {number} of {len(sheets)}: any two are enough", *lines, ""])


@key.command("list")
def list_holders(folder: ArchiveFolder) -> None:
    """Show who may open an archive.

    Example: saksi key list my-archive
    """
    from saksi.archive import has_sheets, holder_names, open_layout  # noqa: PLC0415

    layout = open_layout(folder)
    show([*holder_names(layout), *([BY_SHEETS] if has_sheets(layout) else [])])


@key.command("add")
def add_key(
    folder: ArchiveFolder,
    name: Annotated[str, typer.Argument(help="The new key holder's short name.")],
    new_passphrase_file: Annotated[
        Path | None, typer.Option(help="File with the new holder's passphrase, instead of a prompt.")
    ] = None,
    small_laptop: SmallLaptop = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Let one more person open the archive.

    Example: saksi key add my-archive cho
    """
    from saksi.archive import Holder  # noqa: PLC0415

    with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
        from saksi.workspace.accounts.services import add_key_holder  # noqa: PLC0415

        word = _new_word(new_passphrase_file, name)
        holder: Holder = Holder(name, word)
        add_key_holder(archive, holder=holder, cost=cost(small=small_laptop))
    say("one more key holder can open the archive; grants to the vault are given with `saksi source grant`")


@key.command("remove")
def remove_key(
    folder: ArchiveFolder,
    name: Annotated[str, typer.Argument(help="The key holder's short name.")],
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Take a person's key slot and vault grants away. Copies of the archive from before still open for them.

    Example: saksi key remove my-archive ben
    """
    with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
        from saksi.workspace.accounts.services import remove_key_holder  # noqa: PLC0415

        remove_key_holder(archive, name=name)
    say("removed: the passphrase opens this archive no more, but earlier copies and backups it does")


@key.command("change")
def change_key(
    folder: ArchiveFolder,
    name: Annotated[str, typer.Argument(help="The key holder's short name.")],
    new_passphrase_file: Annotated[
        Path | None, typer.Option(help="File with the new passphrase, instead of a prompt.")
    ] = None,
    small_laptop: SmallLaptop = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Change a key holder's passphrase.

    Example: saksi key change my-archive ann
    """
    from saksi.archive import open_layout, unlock  # noqa: PLC0415
    from saksi.workspace import ready  # noqa: PLC0415

    layout = open_layout(folder)
    old = passphrase(passphrase_file, f"Passphrase of {name} until now")
    keys = unlock(layout, old, holder=name)
    word = _new_word(new_passphrase_file, name)
    ready()
    from saksi.workspace.accounts.services import change_key_holder  # noqa: PLC0415
    from saksi.workspace.session import opened  # noqa: PLC0415

    with keys, opened(layout, keys, actor=name) as archive:
        change_key_holder(archive, name=name, old=old, new=word, cost=cost(small=small_laptop))
    say("changed; a backup from before still opens with the old passphrase")


@key.command("sheets")
def renew_sheets(
    folder: ArchiveFolder, passphrase_file: PassphraseFile = None, as_name: AsName = None
) -> None:
    """Print three new recovery sheets of the archive; the old ones open it no more. One is typed back.

    For when a sheet was lost or seen. Copies of the archive from before still open with the old sheets.

    Example: saksi key sheets my-archive
    """
    with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
        from saksi.workspace.accounts.services import renew_recovery  # noqa: PLC0415
        from saksi.workspace.holdings.creating import Sheets  # noqa: PLC0415

        renew_recovery(archive, hand_over=lambda sheets: _hand_over(archive.layout, Sheets(sheets)))
    say("renewed: the sheets from before open this archive no more. Destroy them")


def _new_word(file: Path | None, name: str) -> str:
    """Return a new passphrase; the variable is for the present one, so it is not looked at."""
    return _line_of(file, 0) if file else ask(f"New passphrase of {name}", hidden=True, twice=True)
