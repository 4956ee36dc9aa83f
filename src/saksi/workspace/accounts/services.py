"""Key holders: a slot in the archive and a key pair for the vault go together."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.db import transaction

from saksi.archive import (
    STANDARD,
    Cost,
    Holder,
    SetUpRefused,
    add_holder,
    change_passphrase,
    remove_holder,
    renew_sheets,
)
from saksi.archive.vault import PersonKeys, new_person, rewrap_person
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.slots import note_slots, slots_kept
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.drafts.models import Draft
from saksi.workspace.holdings.models import Grant, VaultEntry
from saksi.workspace.session import Archive


def add_member(holder: Holder, cost: Cost) -> Member:
    """Give a key holder a key pair for the vault; within the caller's transaction."""
    pair = new_person(holder.name, holder.passphrase, cost=cost)
    now = datetime.now(UTC)
    # Somebody who was removed and comes back keeps the row, which the log tells of, with a new key pair.
    member, _ = Member.objects.update_or_create(
        name=holder.name,
        defaults={
            "public_key": pair.public,
            "wrapped_key": pair.wrapped,
            "added_at": now,
            "removed_at": None,
        },
    )
    return member


def add_key_holder(
    archive: Archive,
    *,
    holder: Holder,
    roles: Sequence[str] | None = None,
    handed_over: bool = False,
    cost: Cost = STANDARD,
) -> Member:
    """Let one more person open the archive; grants to vault entries are given one by one.

    Parameters
    ----------
    roles
        Codes of `saksi.workspace.accounts.roles.Role`; None = none are chosen yet.
    handed_over
        Somebody else has seen the passphrase: it has to be changed at the first sign-in.

    Raises
    ------
    SetUpRefused
        The name is taken or none, or the passphrase is weak.
    """
    with slots_kept(archive.layout), transaction.atomic():
        add_holder(archive.layout, archive.keys, holder, cost=cost)  # first: it refuses a name that is taken
        member = add_member(holder, cost)
        member.roles = sorted(roles) if roles else None
        member.handed_at = member.added_at if handed_over else None
        member.save(update_fields=["roles", "handed_at"])
        states = [state_of(member), note_slots(archive)]
        log.record(archive, action="member added", about=f"member {member.pk}", states=states)
    return member


def remove_key_holder(archive: Archive, *, name: str) -> None:
    """Take a person's slot away, their grants to the vault, and what they had begun to type.

    Raises
    ------
    SetUpRefused
        No such holder, or too few ways in would be left.
    """
    with slots_kept(archive.layout), transaction.atomic():
        remove_holder(archive.layout, archive.keys, name)
        entries = list(VaultEntry.objects.filter(grants__grantee=name).distinct())
        Grant.objects.filter(grantee=name).delete()
        Draft.objects.filter(coder=name).delete()
        states = [state_of(entry) for entry in entries]
        for member in Member.objects.filter(name=name):
            member.removed_at = datetime.now(UTC)
            member.save(update_fields=["removed_at"])
            states.append(state_of(member))
        states.append(note_slots(archive))
        log.record(archive, action="member removed", about=f"{len(states)} rows", states=states)


def change_key_holder(archive: Archive, *, name: str, old: str, new: str, cost: Cost = STANDARD) -> None:
    """Change a person's passphrase, for the archive and for the vault.

    Raises
    ------
    WrongPassphrase
        The old one does not open.
    SetUpRefused
        The new one is weak, or it is the old one.
    """
    if new == old:
        raise SetUpRefused("the new passphrase is the old one: choose another; nothing was changed")
    with slots_kept(archive.layout), transaction.atomic():
        change_passphrase(archive.layout, name, old, new, cost=cost)
        states = [note_slots(archive)]
        for member in Member.objects.filter(name=name):
            pair = PersonKeys(bytes(member.public_key), member.wrapped_key)
            member.wrapped_key = rewrap_person(name, pair, old, new, cost=cost).wrapped
            member.handed_at = None
            member.save(update_fields=["wrapped_key", "handed_at"])
            states.append(state_of(member))
        log.record(archive, action="passphrase changed", about=f"{len(states)} rows", states=states)


def renew_recovery(archive: Archive, *, hand_over: Callable[[tuple[str, ...]], None]) -> None:
    """Make new recovery sheets of the archive; the old ones open it no more.

    Parameters
    ----------
    hand_over
        Gets the three sheets, to be shown once; what it raises undoes everything.
    """
    with slots_kept(archive.layout), transaction.atomic():
        hand_over(renew_sheets(archive.layout, archive.keys))
        log.record(archive, action="sheets renewed", about="the key slots", states=[note_slots(archive)])
