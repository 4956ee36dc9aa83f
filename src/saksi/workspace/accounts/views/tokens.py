"""A member's own tokens."""

from datetime import UTC, date, datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from saksi.record import InvalidInput
from saksi.workspace.accounts.models import Token
from saksi.workspace.accounts.tokens import LONGEST, SCOPES, end_token, make_token, tokens_of
from saksi.workspace.web.access import EVERY, Request, action, confirmed, page, said, tell


@page(*EVERY)
def tokens(request: Request) -> HttpResponse:
    """List a member's tokens."""
    return _listed(request)


@confirmed
@action(*EVERY)
def make(request: Request) -> HttpResponse:
    """Make a token, and show its word once."""
    sent = request.POST
    try:
        token, word = make_token(
            request.archive,
            member=request.member,
            label=sent.get("label", ""),
            scopes=sent.getlist("scopes"),
            until=date.fromisoformat(sent.get("until", "")),
        )
    except (InvalidInput, ValueError):
        return _listed(request, said(request, "accounts.tokens.lacks"), status=422)
    return render(request, "accounts/token.html", {"token": token, "word": word})


@confirmed
@action(*EVERY)
def end(request: Request, key: int) -> HttpResponse:
    """End one of one's own tokens."""
    token = Token.objects.filter(pk=key, member=request.member).first()
    if token is None:
        raise Http404
    end_token(request.archive, token=token)
    tell(request, said(request, "accounts.tokens.ended_done"))
    return redirect("accounts:tokens")


def _listed(request: Request, why: str = "", *, status: int = 200) -> HttpResponse:
    today = datetime.now(UTC).date()
    context = {
        "tokens": tokens_of(request.member),
        "scopes": [scope for scope, roles in SCOPES.items() if roles & request.roles],
        "today": today,
        "latest": today + LONGEST,
        "why": why,
    }
    return render(request, "accounts/tokens.html", context, status=status)
