"""Signing in: a key holder's own passphrase opens their slot, and that is the check."""

from secrets import token_urlsafe
from threading import Lock

from django.db import transaction

from saksi.archive import Holder, MasterKey, WrongPassphrase, holder_names, unlock
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.services import add_member
from saksi.workspace.accounts.slots import cost_here
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.session import Archive
from saksi.workspace.web.serving import Serving

_one_at_a_time = Lock()  # each try takes a quarter of a gigabyte


def opens(serving: Serving, name: str, passphrase: str) -> MasterKey:
    """Return the archive's key, by a holder's passphrase. A name that is none takes as long as one that is.

    Raises
    ------
    WrongPassphrase
        It does not open this holder's slot, or there is no such holder: the words are the same.
    """
    names = holder_names(serving.layout)
    known = name in names
    with _one_at_a_time:
        try:
            return unlock(
                serving.layout,
                passphrase if known else token_urlsafe(),
                holder=name if known else names[0],
            )
        except WrongPassphrase:
            raise WrongPassphrase("name and passphrase do not belong together") from None


def sign_in(serving: Serving, *, name: str, passphrase: str) -> Member:
    """Open the archive if it is locked, and return the member who did.

    A key holder who is no member yet (of a demo archive, or of one made by an older version) becomes one.

    Raises
    ------
    WrongPassphrase
        As `opens`; or the member was removed, and an old file of slots was put back.
    Damaged, UnknownFormat, CannotWrite
        The archive does not open.
    """
    keys = opens(serving, name, passphrase)
    archive = serving.unlock(keys)
    if archive.keys is not keys:  # it was open already
        keys.wipe()
    member = Member.objects.filter(name=name).first()
    if member is None:
        member = _join(archive, Holder(name, passphrase))
    if member.removed_at is not None:
        raise WrongPassphrase("name and passphrase do not belong together")
    with transaction.atomic():
        log.record(
            Archive(archive.layout, archive.keys, name), action="signed in", about=f"member {member.pk}"
        )
    return member


def _join(archive: Archive, holder: Holder) -> Member:
    with transaction.atomic():
        member = add_member(holder, cost_here(archive.layout))
        log.record(archive, action="member added", about=f"member {member.pk}", states=[state_of(member)])
    return member
