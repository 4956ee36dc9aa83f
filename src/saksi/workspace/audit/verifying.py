"""Verifying an archive: pages, log, states of rows, passages, originals. The first bad object is named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.models import Max

from saksi.archive import (
    ArchiveError,
    Checkpoint,
    Damaged,
    LogBroken,
    public_key,
    read_checkpoints,
    read_public_key,
    state_digest,
    verify_chain,
)
from saksi.archive import Fault as ChainFault
from saksi.workflows import Progress
from saksi.workspace.accounts.slots import compare_slots
from saksi.workspace.audit.log_reading import Latest, LogReading
from saksi.workspace.audit.states import GONE, KINDS, all_states
from saksi.workspace.holdings.models import Original, Report
from saksi.workspace.session import Archive

CHUNK = 5_000  # rows fetched at once
ALL = (1, 1)  # the first of one part: everything


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: the object, what was found, and the exit code of its kind."""

    object: str
    say: str
    code: int = 1


@dataclass
class Verdict:
    """What was looked at, in numbers, and the first fault of each kind, gravest first."""

    entries: int = 0
    rows: int = 0
    passages: int = 0
    originals: int = 0
    checkpoints: int = 0
    pages: bool = False  # the database file itself is damaged
    leftovers: int = 0  # originals without a row: what a kill left, taken up when they are added again
    faults: list[Fault] = field(default_factory=list)

    @property
    def code(self) -> int:
        """Exit code: 0 sound, 1 damaged, 13 log broken, 14 rolled back."""
        return self.faults[0].code if self.faults else 0


def verify(
    archive: Archive,
    *,
    folders: Sequence[Path] = (),
    subset: tuple[int, int] = ALL,
    on_progress: Progress | None = None,
) -> Verdict:
    """Look at everything the archive holds; nothing is changed.

    Parameters
    ----------
    folders
        Outside the archive, with checkpoints: only they show that all of the archive was put back.
    subset
        ``(k, n)``: of the originals only each n-th, from the k-th on, by their numbers in the record.
    """
    verdict = Verdict()
    steps: tuple[Callable[[], Fault | None], ...] = (
        _pages,
        _foreign_keys,
        lambda: _log(archive, folders, verdict),
        lambda: _slots(archive),
        lambda: _passages(verdict),
        lambda: _originals(archive, subset, verdict),
    )
    for number, step in enumerate(steps, start=1):
        try:
            fault = step()
            verdict.pages = verdict.pages or (step is _pages and fault is not None)
        except DatabaseError as error:
            if verdict.faults:
                break  # said already
            fault = Fault("record.db", f"it cannot be read to the end ({type(error).__name__})")
        except ArchiveError as error:
            fault = Fault("the archive", str(error), error.exit_code)
        if fault:
            verdict.faults.append(fault)
        if on_progress:
            on_progress("verifying", number, len(steps))
    if not verdict.pages:  # what a bad page spoils is not the hand of somebody
        verdict.faults.sort(key=lambda fault: -fault.code)
    return verdict


def _pages() -> Fault | None:
    """Each check on a fresh connection: after one bad page a connection is of no use any more.

    A server's pages are its own, and the rows that others need it keeps by itself.
    """
    if connection.vendor != "sqlite":
        return None
    for pragma, sound in (("cipher_integrity_check", []), ("integrity_check", [("ok",)])):
        connection.close()
        try:
            with connection.cursor() as cursor:
                rows = [tuple(row) for row in cursor.execute(f"PRAGMA {pragma}").fetchall()]
        except DatabaseError as error:
            return Fault(
                "record.db", f"{pragma} stops ({type(error).__name__}): restore the last good backup"
            )
        finally:
            connection.close()
        if rows != sound:
            return Fault("record.db", f"{pragma} finds {len(rows)} faults: restore the last good backup")
    return None


def _foreign_keys() -> Fault | None:
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        broken = cursor.execute("PRAGMA foreign_key_check").fetchone()
    if broken is None:
        return None
    table, row, parent, _ = broken
    return Fault(f"{table}, row {row}", f"it belongs to a row of {parent} that is not there")


def _log(archive: Archive, folders: Sequence[Path], verdict: Verdict) -> Fault | None:
    checkpoints = _checkpoints(archive, folders)
    verdict.checkpoints = len(checkpoints)
    reading = LogReading(archive)
    chain = _chain(archive, reading, checkpoints)
    verdict.entries = reading.entries
    if chain is not None and chain.kind != "rolled back":
        return Fault(f"log entry {chain.n}", chain.say, chain.error().exit_code)
    untold, states = _states(archive, reading.latest, verdict)
    if (
        chain is not None and untold
    ):  # the rows are newer than the log: its tail was cut, nothing was put back
        chain = _chain(archive, LogReading(archive), checkpoints, newer_states=True)
    if chain is not None:
        return Fault(f"log entry {chain.n}", chain.say, chain.error().exit_code)
    if reading.fault:
        return Fault(*reading.fault, LogBroken.exit_code)
    return states


def _chain(
    archive: Archive, reading: LogReading, checkpoints: Sequence[Checkpoint], *, newer_states: bool = False
) -> ChainFault | None:
    return verify_chain(
        reading,
        checkpoints,
        archive_id=archive.keys.archive_id,
        public_key=public_key(archive.keys),
        newer_states=newer_states,
        peaks=reading.peaks,
    )


def _slots(archive: Archive) -> Fault | None:
    try:
        compare_slots(archive)
    except ArchiveError as error:
        return Fault("the key slots", str(error), error.exit_code)
    return None


def _checkpoints(archive: Archive, folders: Sequence[Path]) -> list[Checkpoint]:
    found = []
    for folder in (archive.layout.checkpoints, *folders):
        known = read_public_key(folder, archive.keys.archive_id)
        if known is not None and known != public_key(archive.keys):
            raise LogBroken(
                f"{folder.name} knows this archive under another key: one of the two was replaced"
            )
        found += read_checkpoints(folder, archive_id=archive.keys.archive_id)
    return found


def _states(archive: Archive, latest: Latest, verdict: Verdict) -> tuple[bool, Fault | None]:
    """Compare every row with the digest that the log has last; also tell whether a row is unknown to it."""
    fault: Fault | None = None
    untold = False
    for kind in KINDS:
        for row in all_states(kind):
            verdict.rows += 1
            known = latest.pop((kind, row.key), None)
            if known is None:
                untold = True
                fault = fault or Fault(
                    row.name, "no entry of the log tells of it: it was put in from outside"
                )
            elif known[1] != row.digest(archive.log_key, known[0]):
                fault = fault or Fault(
                    row.name,
                    f"it is not as entry {known[0]} left it: it was changed from outside, or put back",
                )
    for (kind, key), (n, digest) in latest.items():
        if digest != state_digest(archive.log_key, n, f"{kind} {key}", GONE):
            fault = fault or Fault(f"{kind} {key}", f"entry {n} tells of it and it is not there")
    return untold, fault


def _passages(verdict: Verdict) -> Fault | None:
    fault: Fault | None = None
    rows = Report.objects.order_by("pk").annotate(last=Max("claims__passages__end"))
    for row in rows.iterator(CHUNK // 10):
        verdict.passages += row.last is not None
        if (row.last or 0) > len(row.text):
            fault = fault or Fault(
                f"report {row.pk}", f"a passage ends at {row.last}, its text has {len(row.text)} characters"
            )
    return fault


def _originals(archive: Archive, subset: tuple[int, int], verdict: Verdict) -> Fault | None:
    fault: Fault | None = None
    part, parts = subset
    stored = set(archive.originals.ids())
    for row in Original.objects.order_by("pk").iterator(CHUNK):
        stored.discard(row.object_id)
        if row.pk % parts != part % parts:
            continue
        verdict.originals += 1
        try:
            if archive.originals.digest(row.object_id) != row.sha256:
                fault = fault or Fault(
                    f"original {row.object_id}", "its bytes are not those the record names"
                )
        except Damaged as error:
            fault = fault or Fault(
                f"original {row.object_id}", str(error).removeprefix(f"original {row.object_id} ")
            )
    verdict.leftovers = len(stored) + len(archive.originals.leftovers())
    return fault
