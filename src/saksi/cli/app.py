"""The `saksi` command: puts the groups together and turns errors into messages and exit codes."""

import sys
from typing import Annotated

import typer

from saksi import __version__
from saksi.cli import demo, findings, read
from saksi.cli.screen import complain
from saksi.record import SaksiError

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
app.command()(findings.findings)


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
    """Run the command; exit 0 done, 1 invalid input or a blocked release, 2 misused."""
    try:
        app()
    except SaksiError as error:
        complain(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        complain("stopped; what was finished is kept, the same command goes on from there")
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - the message of an unforeseen error may hold testimony: only its kind is shown
        place = _place(error)
        complain(
            f"an unforeseen fault ({type(error).__name__} in {place}); this is a bug in Saksi,"
            " not in your input. Please report this line: it holds nothing of your reports"
        )
        sys.exit(1)


def _place(error: Exception) -> str:
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return "?" if frame is None else f"{frame.tb_frame.f_globals.get('__name__')}, line {frame.tb_lineno}"
