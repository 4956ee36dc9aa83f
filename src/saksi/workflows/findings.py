"""Read reports to findings, on files: the page, the data, the figures and the tables."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from saksi.findings import build_findings, figures, findings_json, render_html, tables
from saksi.record import Report
from saksi.workflows.files import load_reports, remove, write_text
from saksi.workflows.reading import Progress, silent
from saksi.workflows.settings import Settings

TOLD = ("deaths", "grounds", "orders")  # answers that the command prints


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many findings, from how many reports, and some answers in words."""

    findings: int
    reports: int
    answers: tuple[str, ...]


def write_findings(
    folder: Path, output: Path, *, settings: Settings | None = None, on_progress: Progress | None = None
) -> Written:
    """Answer what the reports in `folder` say and write it into `output`; see `write_answers`.

    Raises
    ------
    InvalidInput
        The folder holds no read reports, one of them is broken, or `output` cannot be written.
    """
    return write_answers(load_reports(folder), output, settings=settings, on_progress=on_progress)


def write_answers(
    reports: Sequence[Report],
    output: Path,
    *,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
) -> Written:
    """Answer what read reports say and write it into `output`.

    Writes ``findings.html``, ``findings.json``, ``figures/*.svg`` and ``tables/*.csv``.

    Raises
    ------
    InvalidInput
        `output` cannot be written.

    Notes
    -----
    A figure or table that an earlier run wrote and this one does not is removed: it may rest on a report
    that was withdrawn since. Other files in `output` stay.
    """
    settings = settings or Settings()
    tell = on_progress or silent
    steps = 4
    tell("answering", 0, steps)
    found = build_findings(reports, today=date.today(), settings=settings.findings)  # noqa: DTZ011 - the day where the user sits
    tell("answering", 1, steps)
    made = {"findings.html": render_html(found, reports), "findings.json": findings_json(found)}
    tell("answering", 2, steps)
    made |= {f"figures/{name}": drawing for name, drawing in figures(found).items()}
    made |= {f"tables/{name}": table for name, table in tables(found, reports).items()}
    tell("answering", 3, steps)
    for name, text in made.items():
        write_text(output / name, text)
    for old in _left_over(output, made, [finding.id for finding in found.results]):
        remove(old)
    tell("answering", 4, steps)
    answers = tuple(finding.answer.plain("en") for finding in found.results if finding.id in TOLD)
    return Written(findings=len(found.results), reports=len(reports), answers=answers)


def _left_over(output: Path, made: Container[str], findings: list[str]) -> list[Path]:
    """Figures and tables of these findings that are not of this run; what is named otherwise is not ours."""
    return [
        path
        for finding in findings
        for path in (*output.glob(f"figures/{finding}-*.svg"), *output.glob(f"tables/{finding}-*.csv"))
        if path.relative_to(output).as_posix() not in made
    ]
