"""Who a program works for: its token, looked at with every request."""

from dataclasses import replace
from typing import cast

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from saksi.workspace.accounts.models import Token
from saksi.workspace.accounts.roles import EVERY, Role, roles_of
from saksi.workspace.accounts.tokens import find_token, may
from saksi.workspace.web.access import Request
from saksi.workspace.web.serving import serving

LOCKED, FORBIDDEN = 423, 403


class ByToken(HttpBearer):
    """A token that has a scope; the archive must be unlocked, which a token never does."""

    def __init__(self, scope: str, *, roles: frozenset[Role] = EVERY) -> None:
        super().__init__()
        self.scope, self.roles = scope, roles

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """Return the token, and note on the request whose it is; None answers 401.

        Raises
        ------
        HttpError
            The archive is locked, or the scope is not this token's.
        """
        archive = serving().archive
        if archive is None:
            raise HttpError(LOCKED, "the archive is locked: somebody has to sign in to the workspace first")
        found = find_token(token)
        if found is None:
            return None
        if not (may(found, self.scope) and roles_of(found.member) & self.roles):
            raise HttpError(FORBIDDEN, f"the token, or the roles of its member, do not allow: {self.scope}")
        asked = cast("Request", request)
        asked.archive = replace(archive, actor=found.member.name)
        asked.member, asked.roles = found.member, roles_of(found.member)
        return found
