"""`saksi add`, `search`, `verify`: working with an archive."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saksi.cli.archive import (
    ArchiveFolder,
    AsJson,
    AsName,
    ConfigFile,
    PassphraseFile,
    check_there,
    log_head,
    opening,
)
from saksi.cli.screen import complain, complain_of, counted, progress, say, show, show_json

if TYPE_CHECKING:
    from saksi.workspace.audit.verifying import Verdict
    from saksi.workspace.holdings.adding import Added

NOT_NOTED = "the custody of the originals could not be noted: the record cannot be written"


def add(
    folder: ArchiveFolder,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders with reports.")],
    source: Annotated[str | None, typer.Option(help="Code of the source that gave them.")] = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Take documents into the archive: every byte is kept, sealed; their texts become reports.

    Adding the same file again adds nothing. Stopped at any moment, the same command goes on from there.

    Example: saksi add my-archive reports/
    """
    from saksi.workflows import load_settings  # noqa: PLC0415 - see app.py

    settings = load_settings(config)
    check_there(paths)
    with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
        from saksi.workspace.holdings.adding import add_documents  # noqa: PLC0415

        with progress() as tell:
            done = add_documents(
                archive, paths=paths, settings=settings.intake, source=source, on_progress=tell
            )
        complain_of(done.problems, done.passed_over)
        for note in done.notes:
            say(f"{note.file}: {note.note}")
        if as_json:
            show_json([asdict(done)], settings=settings.as_dict(), input_sha256=log_head())
    say(added_sentence(done) + f" Next: saksi read {folder}")


def added_sentence(done: "Added") -> str:
    """Return one line that says what was added."""
    parts = [f"{counted(done.reports, 'report')} of {counted(done.documents, 'document')} added"]
    parts += [f"{counted(done.known, 'document')} here already"] if done.known else []
    parts += [counted(done.duplicates, "exact duplicate")] if done.duplicates else []
    parts += [f"{done.withdrawn} withdrawn by their outlet"] if done.withdrawn else []
    parts += [counted(len(done.problems), "problem")] if done.problems else []
    return ", ".join(parts) + "."


def search(
    folder: ArchiveFolder,
    words: Annotated[list[str], typer.Argument(help="Words, all of which must be found.")],
    limit: Annotated[int, typer.Option(min=1, help="Reports at most.")] = 20,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Find reports by their words; each hit shows the words around it.

    Quoted words stand side by side. Korean words are found inside longer ones, from two syllables on.

    Example: saksi search my-archive '"public trial" 처형'
    """
    with opening(folder, passphrase_file=passphrase_file, name=as_name):
        from saksi.workspace.holdings.searching import search as find  # noqa: PLC0415

        hits = find(" ".join(words), limit=limit)
        if as_json:
            show_json([asdict(hit) for hit in hits], input_sha256=log_head())
            return
    for hit in hits:
        show([f"{hit.report_id}  {hit.title or ''}".rstrip(), *(f"    {text}" for text in hit.contexts)])
    say(f"{counted(len(hits), 'report')} found.")


def verify(
    folder: ArchiveFolder,
    checkpoints: Annotated[
        list[Path] | None, typer.Option(help="A folder elsewhere with checkpoints of this archive.")
    ] = None,
    read_data_subset: Annotated[
        str | None, typer.Option(help="Read a part of the originals: 1/7 on Monday, 2/7 on Tuesday.")
    ] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Look at everything the archive holds, and name the first object that is not as it was stored.

    Ends with 0 sound, 1 damaged or tampered with, 13 log broken, 14 an older state put back. The last is
    found only with checkpoints that were kept elsewhere. Where all is sound, the custody of the originals
    and the log have that they were verified; nothing else is changed.

    Example: saksi verify my-archive --checkpoints /media/stick
    """
    from saksi.record import InvalidInput  # noqa: PLC0415

    subset = _subset(read_data_subset)
    for outside in checkpoints or []:
        if not outside.is_dir():
            raise InvalidInput(f"{outside} is no folder: give one that holds checkpoints")
    with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
        from saksi.workspace.audit import log  # noqa: PLC0415
        from saksi.workspace.audit.verifying import verify as look  # noqa: PLC0415
        from saksi.workspace.holdings.custody import note_round  # noqa: PLC0415

        kept = log.outside()
        folders = [*(checkpoints or []), *([kept] if kept and kept.is_dir() else [])]
        with progress() as tell:
            verdict = look(archive, folders=folders, subset=subset, on_progress=tell)
        noted = not verdict.faults and note_round(archive, "verified", subset=subset)
        if as_json:
            show_json([asdict(verdict) | {"code": verdict.code, "noted": noted}])
    if not (noted or verdict.faults):
        complain(NOT_NOTED)
    for fault in verdict.faults:
        complain(f"{fault.object}: {fault.say}")
    say(verdict_sentence(verdict))
    if verdict.code:
        raise typer.Exit(verdict.code)


def verdict_sentence(verdict: "Verdict") -> str:
    """Return one line that says what was looked at."""
    seen = (
        f"{counted(verdict.entries, 'log entry', 'log entries')},"
        f" {counted(verdict.checkpoints, 'checkpoint')}, {counted(verdict.rows, 'row')},"
        f" {counted(verdict.originals, 'original')}"
    )
    if verdict.faults:
        return f"not sound: {seen} looked at. Keep this state, and restore the last good backup beside it."
    left = (
        f" {counted(verdict.leftovers, 'original')} of a stopped import: add them again."
        if verdict.leftovers
        else ""
    )
    return f"sound: {seen}.{left}"


def _subset(text: str | None) -> tuple[int, int]:
    from saksi.record import InvalidInput  # noqa: PLC0415

    if text is None:
        return (1, 1)
    part, _, parts = text.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise InvalidInput("--read-data-subset: needed a part of all, such as 1/7")
    return int(part), int(parts)
