"""Adding documents: the original first, then one transaction with its audit entry, in small batches.

Killed at any moment, nothing that was acknowledged is lost and nothing half is kept: an original may be there
without its row, and the next run takes it up again. Adding the same bytes twice adds nothing.
"""

import hmac
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from django.db import transaction

from saksi import record
from saksi.archive import Receipt
from saksi.intake import IntakeSettings, Note, Problem, comparison_key, find_documents, read_document
from saksi.intake.outcome import shown
from saksi.record import InvalidInput
from saksi.workflows import Progress
from saksi.workspace import differing
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.frames import report_columns
from saksi.workspace.holdings.documents import WrongKind, check_kind, read_bytes
from saksi.workspace.holdings.models import Batch, Custody, Original, Report, Source
from saksi.workspace.holdings.withdrawals import mark_withdrawn, withdraws
from saksi.workspace.session import Archive

ROWS = 100  # a transaction; more would keep reviewers waiting
PAUSE = 0.05  # seconds between transactions, so that others get their turn


@dataclass(frozen=True)
class Added:
    """What one run of `add_documents` did, in documents and reports."""

    documents: int = 0  # with at least one new report
    reports: int = 0
    known: int = 0  # documents whose bytes were here already
    duplicates: int = 0  # new reports with the text of another
    withdrawn: int = 0  # reports that a notice marks as withdrawn by their outlet
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass
class _Document:
    """One document on its way into the record."""

    receipt: Receipt
    name: str
    reports: tuple[record.Report, ...]
    problem: str | None = None

    def cut(self, size: int) -> list["_Part"]:
        starts = range(0, max(len(self.reports), 1), size)
        return [
            _Part(self, start, self.reports[start : start + size], start + size >= len(self.reports))
            for start in starts
        ]


@dataclass
class _Part:
    """Reports of one document that go in together; the last part completes it."""

    document: _Document
    first: int
    reports: tuple[record.Report, ...]
    last: bool


@dataclass
class _Run:
    """One run of `add_documents`: what waits, and what was done."""

    archive: Archive
    source: Source | None
    batch: Batch
    pause: Callable[[float], None]
    waiting: list[_Part] = field(default_factory=list)
    done: Added = Added()

    def take(self, document: _Document) -> None:
        for part in document.cut(ROWS):
            self.waiting.append(part)
            if sum(max(len(each.reports), 1) for each in self.waiting) >= ROWS:
                self.flush()

    def flush(self) -> None:
        if not self.waiting:
            return
        with transaction.atomic():
            rows = _store(self.archive, self.waiting, self.source)
            self.batch.done += len(rows)
            self.batch.save(update_fields=["done"])
        complete = {part.document.receipt.object_id for part in self.waiting if part.reports and part.last}
        self.done = replace(
            self.done,
            documents=self.done.documents + len(complete),
            reports=self.done.reports + len(rows),
            duplicates=self.done.duplicates + sum(row.duplicate_of is not None for row in rows),
        )
        self.waiting = []
        self.pause(PAUSE)

    def note(self, *, problems: Iterable[Problem] = (), notes: Iterable[Note] = (), known: int = 0) -> None:
        self.done = replace(
            self.done,
            known=self.done.known + known,
            problems=(*self.done.problems, *problems),
            notes=(*self.done.notes, *notes),
        )


def add_documents(
    archive: Archive,
    *,
    paths: Iterable[Path],
    settings: IntakeSettings | None = None,
    source: str | None = None,
    on_progress: Progress | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Added:
    """Take documents into the archive.

    Parameters
    ----------
    paths
        Files and folders. A file that cannot be read costs only its own line; its bytes are kept.
    source
        Code of a registered source that gave these documents.
    on_progress
        Called with a word, documents done and documents in all; what it has counted is stored.

    Raises
    ------
    InvalidInput
        No such source, or consent was withdrawn.
    CannotWrite
        The disk is full or read-only: what was acknowledged is stored, the same call goes on from there.
    """
    settings = settings or IntakeSettings()
    giver = _source(source)
    found = find_documents(paths)
    batch = Batch.objects.create(work="add", actor=archive.actor, started_at=datetime.now(UTC))
    run = _Run(archive, giver, batch, pause)
    run.note(problems=found.problems)
    for number, path in enumerate(found.documents, start=1):
        _take(run, path, settings)
        if on_progress and not run.waiting:
            on_progress("adding", number, len(found.documents))
    run.flush()
    withdrawn = mark_withdrawn(archive)
    Batch.objects.filter(pk=batch.pk).update(finished_at=datetime.now(UTC))
    if on_progress:
        on_progress("adding", len(found.documents), len(found.documents))
    return replace(run.done, withdrawn=withdrawn, passed_over=found.skipped)


def _source(code: str | None) -> Source | None:
    if code is None:
        return None
    source = Source.objects.filter(code=code).first()
    if source is None or source.withdrawn_at is not None:
        state = "is not registered" if source is None else "has withdrawn consent"
        raise InvalidInput(f"source {shown(code)} {state}: see `saksi source list`; nothing was added")
    return source


def _take(run: _Run, path: Path, settings: IntakeSettings) -> None:
    try:
        data = read_bytes(path, settings)
    except InvalidInput as error:
        run.note(problems=[Problem(shown(path), str(error))])
        return
    name = shown(path.name)
    reports, problem = tuple[record.Report, ...](), None
    try:
        taken = read_document(path.name, data, settings)
        reports = taken.reports
        run.note(problems=taken.problems, notes=taken.notes)
        check_kind(run.archive, reports)
    except WrongKind as error:
        run.note(problems=[Problem(shown(path), str(error))])
        return  # its bytes stay out as well
    except InvalidInput as error:
        problem = str(error).removeprefix(f"{name}: ")
        run.note(problems=[Problem(shown(path), f"{problem}. Its bytes are kept")])
    receipt = run.archive.originals.put(BytesIO(data))
    if Original.objects.filter(object_id=receipt.object_id, complete=True).exists():
        run.note(known=1)
        return
    run.take(_Document(receipt, name, reports, problem))


def _store(archive: Archive, parts: Sequence[_Part], source: Source | None) -> list[Report]:
    """Write the rows of some parts and the entry that tells of them; what is here already is left out."""
    now = datetime.now(UTC)
    originals = [_original(archive, part, now) for part in parts]
    rows = _new_rows(archive, parts, originals, source)
    Report.objects.bulk_create(rows)
    differing.index_texts((row.pk, row.text) for row in rows)
    states = [state_of(original) for original in {original.pk: original for original in originals}.values()]
    states += [state_of(row) for row in rows]
    about = f"{len(rows)} reports of {len({original.pk for original in originals})} originals"
    log.record(archive, action="added", about=about, states=states)
    return rows


def _original(archive: Archive, part: _Part, now: datetime) -> Original:
    receipt = part.document.receipt
    original, new = Original.objects.get_or_create(
        object_id=receipt.object_id,
        defaults={
            "name": part.document.name,
            "sha256": receipt.sha256,
            "size": receipt.size,
            "received_at": now,
        },
    )
    if new:
        Custody.objects.create(
            original=original, at=now, actor=archive.actor, event="received", sha256=receipt.sha256
        )
    original.complete = part.last and part.document.problem is None
    original.problem = part.document.problem
    original.save(update_fields=["complete", "problem"])
    return original


def _new_rows(
    archive: Archive, parts: Sequence[_Part], originals: Sequence[Original], source: Source | None
) -> list[Report]:
    rows = [
        Report(
            received_in=original,
            position=position,
            key=_key(archive, original.object_id, position),
            source=source,
            comparison_key=comparison_key(report.text, report.furniture),
            withdraws=withdraws(report),
            **report_columns(report.model_copy(update={"read_by": None})),
        )
        for part, original in zip(parts, originals, strict=True)
        for position, report in enumerate(part.reports, start=part.first)
    ]
    here = set(Report.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    new = list({row.key: row for row in rows if row.key not in here}.values())
    _tell_apart(new)
    _mark_copies(new)
    return new


def _key(archive: Archive, object_id: str, position: int) -> str:
    """Return the keyed id of one place of one original: the same whenever the same bytes are added."""
    return hmac.digest(archive.names_key, f"report {object_id} {position}".encode(), "sha256").hex()


def _tell_apart(rows: Sequence[Report]) -> None:
    """Give a second report of one id a suffix that is the same on every run."""
    ids = [row.report_id for row in rows]
    taken = set(Report.objects.filter(report_id__in=ids).values_list("report_id", flat=True))
    for row in rows:
        if row.report_id in taken:
            row.report_id = f"{row.report_id[:180]}-{row.key[:10]}"
        taken.add(row.report_id)


def _mark_copies(rows: Sequence[Report]) -> None:
    """Mark the reports that have the text of an earlier one."""
    keys = [row.comparison_key for row in rows]
    earlier = Report.objects.filter(comparison_key__in=keys).order_by("-pk")
    first = dict(earlier.values_list("comparison_key", "report_id"))  # the last of each key wins: the oldest
    for row in rows:
        original = first.setdefault(row.comparison_key, row.report_id)
        if original != row.report_id and row.duplicate_of is None:
            row.duplicate_of = original
