"""The file of the key slots as the log knows it: an older one put back would let in who was removed."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from saksi.archive import Layout, RolledBack, check_slots
from saksi.archive.files import write_whole
from saksi.archive.slot_file import read_slots
from saksi.archive.wrapping import Cost
from saksi.workspace.audit.models import Setting
from saksi.workspace.audit.states import RowState, state_of
from saksi.workspace.session import Archive

KNOWN = "key slots"  # name of the setting


def note_slots(archive: Archive) -> RowState:
    """Note the hash of the slots' file as it is now; within the caller's transaction, for its entry."""
    row, _ = Setting.objects.update_or_create(name=KNOWN, defaults={"value": _digest(archive.layout)})
    return state_of(row)


def cost_here(layout: Layout) -> Cost:
    """Return what a guess costs in this archive's slots: new ones cost the same as those that are there."""
    kdf = next(slot["kdf"] for slot in read_slots(layout) if slot["kind"] == "passphrase")
    return Cost(memory_kib=kdf["memory_kib"], passes=kdf["passes"], lanes=kdf["lanes"])


def compare_slots(archive: Archive) -> None:
    """Compare the slots' file with the one that the log tells of.

    Raises
    ------
    Damaged
        A slot was changed by somebody without the key.
    RolledBack
        The file is a sound one, but not the last: who was removed, or an old passphrase, opens again.
    """
    check_slots(archive.layout, archive.keys)
    noted = Setting.objects.filter(name=KNOWN).first()
    if noted is not None and noted.value != _digest(archive.layout):
        raise RolledBack(
            "keyslots.json is not the one that was written last: an older one was put back, which opens for"
            " those who were removed since, or a change was killed halfway. Compare `saksi key list` with"
            " who shall have a key, and change one passphrase: that writes the file anew"
        )


@contextmanager
def slots_kept(layout: Layout) -> Iterator[None]:
    """Put the slots back as they were if the block fails: they and the record change together."""
    before = layout.slots_file.read_bytes()
    try:
        yield
    except BaseException:
        if layout.slots_file.read_bytes() != before:
            write_whole(layout.slots_file, before)
        raise


def _digest(layout: Layout) -> str:
    return sha256(layout.slots_file.read_bytes()).hexdigest()
