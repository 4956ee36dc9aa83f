"""`saksi read`: documents to reports with suggested claims."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from saksi.cli.archive import AsName, ConfigFile, PassphraseFile, check_there, is_archive
from saksi.cli.archive_results import read_archive
from saksi.cli.screen import complain_of, counted, progress, say, show

if TYPE_CHECKING:
    from saksi.workflows import ReadSummary


def read(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders with reports, or an archive.")],
    output_dir: Annotated[
        Path | None,
        typer.Option("--output-dir", help="Folder for one JSON file a report; an archive needs none."),
    ] = None,
    reader: Annotated[str | None, typer.Option(help="Which reader; `rules` works offline.")] = None,
    second_reader: Annotated[
        str | None, typer.Option(help="A second coder, blind to the first, such as `llm`; off by default.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say for each claim which rule made it.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    config: ConfigFile = None,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Read reports and suggest claims, each tied to its exact words.

    It knows txt, md, html, pdf, docx, eml, csv, tsv, xlsx, json and jsonl, and zip files of these. In place
    of files it takes an archive: what is found enters it as suggestions.

    A file that cannot be read is named with the reason; the others are not affected. What was read
    before and did not change is skipped.

    Example: saksi read reports/ --output-dir read
    """
    from saksi.cli.explain import explain_folder  # noqa: PLC0415 - see app.py
    from saksi.record import InvalidInput  # noqa: PLC0415
    from saksi.workflows import load_settings, read_folder  # noqa: PLC0415
    from saksi.workflows.files import to_json  # noqa: PLC0415

    archive = len(paths) == 1 and is_archive(paths[0])
    results = Path() if archive else _wanted(output_dir)
    settings = load_settings(config)
    if reader:
        settings = replace(settings, reading=replace(settings.reading, reader=reader))
    if second_reader:
        settings = replace(settings, reading=replace(settings.reading, second_reader=second_reader))
    check_there(paths)
    if archive:
        if explain:
            raise InvalidInput("--explain needs --output-dir and files; an archive keeps each claim's rules")
        read_archive(
            paths[0],
            settings=settings,
            output_dir=output_dir,
            as_json=as_json,
            passphrase_file=passphrase_file,
            name=as_name,
        )
        return
    with progress() as tell:
        summary = read_folder(paths, results, settings=settings, on_progress=tell)
    report_problems(summary)
    explained = explain_folder(results) if explain else []
    if as_json:
        typer.echo(to_json(_result(summary, results, explained)), nl=False)
    else:
        show(explained)
        say(sentence(summary) + f" Next: saksi findings {results} --output findings")


def _wanted(output_dir: Path | None) -> Path:
    """Return the folder for results, which reading files cannot do without."""
    if output_dir is None:
        raise typer.BadParameter("reading files needs a folder for the results", param_hint="'--output-dir'")
    return output_dir


def sentence(summary: "ReadSummary") -> str:
    """Return one line that says what was read."""
    parts = [counted(summary.reports, "report"), counted(summary.claims, "suggested claim")]
    if summary.duplicates:
        parts.append(counted(summary.duplicates, "exact duplicate"))
    if summary.skipped:
        parts.append(f"{summary.skipped} read before and unchanged")
    if summary.problems:
        parts.append(counted(len(summary.problems), "problem"))
    if summary.second:
        second = summary.second
        parts.append(
            f"{second.both} claims stated by both readers,"
            f" {second.only_first} by the first only, {second.only_second} by {second.reader} only"
        )
    return ", ".join(parts) + "."


def report_problems(summary: "ReadSummary") -> None:
    """Name each file that gave nothing, with the reason."""
    complain_of(summary.problems, summary.passed_over, listed="; saksi-read.json lists them")


def _result(summary: "ReadSummary", output_dir: Path, explained: list[str]) -> dict[str, Any]:
    """Return what the run's manifest says, with what only the command knows."""
    from saksi.workflows.files import MANIFEST  # noqa: PLC0415 - see app.py

    manifest: dict[str, Any] = json.loads((output_dir / MANIFEST).read_text(encoding="utf-8"))
    [result] = manifest["results"]
    result["skipped"] = summary.skipped
    if explained:
        result["explained"] = explained
    return manifest
