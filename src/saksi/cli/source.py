"""`saksi source`: the vault. Identities are typed or piped in and shown on the terminal, nowhere else."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saksi.cli.archive import (
    ArchiveFolder,
    AsJson,
    AsName,
    PassphraseFile,
    ask,
    log_head,
    opening,
    passphrase,
    two_sheets,
    typed,
)
from saksi.cli.screen import counted, say, show, show_json

if TYPE_CHECKING:
    from saksi.workspace.holdings.vault import Details
    from saksi.workspace.session import Archive

source = typer.Typer(
    name="source",
    help="The vault: who told, under a random code.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Code = Annotated[str, typer.Argument(help="The source's code, such as S-7QK4M.")]
Reason = Annotated[
    str | None,
    typer.Option(
        help="Why, in at least 15 characters, for the log; else it is asked. Other users of this machine can"
        " see a command's words: name nobody here."
    ),
]
Member = Annotated[str, typer.Option("--as", help="Which key holder you are.")]


@source.command("new")
def new(
    folder: ArchiveFolder,
    grant: Annotated[list[str], typer.Option(help="A key holder who may open it; repeat for more.")],
    details: Annotated[
        Path | None,
        typer.Option(help="JSON with name, contact, risk, consent, handling; - for stdin; else it is asked."),
    ] = None,
    until: Annotated[str | None, typer.Option(help="Last day of consent, YYYY-MM-DD.")] = None,
    kind: Annotated[str | None, typer.Option(help="What kind of source, as reports may show it.")] = None,
    grade: Annotated[str | None, typer.Option(help="A (reliable) to F (cannot be judged).")] = None,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Register a source and print its random code; only the code is used elsewhere.

    Example: saksi source new my-archive --grant ann --until 2027-12-31
    """
    with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
        from saksi.workspace.holdings.vault import register_source  # noqa: PLC0415 - while it is open

        made = register_source(
            archive,
            details=_details(details, demo=archive.layout.facts.demo),
            grantees=grant,
            consent_until=_day(until),
            kind=kind,
            grade=_grade(grade),
        )
        if as_json:
            show_json([{"code": made.code}], input_sha256=log_head())
        else:
            show([made.code])
    say("registered. Give the code with `saksi add … --source CODE`; note it nowhere beside the name")


@source.command("list")
def list_sources(
    folder: ArchiveFolder,
    as_json: AsJson = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Show codes, consent and grants; no identity.

    Example: saksi source list my-archive
    """
    with opening(folder, passphrase_file=passphrase_file, name=as_name):
        from saksi.workspace.holdings.vault import sources  # noqa: PLC0415

        found = sources()
        if as_json:
            show_json(found, input_sha256=log_head())
            return
    for row in found:
        consent = f"consent {_until(row['consent_until'])}, opened by {', '.join(row['granted_to'])}"
        state = "withdrawn" if row["withdrawn"] else consent
        show([f"{row['code']}  {counted(row['reports'], 'report')}, {state}"])


@source.command("open")
def open_(
    folder: ArchiveFolder,
    code: Code,
    category: Annotated[str, typer.Option(help="contact, safety, verification, consent or legal.")],
    member: Member,
    reason: Reason = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show who a source is. The log has who opened it and why before anything is decrypted.

    Example: saksi source open my-archive S-7QK4M --as ann --category safety --reason "warn her of the raid"
    """
    why = _reason(reason)
    with _opening_oneself(folder, member, passphrase_file) as (archive, word):
        from saksi.workspace.holdings.vault import open_source  # noqa: PLC0415

        found = open_source(archive, code=code, member=member, passphrase=word, category=category, reason=why)
    show([f"{name:<9} {value}" for name, value in vars(found).items() if value])
    say("shown on this terminal only: clear it when you are done")


@source.command("grant")
def grant(
    folder: ArchiveFolder,
    code: Code,
    to: Annotated[str, typer.Option(help="The key holder who gets a grant.")],
    member: Member,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Let one more key holder open an entry that you may open.

    Example: saksi source grant my-archive S-7QK4M --to ben --as ann
    """
    with _opening_oneself(folder, member, passphrase_file) as (archive, word):
        from saksi.workspace.holdings.vault import grant_source  # noqa: PLC0415

        grant_source(archive, code=code, member=member, passphrase=word, to=to)
    say("granted")


@source.command("recover")
def recover(
    folder: ArchiveFolder,
    to: Annotated[str, typer.Option(help="The key holder who gets a grant for every entry.")],
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Give a key holder the vault back, by two recovery sheets of the vault: for when grants are lost.

    Example: saksi source recover my-archive --to cho
    """
    with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
        from saksi.workspace.holdings.vault_recovery import recover_sources  # noqa: PLC0415

        given = recover_sources(archive, sheets=two_sheets("vault"), to=to)
    say(f"{counted(given, 'grant')} given")


@source.command("withdraw")
def withdraw(
    folder: ArchiveFolder,
    code: Code,
    reason: Reason = None,
    yes: Annotated[bool, typer.Option("--yes", help="Never ask.")] = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """End a source's consent: its key is destroyed, its reports leave search and findings, for good.

    Example: saksi source withdraw my-archive S-7QK4M --reason "she asked for it on the phone"
    """
    if not yes:
        typer.confirm("Nobody will be able to open this entry again. Go on?", abort=True, err=True)
    why = _reason(reason)
    with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
        from saksi.workspace.holdings.vault import withdraw_source  # noqa: PLC0415

        left = withdraw_source(archive, code=code, reason=why)
    say(
        f"withdrawn: {counted(left, 'report')} out of search and findings. Backups from before can still be"
        " opened: make a new one and destroy the old"
    )


@contextmanager
def _opening_oneself(folder: Path, member: str, file: Path | None) -> Iterator[tuple["Archive", str]]:
    """Open the archive by the member's own passphrase: the vault asks for it, and no keeper knows it."""
    from saksi.archive import open_layout, unlock  # noqa: PLC0415 - see app.py
    from saksi.workspace import ready  # noqa: PLC0415

    layout = open_layout(folder)
    word = passphrase(file, f"Passphrase of {member}")
    keys = unlock(layout, word, holder=member)
    ready()
    from saksi.workspace.session import opened  # noqa: PLC0415

    with keys, opened(layout, keys, actor=member) as archive:
        yield archive, word


def _details(file: Path | None, *, demo: bool) -> "Details":
    """Read the details from a file, from stdin or from the terminal; a refused archive asks for none."""
    from saksi.record import InvalidInput  # noqa: PLC0415
    from saksi.workspace.holdings.vault import Details  # noqa: PLC0415

    names = [field.name for field in fields(Details)]
    if demo:
        return Details(name="")
    if file is None:
        return Details(
            **{name: ask(name.capitalize(), default="" if name != "name" else None) for name in names}
        )
    try:
        given = json.loads(sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # its words may quote the details
        raise InvalidInput("the details cannot be read; needed: a JSON object") from None
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise InvalidInput("the details are no JSON object of texts")
    if set(given) - set(names):
        raise InvalidInput(
            f"the details have {len(set(given) - set(names))} unknown keys; known: {', '.join(names)}"
        )
    return Details(**{"name": "", **given})


def _reason(given: str | None) -> str:
    return typed("Reason, in at least 15 characters, for the log") if given is None else given


def _day(text: str | None) -> date | None:
    from saksi.record import InvalidInput  # noqa: PLC0415

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidInput("--until: needed a day as YYYY-MM-DD") from None


def _until(day: str | None) -> str:
    """Say to what day consent was given: one that is past must not pass in silence."""
    if day is None:
        return "no end named"
    if day < date.today().isoformat():  # noqa: DTZ011 - the day where the user sits
        return f"ended on {day} (ask again, or withdraw)"
    return f"until {day}"


def _grade(text: str | None) -> str | None:
    from saksi.record import InvalidInput  # noqa: PLC0415

    if text is not None and text.upper() not in tuple("ABCDEF"):
        raise InvalidInput("--grade: needed one of A, B, C, D, E, F")
    return text and text.upper()
