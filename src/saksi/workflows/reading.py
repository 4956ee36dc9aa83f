"""Documents to reports with claims, in a folder: resumable, file by file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from saksi.intake import FORMATS, Intake, Problem, find_documents, take_in
from saksi.intake.outcome import shown
from saksi.reading import find_withdrawals
from saksi.reading.agreement import agree
from saksi.record import InvalidInput, Report, Retraction
from saksi.workflows.coders import coder, find_reader
from saksi.workflows.files import MANIFEST, provenance, to_json, write_text
from saksi.workflows.settings import Settings

SECOND = "second-reader"  # folder of its claims inside the output folder; findings do not read it
Progress = Callable[[str, int, int], None]  # what is being done, done, of all


def silent(_step: str, _done: int, _of: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class SecondReading:
    """How a second reader's claims fit those of the first; counts in claims."""

    reader: str
    both: int  # same act, same words
    only_first: int
    only_second: int


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
    second: SecondReading | None = None


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
        What the second reader of the settings read, blind to the first, lies in ``second-reader/``.
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
    first = coder(settings.reading.reader, find_reader(settings.reading.reader), settings)
    given = list(paths)
    intake = _take_in(given, output, settings, tell)
    if not intake.reports:
        raise InvalidInput(nothing_read(intake.problems, intake.skipped))
    read, skipped, faults = list[Report](), 0, list[Problem]()
    for number, report in enumerate(mark_retracted(intake.reports), start=1):
        done, before, fault = first.code(report, output / f"{report.id}.json")
        skipped += before
        faults += [fault] if fault else []
        read.append(done)
        tell("reading", number, len(intake.reports))
    if len(faults) == len(read):
        raise InvalidInput(
            f"no report was read: {faults[0].file}: {faults[0].reason}; {len(faults)} reports like it"
        )
    second, more_faults = _read_again(read, output, settings, tell)
    summary = ReadSummary(
        reports=len(read),
        claims=sum(len(report.claims) for report in read),
        candidates=sum(len(report.candidates) for report in read),
        skipped=skipped,
        duplicates=sum(report.duplicate_of is not None for report in read),
        problems=(*intake.problems, *faults, *more_faults),
        passed_over=intake.skipped,
        files=tuple(f"{report.id}.json" for report in read),
        second=second,
    )
    write_text(output / MANIFEST, to_json(_manifest(summary, settings, read, given)))
    return summary


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


def _read_again(
    reports: Sequence[Report], output: Path, settings: Settings, tell: Progress
) -> tuple[SecondReading | None, list[Problem]]:
    """Let a second reader code the same reports, blind to the first, into a folder of its own."""
    name = settings.reading.second_reader
    if name is None:
        return None, []
    second, faults = coder(name, find_reader(name), settings), list[Problem]()
    both = only_first = only_second = 0
    for number, report in enumerate(reports, start=1):
        given = report.model_copy(update={"claims": (), "candidates": (), "read_by": None})
        done, _before, fault = second.code(given, output / SECOND / f"{report.id}.json")
        if fault is None:
            found = agree(report.claims, done.claims)
            both += len(found.both)
            only_first += len(found.only_first)
            only_second += len(found.only_second)
        else:
            faults.append(replace(fault, reason=f"second reader {name}: {fault.reason}"))
        tell("reading a second time", number, len(reports))
    return SecondReading(name, both, only_first, only_second), faults


def _manifest(
    summary: ReadSummary, settings: Settings, reports: list[Report], paths: Sequence[Path]
) -> dict[str, object]:
    result = {
        "reports": summary.reports,
        "claims": summary.claims,
        "candidates": summary.candidates,
        "duplicates": summary.duplicates,
        "second_reader": asdict(summary.second) if summary.second else None,
        "problems": [_noted(problem, paths) for problem in summary.problems],
        "passed_over": [_noted(item, paths) for item in summary.passed_over],
    }
    return {"results": [result], **provenance(settings, reports)}


def _noted(problem: Problem, paths: Sequence[Path]) -> dict[str, str]:
    """Name the file from the given folder on: those above it may name a person; the manifest travels."""
    above = {shown(path if path.is_dir() else path.parent).rstrip("/") + "/" for path in paths}
    fitting = [folder for folder in above if problem.file.startswith(folder)]
    return {"file": problem.file.removeprefix(max(fitting, key=len, default="")), "reason": problem.reason}
