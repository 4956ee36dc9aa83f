"""`saksi check`: whether a new report is news or an echo of what is held."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from saksi.cli.archive import AsJson, AsName, ConfigFile, PassphraseFile, is_archive, opening
from saksi.cli.screen import complain, counted, progress, show

if TYPE_CHECKING:
    from saksi.linking.corroboration import Checked, Event
    from saksi.workflows import Settings
    from saksi.workflows.checking import CheckedReports

SHOWN = 6  # of each kind; more are counted
VERDICTS = {
    "news": "NEWS: nothing that is held tells of this",
    "echo": "ECHO: told before, and it adds nothing",
    "echo that adds": "ECHO THAT ADDS: told before by the same origin, with something new",
    "partly an echo": "PARTLY AN ECHO: told before, some of it by the same source",
    "corroborates": "CORROBORATES: told before, by other tellers than these",
    "same source or not: open": "OPEN: told before; whether by the same source, nothing tells",
    "no claims": "NO CLAIMS: no act, order or condition was read in it",
}


def check(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="NEW... DIR", help="New reports, then the folder of read reports, or an archive."
        ),
    ],
    as_json: AsJson = False,
    config: ConfigFile = None,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Say whether a new report is news or an echo: known event, shared origin, what it adds and contradicts.

    New reports are files of any kind that `saksi read` takes; what is not read yet is read on the way.
    Nothing is written, and nothing enters the record.

    Example: saksi check new.html read
    """
    from saksi.record import InvalidInput  # noqa: PLC0415 - see app.py
    from saksi.workflows import load_settings  # noqa: PLC0415
    from saksi.workflows.checking import check_beside, check_files  # noqa: PLC0415
    from saksi.workflows.files import load_reports  # noqa: PLC0415

    *new, held = paths
    if not new:
        raise InvalidInput(
            "one path given: needed the new reports first, then the folder or archive to check against"
        )
    settings = load_settings(config)
    if not is_archive(held):
        with progress() as tell:
            done = check_files(new, load_reports(held), settings=settings, on_progress=tell)
        _answer(done, settings, as_json=as_json)
        return
    with opening(held, passphrase_file=passphrase_file, name=as_name):
        from saksi.workspace.holdings.selectors import in_use  # noqa: PLC0415 - while the archive is open
        from saksi.workspace.linking.running import beside_the_record  # noqa: PLC0415

        taken = set(in_use().values_list("report_id", flat=True))
        with progress() as tell:
            done = check_beside(new, taken, beside_the_record, settings=settings, on_progress=tell)
        _answer(done, settings, as_json=as_json)


def _answer(done: "CheckedReports", settings: "Settings", *, as_json: bool) -> None:
    from saksi.workflows.files import provenance, to_json  # noqa: PLC0415

    for problem in done.problems:
        complain(problem)
    if as_json:
        results = [_as_json(one, done) for one in done.results]
        typer.echo(to_json({"results": results, **provenance(settings, done.reports.values())}), nl=False)
        return
    for number, one in enumerate(done.results):
        show(([""] if number else []) + screen(one, done))


def screen(one: "Checked", done: "CheckedReports") -> list[str]:
    """Return the lines that answer for one report."""
    lines = [f"{done.names[one.report]}: {VERDICTS[one.verdict]}"]
    if one.events:
        lines.append(f"Known: {counted(len(one.events), 'event')}")
        lines += _most([_event(event, one, done) for event in one.events])
    if one.related:
        lines.append("Origin:")
        pairs = [(pair.b if pair.a == one.report else pair.a, pair) for pair in one.related]
        lines += _most(
            [f"{_named(name, done)}: {p.dependence.replace('_', ' ')} ({p.why})" for name, p in pairs]
        )
    if one.adds:
        lines.append("Adds:")
        lines += _most([_added(added.ref, added.what, done) for added in one.adds])
    if one.contradicts:
        lines.append("Contradicts:")
        told = [
            f"{found.conflict.field}: "
            + "; ".join(
                f"{value} ({', '.join(sorted({ref[0] for ref in refs}))})"
                for value, refs in found.conflict.values
            )
            for found in one.contradicts
        ]
        lines += _most(told)
    return lines


def _most(lines: Sequence[str]) -> list[str]:
    more = [f"  and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [f"  - {line}" for line in lines[:SHOWN]] + more


def _event(event: "Event", one: "Checked", done: "CheckedReports") -> str:
    from saksi.record import label  # noqa: PLC0415

    claim = _claim(next(ref for ref in event.claims if ref[0] == one.report), done)
    where = f", {claim.place.text}" if claim.place.text else ""
    when = f", {claim.time.text}" if claim.time.text else ""
    others = [name for name in event.reports if name not in done.names]
    least, most = event.sources.low, event.sources.high
    sources = "an unknown number" if most is None else str(least) if least == most else f"{least} to {most}"
    told = f"held in {counted(len(others), 'report')}; independent sources with this one: {sources}"
    return f"{label('act', claim.act)}{where}{when}: {told}, grade {int(event.grade)}"


def _added(ref: tuple[str, str], what: str, done: "CheckedReports") -> str:
    from saksi.record import label  # noqa: PLC0415

    claim = _claim(ref, done)
    if what == "claim":
        where = f", {claim.place.text}" if claim.place.text else ""
        return f"{label('act', claim.act)}{where} ({ref[1]})"
    if what == "source":
        return f"a source of its own: {claim.attribution.chain[0].text} ({ref[1]})"
    return f"{what} ({ref[1]}, {label('act', claim.act)})"


def _claim(ref: tuple[str, str], done: "CheckedReports") -> Any:
    return next(claim for claim in done.reports[ref[0]].claims if claim.id == ref[1])


def _named(name: str, done: "CheckedReports") -> str:
    report = done.reports[name]
    told = ", ".join(str(part) for part in (report.outlet, report.published) if part)
    return f"{name} ({told})" if told else name


def _as_json(one: "Checked", done: "CheckedReports") -> dict[str, Any]:
    return {
        "report": done.names[one.report],
        "verdict": one.verdict,
        "events": [
            {
                "id": event.id,
                "reports": [name for name in event.reports if name not in done.names],
                "independent_sources": {"min": event.sources.low, "max": event.sources.high},
                "information_grade": int(event.grade),
            }
            for event in one.events
        ],
        "related": [
            {
                "report": pair.b if pair.a == one.report else pair.a,
                "same_event": round(pair.same_event, 3),
                "dependence": pair.dependence,
                "why": pair.why,
            }
            for pair in one.related
        ],
        "adds": [{"claim": added.ref[1], "what": added.what, "event": added.event} for added in one.adds],
        "contradicts": [
            {
                "event": found.event,
                "field": found.conflict.field,
                "values": [
                    {"value": value, "claims": [":".join(ref) for ref in refs]}
                    for value, refs in found.conflict.values
                ],
            }
            for found in one.contradicts
        ],
    }
