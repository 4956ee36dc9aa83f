"""Documents to reports with claims, in a folder: resumable, file by file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import entry_points, version
from pathlib import Path
from traceback import extract_tb

from pydantic import ValidationError

from saksi.intake import FORMATS, Intake, Problem, find_documents, take_in
from saksi.intake.outcome import shown
from saksi.reading import find_withdrawals, read_report
from saksi.reading.reader import Reader
from saksi.record import InvalidInput, Report, Retraction, SaksiError, dump_report, explain, load_report
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
    files: tuple[str, ...]  # names of the reports' files in the output folder, those of skipped ones too


def read_folder(
    paths: Iterable[Path],
    output: Path,
    *,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
) -> ReadSummary:
    """Read documents and write one ``<report id>.json`` each; what did not change since is skipped.

    Parameters
    ----------
    paths
        Files and folders. Where `output` lies inside one of them, it is not read.
    output
        Folder for the results; it also gets ``saksi-read.json``: settings, versions, input hash, problems.
    on_progress
        Called with a word for the step, the number done, and the number of all.

    Returns
    -------
    ReadSummary
        A report that the reader gave up on is written without claims, is among the problems, and is read
        again by the next run.

    Raises
    ------
    InvalidInput
        None of the files gave a report, the reader is unknown or gave up on each report, or the folder cannot
        be written.
    """
    settings = settings or Settings()
    tell = on_progress or silent
    reader = find_reader(settings.reading.reader)
    given = list(paths)
    intake = _take_in(given, output, settings, tell)
    if not intake.reports:
        raise InvalidInput(nothing_read(intake.problems, intake.skipped))
    mark = reader_mark(settings)
    read, skipped, faults = list[Report](), 0, list[Problem]()
    for number, report in enumerate(mark_retracted(intake.reports), start=1):
        file = output / f"{report.id}.json"
        earlier = _read_before(file, report, mark)
        if earlier is None:
            done, fault = read_one(report, reader, settings, mark)
            faults += [fault] if fault else []
            write_text(file, dump_report(done))
        else:
            done, skipped = earlier, skipped + 1
        read.append(done)
        tell("reading", number, len(intake.reports))
    if len(faults) == len(read):
        raise InvalidInput(
            f"no report was read: {faults[0].file}: {faults[0].reason}; {len(faults)} reports like it"
        )
    summary = ReadSummary(
        reports=len(read),
        claims=sum(len(report.claims) for report in read),
        candidates=sum(len(report.candidates) for report in read),
        skipped=skipped,
        duplicates=sum(report.duplicate_of is not None for report in read),
        problems=(*intake.problems, *faults),
        passed_over=intake.skipped,
        files=tuple(f"{report.id}.json" for report in read),
    )
    write_text(output / MANIFEST, to_json(_manifest(summary, settings, read, given)))
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
        + f". Needed: files of the kinds {', '.join(FORMATS)}"
    )


def mark_retracted(reports: Sequence[Report]) -> list[Report]:
    """Mark the reports that another withdraws: same outlet, the day named; only where just one fits."""
    marks: dict[str, Retraction] = {}
    for notice in reports:
        for withdrawal in find_withdrawals(notice):
            fitting = {
                report.id: report
                for report in reports
                if report.id != notice.id
                and report.outlet == withdrawal.outlet
                and report.published == withdrawal.published
            }
            meant = [id_ for id_, report in fitting.items() if report.duplicate_of not in fitting]
            if len(meant) == 1:
                marks[meant[0]] = Retraction(by=notice.id, at=notice.published)
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


def _take_in(paths: Sequence[Path], output: Path, settings: Settings, tell: Progress) -> Intake:
    """Take in the documents, but not what `saksi read` itself wrote into a folder that is read again."""
    found = find_documents(paths)
    named = {path.resolve() for path in paths}
    own, others, folder = list[Path](), list[Path](), output.resolve()
    for path in found.documents:
        where = path.resolve()
        (own if where.is_relative_to(folder) and where not in named else others).append(path)
    intake = take_in(
        others,
        settings=settings.intake,
        on_progress=lambda done, of, _name: tell("opening", done, of),
    )
    skipped = [*found.skipped, *(Problem(shown(path), "written by `saksi read`") for path in own)]
    return replace(intake, problems=(*found.problems, *intake.problems), skipped=tuple(skipped))


def reader_mark(settings: Settings) -> str:
    """Return what `Report.read_by` says of a reading: reader, version, settings; another one reads anew."""
    return f"{settings.reading.reader} {version('saksi')} threshold={settings.reading.threshold}"


def read_one(report: Report, reader: Reader, settings: Settings, mark: str) -> tuple[Report, Problem | None]:
    """Read one report; a fault of the reader costs the others nothing, and this one only its claims.

    Returns
    -------
    tuple
        The report with claims and `mark`, and None; or the report without either, and what went wrong.
    """
    try:
        done = read_report(report, reader=reader, settings=settings.reading).model_copy(
            update={"read_by": mark}
        )
        return Report.model_validate_json(dump_report(done)), None
    except SaksiError as error:
        reason = str(error)
    except ValidationError as error:
        reason = f"the reader's claims do not fit the report ({explain(error)})"
    except Exception as error:  # noqa: BLE001 - a reader may be a plugin; the error's words may quote the report
        last = extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}, line {last.lineno}"
        reason = f"the reader gave up ({type(error).__name__} in {place}); report this line to its makers"
    unread = report.model_copy(update={"claims": (), "candidates": (), "read_by": None})
    return unread, Problem(f"report {report.id}", f"{reason}. Kept without claims")


def _manifest(
    summary: ReadSummary, settings: Settings, reports: list[Report], paths: Sequence[Path]
) -> dict[str, object]:
    result = {
        "reports": summary.reports,
        "claims": summary.claims,
        "candidates": summary.candidates,
        "duplicates": summary.duplicates,
        "problems": [_noted(problem, paths) for problem in summary.problems],
        "passed_over": [_noted(item, paths) for item in summary.passed_over],
    }
    return {"results": [result], **provenance(settings, reports)}


def _noted(problem: Problem, paths: Sequence[Path]) -> dict[str, str]:
    """Name the file from the given folder on: those above it may name a person; the manifest travels."""
    above = {shown(path if path.is_dir() else path.parent).rstrip("/") + "/" for path in paths}
    fitting = [folder for folder in above if problem.file.startswith(folder)]
    return {"file": problem.file.removeprefix(max(fitting, key=len, default="")), "reason": problem.reason}
