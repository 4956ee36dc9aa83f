"""`saksi read`: documents to reports with suggested claims."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from saksi.cli.explain import explain_folder
from saksi.cli.screen import complain, progress, stderr, stdout
from saksi.record import InvalidInput
from saksi.workflows import ReadSummary, load_settings, read_folder
from saksi.workflows.files import to_json


def read(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: txt, md, html, json, jsonl.")],
    output_dir: Annotated[Path, typer.Option("--output-dir", help="Folder for one JSON file a report.")],
    reader: Annotated[str | None, typer.Option(help="Which reader; `rules` works offline.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say for each claim which rule made it.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    config: Annotated[
        Path | None, typer.Option("--config", help="Settings file instead of ./saksi.toml.")
    ] = None,
) -> None:
    """Read reports and suggest claims, each tied to its exact words.

    A file that cannot be read is named with the reason; the others are not affected. What was read
    before and did not change is skipped.

    Example: saksi read reports/ --output-dir read
    """
    settings = load_settings(config)
    if reader:
        settings = replace(settings, reading=replace(settings.reading, reader=reader))
    for path in paths:
        if not path.exists():
            raise InvalidInput(f"{path} does not exist: give files or folders with reports")
    with progress() as tell:
        summary = read_folder(paths, output_dir, settings=settings, on_progress=tell)
    report_problems(summary)
    if explain:
        stdout.print(explain_folder(output_dir), end="")
    if as_json:
        typer.echo(to_json({"results": [asdict(summary)], "settings": settings.as_dict()}), nl=False)
    else:
        stderr.print(sentence(summary) + f" Next: saksi findings {output_dir} --output findings")


def sentence(summary: ReadSummary) -> str:
    """Return one line that says what was read."""
    parts = [f"{summary.reports} reports", f"{summary.claims} suggested claims"]
    if summary.duplicates:
        parts.append(f"{summary.duplicates} exact duplicates")
    if summary.skipped:
        parts.append(f"{summary.skipped} read before and unchanged")
    if summary.problems:
        parts.append(f"{len(summary.problems)} files not read")
    return ", ".join(parts) + "."


def report_problems(summary: ReadSummary) -> None:
    """Name each file that gave nothing, with the reason."""
    for problem in summary.problems:
        complain(f"{problem.file}: {problem.reason}")
    for item in summary.passed_over[:5]:
        complain(f"{item.file} passed over: {item.reason}")
    if len(summary.passed_over) > 5:
        complain(f"and {len(summary.passed_over) - 5} more files passed over; saksi-read.json lists them")
