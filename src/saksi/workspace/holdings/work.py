"""The long work of the holdings, as jobs: taking in what was received, and reading what is unread."""

from collections.abc import Iterable, Mapping
from typing import Any

from saksi.intake import Note, Problem
from saksi.workflows import Progress, load_settings
from saksi.workspace.accounts.models import Case
from saksi.workspace.holdings.models import Original, Report
from saksi.workspace.jobs.kinds import Outcome, job
from saksi.workspace.session import Archive

NAMED = 200  # problems and notes that are kept with the job; all are counted


@job("intake", app="holdings", leads="holdings:reports", once=False)
def take_in(archive: Archive, settings: Mapping[str, Any], progress: Progress) -> Outcome:
    """Take originals in. Settings: ``originals``, their keys; ``case``, its key or null."""
    from saksi.workspace.holdings.adding import add_received  # noqa: PLC0415 - it loads the parsers

    case = None if settings.get("case") is None else Case.objects.get(pk=settings["case"])
    keys = settings["originals"]
    done = add_received(
        archive, originals=keys, case=case, settings=load_settings().intake, on_progress=progress
    )
    # counted in the record: a first try that was killed has its part in it
    reports = Report.objects.filter(received_in__in=keys)
    return {
        "files": len(keys),
        "reports": reports.count(),
        "duplicates": reports.exclude(duplicate_of=None).count(),
        "withdrawn": done.withdrawn,
        "failed": Original.objects.filter(pk__in=keys, complete=False).count(),
        "said": _said(done.problems, done.notes),
    }


@job("reading", app="holdings", leads="review:desk", whole=True)
def read(archive: Archive, _settings: Mapping[str, Any], progress: Progress) -> Outcome:
    """Read what is unread, with the settings of the machine."""
    from saksi.workspace.holdings.reading import read_reports  # noqa: PLC0415 - it loads the reader

    done = read_reports(archive, settings=load_settings(), on_progress=progress)
    return {
        "reports": done.reports,
        "claims": done.claims,
        "candidates": done.candidates,
        "skipped": done.skipped,
        "kept": done.kept,
        "problems": len(done.problems),
        "said": _said(done.problems, ()),
    }


def _said(problems: Iterable[Problem], notes: Iterable[Note]) -> list[list[str]]:
    """Return pairs of a file and what to know about it."""
    said = [[problem.file, problem.reason] for problem in problems]
    return [*said, *([note.file, note.note] for note in notes)][:NAMED]
