"""Tokens: how a member's program signs in. Only a hash is kept; scopes narrow what the member may do."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction

from saksi.record import InvalidInput
from saksi.workspace.accounts.models import Member, Token
from saksi.workspace.accounts.roles import CODERS, EVERY, Role, roles_of
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.session import Archive

PREFIX = "saksi_"  # so that a scanner of leaked secrets knows one
LONGEST = timedelta(days=366)
SCOPES: Mapping[str, frozenset[Role]] = {  # scope -> roles that may have it
    "read": EVERY,
    "decide": CODERS,
}


def tokens_of(member: Member) -> list[Token]:
    """Return a member's tokens, those that ended too."""
    return list(Token.objects.filter(member=member))


def make_token(
    archive: Archive, *, member: Member, label: str, scopes: Iterable[str], until: date
) -> tuple[Token, str]:
    """Return a new token, and its word, which is kept nowhere.

    Parameters
    ----------
    until
        The last day on which it works, in UTC.

    Raises
    ------
    InvalidInput
        No label; no scope, or one that the member's roles do not allow; a day past or too far off.
    """
    chosen, today, roles = sorted(set(scopes)), datetime.now(UTC).date(), roles_of(member)
    allowed = all(scope in SCOPES and SCOPES[scope] & roles for scope in chosen)
    if not label.strip() or not chosen or not allowed or not today <= until <= today + LONGEST:
        raise InvalidInput(
            "a token needs a label, scopes that the member's roles allow, and a last day within a year;"
            " none was made"
        )
    word = PREFIX + token_urlsafe(32)
    with transaction.atomic():
        token = Token.objects.create(
            member=member,
            label=label.strip()[:64],
            sha256=_hash(word),
            scopes=chosen,
            made_at=datetime.now(UTC),
            until=until,
        )
        log.record(archive, action="token made", about=_about(token), states=[state_of(token)])
    return token, word


def end_token(archive: Archive, *, token: Token) -> None:
    """Let a token work no more; a second time changes nothing."""
    if token.ended_at is not None:
        return
    with transaction.atomic():
        token.ended_at = datetime.now(UTC)
        token.save(update_fields=["ended_at"])
        log.record(archive, action="token ended", about=_about(token), states=[state_of(token)])


def find_token(word: str) -> Token | None:
    """Return the token that a word is of; None where there is none that works, or its member is gone."""
    today = datetime.now(UTC).date()
    alive = Token.objects.filter(ended_at=None, until__gte=today, member__removed_at=None)
    return alive.select_related("member").filter(sha256=_hash(word)).first()


def may(token: Token, scope: str) -> bool:
    """Return whether a token, and the roles that its member has now, allow a scope."""
    return scope in token.scopes and bool(SCOPES[scope] & roles_of(token.member))


def _hash(word: str) -> bytes:
    return sha256(word.encode()).digest()


def _about(token: Token) -> str:
    return f"token {token.pk} of member {token.member_id}"
