"""Roles: what a member may do. Whoever is first in an archive has all of them."""

from enum import StrEnum

from saksi.workspace.accounts.models import Member


class Role(StrEnum):
    """One task in an office; a member has one or more."""

    ADMINISTRATOR = "administrator"  # members, teams, settings
    KEEPER = "keeper"  # of sources: the vault
    DOCUMENTER = "documenter"  # adds and codes reports
    REVIEWER = "reviewer"  # adjudicates, assigns
    ANALYST = "analyst"  # links, estimates, exports
    READER = "reader"  # looks


EVERY = frozenset(Role)
WORKING = EVERY - {Role.READER}
CODERS = frozenset({Role.DOCUMENTER, Role.REVIEWER})  # decide on claims


def roles_of(member: Member) -> frozenset[Role]:
    """Return what a member may do.

    Until somebody is named administrator, the first member who is still here stands in and has every role:
    so a one-person archive needs no set-up, and none is ever without an administrator. A member of whom no
    role is kept is a reader.
    """
    if member.removed_at is not None:
        return frozenset()
    kept = frozenset(Role(role) for role in member.roles or ())
    if Role.ADMINISTRATOR not in kept and member.pk == _stand_in():
        return EVERY
    return kept or frozenset({Role.READER})


def in_order(roles: frozenset[Role]) -> list[Role]:
    """Return roles in the order in which pages name them."""
    return [role for role in Role if role in roles]


def _stand_in() -> int | None:
    """The key of the member who stands in for an administrator; None where there is one."""
    here = list(Member.objects.filter(removed_at=None).order_by("pk").only("pk", "roles"))
    if not here or any(Role.ADMINISTRATOR in (member.roles or ()) for member in here):
        return None
    return here[0].pk
