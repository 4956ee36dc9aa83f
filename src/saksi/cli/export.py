"""`saksi export`: the record in the formats of others."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saksi.cli.archive import (
    AsJson,
    AsName,
    ConfigFile,
    PassphraseFile,
    is_archive,
    log_head,
    opening,
)
from saksi.cli.screen import complain, counted, say, show_json

if TYPE_CHECKING:
    from saksi.exchange import Exporter
    from saksi.workflows.exporting import Exported
    from saksi.workspace.session import Archive


def export(
    folder: Annotated[Path, typer.Argument(help="An archive, or the folder that `saksi read` wrote.")],
    output: Annotated[Path, typer.Option("--output", help="New folder for what leaves; it is not sealed.")],
    format_: Annotated[
        str,
        typer.Option("--format", help="saksi, ftm, uwazi, webannotation, datapackage, parquet or csv."),
    ],
    as_json: AsJson = False,
    config: ConfigFile = None,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Write the record in another format, and list what that format cannot hold.

    From an archive leave the reports in use with their claims as decided; the log notes it. Sources that
    withdrew consent are left out; the vault is never exported.

    Example: saksi export my-archive --format datapackage --output tables
    """
    from saksi.exchange import exporter  # noqa: PLC0415 - see app.py
    from saksi.workflows import load_settings  # noqa: PLC0415

    settings, chosen = load_settings(config), exporter(format_)
    if is_archive(folder):
        with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
            done = _from_archive(archive, output, chosen, format_)
            head = log_head()
    else:
        from saksi.workflows.exporting import export_reports  # noqa: PLC0415
        from saksi.workflows.files import load_reports, provenance  # noqa: PLC0415

        reports = load_reports(folder)
        done = export_reports(reports, output, exporter=chosen)
        head = provenance(settings, reports)["input_sha256"]
    _tell(done, output)
    if as_json:
        losses = [loss.model_dump() for loss in done.losses]
        row = {"format": format_, "files": done.files, "reports": done.reports, "claims": done.claims}
        show_json([row | {"losses": losses}], settings=settings.as_dict(), input_sha256=head)


def _from_archive(archive: "Archive", output: Path, chosen: "Exporter", name: str) -> "Exported":
    from saksi.workflows.exporting import export_reports  # noqa: PLC0415
    from saksi.workspace.audit.services import note_exit  # noqa: PLC0415
    from saksi.workspace.holdings.selectors import answerable  # noqa: PLC0415

    found = answerable()
    if found.withdrawn:
        say(f"{counted(found.withdrawn, 'report')} left out: their sources withdrew consent")
    note_exit(archive, what=f"{len(found.reports)} reports as {name}")
    return export_reports(found.reports, output, exporter=chosen)


def _tell(done: "Exported", output: Path) -> None:
    held = f"{counted(done.reports, 'report')} and {counted(done.claims, 'claim')}"
    for loss in done.losses:
        complain(f"not in this format: {loss.what} ({loss.n}): {loss.why}")
    say(f"{counted(done.files, 'file')} from {held} written into {output}: they are not sealed there")
