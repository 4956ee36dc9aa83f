"""The gate before every page: no page without a signed-in member, and nothing told to whoever is none."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse

from saksi.workspace.accounts.choices import idle_minutes, preference_of
from saksi.workspace.accounts.factors import must_set_up
from saksi.workspace.accounts.members import must_choose
from saksi.workspace.accounts.models import LANGUAGES, Member
from saksi.workspace.accounts.roles import roles_of
from saksi.workspace.session import Archive
from saksi.workspace.web.access import Request
from saksi.workspace.web.serving import serving
from saksi.workspace.web.sessions import Session

COOKIE = "saksi"
LANGUAGE_COOKIE = "saksi_language"
POLL = "Saksi-Poll"  # header of requests that a page makes by itself: they keep nobody signed in
API = "/api/"  # its tokens are looked at there

Answer = Callable[[HttpRequest], HttpResponse]


class Gate:
    """Middleware: finds the session, or asks to sign in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request, or send whoever asks to the page that unlocks."""
        with serving().working():
            asked = cast("Request", request)
            asked.language = language_asked(request)
            signed_in = _recognised(asked)
            if request.path_info.startswith(API) or _is_public(request):
                return self.get_response(request)
            if not signed_in:
                return _sign_in_first(request)
            if not asked.signed_in.passed:
                return redirect(f"{reverse('web:second')}?{urlencode({'next': request.get_full_path()})}")
            if must_choose(asked.member) and not _chooses(request):
                return redirect("accounts:passphrase")
            if must_set_up(asked.member) and not _sets_up(request):
                return redirect("accounts:factors")
            return self.get_response(request)


def language_asked(request: HttpRequest) -> str:
    """Return the language for whoever is not signed in: as chosen before, else as the browser asks."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return str(chosen)
    return "ko" if request.headers.get("Accept-Language", "").lower().startswith("ko") else "en"


def give_seat(request: Request, session: Session, member: Member, archive: Archive) -> None:
    """Note on a request who works."""
    request.archive = replace(archive, actor=member.name)
    request.member, request.signed_in = member, session
    request.roles = roles_of(member)
    request.preference = preference_of(member, otherwise=request.language)
    request.language = request.preference.language


def _recognised(request: Request) -> bool:
    """Find the session of a request; the archive may be locked, the member gone."""
    here, token = serving(), request.COOKIES.get(COOKIE, "")
    archive = here.archive
    if archive is None or not token:
        return False
    idle = idle_minutes() * 60
    session = here.sessions.find(token, idle=idle, touch=POLL not in request.headers)
    if session is None:
        return False
    member = Member.objects.filter(pk=session.member_id, removed_at=None).first()
    if member is None:
        here.sessions.end(token)
        return False
    give_seat(request, session, member, archive)
    return True


def _is_public(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return getattr(view, "roles", frozenset()) is None


def _sets_up(request: HttpRequest) -> bool:
    found = resolve(request.path_info)
    return found.app_name == "accounts" and (found.url_name or "").startswith("factor")


def _chooses(request: HttpRequest) -> bool:
    return resolve(request.path_info).view_name in {"accounts:passphrase", "web:lock"}


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send a reader to the page that unlocks; tell a script with 401, or 423 where all is locked."""
    by_script = "HX-Request" in request.headers or "application/json" in request.headers.get("Accept", "")
    if request.method in {"GET", "HEAD"} and not by_script:
        return redirect(f"{reverse('web:unlock')}?{urlencode({'next': request.get_full_path()})}")
    status = 423 if serving().archive is None else 401
    return render(request, "web/locked.html", {"by_script": by_script}, status=status)
