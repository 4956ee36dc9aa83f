"""The `saksi` command: puts the groups together and turns errors into messages and exit codes.

The commands import the stages when they run: `saksi --help` answers at once, without spaCy and Polars.
"""

import sys
from pathlib import Path
from traceback import extract_tb
from typing import Annotated

import typer

from saksi import __version__
from saksi.cli import (
    archive_keep,
    archive_prove,
    archive_setup,
    archive_work,
    check,
    demo,
    dossier,
    estimate,
    export,
    findings,
    link,
    read,
    serve,
    sim,
    source,
)
from saksi.cli.screen import complain

INTERRUPTED = 130  # what Typer and every shell make of Ctrl-C

app = typer.Typer(
    name="saksi",
    help=(
        "Reports become a source-safe record of who did what to whom, according to whom,"
        " and of what that record cannot prove.\n\n"
        "First steps: `saksi demo`, then `saksi read`, then `saksi findings`."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a traceback may hold testimony
    rich_markup_mode=None,
)
app.command()(demo.demo)
app.command()(read.read)
app.command()(check.check)
app.command()(findings.findings)
app.command()(dossier.dossier)
app.command()(estimate.estimate)
app.command()(export.export)
app.command()(archive_setup.new)
app.command()(archive_work.add)
app.command()(archive_work.search)
app.command()(archive_work.verify)
app.command()(archive_prove.prove)
app.command()(archive_prove.custody)
app.command()(serve.serve)
app.command()(archive_keep.backup)
app.command()(archive_keep.restore)
app.command()(archive_keep.unlock)
app.command()(archive_keep.lock)
app.command()(archive_keep.checkpoint)
app.command()(archive_keep.doctor)
app.add_typer(archive_setup.key)
app.add_typer(source.source)
app.add_typer(link.app, name="link")
app.add_typer(sim.app, name="sim")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"saksi {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version_wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Reports become a source-safe record of who did what to whom, according to whom."""


def main() -> None:
    """Run the command; exit 0 done, 1 invalid input or a blocked release, 2 misused, 130 stopped.

    Commands on an archive also end with 10 no archive, 11 locked, 12 wrong passphrase, 13 log broken,
    14 an older state was put back.
    """
    sys.unraisablehook = _tidied  # Python's own prints a traceback, and its words may be testimony
    try:
        app(prog_name="saksi")  # also for `python -m saksi`
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:  # Typer has caught the KeyboardInterrupt
            complain("stopped; what was finished is kept, the same command goes on from there")
        raise
    except Exception as error:  # noqa: BLE001 - its message may hold testimony: see _complaint
        complain(_complaint(error))
        sys.exit(getattr(error, "exit_code", 1))  # those of an archive: see saksi.archive.errors


def _tidied(left: "sys.UnraisableHookArgs") -> None:
    complain(f"an unforeseen fault ({left.exc_type.__name__}) while tidying up; what was done stays done")


def _complaint(error: Exception) -> str:
    """Return the message of our own errors; of others kind and place: their words may be testimony."""
    from saksi.record import SaksiError  # noqa: PLC0415 - loads Pydantic and Polars, which `--help` does without

    if isinstance(error, SaksiError):
        return str(error)
    last = extract_tb(error.__traceback__)[-1]
    return (
        f"an unforeseen fault ({type(error).__name__} in {Path(last.filename).name}, line {last.lineno});"
        " this is a bug in Saksi, not in your input."
        " Please report this line: it holds nothing of your reports"
    )
