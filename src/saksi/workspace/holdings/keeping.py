"""Backups that are believed only after they were restored and compared, and restoring them."""

from dataclasses import dataclass
from pathlib import Path

from saksi.archive import Damaged, Layout, MasterKey
from saksi.archive.backup import BackupFacts, restore_backup, write_backup
from saksi.archive.files import clear_write_errors, settle_folder, work_folder
from saksi.workflows import Progress
from saksi.workspace import differing
from saksi.workspace.audit import log
from saksi.workspace.audit.services import note_exit
from saksi.workspace.audit.verifying import Verdict, verify
from saksi.workspace.holdings.custody import note_round
from saksi.workspace.session import Archive, opened


@dataclass(frozen=True)
class BackedUp:
    """A backup that was restored and compared."""

    facts: BackupFacts
    verdict: Verdict
    noted: bool  # the custody of the originals tells of it; False where the record could not be written


def back_up(archive: Archive, *, file: Path, on_progress: Progress | None = None) -> BackedUp:
    """Write a backup while others go on working; restore it into a sealed folder beside it and verify that.

    Parameters
    ----------
    file
        Its place; one that exists is replaced only when the new one is good.

    Raises
    ------
    Damaged
        What was restored is not what is here: no backup is left behind.
    CannotWrite
        No room, or no right to write; needed is about twice the archive's size.
    """
    note_exit(archive, what="a backup")
    with work_folder(file) as work:
        copy, unproved = work / "record.db", work / "unproved"
        differing.snapshot(copy, archive.keys.derive("database"))
        facts = write_backup(archive.layout, copy, unproved, archive.keys)
        copy.unlink()
        if on_progress:
            on_progress("backing up", 1, 2)
        verdict = _compare(archive, unproved, work / "restored")
        with clear_write_errors(file.name):
            unproved.replace(file)
            settle_folder(file.absolute().parent)
        if on_progress:
            on_progress("backing up", 2, 2)
    # Afterwards, so that custody tells of good backups only; the entry before it says that one was begun.
    return BackedUp(facts, verdict, note_round(archive, "backed_up"))


def verify_restored(layout: Layout, keys: MasterKey, *, actor: str) -> Verdict:
    """Verify an archive that was just restored; where it is sound, the custody of its originals has that."""
    with opened(layout, keys, actor=actor) as archive:
        verdict = verify(archive)
        if not verdict.faults:
            note_round(archive, "restored")
        return verdict


def _compare(archive: Archive, file: Path, folder: Path) -> Verdict:
    """Restore and verify; what is in the copy is sealed as it is in the archive."""
    end = log.last()
    n = end.n if end else 0
    layout = restore_backup(file, folder)
    with opened(layout, archive.keys, actor=archive.actor) as restored:
        verdict = verify(restored)
    if verdict.faults:
        fault = verdict.faults[0]
        raise Damaged(
            f"the backup is not good: {fault.object}: {fault.say}. Nothing was kept of it; verify the archive"
        )
    if verdict.entries < 1 or verdict.entries > n:
        raise Damaged("the backup holds another log than the archive; nothing was kept of it")
    return verdict
