"""`saksi backup`, `restore`, `unlock`, `lock`, `checkpoint`, `doctor`: keeping an archive safe."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saksi.cli.archive import (
    ArchiveFolder,
    AsJson,
    AsName,
    PassphraseFile,
    by_sheets,
    opening,
    unlocked,
)
from saksi.cli.archive_work import NOT_NOTED, verdict_sentence
from saksi.cli.screen import complain, counted, progress, say, show, show_json

if TYPE_CHECKING:
    from saksi.archive.machine import Finding


def backup(
    folder: ArchiveFolder,
    file: Annotated[Path, typer.Argument(help="The backup; an older one is replaced when this one is good.")],
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Write an encrypted backup while others work, restore it into a sealed folder, and compare.

    The file opens with the same passphrases and sheets, also without Saksi: it holds a reader of its own.

    Example: saksi backup my-archive /media/stick/my-archive.saksi
    """
    with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
        from saksi.workspace.holdings.keeping import back_up  # noqa: PLC0415 - while it is open

        with progress() as tell:
            done = back_up(archive, file=file, on_progress=tell)
    if as_json:
        show_json([asdict(done.facts) | {"verified": asdict(done.verdict), "noted": done.noted}])
    if not done.noted:
        complain(NOT_NOTED)
    say(
        f"{file.name} is good: restored and compared, {counted(done.facts.n_originals, 'original')},"
        f" {done.facts.size:,} bytes. Keep it on another disk in another place"
    )


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    folder: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="A folder that is absent or empty.")],
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Make an archive of a backup, and verify it.

    Example: saksi restore /media/stick/my-archive.saksi restored
    """
    from saksi.workspace import ready  # noqa: PLC0415 - see app.py

    ready()
    from saksi.archive.backup import restore_backup  # noqa: PLC0415
    from saksi.workspace.holdings.keeping import verify_restored  # noqa: PLC0415

    layout = restore_backup(file, folder)
    say(f"restored into {folder}. To verify it, it has to be unlocked")
    keys, who = unlocked(layout, passphrase_file=passphrase_file, name=as_name)
    with keys:
        verdict = verify_restored(layout, keys, actor=who)
    for fault in verdict.faults:
        complain(f"{fault.object}: {fault.say}")
    say(verdict_sentence(verdict))
    if verdict.code:
        raise typer.Exit(verdict.code)


def unlock(
    folder: ArchiveFolder,
    minutes: Annotated[float, typer.Option(min=0.1, max=720, help="Locks after so long without use.")] = 10,
    sheets: Annotated[
        bool, typer.Option("--sheets", help="By two recovery sheets, when no passphrase is left.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Keep the archive unlocked for a while: a process of its own holds the key.

    With --sheets it asks for two recovery sheets; then give somebody a passphrase with `saksi key add`.

    Example: saksi unlock my-archive --minutes 30
    """
    from saksi.archive import open_layout  # noqa: PLC0415
    from saksi.archive.keeper import start_keeper  # noqa: PLC0415

    layout = open_layout(folder)
    if sheets:
        keys, who = by_sheets(layout)
    else:
        keys, who = unlocked(layout, passphrase_file=passphrase_file, name=as_name)
    with keys:
        kept = start_keeper(layout, keys, idle=minutes * 60, holder=who)
    for refused in kept.refused:
        complain(f"the system does not grant a protection of the key: {refused}")
    say(f"unlocked; it locks after {minutes:g} minutes without use, or with: saksi lock {folder}")


def lock(folder: ArchiveFolder) -> None:
    """Sign a checkpoint and forget the key.

    Example: saksi lock my-archive
    """
    from saksi.archive import open_layout  # noqa: PLC0415
    from saksi.archive.keeper import ask_keeper, stop_keeper  # noqa: PLC0415
    from saksi.record import SaksiError  # noqa: PLC0415

    layout = open_layout(folder)
    keys = ask_keeper(layout)
    if keys is None:
        say("it was locked already")
        return
    try:
        with opening(folder) as archive:
            from saksi.workspace.audit import log  # noqa: PLC0415

            log.checkpoint(archive)
    except SaksiError as error:  # a full disk must not keep an archive open
        complain(f"no checkpoint was signed: {error}")
    finally:
        keys.wipe()
        stop_keeper(layout)
    say("locked")


def checkpoint(
    folder: ArchiveFolder,
    to: Annotated[
        Path | None, typer.Option("--to", help="A folder elsewhere; it gets all later checkpoints too.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Sign the head of the log. Kept on a stick or with a friend, it shows when an older state is put back.

    Example: saksi checkpoint my-archive --to /media/stick
    """
    with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
        from saksi.workspace.audit import log  # noqa: PLC0415

        signed = log.checkpoint(archive) if to is None else log.keep_outside(archive, to)
    show([f"{signed.n}  {signed.root.hex()}  {signed.at}"])


def doctor(
    folder: Annotated[
        Path, typer.Argument(metavar="[ARCHIVE]", help="The archive, or where it shall be.")
    ] = Path(),
    as_json: AsJson = False,
) -> None:
    """Tell what this machine gives away beside the archive, and how far it fences in a hostile document.

    Swap, core files, open disks, the clock; and the limits of the processes that read documents.

    Example: saksi doctor my-archive
    """
    from saksi.archive.machine import look_at_machine  # noqa: PLC0415

    found = [*look_at_machine(folder), _parsers()]
    if as_json:
        show_json([asdict(each) for each in found])
        return
    for each in found:
        show([f"{each.state:<8} {each.what}: {each.say}", *([f"         {each.do}"] if each.do else [])])


def _parsers() -> "Finding":
    """Say which limits of a parser's process this machine does not enforce."""
    from saksi.archive.machine import Finding  # noqa: PLC0415
    from saksi.intake import limits_here  # noqa: PLC0415

    missing = [name for name, holds in limits_here().items() if not holds]
    if not missing:
        return Finding("parsers", "good", "each document is read in a process of its own, with all limits")
    return Finding(
        "parsers",
        "warn",
        f"documents are read in processes of their own, without: {', '.join(missing)}",
        "add documents from strangers on a machine that grants these, or with the network off",
    )
