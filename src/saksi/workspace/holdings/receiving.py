"""Receiving files from a page: sealed as they arrive, before anything looks into them.

Nothing of them lies on the disk in clear, and from here on nothing is lost: a job takes their texts out, now
or, where it was ended, later.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import IO

from django.db import transaction
from django.db.models import QuerySet

from saksi.archive import Receipt
from saksi.intake import IntakeSettings
from saksi.intake.outcome import shown
from saksi.record import InvalidInput
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.holdings.models import Custody, Original
from saksi.workspace.session import Archive

LONGEST_NAME = 200  # characters


@dataclass(frozen=True)
class Received:
    """What became of one file that arrived."""

    name: str
    original: int | None = None  # primary key; None = it was not kept
    known: bool = False  # its bytes were here, and have given their reports
    problem: str | None = None  # why it was not kept


def receive(
    archive: Archive, *, files: Sequence[tuple[str, IO[bytes]]], settings: IntakeSettings | None = None
) -> list[Received]:
    """Seal files and note them as received, all in one entry of the log.

    Parameters
    ----------
    files
        Names without folders, and streams of bytes.

    Returns
    -------
    list of Received
        One for each file, in their order. What is over the limit is not kept, and says so.

    Raises
    ------
    InvalidInput
        There is no file.
    CannotWrite
        The disk is full or read-only; nothing was noted.
    """
    if not files:
        raise InvalidInput("no file arrived: choose at least one, or paste a text")
    most = (settings or IntakeSettings()).max_bytes
    with archive.originals.batch() as batch:
        sealed = [_sealed(batch.put, shown(name)[-LONGEST_NAME:], stream, most) for name, stream in files]
    with transaction.atomic():
        here = _noted(archive, [(name, receipt) for name, receipt, _ in sealed if receipt is not None])
    return [
        Received(name, problem=problem)
        if receipt is None
        else Received(name, here[receipt.object_id].pk, here[receipt.object_id].complete)
        for name, receipt, problem in sealed
    ]


def receive_text(archive: Archive, *, text: str, name: str) -> Received:
    """Receive a text that was pasted, as a file of its own.

    Parameters
    ----------
    name
        Without a suffix; it becomes part of the report's id.

    Raises
    ------
    InvalidInput
        The text is empty.
    """
    if not text.strip():
        raise InvalidInput("there is no text: paste the report's words, then add it")
    data = text.replace("\r\n", "\n").encode()
    [received] = receive(archive, files=[(f"{name}.txt", BytesIO(data))])
    return received


def waiting(archive: Archive) -> QuerySet[Original]:
    """Return what this member sent that no job has looked into: its sending was broken off."""
    mine = Custody.objects.filter(event="received", actor=archive.actor_code).values("original")
    return Original.objects.filter(complete=False, problem=None, pk__in=mine).order_by("pk")


def _sealed(
    put: Callable[[IO[bytes]], Receipt], name: str, stream: IO[bytes], most: int
) -> tuple[str, Receipt | None, str | None]:
    data = stream.read(most + 1)
    if len(data) > most:
        return name, None, f"over {most:,} bytes; not kept. Split the file"
    if not data:
        return name, None, "it is empty; not kept"
    return name, put(BytesIO(data)), None


def _noted(archive: Archive, arrived: Sequence[tuple[str, Receipt]]) -> dict[str, Original]:
    """Return the originals by their ids; new ones get a row, and one that gave nothing is tried again."""
    ids = [receipt.object_id for _, receipt in arrived]
    here = {row.object_id: row for row in Original.objects.filter(object_id__in=ids)}
    now, new = datetime.now(UTC), dict[str, Original]()
    for name, receipt in arrived:
        if receipt.object_id not in here:
            new[receipt.object_id] = Original(
                object_id=receipt.object_id,
                name=name,
                sha256=receipt.sha256,
                size=receipt.size,
                received_at=now,
            )
    again = [row for row in here.values() if not row.complete]  # gave nothing yet: it is tried again
    for row in again:
        row.problem = None
    Original.objects.bulk_create(new.values())
    Original.objects.bulk_update(again, ["problem"])
    changed = [*new.values(), *again]
    Custody.objects.bulk_create(
        Custody(original=row, at=now, actor=archive.actor_code, event="received", sha256=row.sha256)
        for row in changed
    )
    if changed:
        states = [state_of(row) for row in changed]
        log.record(archive, action="received", about=f"{len(changed)} originals", states=states)
    return here | new
