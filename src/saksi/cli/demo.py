"""`saksi demo`: the main job on the sample reports, or on a folder of yours."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saksi.cli.archive_results import demo_archive, show_demo
from saksi.cli.read import report_problems
from saksi.cli.screen import counted, progress, show

if TYPE_CHECKING:
    from saksi.workflows import Demo


def demo(
    reports: Annotated[Path | None, typer.Option(help="Your own folder instead of the samples.")] = None,
    archive: Annotated[
        Path | None, typer.Option(help="Also show the sealed archive: a new folder for it.")
    ] = None,
    output: Annotated[Path, typer.Option(help="Folder for what is made.")] = Path("demo"),
    yes: Annotated[bool, typer.Option("--yes", help="Never ask.")] = False,
) -> None:
    """Do the main job on sample reports about an invented country: read, then findings.

    Example: saksi demo --output demo
    """
    from saksi.record import InvalidInput  # noqa: PLC0415 - see app.py
    from saksi.workflows import load_settings, run_demo  # noqa: PLC0415

    if reports is not None and not reports.exists():
        raise InvalidInput(f"{reports} does not exist: give a folder with reports, or leave --reports out")
    if output.exists() and not output.is_dir():
        raise InvalidInput(f"{output} is a file: give a folder for what is made, with --output")
    if not yes and output.is_dir() and any(output.iterdir()):
        typer.confirm(
            f"{output} is not empty; an earlier demo in it is replaced. Go on?", abort=True, err=True
        )
    if archive is not None:
        show_demo(
            archive, output, demo_archive(archive, output, reports=reports, settings=load_settings(None))
        )
        return
    with progress() as tell:
        done = run_demo(output, reports=reports, settings=load_settings(None), on_progress=tell)
    report_problems(done.summary)
    show(summary(done))


def summary(done: "Demo") -> list[str]:
    """Return, line by line, what was found, what to open, and the next command."""
    read, where = done.summary, done.output
    reports = counted(read.reports, "sample report" if done.samples else "report")
    claims = f"{counted(read.claims, 'claim')} suggested, none reviewed"
    copies = counted(read.duplicates, "exact duplicate")
    about = " about Osmere, an invented country" if done.samples else ""
    return [
        f"{reports}{about}: {done.languages}.",
        f"  {claims}: what is alleged, each tied to its words.",
        f"  {copies}, {done.retracted} withdrawn, {done.without_claims} without any claim.",
        *(f"  {answer}" for answer in done.answers),
        "",
        f"Open   {where / 'findings.html'}   (English and Korean, one file, no network needed)",
        f"Data   {where / 'findings.json'}, {where / 'tables'}, {where / 'figures'}, {where / 'read'}",
        "",
        "Next   your own reports:  make demo REPORTS=folder",
        "       or step by step:   saksi read folder --output-dir read",
        "                          saksi findings read --output findings",
    ]
