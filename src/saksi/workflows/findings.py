"""Read reports to findings, on files: the page, the data, the figures and the tables."""

import json
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from saksi.findings import Estimated, Links, build_findings, figures, findings_json, png, render_html, tables
from saksi.findings.custody import Custody
from saksi.findings.links import Ref
from saksi.record import InvalidInput, Report, reason_of
from saksi.workflows.files import load_reports, remove, write_bytes
from saksi.workflows.findings_links import link_claims
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
    folder: Path,
    output: Path,
    *,
    estimates: Sequence[Estimated] = (),
    settings: Settings | None = None,
    on_progress: Progress | None = None,
) -> Written:
    """Answer what the reports in `folder` say and write it into `output`; see `write_answers`.

    Raises
    ------
    InvalidInput
        The folder holds no read reports, one of them is broken, or `output` cannot be written.
    """
    reports = load_reports(folder)
    return write_answers(reports, output, estimates=estimates, settings=settings, on_progress=on_progress)


def load_estimates(path: Path) -> tuple[Estimated, ...]:
    """Load what `saksi estimate --json` printed.

    Raises
    ------
    InvalidInput
        There is no such file, or it is not of that form: the message names what is wrong.
    """
    try:
        rows = json.loads(path.read_bytes())["results"]
        fields = Estimated.model_fields.keys()
        return tuple(Estimated.model_validate({k: row[k] for k in fields & row.keys()}) for row in rows)
    except OSError as error:
        raise InvalidInput(f"{path.name} cannot be read: {reason_of(error)}") from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise InvalidInput(
            f"{path.name} is no result of `saksi estimate`: keep what `saksi estimate FILE --json` prints"
        ) from None


def write_answers(
    reports: Sequence[Report],
    output: Path,
    *,
    links: Links | None = None,
    decided: Collection[Ref] = (),
    estimates: Sequence[Estimated] = (),
    custody: Custody | None = None,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
) -> Written:
    """Answer what read reports say and write it into `output`.

    Writes ``findings.html``, ``findings.json``, ``figures/*.svg`` and ``*.png``, and ``tables/*.csv``.

    Parameters
    ----------
    reports
        With claims.
    output
        A folder, made where it is missing.
    links
        Events as they are linked already; without them the claims are linked here.
    decided
        Claims, by report and claim id, that a person has accepted or corrected.
    estimates
        Of people on no list, to stand beside those documented.
    custody
        What happened to the originals, by report id; null: the reports are not from an archive.
    settings, on_progress
        Recorded in the result; told of the steps.

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
    steps = 5
    tell("answering", 0, steps)
    links = links or link_claims(reports)
    tell("answering", 1, steps)
    today = date.today()  # noqa: DTZ011 - the day where the user sits
    found = build_findings(
        reports,
        links=links,
        decided=decided,
        estimates=estimates,
        today=today,
        settings=settings.findings,
    )
    tell("answering", 2, steps)
    made = {
        "findings.html": render_html(found, reports, links, decided, custody=custody),
        "findings.json": findings_json(found),
    }
    tell("answering", 3, steps)
    drawn = figures(found)
    made |= {f"figures/{name}": drawing for name, drawing in drawn.items()}
    made |= {f"tables/{name}": table for name, table in tables(found, reports).items()}
    tell("answering", 4, steps)
    content = {name: text.encode("utf-8") for name, text in made.items()}
    content |= {f"figures/{name.removesuffix('.svg')}.png": png(drawing) for name, drawing in drawn.items()}
    for name, data in content.items():
        write_bytes(output / name, data)
    for old in _left_over(output, content, [finding.id for finding in found.results]):
        remove(old)
    tell("answering", 5, steps)
    answers = tuple(finding.answer.plain("en") for finding in found.results if finding.id in TOLD)
    return Written(findings=len(found.results), reports=len(reports), answers=answers)


def _left_over(output: Path, made: Container[str], findings: list[str]) -> list[Path]:
    """Return figures and tables of these findings that are not of this run; other names are not ours."""
    return [
        path
        for finding in findings
        for kind in (f"figures/{finding}-*.svg", f"figures/{finding}-*.png", f"tables/{finding}-*.csv")
        for path in output.glob(kind)
        if path.relative_to(output).as_posix() not in made
    ]
