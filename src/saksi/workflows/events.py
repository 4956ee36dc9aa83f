"""Read reports to events on files: which claims tell of one occurrence, and on how many sources it rests."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saksi.linking.corroboration import Linked, as_results, link_events
from saksi.record import InvalidInput, Report
from saksi.workflows.files import load_reports, provenance, to_json, write_text
from saksi.workflows.reading import Progress, silent
from saksi.workflows.settings import Settings


@dataclass(frozen=True, slots=True)
class LinkedReports:
    """What linking found, and what it was found in."""

    linked: Linked
    reports: tuple[Report, ...]
    written: dict[str, Any]  # the content of the file


def write_events(
    folder: Path,
    output: Path | None = None,
    *,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
) -> LinkedReports:
    """Link the claims of the read reports in `folder` to events and write them into one JSON file.

    Parameters
    ----------
    folder
        As `saksi read` writes it.
    output
        The file; without it nothing is written.
    settings
        Recorded beside the result.
    on_progress
        Told of the steps.

    Raises
    ------
    InvalidInput
        The folder holds no read reports, none of them has a claim, one is broken, or `output` cannot be
        written.
    """
    return link_reports(load_reports(folder), output, settings=settings, on_progress=on_progress)


def link_reports(
    reports: Sequence[Report],
    output: Path | None = None,
    *,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
) -> LinkedReports:
    """Link the claims of reports to events; see `write_events`.

    Raises
    ------
    InvalidInput
        None of the reports has a claim, a report id occurs twice, or `output` cannot be written.
    """
    tell = on_progress or silent
    if not any(report.claims for report in reports):
        raise InvalidInput(
            f"{len(reports)} reports without a claim: give the folder that `saksi read … --output-dir` wrote,"
            " with at least one report that tells an act"
        )
    tell("linking", 0, 1)
    linked = link_events(reports)
    tell("linking", 1, 1)
    return write_linked(linked, reports, output, settings or Settings())


def write_linked(
    linked: Linked, reports: Sequence[Report], output: Path | None, settings: Settings
) -> LinkedReports:
    """Write what linking found into one JSON file, with where it came from; without a file only return it.

    Raises
    ------
    InvalidInput
        `output` cannot be written.
    """
    content = as_results(linked) | provenance(settings, reports)
    if output is not None:
        write_text(output, to_json(content))
    return LinkedReports(linked, tuple(reports), content)
