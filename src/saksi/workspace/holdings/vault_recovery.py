"""The vault's way back: two recovery sheets of the vault give a key holder a grant for every entry."""

from collections.abc import Sequence

from django.db import transaction

from saksi.archive.vault import RECOVERY, Grantee, grant_to, recover
from saksi.archive.vault import Grant as SealedGrant
from saksi.record import InvalidInput
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.errors import NotAllowed
from saksi.workspace.holdings.models import Grant, VaultKey
from saksi.workspace.session import Archive


def recover_sources(archive: Archive, *, sheets: Sequence[str], to: str) -> int:
    """Give a key holder a grant for all entries that are not withdrawn; return how many are new.

    Nothing is decrypted but the entries' keys: opening one still needs a reason and leaves its own entry.

    Parameters
    ----------
    sheets
        Two recovery sheets of the vault, as they were typed.

    Raises
    ------
    NotAllowed
        A demo archive has no vault.
    InvalidInput
        There is no such key holder.
    WrongSheet
        They are no sheets of this vault.
    """
    key = VaultKey.objects.filter(pk=1).first()
    if key is None:
        raise NotAllowed("a demo archive has no vault: make one with `saksi new`; nothing was stored")
    member = Member.objects.filter(name=to, removed_at=None).first()
    if member is None:
        raise InvalidInput("no such key holder here: see `saksi key list`; nothing was changed")
    private = recover(sheets, bytes(key.public))
    grantee = Grantee(member.name, bytes(member.public_key))
    with transaction.atomic():
        held = set(Grant.objects.filter(grantee=to).values_list("entry_id", flat=True))
        ways = (
            Grant.objects.filter(grantee=RECOVERY).exclude(entry_id__in=held).select_related("entry__source")
        )
        changed = []
        for way in ways:
            sealed = SealedGrant(RECOVERY, bytes(way.sealed))
            given = grant_to(grantee, sealed, private, code=way.entry.source.code)
            Grant.objects.create(entry=way.entry, grantee=to, sealed=given.sealed)
            changed.append(way.entry)
        about = f"{len(changed)} sources to member {member.pk}"
        states = [state_of(entry) for entry in changed]
        log.record(archive, action="sources recovered", about=about, states=states)
    return len(changed)
