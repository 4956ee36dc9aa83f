"""The file of the key slots: what it holds, and a keyed digest over all of it."""

import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from saksi.archive.errors import Damaged, NoArchive, UnknownFormat, WrongPassphrase, WrongSheet
from saksi.archive.files import canonical, read_json, text_of, write_whole
from saksi.archive.keys import MasterKey, hkdf
from saksi.archive.layout import FORMAT, Layout

FILE = "keyslots.json"

MOST = 100  # slots

Slot = dict[str, Any]


def holder_names(layout: Layout) -> tuple[str, ...]:
    """Return the names of the key holders, in the order of their slots."""
    return tuple(slot["holder"] for slot in read_slots(layout) if slot["kind"] == "passphrase")


def has_sheets(layout: Layout) -> bool:
    """Return whether recovery sheets open this archive."""
    return any(slot["kind"] == "sheets" for slot in read_slots(layout))


def check_slots(layout: Layout, master: MasterKey) -> None:
    """Check all slots, also those of others: a damaged one is to be found before it is needed.

    Raises
    ------
    Damaged
        A slot was changed, taken away or added by somebody who does not hold the key.
    """
    check_master(layout, master)
    content = dict(read_json(layout.slots_file))
    mac = text_of(content, "mac", FILE)
    del content["mac"]
    if not hmac.compare_digest(mac.encode(), _mac(master, content).encode()):
        raise Damaged(
            f"{FILE} is not as it was written: a slot was changed, lost or added. Restore it from a backup,"
            " or remove the damaged slot and add its holder again"
        )


def check_master(layout: Layout, master: MasterKey) -> None:
    """Refuse a key of another archive.

    Raises
    ------
    WrongPassphrase
        It is one.
    """
    if master.archive_id != layout.facts.id:
        raise WrongPassphrase("this key is of another archive")


def slot_of_sheets(slots: Sequence[Slot]) -> Slot:
    """Return the slot that two recovery sheets open.

    Raises
    ------
    WrongSheet
        There is none.
    """
    for slot in slots:
        if slot["kind"] == "sheets":
            return slot
    raise WrongSheet("this archive was set up without recovery sheets: a key holder's passphrase opens it")


def read_slots(layout: Layout) -> list[Slot]:
    """Return the slots as they lie there.

    Raises
    ------
    NoArchive
        The file is missing.
    Damaged
        It is not what we write.
    UnknownFormat
        Another version of Saksi has written it.
    """
    if not layout.slots_file.exists() and layout.facts_file.exists():
        raise NoArchive(
            f"{FILE} is missing, and without it nothing can be opened: restore it from a backup."
            " If a set-up was interrupted, remove the folder and make a new archive"
        )
    content = read_json(layout.slots_file)
    if isinstance(content, Mapping) and content.get("format") != FORMAT:
        raise UnknownFormat(f"{FILE}: written by another version of Saksi, or damaged; nothing was changed")
    slots = content.get("slots") if isinstance(content, Mapping) else None
    if not isinstance(slots, list) or not all(isinstance(slot, dict) for slot in slots[: MOST + 1]):
        raise Damaged(f"{FILE} holds no list of slots: restore it from a backup")
    if len(slots) > MOST:  # trying each of them takes a second
        raise Damaged(f"{FILE} holds {len(slots)} slots, more than Saksi writes: restore it from a backup")
    for slot in slots:
        if text_of(slot, "kind", FILE) == "passphrase":
            text_of(slot, "holder", FILE)
    return slots


def write_slots(layout: Layout, master: MasterKey, slots: Sequence[Slot]) -> None:
    """Write all slots in one step, with the keyed digest over them.

    Raises
    ------
    CannotWrite
        The slots of before still hold.
    """
    content = _content(layout, slots)
    write_whole(layout.slots_file, canonical(content | {"mac": _mac(master, content)}) + b"\n")


def _content(layout: Layout, slots: Sequence[Slot]) -> dict[str, Any]:
    return {"format": FORMAT, "archive": layout.facts.id, "slots": list(slots)}


def _mac(master: MasterKey, content: Mapping[str, Any]) -> str:
    key = hkdf(master.reveal(), salt=bytes.fromhex(master.archive_id), info="saksi/1/slots")
    return hmac.digest(key, canonical(content), "sha256").hex()
