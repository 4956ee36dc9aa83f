"""The vault: who a source is, under a key of its own, for those who were granted it.

Elsewhere only the random code stands. Opening needs a grant, one's own passphrase, a category and a reason,
and leaves its entry before anything is decrypted.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction

from saksi.archive import Damaged
from saksi.archive.vault import (
    RECOVERY,
    Grantee,
    PersonKeys,
    grant_to,
    open_entry,
    open_person,
    random_code,
    seal_entry,
)
from saksi.archive.vault import Grant as SealedGrant
from saksi.record import InvalidInput
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit import log
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.states import state_of
from saksi.workspace.errors import NotAllowed
from saksi.workspace.holdings.models import Grant, Source, VaultEntry, VaultKey
from saksi.workspace.session import Archive

CATEGORIES = ("contact", "safety", "verification", "consent", "legal")  # why an entry is opened
SHORTEST_REASON = 15  # characters
AN_HOUR = 5  # openings a person and hour
OPENED = "source opened"


@dataclass(frozen=True)
class Details:
    """What is known of a source: in clear only in memory, while somebody with a grant looks at it."""

    name: str = field(repr=False)
    contact: str = field(default="", repr=False)
    risk: str = field(default="", repr=False)  # what threatens them, and whom else
    consent: str = field(default="", repr=False)  # to what
    handling: str = field(default="", repr=False)  # how to treat what they gave

    def sealed_form(self) -> bytes:
        """Return the bytes that are sealed."""
        return json.dumps(self.__dict__, ensure_ascii=False).encode()


def register_source(
    archive: Archive,
    *,
    details: Details,
    grantees: Sequence[str],
    consent_until: date | None = None,
    kind: str | None = None,
    grade: str | None = None,
) -> Source:
    """Register a source and return it with its random code.

    Parameters
    ----------
    grantees
        Names of key holders who may open the entry; two recovery sheets of the vault always can.
    consent_until
        Last day of the consent; None = no end was named.
    grade
        A to F; None = not graded.

    Raises
    ------
    NotAllowed
        A demo archive has no vault.
    InvalidInput
        Nobody is granted, one of them is no key holder here, or a value is not one of those that exist.
    """
    if archive.layout.facts.demo:
        raise NotAllowed("a demo archive has no vault: make one with `saksi new`; nothing was stored")
    if not details.name.strip():
        raise InvalidInput("a vault entry needs a name; nothing was stored")
    members = _members(grantees)
    with transaction.atomic():
        key = VaultKey.objects.get(pk=1)
        code = _free_code()
        sealed = seal_entry(
            details.sealed_form(),
            [*(Grantee(m.name, bytes(m.public_key)) for m in members), Grantee(RECOVERY, bytes(key.public))],
            code=code,
        )
        source = Source.objects.create(
            code=code,
            kind=kind,
            grade=grade,
            consent_until=consent_until,
            registered_at=datetime.now(UTC),
        )
        entry = VaultEntry.objects.create(source=source, blob=sealed.blob)
        Grant.objects.bulk_create(
            [Grant(entry=entry, grantee=grant.grantee, sealed=grant.sealed) for grant in sealed.grants]
        )
        states = [state_of(source), state_of(entry)]
        log.record(archive, action="source registered", about=f"source {source.pk}", states=states)
    return source


def open_source(
    archive: Archive, *, code: str, member: str, passphrase: str, category: str, reason: str
) -> Details:
    """Return what is known of a source.

    Parameters
    ----------
    member, passphrase
        Who opens, by their own passphrase: the archive's key alone opens no entry.
    category, reason
        Why, one of `CATEGORIES` and at least `SHORTEST_REASON` characters; both stand in the log for good.

    Raises
    ------
    NotAllowed
        No grant, no reason, consent withdrawn, or `AN_HOUR` openings in the last hour.
    WrongPassphrase
        It is not this person's.
    InvalidInput
        There is no such source.
    """
    _check_reason(category, reason)
    with transaction.atomic():  # the entry stays, whatever becomes of the opening
        source, grant = _granted(code, member)
        since = datetime.now(UTC) - timedelta(hours=1)
        recent = Entry.objects.filter(action=OPENED, actor=archive.code_of(member), at__gte=since).count()
        if recent >= AN_HOUR:
            raise NotAllowed(
                f"{recent} entries were opened in the last hour, and {AN_HOUR} is the limit:"
                " wait, or ask a second person with a grant"
            )
        asker = Archive(archive.layout, archive.keys, member)
        log.record(asker, action=OPENED, about=f"source {source.pk}", reason=f"{category}: {reason.strip()}")
    private = _private(member, passphrase)
    sealed = SealedGrant(grant.grantee, bytes(grant.sealed))
    return _details(open_entry(bytes(grant.entry.blob), sealed, private, code=code))


def grant_source(archive: Archive, *, code: str, member: str, passphrase: str, to: str) -> None:
    """Let one more key holder open an entry; only somebody with a grant can.

    Raises
    ------
    NotAllowed, WrongPassphrase, InvalidInput
        As `open_source`.
    """
    [receiver] = _members([to])
    private = _private(member, passphrase)
    with transaction.atomic():
        source, grant = _granted(code, member)
        grantee = Grantee(receiver.name, bytes(receiver.public_key))
        given = grant_to(grantee, SealedGrant(grant.grantee, bytes(grant.sealed)), private, code=code)
        Grant.objects.update_or_create(
            entry=grant.entry, grantee=receiver.name, defaults={"sealed": given.sealed}
        )
        about = f"source {source.pk} to member {receiver.pk}"
        log.record(archive, action="source granted", about=about, states=[state_of(grant.entry)])


def withdraw_source(archive: Archive, *, code: str, reason: str) -> int:
    """End a source's consent: its key is destroyed for everybody, its reports leave search and findings.

    The sealed blob and the reports stay in the archive, sealed; nobody can open the blob any more, here. A
    backup from before holds the grants still: replace old backups.

    Returns
    -------
    int
        How many reports left.

    Raises
    ------
    InvalidInput
        There is no such source, or it was withdrawn before.
    NotAllowed
        The reason is too short.
    """
    _check_reason(CATEGORIES[3], reason)
    with transaction.atomic():
        source = _source(code)
        entry = VaultEntry.objects.get(source=source)
        Grant.objects.filter(entry=entry).delete()
        source.withdrawn_at = datetime.now(UTC)
        source.save(update_fields=["withdrawn_at"])
        log.record(
            archive,
            action="source withdrawn",
            about=f"source {source.pk}",
            reason=reason.strip(),
            states=[state_of(source), state_of(entry)],
        )
    log.checkpoint(archive)
    return source.reports.count()


def sources() -> list[Mapping[str, Any]]:
    """Return what may be shown of all sources: codes and dates, no identity; sorted by code, not by age."""
    return [
        {
            "code": source.code,
            "kind": source.kind,
            "grade": source.grade,
            "consent_until": source.consent_until and source.consent_until.isoformat(),
            "withdrawn": source.withdrawn_at is not None,
            "reports": source.reports.count(),
            "granted_to": sorted(grant.grantee for grant in source.vault.grants.all()),
        }
        for source in Source.objects.order_by("code").select_related("vault")
    ]


def _check_reason(category: str, reason: str) -> None:
    if category not in CATEGORIES:
        raise NotAllowed(f"needed a category: one of {', '.join(CATEGORIES)}")
    if len(reason.strip()) < SHORTEST_REASON:
        raise NotAllowed(
            f"the reason has {len(reason.strip())} characters and {SHORTEST_REASON} are needed:"
            " others will read it in the log"
        )


def _members(names: Sequence[str]) -> list[Member]:
    found = {member.name: member for member in Member.objects.filter(name__in=names, removed_at=None)}
    missing = len(set(names) - set(found))
    if missing or not found:
        raise InvalidInput(
            f"{missing or 'no'} of the names given are key holders' here: see `saksi key list`"
        )
    return [found[name] for name in dict.fromkeys(names)]


def _source(code: str) -> Source:
    source = Source.objects.filter(code=code).first()
    if source is None:
        raise InvalidInput("no source has this code: see `saksi source list`")
    if source.withdrawn_at is not None:
        raise NotAllowed("consent was withdrawn and the key destroyed: nobody can open this entry any more")
    return source


def _granted(code: str, member: str) -> tuple[Source, Grant]:
    source = _source(code)
    grant = Grant.objects.select_related("entry").filter(entry__source=source, grantee=member).first()
    if grant is None:
        raise NotAllowed("no grant for this entry: ask somebody who has one (`saksi source list` names them)")
    return source, grant


def _private(member: str, passphrase: str) -> bytes:
    [row] = _members([member])
    return open_person(member, PersonKeys(bytes(row.public_key), row.wrapped_key), passphrase)


def _details(data: bytes) -> Details:
    try:
        return Details(**json.loads(data))
    except (ValueError, TypeError):
        raise Damaged("a vault entry opens, but is not of this version's form; use a newer Saksi") from None


def _free_code() -> str:
    while True:
        code = random_code()
        if not Source.objects.filter(code=code).exists():
            return code
