"""Key slots: the archive's data key, wrapped once for each person who may open it, and for the sheets."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from saksi.archive import sheets as recovery_sheets
from saksi.archive.errors import ArchiveExists, Damaged, SetUpRefused, WrongPassphrase, WrongSheet
from saksi.archive.files import bytes_of
from saksi.archive.keys import KEY_BYTES, MasterKey, hkdf
from saksi.archive.layout import ArchiveFacts, Layout
from saksi.archive.slot_file import (
    FILE,
    MOST,
    Slot,
    check_master,
    check_slots,
    read_slots,
    slot_of_sheets,
    write_slots,
)
from saksi.archive.wrapping import (
    SMALL_LAPTOP,
    STANDARD,
    Cost,
    check_passphrase,
    open_under,
    seal_under,
    unwrap,
    wrap,
)

HOLDER = re.compile(r"[^\W_][\w.-]{0,31}")


@dataclass(frozen=True)
class Holder:
    """Somebody who may open the archive: a short name of their choice, and their passphrase."""

    name: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class Created:
    """A new data key, open; and the recovery sheets, to be printed once and never stored."""

    master: MasterKey
    sheets: tuple[str, ...] = field(repr=False)


def set_up_gap(*, holders: int, sheets: bool, typed_back: bool, demo: bool) -> str | None:
    """Return what a set-up lacks; ``None`` when losing one person does not lose the archive.

    Two holders; or one, with recovery sheets of which one has been typed back. A demo archive may have one.
    """
    if holders < 1:
        return "nobody could open it: at least one key holder is needed"
    if demo or holders > 1 or (sheets and typed_back):
        return None
    if sheets:
        return "one recovery sheet has to be typed back, so that it is sure to be readable"
    return "with one key holder alone a lost passphrase loses everything: name a second, or print the sheets"


def create_slots(
    layout: Layout, holders: Sequence[Holder], *, recovery: bool, cost: Cost = STANDARD
) -> Created:
    """Draw the data key and wrap it for each holder and, if wanted, for the recovery sheets.

    Parameters
    ----------
    recovery
        Make the three sheets. With one holder they are needed, and the caller must see one typed back
        (`check_sheet`) before the archive is used: `set_up_gap` says so.

    Raises
    ------
    SetUpRefused
        Too few ways in, a weak passphrase, a name that is none, or a cost under the floor.
    ArchiveExists
        The archive has its slots already.
    CannotWrite
        Nothing was written.
    """
    if layout.slots_file.exists():
        raise ArchiveExists(f"{FILE} exists: this archive has its key; nothing was changed")
    gap = set_up_gap(holders=len(holders), sheets=recovery, typed_back=recovery, demo=layout.facts.demo)
    if gap:
        raise SetUpRefused(gap)
    _check_cost(layout.facts, cost)
    master = MasterKey(layout.facts.id, secrets.token_bytes(KEY_BYTES))
    slots: list[Slot] = []
    for holder in holders:
        slots.append(_new_slot(layout, master, holder, cost, slots))
    sheets: tuple[str, ...] = ()
    if recovery:
        sheets, slot = _sheets_slot(layout, master)
        slots.append(slot)
    write_slots(layout, master, slots)
    return Created(master, sheets)


def unlock(layout: Layout, passphrase: str, *, holder: str | None = None) -> MasterKey:
    """Return the data key, by a passphrase. Name the holder: each slot tried costs a second.

    Raises
    ------
    WrongPassphrase
        No slot opens with it, or there is no such holder.
    Damaged
        The slots, or the facts in `archive.toml`, are not those that were written.
    """
    slots = [slot for slot in read_slots(layout) if slot["kind"] == "passphrase"]
    asked = slots if holder is None else [slot for slot in slots if slot["holder"] == holder]
    if not asked:
        raise WrongPassphrase(
            f"no such key holder; {len(slots)} have a slot. Leave the name out to try all of them"
        )
    for slot in asked:
        payload = unwrap(slot, passphrase, FILE)
        if payload is not None:
            return _open(layout, payload)
    raise wrong_passphrase(len(asked))


def wrong_passphrase(slots: int) -> WrongPassphrase:
    """Return the error for a passphrase that opens none of so many slots."""
    return WrongPassphrase(
        f"wrong passphrase: it opens none of {slots} key slots. Look at the keyboard's language and"
        " Caps Lock; if it is lost, another key holder or two recovery sheets open the archive"
    )


def unlock_with_sheets(layout: Layout, sheets: Sequence[str]) -> MasterKey:
    """Return the data key, by two recovery sheets.

    Raises
    ------
    WrongSheet
        What was typed is no sheet, not two of one set, or of another archive.
    Damaged
        The slots, or the facts in `archive.toml`, are not those that were written.
    """
    slot = slot_of_sheets(read_slots(layout))
    key = _key_of_sheets(recovery_sheets.combine(sheets), bytes_of(slot, "salt", FILE))
    payload = open_under(key, slot, FILE)
    if payload is None:
        raise WrongSheet("these sheets are of another archive, or older than the last that were printed")
    return _open(layout, payload)


def check_sheet(layout: Layout, typed: str) -> int:
    """Return the number (1 to 3) of a recovery sheet that was typed back.

    Raises
    ------
    WrongSheet
        It is none of this archive; what is wrong with it is said without a word of it.
    """
    share = recovery_sheets.parse(typed)
    if recovery_sheets.mark(share) not in slot_of_sheets(read_slots(layout)).get("marks", ()):
        raise WrongSheet("a sound sheet, but of another archive, or older than the last that were printed")
    return int(share.index) + 1


def add_holder(layout: Layout, master: MasterKey, holder: Holder, *, cost: Cost = STANDARD) -> None:
    """Give one more person a slot.

    Raises
    ------
    SetUpRefused
        The name is taken or none, the passphrase weak, or the cost under the floor.
    Damaged
        As of `check_slots`.
    """
    check_slots(layout, master)
    _check_cost(layout.facts, cost)
    slots = read_slots(layout)
    write_slots(layout, master, [*slots, _new_slot(layout, master, holder, cost, slots)])


def remove_holder(layout: Layout, master: MasterKey, name: str) -> None:
    """Take a person's slot away, also one that is damaged.

    A copy of the old file still opens with the old passphrase: what they could read stays read.

    Raises
    ------
    SetUpRefused
        There is no such holder, or too few ways in would be left.
    """
    check_master(layout, master)
    slots = read_slots(layout)
    left = [slot for slot in slots if slot.get("holder") != name]
    if len(left) == len(slots):
        raise SetUpRefused("no such key holder; nothing was changed")
    sheets = any(slot["kind"] == "sheets" for slot in left)
    gap = set_up_gap(holders=len(left) - sheets, sheets=sheets, typed_back=sheets, demo=layout.facts.demo)
    if gap:
        raise SetUpRefused(f"the slot stays: {gap}")
    write_slots(layout, master, left)


def change_passphrase(layout: Layout, name: str, old: str, new: str, *, cost: Cost = STANDARD) -> None:
    """Replace a holder's passphrase; the data key and all other slots stay.

    Raises
    ------
    WrongPassphrase
        The old one does not open the holder's slot.
    SetUpRefused
        The new one is weak, or the cost is under the floor.
    Damaged
        As of `check_slots`.
    """
    _check_cost(layout.facts, cost)
    with unlock(layout, old, holder=name) as master:
        check_slots(layout, master)
        slots = read_slots(layout)
        place = next(i for i, slot in enumerate(slots) if slot.get("holder") == name)
        others = slots[:place] + slots[place + 1 :]
        slots[place] = _new_slot(layout, master, Holder(name, new), cost, others)
        write_slots(layout, master, slots)


def renew_sheets(layout: Layout, master: MasterKey) -> tuple[str, ...]:
    """Return three new recovery sheets; those printed before open nothing any more.

    Raises
    ------
    CannotWrite
        The old sheets still hold.
    """
    check_master(layout, master)
    sheets, slot = _sheets_slot(layout, master)
    write_slots(layout, master, [*(s for s in read_slots(layout) if s["kind"] != "sheets"), slot])
    return sheets


def _new_slot(layout: Layout, master: MasterKey, holder: Holder, cost: Cost, others: list[Slot]) -> Slot:
    if not HOLDER.fullmatch(holder.name):
        raise SetUpRefused(
            "a key holder's name is 1 to 32 letters, digits, dots or dashes, beginning with a letter"
            " or digit; it is stored in clear, so an initial or a nickname is best"
        )
    if any(slot.get("holder") == holder.name for slot in others):
        raise SetUpRefused(
            "this key holder has a slot already: choose another name, or change the passphrase"
        )
    if len(others) >= MOST - 1:  # one is kept for the sheets
        raise SetUpRefused(f"{len(others)} key holders have a slot, and no more fit: remove one first")
    if layout.facts.kind == "real":
        check_passphrase(holder.passphrase)
    header = {"kind": "passphrase", "holder": holder.name, "archive": layout.facts.id}
    return wrap(_payload(layout, master), holder.passphrase, header, cost)


def _sheets_slot(layout: Layout, master: MasterKey) -> tuple[tuple[str, ...], Slot]:
    secret, salt = secrets.token_bytes(32), secrets.token_bytes(16)
    sheets = recovery_sheets.split(secret)
    header = {
        "kind": "sheets",
        "archive": layout.facts.id,
        "salt": salt.hex(),
        "marks": [recovery_sheets.mark(recovery_sheets.parse(sheet)) for sheet in sheets],
    }
    return sheets, seal_under(_key_of_sheets(secret, salt), _payload(layout, master), header)


def _key_of_sheets(secret: bytes, salt: bytes) -> bytes:
    return hkdf(secret, salt=salt, info="saksi/1/sheets")  # the secret is random: nothing to slow down


def _payload(layout: Layout, master: MasterKey) -> bytes:
    """The data key, and the digest of the facts: whoever edits `archive.toml` is found when it is opened."""
    return master.reveal() + layout.facts.digest()


def _open(layout: Layout, payload: bytes) -> MasterKey:
    if payload[KEY_BYTES:] != layout.facts.digest():
        raise Damaged(
            f"{layout.facts_file.name} does not say what it said when the key slots were made:"
            " restore it from a backup, and ask who has changed it"
        )
    return MasterKey(layout.facts.id, payload[:KEY_BYTES])


def _check_cost(facts: ArchiveFacts, cost: Cost) -> None:
    if facts.kind == "real" and not cost.at_least(SMALL_LAPTOP):
        raise SetUpRefused(
            f"a real archive needs at least {SMALL_LAPTOP.memory_kib // 1024} MiB and {SMALL_LAPTOP.passes}"
            " passes a guess"
        )
