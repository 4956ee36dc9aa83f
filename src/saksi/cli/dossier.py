"""`saksi dossier`: the record on one case, person, event or campaign, as HTML and PDF, frozen when issued."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saksi.cli.archive import AsName, PassphraseFile, is_archive, opening
from saksi.cli.archive_results import events_of
from saksi.cli.screen import counted, progress, say, show_json

if TYPE_CHECKING:
    from saksi.workflows.findings_dossier import About, WrittenDossier


def dossier(
    folder: Annotated[Path, typer.Argument(help="The folder that `saksi read` wrote, or an archive.")],
    output: Annotated[Path, typer.Option("--output", help="Folder for the pages, the PDFs and the data.")],
    event: Annotated[
        str | None, typer.Option(metavar="ID", help="About an event of `saksi link events`.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="NAME", help="About records that name somebody so, in any script.")
    ] = None,
    campaign: Annotated[
        str | None, typer.Option(metavar="REPORT:CLAIM", help="About the order that this claim tells.")
    ] = None,
    case: Annotated[str | None, typer.Option(metavar="REPORT,…", help="About these reports.")] = None,
    issue: Annotated[bool, typer.Option("--issue", help="Freeze it: with today's date and a hash.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written, with hashes.")] = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Put together what the record holds on one subject: numbered sources, passages, what is contradicted.

    Choose one of --event, --person, --campaign, --case. An issued dossier is never written over. It is a
    working paper: nobody has checked that it singles nobody out.

    Example: saksi dossier read --case o15-vennick-stadium,o16-stadium-wire --output dossier
    """
    about = _about(event, person, campaign, case)
    day = date.today() if issue else None  # noqa: DTZ011 - the day where the user sits
    if is_archive(folder):
        done = _of_archive(folder, about, output, day, (passphrase_file, as_name))
    else:
        from saksi.workflows.files import load_reports  # noqa: PLC0415 - see app.py
        from saksi.workflows.findings_dossier import write_dossier  # noqa: PLC0415

        with progress() as tell:
            tell("gathering", 0, 1)
            done = write_dossier(load_reports(folder), about, output, day=day)
            tell("gathering", 1, 1)
    if as_json:
        _print(done)
    claims = sum(len(section.entries) for section in done.dossier.sections)
    state = f"issued, sha256 {done.dossier.content_sha256}" if issue else "a draft: --issue freezes it"
    say(f"{counted(claims, 'claim')}, {counted(len(done.dossier.references), 'source')}; {state}.")
    say(f"Open {output / 'dossier.en.html'} or {output / 'dossier.en.pdf'}; Korean beside them.")


def _about(event: str | None, person: str | None, campaign: str | None, case: str | None) -> "About":
    from saksi.workflows.findings_dossier import About  # noqa: PLC0415 - see app.py

    if sum(value is not None for value in (event, person, campaign, case)) != 1:
        raise typer.BadParameter("choose exactly one of --event, --person, --campaign, --case")
    order = None
    if campaign is not None:
        report, _, claim = campaign.rpartition(":")
        if not report or not claim:
            raise typer.BadParameter("needs REPORT:CLAIM, as in o01:c1", param_hint="'--campaign'")
        order = (report, claim)
    chosen = tuple(name for name in (case or "").split(",") if name)
    return About(event=event, person=person, campaign=order, case=chosen)


def _of_archive(
    folder: Path, about: "About", output: Path, day: date | None, key: tuple[Path | None, str | None]
) -> "WrittenDossier":
    """Write a dossier from an archive and note in its log that it left."""
    passphrase_file, name = key
    with opening(folder, passphrase_file=passphrase_file, name=name) as archive:
        from saksi.workflows.findings_dossier import write_dossier  # noqa: PLC0415
        from saksi.workspace.audit.services import note_exit  # noqa: PLC0415 - while the archive is open
        from saksi.workspace.findings.custody import custody_of  # noqa: PLC0415
        from saksi.workspace.holdings.selectors import answerable  # noqa: PLC0415
        from saksi.workspace.review.selectors import decided  # noqa: PLC0415

        note_exit(archive, what="a dossier")
        reports = answerable().reports
        custody = custody_of(report.id for report in reports)
        links = events_of(reports)
        return write_dossier(reports, about, output, links=links, decided=decided(), custody=custody, day=day)


def _print(done: "WrittenDossier") -> None:
    found = done.dossier
    result = {"kind": found.kind, "content_sha256": found.content_sha256, "files": done.files}
    show_json([result], versions=found.versions, input_sha256=found.input_sha256)
