"""Documents to reports with claims, in a folder: resumable, file by file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points, version
from pathlib import Path

from saksi.intake import Problem, take_in
from saksi.reading import find_withdrawals, read_report
from saksi.reading.reader import Reader
from saksi.record import InvalidInput, Report, Retraction, dump_report, load_report
from saksi.workflows.files import MANIFEST, provenance, to_json, write_text
from saksi.workflows.settings import Settings

Progress = Callable[[str, int, int], None]  # what is being done, done, of all


def silent(_step: str, _done: int, _of: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """What one run of `read_folder` did; counts in reports and claims."""

    reports: int
    claims: int
    candidates: int
    skipped: int  # read before, unchanged
    duplicates: int
    problems: tuple[Problem, ...]
    passed_over: tuple[Problem, ...]  # files of the folder that are no documents


def read_folder(
    paths: Iterable[Path],
    output: Path,
    *,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
) -> ReadSummary:
    """Read documents and write one ``<report id>.json`` each; what was read before, unchanged, is skipped.

    Parameters
    ----------
    paths
        Files and folders.
    output
        Folder for the results, and for ``saksi-read.json``: settings, versions, input hash, problems.
    on_progress
        Called with a word for the step, the number done, and the number of all.

    Raises
    ------
    InvalidInput
        None of the files gave a report, the reader is unknown, or the folder cannot be written.
    """
    settings = settings or Settings()
    tell = on_progress or silent
    reader = find_reader(settings.reading.reader)
    intake = take_in(
        list(paths), settings=settings.intake, on_progress=lambda done, of, _name: tell("opening", done, of)
    )
    if not intake.reports:
        raise InvalidInput(nothing_read(intake.problems, intake.skipped))
    mark = f"{settings.reading.reader} {version('saksi')} threshold={settings.reading.threshold}"
    read, skipped = [], 0
    for number, report in enumerate(mark_retracted(intake.reports), start=1):
        file = output / f"{report.id}.json"
        earlier = _read_before(file, report, mark)
        if earlier is None:
            done = read_report(report, reader=reader, settings=settings.reading).model_copy(
                update={"read_by": mark}
            )
            write_text(file, dump_report(done))
        else:
            done, skipped = earlier, skipped + 1
        read.append(done)
        tell("reading", number, len(intake.reports))
    summary = ReadSummary(
        reports=len(read),
        claims=sum(len(report.claims) for report in read),
        candidates=sum(len(report.candidates) for report in read),
        skipped=skipped,
        duplicates=sum(report.duplicate_of is not None for report in read),
        problems=intake.problems,
        passed_over=intake.skipped,
    )
    write_text(output / MANIFEST, to_json(_manifest(summary, settings, read)))
    return summary


def find_reader(name: str) -> Reader:
    """Return the reader of this name from the entry points ``saksi.readers``.

    Raises
    ------
    InvalidInput
        There is no such reader: names those there are.
    """
    points = {point.name: point for point in entry_points(group="saksi.readers")}
    if name not in points:
        raise InvalidInput(f"no reader is called {name!r}; there are: {', '.join(sorted(points))}")
    reader: Reader = points[name].load()
    return reader


def nothing_read(problems: Sequence[Problem], passed_over: Sequence[Problem]) -> str:
    """Say why nothing was read and what to do."""
    reasons = [f"{problem.file}: {problem.reason}" for problem in (*problems, *passed_over)][:5]
    more = len(problems) + len(passed_over) - len(reasons)
    listed = "; ".join(reasons) + (f"; and {more} more" if more > 0 else "")
    return (
        "no report was found"
        + (f" ({listed})" if reasons else ": the folder is empty")
        + ". Needed: files of the kinds txt, md, html, json or jsonl"
    )


def mark_retracted(reports: Sequence[Report]) -> list[Report]:
    """Mark the reports that another withdraws: same outlet, the day named; only where just one fits."""
    marks: dict[str, Retraction] = {}
    for notice in reports:
        for withdrawal in find_withdrawals(notice):
            meant = [
                report
                for report in reports
                if report.id != notice.id
                and report.outlet == withdrawal.outlet
                and report.published == withdrawal.published
            ]
            if len(meant) == 1:
                marks[meant[0].id] = Retraction(by=notice.id, at=notice.published)
    copies = {report.id: marks[report.duplicate_of] for report in reports if report.duplicate_of in marks}
    marks = copies | marks
    return [
        report.model_copy(update={"retracted": marks[report.id]}) if report.id in marks else report
        for report in reports
    ]


def _read_before(file: Path, report: Report, mark: str) -> Report | None:
    if not file.is_file():
        return None
    try:
        earlier = load_report(file)
    except InvalidInput:
        return None
    bare = earlier.model_copy(update={"claims": (), "candidates": (), "read_by": None})
    given = report.model_copy(update={"claims": (), "candidates": (), "read_by": None})
    return earlier if bare == given and earlier.read_by == mark else None


def _manifest(summary: ReadSummary, settings: Settings, reports: list[Report]) -> dict[str, object]:
    problems = [{"file": problem.file, "reason": problem.reason} for problem in summary.problems]
    result = {
        "reports": summary.reports,
        "claims": summary.claims,
        "candidates": summary.candidates,
        "duplicates": summary.duplicates,
        "problems": problems,
        "passed_over": [{"file": item.file, "reason": item.reason} for item in summary.passed_over],
    }
    return {"results": [result], **provenance(settings, reports)}
