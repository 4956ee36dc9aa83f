"""Adding documents: the original first, then one transaction with its audit entry, in small batches.

Killed at any moment, nothing that was acknowledged is lost and nothing half is kept: an original may be there
without its row, and the next run takes it up again. Adding the same bytes twice adds nothing.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from django.db import transaction

from saksi import record
from saksi.archive import Batch as Sealing
from saksi.intake import Intake, IntakeSettings, Note, Problem, find_documents, read_documents
from saksi.intake.outcome import shown
from saksi.record import InvalidInput
from saksi.workflows import Progress
from saksi.workspace.accounts.cases import put_into_case
from saksi.workspace.accounts.models import Case
from saksi.workspace.holdings.arriving import Opened, from_originals, from_paths
from saksi.workspace.holdings.documents import WrongKind, check_characters, check_kind
from saksi.workspace.holdings.models import Batch, Original, Source
from saksi.workspace.holdings.storing import Document, Part, prepare, store
from saksi.workspace.holdings.withdrawals import mark_withdrawn
from saksi.workspace.session import Archive

ROWS = 50  # a transaction; more would keep reviewers waiting
PAUSE = 0.05  # seconds between transactions at most, so that others get their turn
PARSERS = 2  # documents parsed at once, each in a process of its own, while others are stored
GROUP = 16  # documents that go to a parser together
GROUP_BYTES = 500_000  # of all of them; so a few groups in memory, which wait for being stored, stay small


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
class _Run:
    """One run of `add_documents`: what waits, and what was done."""

    archive: Archive
    source: Source | None
    batch: Batch
    sealing: Sealing
    pause: Callable[[float], None]
    case: Case | None = None  # its reports are never seen outside of it, not even for a moment
    waiting: list[Part] = field(default_factory=list)
    done: Added = Added()

    def take(self, document: Document) -> None:
        for part in document.cut(ROWS):
            self.waiting.append(part)
            if sum(max(len(each.reports), 1) for each in self.waiting) >= ROWS:
                self.flush()

    def flush(self) -> None:
        if not self.waiting:
            return
        self.sealing.settle()  # the originals first: a row stands for bytes that are on the disk
        prepared = prepare(self.archive, self.waiting, self.source)
        began = time.monotonic()
        with transaction.atomic():
            rows = store(self.archive, self.waiting, prepared)
            if self.case is not None:
                put_into_case(self.archive, case=self.case, reports=rows)
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
        self.pause(min(time.monotonic() - began, PAUSE))  # others get as much as this one took

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
    run = _begun(archive, pause, source=giver)
    run.note(problems=found.problems)
    _add_all(
        run,
        from_paths(found.documents, settings, lambda problem: run.note(problems=[problem])),
        settings,
        on_progress,
        len(found.documents),
    )
    return replace(run.done, passed_over=found.skipped)


def add_received(
    archive: Archive,
    *,
    originals: Sequence[int],
    case: Case | None = None,
    settings: IntakeSettings | None = None,
    on_progress: Progress | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Added:
    """Take originals into the archive that `receiving.receive` has sealed already.

    Parameters
    ----------
    originals
        Their primary keys; those that gave their reports before are passed over.
    case
        The case that the reports belong to from the moment they are stored.
    on_progress
        As in `add_documents`.

    Raises
    ------
    CannotWrite
        As in `add_documents`.
    NotAllowed
        The case is closed.
    """
    settings = settings or IntakeSettings()
    run = _begun(archive, pause, case=case)
    _add_all(run, from_originals(archive, originals), settings, on_progress, len(originals))
    return run.done


def _begun(
    archive: Archive,
    pause: Callable[[float], None],
    *,
    source: Source | None = None,
    case: Case | None = None,
) -> _Run:
    batch = Batch.objects.create(work="add", actor=archive.actor, started_at=datetime.now(UTC))
    return _Run(archive, source, batch, archive.originals.batch(), pause, case)


def _add_all(
    run: _Run, documents: Iterator[Opened], settings: IntakeSettings, tell: Progress | None, total: int
) -> None:
    run.archive.originals.remove_leftovers()

    def told(done: int) -> None:
        if tell:
            tell("adding", done, total)

    with run.sealing:
        _take_all(run, documents, settings, told)
        run.flush()
    withdrawn = mark_withdrawn(run.archive)
    Batch.objects.filter(pk=run.batch.pk).update(finished_at=datetime.now(UTC))
    run.done = replace(run.done, withdrawn=withdrawn)
    told(total)


def _source(code: str | None) -> Source | None:
    if code is None:
        return None
    source = Source.objects.filter(code=code).first()
    if source is None or source.withdrawn_at is not None:
        state = "is not registered" if source is None else "has withdrawn consent"
        raise InvalidInput(f"source {shown(code)} {state}: see `saksi source list`; nothing was added")
    return source


Group = tuple[list[Opened], "Future[list[Intake | InvalidInput]]"]  # and what the parsers say of the new ones


def _take_all(
    run: _Run, documents: Iterator[Opened], settings: IntakeSettings, told: Callable[[int], None]
) -> None:
    """Take documents in their order, while the next ones are parsed."""
    ahead = deque[Group]()
    with ThreadPoolExecutor(PARSERS) as parsers:
        for group in _groups(run, documents):
            new = [(opened.name, opened.data) for opened in group if not opened.known]
            ahead.append((group, parsers.submit(read_documents, new, settings)))
            if len(ahead) > PARSERS:
                _take(run, ahead.popleft(), told)
        while ahead:
            _take(run, ahead.popleft(), told)


def _groups(run: _Run, documents: Iterator[Opened]) -> Iterator[list[Opened]]:
    """Put documents together, some small ones or a large one at a time; those that are here are marked."""
    group = list[Opened]()
    for opened in documents:
        group.append(opened)
        if len(group) >= GROUP or sum(len(each.data) for each in group) >= GROUP_BYTES:
            yield _marked(run, group)
            group = []
    if group:
        yield _marked(run, group)


def _marked(run: _Run, group: list[Opened]) -> list[Opened]:
    ids = [run.archive.originals.id_of(opened.data) for opened in group]
    here = set(Original.objects.filter(object_id__in=ids, complete=True).values_list("object_id", flat=True))
    for opened, object_id in zip(group, ids, strict=True):
        opened.known = object_id in here
    return group


def _take(run: _Run, group: Group, told: Callable[[int], None]) -> None:
    opened, parsing = group
    parsed = iter(parsing.result())
    for each in opened:
        sealed = BytesIO(each.data)
        if each.known:
            run.sealing.put(sealed)  # a damaged copy is made good
            run.note(known=1)
        else:
            _take_new(run, each, next(parsed), sealed)
        if not run.waiting:
            told(each.number)


def _take_new(run: _Run, opened: Opened, taken: Intake | InvalidInput, data: BytesIO) -> None:
    name, place = shown(opened.name), shown(opened.place)
    reports, problem = tuple[record.Report, ...](), None
    try:
        if isinstance(taken, InvalidInput):
            raise taken
        run.note(problems=taken.problems, notes=taken.notes)
        check_kind(run.archive, taken.reports)
        check_characters(taken.reports)
        reports = taken.reports
    except WrongKind as error:
        run.note(problems=[Problem(place, str(error))])
        if opened.receipt is None:
            return  # its bytes stay out as well
        problem = str(error)
    except InvalidInput as error:
        problem = str(error)
        run.note(problems=[Problem(place, f"{problem}. Its bytes are kept")])
    run.take(Document(opened.receipt or run.sealing.put(data), name, reports, problem))
