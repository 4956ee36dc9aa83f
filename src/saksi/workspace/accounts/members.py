"""Members: roles, new ones with a passphrase drawn for them, and those who leave. Nobody is deleted."""

from collections.abc import Iterable
from secrets import choice

from django.db import transaction
from shamir_mnemonic.wordlist import WORDLIST  # type: ignore[import-untyped, unused-ignore]

from saksi.archive import Holder
from saksi.record import InvalidInput
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.roles import Role, roles_of
from saksi.workspace.accounts.services import add_key_holder, remove_key_holder
from saksi.workspace.accounts.slots import cost_here
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.errors import NotAllowed
from saksi.workspace.session import Archive

WORDS = 7  # of 1,024: 70 bits


def members() -> list[Member]:
    """Return all members, those who left last."""
    return sorted(Member.objects.all(), key=lambda member: (member.removed_at is not None, member.pk))


def add_member_with_sheet(archive: Archive, *, name: str, roles: Iterable[Role]) -> tuple[Member, str]:
    """Let one more person in, and return them with a passphrase drawn for them, to be handed over once.

    Whoever gets it must choose one of their own before anything else: `must_choose`.

    Raises
    ------
    InvalidInput
        No role was chosen.
    SetUpRefused
        The name is taken, or is none.
    """
    chosen = _codes(roles)
    passphrase = " ".join(choice(WORDLIST) for _ in range(WORDS))
    holder, cost = Holder(name, passphrase), cost_here(archive.layout)
    member = add_key_holder(archive, holder=holder, roles=chosen, handed_over=True, cost=cost)
    return member, passphrase


def must_choose(member: Member) -> bool:
    """Return whether a member still has the passphrase that somebody else drew and read."""
    return member.handed_at is not None


def set_roles(archive: Archive, *, member: Member, roles: Iterable[Role]) -> None:
    """Let a member do this, and nothing else.

    Raises
    ------
    InvalidInput
        No role was chosen; who shall do nothing is retired.
    NotAllowed
        Nobody would be administrator.
    """
    chosen = _codes(roles)
    if Role.ADMINISTRATOR not in chosen:
        _another_administrator(member)
    change = f"{_listed(member.roles or [])} → {_listed(chosen)}"
    with transaction.atomic():
        member.roles = chosen
        member.save(update_fields=["roles"])
        about = f"member {member.pk}"
        log.record(archive, action="roles chosen", about=about, reason=change, states=[state_of(member)])


def retire_member(archive: Archive, *, member: Member) -> None:
    """Take a member's way in, grants and drafts away; what they did stays, under their name.

    Raises
    ------
    NotAllowed
        It is oneself, or nobody would be administrator.
    SetUpRefused
        Too few people could open the archive.
    """
    if member.name == archive.actor:
        raise NotAllowed("nobody retires themselves: another administrator does; nothing was changed")
    _another_administrator(member)
    remove_key_holder(archive, name=member.name)


def _codes(roles: Iterable[Role]) -> list[str]:
    chosen = sorted(Role(role).value for role in roles)
    if not chosen:
        raise InvalidInput("choose at least one role; nothing was changed")
    return chosen


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes)) or "–"


def _another_administrator(member: Member) -> None:
    others = Member.objects.filter(removed_at=None).exclude(pk=member.pk)
    if Role.ADMINISTRATOR in roles_of(member) and not any(
        Role.ADMINISTRATOR in (other.roles or ()) for other in others
    ):
        raise NotAllowed("nobody would be administrator: name another first; nothing was changed")
