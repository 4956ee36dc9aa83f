"""The rows of documents that were taken in: originals with their custody, reports, the entry of the log."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from saksi import record
from saksi.archive import Receipt
from saksi.intake import comparison_key
from saksi.workspace import differing, words
from saksi.workspace.audit import log
from saksi.workspace.audit.states import RowState, state_of
from saksi.workspace.frames import report_columns
from saksi.workspace.holdings.models import Custody, Original, Report, Source
from saksi.workspace.holdings.withdrawals import withdraws
from saksi.workspace.session import Archive


@dataclass
class Document:
    """One document on its way into the record."""

    receipt: Receipt
    name: str
    reports: tuple[record.Report, ...]
    problem: str | None = None

    def cut(self, size: int) -> list["Part"]:
        """Return its reports in parts of so many; a document without reports is one part."""
        starts = range(0, max(len(self.reports), 1), size)
        return [
            Part(self, start, self.reports[start : start + size], start + size >= len(self.reports))
            for start in starts
        ]


@dataclass
class Part:
    """Reports of one document that go in together; the last part completes it."""

    document: Document
    first: int
    reports: tuple[record.Report, ...]
    last: bool


@dataclass
class Ready:
    """A report with all that is computed before the transaction, in which nobody else can write."""

    part: Part
    row: Report
    words: str  # for the index


def prepare(archive: Archive, parts: Sequence[Part], source: Source | None) -> list[Ready]:
    """Return the rows of some parts; no original is named in them yet."""
    return [
        _ready(archive, part, position, report, source)
        for part in parts
        for position, report in enumerate(part.reports, start=part.first)
    ]


def store(archive: Archive, parts: Sequence[Part], prepared: Sequence[Ready]) -> list[Report]:
    """Write the rows of some parts and the entry that tells of them; what is here already is left out."""
    originals = _originals(archive, parts, datetime.now(UTC))
    for each in prepared:
        each.row.received_in = originals[each.part.document.receipt.object_id]
    rows = _new_rows([each.row for each in prepared])
    Report.objects.bulk_create(rows)
    index = {each.row.key: each.words for each in prepared}
    differing.index_words((row.pk, index[row.key]) for row in rows)
    states = [*_original_states(list(originals.values())), *(state_of(row) for row in rows)]
    about = f"{len(rows)} reports of {len(originals)} originals"
    log.record(archive, action="added", about=about, states=states)
    return rows


def _original_states(originals: Sequence[Original]) -> list[RowState]:
    """Return the states of originals with their custody, fetched at once."""
    custody: dict[int, list[Custody]] = {original.pk: [] for original in originals}
    for event in Custody.objects.filter(original__in=list(custody)):
        custody[event.original_id].append(event)
    once = {original.pk: original for original in originals}
    return [state_of(original, {"custody": custody[key]}) for key, original in once.items()]


def _originals(archive: Archive, parts: Sequence[Part], now: datetime) -> dict[str, Original]:
    """Return the originals of some parts by their ids; those that are new are written with their custody."""
    last = {part.document.receipt.object_id: part for part in parts}
    here = {row.object_id: row for row in Original.objects.filter(object_id__in=list(last))}
    new = [_new_original(part, now) for object_id, part in last.items() if object_id not in here]
    Original.objects.bulk_create(new)
    who = archive.actor_code
    Custody.objects.bulk_create(
        Custody(original=row, at=now, actor=who, event="received", sha256=row.sha256) for row in new
    )
    for object_id, row in here.items():
        row.complete, row.problem = _outcome(last[object_id])
    Original.objects.bulk_update(here.values(), ["complete", "problem"])
    return here | {row.object_id: row for row in new}


def _new_original(part: Part, now: datetime) -> Original:
    receipt = part.document.receipt
    complete, problem = _outcome(part)
    return Original(
        object_id=receipt.object_id,
        name=part.document.name,
        sha256=receipt.sha256,
        size=receipt.size,
        received_at=now,
        complete=complete,
        problem=problem,
    )


def _outcome(part: Part) -> tuple[bool, str | None]:
    """Tell whether a document is complete with this part, and why it gave no report."""
    return part.last and part.document.problem is None, part.document.problem


def _ready(
    archive: Archive, part: Part, position: int, report: record.Report, source: Source | None
) -> Ready:
    row = Report(
        position=position,
        key=_key(archive, part.document.receipt.object_id, position),
        source=source,
        comparison_key=comparison_key(report.text, report.furniture),
        withdraws=withdraws(report),
        **report_columns(report.model_copy(update={"read_by": None})),
    )
    return Ready(part, row, words.indexed(report.text))


def _new_rows(rows: Sequence[Report]) -> list[Report]:
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
