"""`saksi link events`: which claims tell of one event, on how many sources it rests, who copied whom."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saksi.cli.archive import AsName, ConfigFile, PassphraseFile, is_archive, log_head, opening
from saksi.cli.screen import counted, progress, say, show, show_json

if TYPE_CHECKING:
    from saksi.workflows import Settings
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

    In an archive the events enter the record as suggestions; what is linked already is skipped, and what
    reviewers said of pairs holds.

    Example: saksi link events read --output events.json
    """
    from saksi.record import InvalidInput  # noqa: PLC0415 - see app.py
    from saksi.workflows import load_settings  # noqa: PLC0415
    from saksi.workflows.events import write_events  # noqa: PLC0415
    from saksi.workflows.files import to_json  # noqa: PLC0415

    settings = load_settings(config)
    if is_archive(folder):
        _link_archive(folder, output, settings, as_json, passphrase_file, as_name)
        return
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


def _link_archive(
    folder: Path,
    output: Path | None,
    settings: "Settings",
    as_json: bool,
    passphrase_file: Path | None,
    name: str | None,
) -> None:
    """Link what is new in an archive; with a file, also write events and pairs there, in clear."""
    with opening(folder, passphrase_file=passphrase_file, name=name) as archive:
        from saksi.workspace.linking.output import write_archive_events  # noqa: PLC0415 - it needs Django
        from saksi.workspace.linking.running import link_archive_events  # noqa: PLC0415

        with progress() as tell:
            done = link_archive_events(archive, on_progress=tell)
        if output is not None:
            write_archive_events(archive, output, settings)
            say(f"{output} written: it is not sealed there")
        if as_json:
            show_json([asdict(done)], settings=settings.as_dict(), input_sha256=log_head())
    found = f"{counted(done.reports, 'report')} linked, {done.skipped} as they were"
    kept = (
        f"{counted(done.events, 'event')}: {done.new} new, {done.changed} changed, {done.dissolved} dissolved"
    )
    say(f"{found}. {kept}. {counted(done.suggested, 'pair')} of events to look at.")


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
