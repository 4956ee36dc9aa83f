"""The log as a page, and the history of one record."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render

from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import hidden_reports
from saksi.workspace.audit.histories import history_of
from saksi.workspace.audit.listing import Wanted, entries
from saksi.workspace.audit.opening import may_see
from saksi.workspace.frames import LARGEST
from saksi.workspace.web.access import EVERY, Request, Role, page
from saksi.workspace.web.asking import page_asked


@page(Role.ADMINISTRATOR, Role.KEEPER)
def log(request: Request) -> HttpResponse:
    """List what was done, newest first."""
    asked = request.GET
    wanted = Wanted(
        who=asked.get("who", ""),
        action=asked.get("action", "").strip(),
        object=asked.get("object", "").strip(),
        since=_day(asked.get("since")),
        until=_day(asked.get("until")),
    )
    found, following = entries(request.archive, wanted, before=page_asked(request))
    context = {"entries": found, "following": following, "wanted": wanted, "members": Member.objects.all()}
    return render(request, "audit/log.html", context)


@page(*EVERY)
def of(request: Request, kind: str, key: int) -> HttpResponse:
    """Show the history of one record: a page, or the piece of one for htmx."""
    if key > LARGEST or not may_see(request.member, request.roles, kind, key):
        raise Http404
    told = history_of(request.archive, kind, key, frozenset(hidden_reports(request.member)))
    context = {"happenings": told, "kind": kind, "key": key}
    name = "audit/history.html" if "HX-Request" in request.headers else "audit/of.html"
    return render(request, name, context)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
