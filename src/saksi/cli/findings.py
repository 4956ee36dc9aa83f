"""`saksi findings`: read reports to a page of answers that trace to sentences."""

from pathlib import Path
from typing import Annotated

import typer

from saksi.cli.archive import AsName, ConfigFile, PassphraseFile, is_archive
from saksi.cli.archive_results import findings_of_archive
from saksi.cli.screen import counted, progress, say


def findings(
    folder: Annotated[Path, typer.Argument(help="The folder that `saksi read` wrote, or an archive.")],
    output: Annotated[
        Path, typer.Option("--output", help="Folder for findings.html, findings.json, figures, tables.")
    ],
    estimates: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What `saksi estimate --json` printed.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print findings.json as well.")] = False,
    config: ConfigFile = None,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Answer what the record says: each figure opens to its rule, claims and passages.

    The page is one file that opens without network, in English and Korean.

    Example: saksi findings read --output findings
    """
    from saksi.workflows import load_settings, write_findings  # noqa: PLC0415 - see app.py
    from saksi.workflows.findings import load_estimates  # noqa: PLC0415

    settings = load_settings(config)
    given = load_estimates(estimates) if estimates else ()
    if is_archive(folder):
        written = findings_of_archive(
            folder,
            output=output,
            settings=settings,
            passphrase_file=passphrase_file,
            name=as_name,
            estimates=given,
        )
    else:
        with progress() as tell:
            written = write_findings(folder, output, estimates=given, settings=settings, on_progress=tell)
    if as_json:
        typer.echo((output / "findings.json").read_text(encoding="utf-8"), nl=False)
    made = f"{counted(written.findings, 'finding')} from {counted(written.reports, 'report')}"
    say(f"{made}. Open {output / 'findings.html'}")
