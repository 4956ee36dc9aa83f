"""Check a new report against what is held: read it if need be, link it, say whether it is news or an echo."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from saksi.intake import take_in
from saksi.linking.corroboration import Checked, Linked, check_report, link_events
from saksi.record import InvalidInput, Report, load_report
from saksi.workflows.coders import coder, find_reader
from saksi.workflows.reading import Progress, mark_retracted, nothing_read, silent
from saksi.workflows.settings import Settings


@dataclass(frozen=True, slots=True)
class CheckedReports:
    """What is to say of each new report; all reports by id; what of the new files could not be read."""

    results: tuple[Checked, ...]
    linked: Linked
    reports: dict[str, Report]
    names: dict[str, str]  # the id used here -> the id that the new report came with
    problems: tuple[str, ...]


def check_files(
    new: Sequence[Path],
    held: Sequence[Report],
    *,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
) -> CheckedReports:
    """Check new reports against held ones; neither is changed and nothing is written.

    Parameters
    ----------
    new
        Files of any kind that `saksi read` takes, or reports as it writes them.
    held
        Reports with claims.
    settings
        For reading what is not read yet.
    on_progress
        Told of the steps.

    Raises
    ------
    InvalidInput
        None of the new files gave a report.
    """
    return check_beside(
        new,
        {report.id for report in held},
        lambda fresh: _all_linked([*held, *fresh]),
        settings=settings,
        on_progress=on_progress,
    )


Beside = Callable[[Sequence[Report]], tuple[Linked, Sequence[Report]]]


def check_beside(
    new: Sequence[Path],
    taken: AbstractSet[str],
    beside: Beside,
    *,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
) -> CheckedReports:
    """Check new reports against a record that links them itself; see `check_files`.

    Parameters
    ----------
    taken
        Ids of the record's reports.
    beside
        Links new reports beside the record: what it found, and all reports that its events speak of.

    Raises
    ------
    InvalidInput
        None of the new files gave a report.
    """
    settings, tell = settings or Settings(), on_progress or silent
    used = set(taken)
    found, problems = _read(new, settings, tell)
    names: dict[str, str] = {}
    fresh: list[Report] = []
    for report in found:
        name = _free(report.id, used)
        names[name] = report.id
        used.add(name)
        fresh.append(report if name == report.id else report.model_copy(update={"id": name}))
    tell("linking", 0, 1)
    linked, reports = beside(fresh)
    tell("linking", 1, 1)
    ids = [report.id for report in fresh]
    results = tuple(check_report(name, linked, new=ids) for name in ids)
    return CheckedReports(results, linked, {report.id: report for report in reports}, names, problems)


def _all_linked(reports: Sequence[Report]) -> tuple[Linked, Sequence[Report]]:
    everything = mark_retracted(reports)
    return link_events(everything), everything


def _free(name: str, taken: set[str]) -> str:
    """Return an id that no other report has: the same report may be held already."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} (new {number})" if number > 2 else f"{name} (new)"
    return free


def _read(paths: Sequence[Path], settings: Settings, tell: Progress) -> tuple[list[Report], tuple[str, ...]]:
    opened = [(path, _ready(path)) for path in paths]
    ready = [report for _, report in opened if report is not None]
    rest = [path for path, report in opened if report is None]
    if not rest:
        return ready, ()
    intake = take_in(rest, settings=settings.intake)
    if not intake.reports and not ready:
        raise InvalidInput(nothing_read(intake.problems, intake.skipped))
    reader = coder(settings.reading.reader, find_reader(settings.reading.reader), settings)
    problems = [f"{problem.file}: {problem.reason}" for problem in intake.problems]
    for number, report in enumerate(intake.reports, start=1):
        done, fault = reader.read(report)
        ready.append(done)
        problems += [f"{fault.file}: {fault.reason}"] if fault else []
        tell("reading", number, len(intake.reports))
    return ready, tuple(problems)


def _ready(path: Path) -> Report | None:
    """Return a report that is read already; null for anything else."""
    if path.suffix != ".json":
        return None
    try:
        report = load_report(path)
    except InvalidInput:
        return None
    return report if report.claims or report.read_by else None
