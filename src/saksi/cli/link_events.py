"""`saksi link events`: which claims tell of one event, on how many sources it rests, who copied whom."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saksi.cli.archive import AsName, ConfigFile, PassphraseFile, is_archive, opening
from saksi.cli.screen import counted, progress, say, show

if TYPE_CHECKING:
    from saksi.workflows.events import LinkedReports


def events(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder that `saksi read` wrote, or an archive.")
    ],
    output: Annotated[Path | None, typer.Option("--output", help="The JSON file to write.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the file's content as well.")] = False,
    config: ConfigFile = None,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Put claims about one event together and count its independent sources, surely and possibly.

    Five outlets that repeat one story are one source. For each pair of reports the file says whether they
    tell of one event and how they depend on each other, with the reason. Conflicts are kept and shown.

    Example: saksi link events read --output events.json
    """
    from saksi.record import InvalidInput  # noqa: PLC0415 - see app.py
    from saksi.workflows import load_settings  # noqa: PLC0415
    from saksi.workflows.events import link_reports, write_events  # noqa: PLC0415
    from saksi.workflows.files import to_json  # noqa: PLC0415

    settings = load_settings(config)
    if is_archive(folder):
        with opening(folder, passphrase_file=passphrase_file, name=as_name) as archive:
            from saksi.workspace.audit.services import note_exit  # noqa: PLC0415 - while the archive is open
            from saksi.workspace.holdings.selectors import answerable  # noqa: PLC0415

            reports = answerable().reports
            if output is not None or as_json:
                note_exit(archive, what=f"events of {len(reports)} reports")
            done = link_reports(reports, output, settings=settings)
    else:
        if output is None and not as_json:
            raise InvalidInput("nowhere to write to: give --output FILE.json, or --json to print the result")
        with progress() as tell:
            done = write_events(folder, output, settings=settings, on_progress=tell)
    if as_json:
        typer.echo(to_json(done.written), nl=False)
    else:
        show(_lines(done))
    if output is not None:
        say(f"{output} written")


def _lines(done: "LinkedReports") -> list[str]:
    """Return what was found, in a few lines: counts only."""
    several = [event for event in done.linked.events if len(event.reports) > 1]
    kinds = Counter(pair.dependence for pair in done.linked.pairs if pair.same_event >= 0.5)
    one = sum(event.sources.high == 1 for event in several)
    more = sum(event.sources.low > 1 for event in several)
    found = f"{counted(len(done.linked.events), 'event')} in {counted(len(done.reports), 'report')}"
    contested = sum(bool(event.conflicts) for event in several)
    lines = [
        f"{found}; {counted(len(several), 'event')} told by more than one report",
        f"of these, {one} rest on one source, {more} surely on more; {contested} are told with conflicts",
    ]
    if kinds:
        told = ", ".join(f"{kind.replace('_', ' ')} {number}" for kind, number in kinds.most_common())
        lines.append(f"pairs of reports on one event: {told}")
    return lines
