"""`saksi demo`: the main job on the sample reports, or on a folder of yours."""

from pathlib import Path
from typing import Annotated

import typer

from saksi.cli.read import report_problems
from saksi.cli.screen import progress, stdout
from saksi.record import InvalidInput
from saksi.workflows import Demo, load_settings, run_demo


def demo(
    reports: Annotated[Path | None, typer.Option(help="Your own folder instead of the samples.")] = None,
    output: Annotated[Path, typer.Option(help="Folder for what is made.")] = Path("demo"),
    yes: Annotated[bool, typer.Option("--yes", help="Never ask.")] = False,
) -> None:
    """Do the main job on sample reports about an invented country: read, then findings.

    Example: saksi demo --output demo
    """
    if reports is not None and not reports.exists():
        raise InvalidInput(f"{reports} does not exist: give a folder with reports, or leave --reports out")
    if not yes and output.exists() and any(output.iterdir()):
        typer.confirm(
            f"{output} is not empty; files of the same names are replaced. Go on?", abort=True, err=True
        )
    with progress() as tell:
        done = run_demo(output, reports=reports, settings=load_settings(None), on_progress=tell)
    report_problems(done.summary)
    stdout.print(summary(done), end="")


def summary(done: Demo) -> str:
    """Return what was found, what to open, and the next command."""
    read, where = done.summary, done.output
    source = "sample reports about Osmere, an invented country" if done.samples else "reports"
    lines = [
        f"{read.reports} {source}: {done.languages}.",
        f"  {read.claims} claims suggested, none reviewed: what the reports allege, each tied to its words.",
        f"  {read.duplicates} exact copies, {done.retracted} withdrawn, {done.without_claims} without claims.",
        *(f"  {answer}" for answer in done.answers),
        "",
        f"Open   {where / 'findings.html'}   (English and Korean, one file, no network needed)",
        f"Data   {where / 'findings.json'}, {where / 'tables'}, {where / 'figures'}, {where / 'read'}",
        "",
        "Next   your own reports:  make demo REPORTS=folder",
        "       or step by step:   saksi read folder --output-dir read",
        "                          saksi findings read --output findings",
    ]
    return "\n".join(lines) + "\n"
