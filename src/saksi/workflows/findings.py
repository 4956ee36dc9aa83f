"""Read reports to findings, on files: the page, the data, the figures and the tables."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from saksi.findings import build_findings, figures, findings_json, render_html, tables
from saksi.workflows.files import load_reports, write_text
from saksi.workflows.reading import Progress, silent
from saksi.workflows.settings import Settings

TOLD = ("deaths", "camps", "orders")  # answers that the command prints


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many findings, from how many reports, and some answers in words."""

    findings: int
    reports: int
    answers: tuple[str, ...]


def write_findings(
    folder: Path, output: Path, *, settings: Settings | None = None, on_progress: Progress | None = None
) -> Written:
    """Answer what the reports in `folder` say and write it into `output`.

    Writes ``findings.html``, ``findings.json``, ``figures/*.svg`` and ``tables/*.csv``.

    Raises
    ------
    InvalidInput
        The folder holds no read reports, one of them is broken, or `output` cannot be written.
    """
    settings = settings or Settings()
    tell = on_progress or silent
    reports = load_reports(folder)
    steps = 4
    tell("answering", 0, steps)
    found = build_findings(reports, today=date.today(), settings=settings.findings)  # noqa: DTZ011 - the day where the user sits
    tell("answering", 1, steps)
    write_text(output / "findings.html", render_html(found, reports))
    tell("answering", 2, steps)
    write_text(output / "findings.json", findings_json(found))
    for name, drawing in figures(found).items():
        write_text(output / "figures" / name, drawing)
    tell("answering", 3, steps)
    for name, table in tables(found, reports).items():
        write_text(output / "tables" / name, table)
    tell("answering", 4, steps)
    answers = tuple(finding.answer.plain("en") for finding in found.results if finding.id in TOLD)
    return Written(findings=len(found.results), reports=len(reports), answers=answers)
