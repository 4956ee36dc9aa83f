"""What happened to the originals since they came: noted where it happens, listed for one report's original.

What happens to one original is a row of its own and counts with it. What happens to all of them at once (they
were verified, backed up, restored) is one row for all: a daily check of a large archive stays small.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from django.db import DatabaseError, transaction
from django.db.models import F

from saksi.archive import ArchiveError
from saksi.archive.files import whole_file
from saksi.record import InvalidInput
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.audit.verifying import ALL
from saksi.workspace.holdings.models import Custody, Original, Report, Round
from saksi.workspace.session import Archive


@dataclass(frozen=True)
class Step:
    """One thing that happened to an original."""

    at: str  # UTC, ISO 8601
    event: str  # received, verified, backed_up, restored, exported
    actor: str  # a code: see `holders`


@dataclass(frozen=True)
class History:
    """What is known of the original of one report: its hash as received, and what happened since."""

    report: str
    sha256: str
    size: int  # bytes
    steps: tuple[Step, ...]  # the oldest first


def note_round(archive: Archive, event: str, *, subset: tuple[int, int] = ALL) -> bool:
    """Note that something happened to all originals, or to each n-th; return whether it could be noted.

    Where the record cannot be written (a full or read-only disk), what was done stays done, and the caller
    says that it is not noted.

    Parameters
    ----------
    event
        ``verified``, ``backed_up`` or ``restored``.
    subset
        ``(k, n)``: the originals of that part alone, as `verify` has them.
    """
    try:
        with transaction.atomic():
            _round(archive, event, *subset)
    except (DatabaseError, ArchiveError):
        return False
    return True


def _round(archive: Archive, event: str, part: int, parts: int) -> None:
    covered = Original.objects.annotate(rest=F("pk") % parts).filter(rest=part % parts)
    newest = Original.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest is None:
        return
    row = Round.objects.create(
        at=datetime.now(UTC),
        actor=archive.actor_code,
        event=event,
        last=newest,
        part=part,
        parts=parts,
        n_originals=covered.count(),
    )
    log.record(archive, action=event, about=f"{row.n_originals} originals", states=[state_of(row)])


def rounds_of(original: Original) -> list[Round]:
    """Return the rounds that cover an original, the oldest first."""
    since = Round.objects.filter(last__gte=original.pk).order_by("pk")
    return [row for row in since if original.pk % row.parts == row.part % row.parts]


def history_of(report_id: str) -> History:
    """Return what happened to the original of a report.

    Raises
    ------
    InvalidInput
        There is no such report.
    """
    original = _report(report_id).received_in
    return History(report_id, original.sha256, original.size, steps_of(original))


def steps_of(original: Original) -> tuple[Step, ...]:
    """Return what happened to an original, the oldest first."""
    rows: Iterable[Custody | Round] = (*original.custody.all(), *rounds_of(original))
    return tuple(sorted((_step(row) for row in rows), key=lambda step: step.at))


def export_original(archive: Archive, *, report_id: str, file: Path) -> History:
    """Write the original of a report, byte for byte as received; its custody has that before it leaves.

    Raises
    ------
    InvalidInput
        There is no such report, or its source withdrew consent.
    Damaged
        The original is not as it was sealed; nothing is written.
    CannotWrite
        The file cannot be written; the custody tells of the try.
    """
    _, sealed = lend_original(archive, report=_report(report_id))
    with sealed, whole_file(file) as written:
        copyfileobj(sealed, written)
    return history_of(report_id)


def lend_original(archive: Archive, *, report: Report) -> tuple[Original, BinaryIO]:
    """Open the original of a report for somebody who takes it out; its custody has that before it leaves.

    Returns
    -------
    tuple
        The original, and its bytes: each chunk is authenticated before it is given out.

    Raises
    ------
    InvalidInput
        The source of one of its reports withdrew consent.
    Damaged
        The original is not as it was sealed; nothing is given.
    """
    original = report.received_in
    if original.reports.filter(source__withdrawn_at__isnull=False).exists():
        raise InvalidInput(
            f"the source of report {report.report_id} withdrew consent: nothing of it leaves any more"
        )
    archive.originals.digest(original.object_id)
    with transaction.atomic():
        Custody.objects.create(
            original=original,
            at=datetime.now(UTC),
            actor=archive.actor_code,
            event="exported",
            sha256=original.sha256,
        )
        about = f"original {original.pk}"
        log.record(archive, action="exported", about=about, states=[state_of(original)])
    log.checkpoint(archive)
    return original, archive.originals.open(original.object_id)


def holders(archive: Archive) -> dict[str, str]:
    """Return the names of all who ever held a key, by their codes; for those who may open the archive."""
    return {archive.code_of(name): name for name in Member.objects.values_list("name", flat=True)}


def _report(report_id: str) -> Report:
    report = Report.objects.select_related("received_in").filter(report_id=report_id).first()
    if report is None:
        raise InvalidInput("no report has this id: `saksi search` shows ids")
    return report


def _step(row: Custody | Round) -> Step:
    return Step(row.at.isoformat(), row.event, row.actor)
