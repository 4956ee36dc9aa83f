"""Reading the archive's reports: what a reader finds enters as suggestions; people decide in review."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from saksi import record
from saksi.intake import Problem
from saksi.record import InvalidInput
from saksi.workflows import Progress, Settings
from saksi.workflows.coders import coder, find_reader
from saksi.workspace.audit import log
from saksi.workspace.audit.states import RowState, gone, state_of
from saksi.workspace.frames import ClaimRows, claim_rows, report_record, store_claims
from saksi.workspace.holdings.adding import PAUSE, ROWS
from saksi.workspace.holdings.models import Batch, Claim, Report
from saksi.workspace.holdings.selectors import in_use, untouched
from saksi.workspace.linking.forgetting import forget
from saksi.workspace.session import Archive


@dataclass(frozen=True)
class Read:
    """What one run of `read_reports` did, in reports and claims."""

    reports: int = 0
    claims: int = 0
    candidates: int = 0
    skipped: int = 0  # read before with the same reader and settings
    kept: int = 0  # read before by another; somebody has decided on their claims, so these stay
    problems: tuple[Problem, ...] = ()


def read_reports(
    archive: Archive,
    *,
    settings: Settings,
    on_progress: Progress | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Read:
    """Read what is unread and store the claims as suggestions, a batch a transaction.

    A report that was read under other settings is read anew, unless somebody has decided on its claims.

    Raises
    ------
    InvalidInput
        There is no such reader, its settings do not allow it, or a second one is asked for.
    CannotWrite
        The disk is full or read-only: the same call goes on from there.
    """
    if settings.reading.second_reader:
        raise InvalidInput(
            "a second reader codes folders, not yet an archive: leave second_reader out,"
            " or read the files with --output-dir"
        )
    first = coder(settings.reading.reader, find_reader(settings.reading.reader), settings)
    mark = first.mark
    unread = list(in_use().exclude(read_by=mark).order_by("pk").values_list("pk", flat=True))
    skipped = in_use().filter(read_by=mark).count()
    batch = Batch.objects.create(
        work="read", actor=archive.actor, started_at=datetime.now(UTC), settings=settings.as_dict()
    )
    read, claims, candidates, kept, problems = 0, 0, 0, 0, list[Problem]()
    waiting: list[tuple[Report, record.Report]] = []
    for number, key in enumerate(unread, start=1):
        row = Report.objects.get(pk=key)
        if not untouched([row]):
            kept += 1
            continue
        done, fault = first.read(report_record(row))
        problems += [fault] if fault else []
        waiting.append((row, done))
        if number == len(unread) or _rows(waiting) >= ROWS:
            read, claims, candidates = _counted(waiting, read, claims, candidates)
            _store(archive, batch, waiting)
            waiting = []
            pause(PAUSE)
            if on_progress:
                on_progress("reading", number, len(unread))
    if waiting:
        read, claims, candidates = _counted(waiting, read, claims, candidates)
        _store(archive, batch, waiting)
    Batch.objects.filter(pk=batch.pk).update(finished_at=datetime.now(UTC))
    return Read(read, claims, candidates, skipped, kept, tuple(problems))


def _counted(
    waiting: Iterable[tuple[Report, record.Report]], read: int, claims: int, candidates: int
) -> tuple[int, int, int]:
    for _, done in waiting:
        read, claims, candidates = (
            read + (done.read_by is not None),
            claims + len(done.claims),
            candidates + len(done.candidates),
        )
    return read, claims, candidates


def _rows(waiting: Sequence[tuple[Report, record.Report]]) -> int:
    return sum(1 + len(done.claims) + len(done.candidates) for _, done in waiting)


def _store(archive: Archive, batch: Batch, waiting: Sequence[tuple[Report, record.Report]]) -> None:
    with transaction.atomic():
        # somebody may have decided since: what was decided stays
        free = {row.pk for row in untouched([row for row, _ in waiting])}
        taken = [(row, done) for row, done in waiting if row.pk in free]
        states = _removed([row for row, _ in taken])
        rows = [each for row, done in taken for each in _claim_rows(row, done)]
        store_claims(rows)
        for row, done in taken:
            row.read_by = done.read_by
        Report.objects.bulk_update([row for row, _ in taken], ["read_by"])
        batch.done += len(taken)
        batch.save(update_fields=["done"])
        states += [state_of(row) for row, _ in taken]
        states += [claim_state(each) for each in rows]
        log.record(archive, action="read", about=f"{len(taken)} reports, batch {batch.pk}", states=states)


def _removed(reports: Sequence[Report]) -> list[RowState]:
    """Remove earlier suggestions of these reports; the log keeps that they were there."""
    old = Claim.objects.filter(report__in=[row.pk for row in reports])
    keys = list(old.values_list("pk", flat=True))
    states = list[RowState]()
    if keys:
        states = forget(keys)
        old.delete()
    return [*states, *(gone("claim", key) for key in keys)]


def _claim_rows(row: Report, done: record.Report) -> list[ClaimRows]:
    stages = {"claim": done.claims, "candidate": done.candidates}
    return [
        claim_rows(claim, row, stage=stage, position=position)
        for stage, claims in stages.items()
        for position, claim in enumerate(claims)
    ]


def claim_state(rows: ClaimRows) -> RowState:
    """Return the state of a claim that was just stored, without fetching its parts."""
    parts = {"grounds": rows.grounds, "passages": rows.passages, "links": rows.links}
    return state_of(rows.claim, parts)
