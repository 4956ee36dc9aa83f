"""A new archive: folder, key slots, tables, members with their vault keys, and the first log entry."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from django.db import transaction

from saksi.archive import STANDARD, Cost, Holder, Layout, MasterKey, create_slots, new_layout
from saksi.archive.vault import new_recovery
from saksi.workspace.accounts.services import add_member
from saksi.workspace.accounts.slots import note_slots
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.holdings.models import VaultKey
from saksi.workspace.session import Archive, opened


@dataclass(frozen=True)
class Sheets:
    """What is printed once and stored nowhere: words that open the archive, and words that open the vault."""

    archive: tuple[str, ...] = field(default=(), repr=False)
    vault: tuple[str, ...] = field(default=(), repr=False)


Handover = Callable[[Layout, Sheets], None]  # prints the sheets and sees one typed back, or raises


def create_archive(
    folder: Path,
    *,
    holders: Sequence[Holder],
    recovery: bool,
    hand_over: Handover,
    kind: Literal["real", "synthetic"] = "real",
    demo: bool = False,
    cost: Cost = STANDARD,
    kept: Path | None = None,
) -> tuple[Layout, MasterKey]:
    """Make a sealed archive and return where it lies, with its key.

    Parameters
    ----------
    holders
        Who may open it: two, or one with sheets; a demo archive may have one.
    recovery
        Make recovery sheets for the archive.
    hand_over
        Gets the sheets before the archive is used; what it raises undoes everything.
    kept
        A folder outside that gets each checkpoint too.

    Raises
    ------
    ArchiveExists
        The folder holds something already.
    SetUpRefused
        Too few ways in, a weak passphrase or a bad name.
    """
    empty = folder.is_dir()
    layout = new_layout(folder, kind=kind, demo=demo)
    try:
        created = create_slots(layout, holders, recovery=recovery, cost=cost)
        vault = None if demo else new_recovery()
        hand_over(layout, Sheets(created.sheets, vault.sheets if vault else ()))
        with opened(layout, created.master, actor=holders[0].name, new=True) as archive:
            _first_rows(archive, [] if demo else holders, vault.public if vault else None, cost)
            log.checkpoint(archive)
            if kept is not None:
                log.keep_outside(archive, kept)
    except BaseException:
        _undo(layout, keep_folder=empty)
        raise
    return layout, created.master


def _first_rows(archive: Archive, holders: Sequence[Holder], vault: bytes | None, cost: Cost) -> None:
    with transaction.atomic():
        states = []
        if vault is not None:
            states.append(state_of(VaultKey.objects.create(pk=1, public=vault)))
        states += [state_of(add_member(holder, cost)) for holder in holders]
        states.append(note_slots(archive))
        log.record(archive, action="created", about=f"archive {archive.keys.archive_id}", states=states)


def _undo(layout: Layout, *, keep_folder: bool) -> None:
    """Remove what was made in an empty or new folder; nothing of anybody else's is in it."""
    shutil.rmtree(layout.folder, ignore_errors=True)
    if keep_folder:
        layout.folder.mkdir(mode=0o700, exist_ok=True)
