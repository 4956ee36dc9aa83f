"""Unlocking, locking, confirming, language; and the pages for what is absent or broken."""

from secrets import token_bytes
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from saksi.archive import WrongPassphrase
from saksi.workspace.accounts.choices import prefer
from saksi.workspace.accounts.factors import check_code, factors_of
from saksi.workspace.accounts.models import LANGUAGES
from saksi.workspace.accounts.passkeys import authentication_options, check_passkey, place_of
from saksi.workspace.accounts.signing import opens, sign_in
from saksi.workspace.web.access import EVERY, Request, action, form, page, public, said
from saksi.workspace.web.gate import COOKIE, LANGUAGE_COOKIE
from saksi.workspace.web.headers import A_YEAR
from saksi.workspace.web.rail import first_page
from saksi.workspace.web.serving import serving
from saksi.workspace.web.sessions import Session

TOO_MANY = 429


@page(*EVERY)
def home(request: Request) -> HttpResponse:
    """Go to the first page of the member."""
    return redirect(first_page(request.roles))


@page(*EVERY)
def about(request: Request) -> HttpResponse:
    """Say what this is, and all keys."""
    return render(request, "web/about.html")


@public("GET", "HEAD", "POST")
def unlock_archive(request: HttpRequest) -> HttpResponse:
    """Sign in with one's own name and passphrase; the first who does opens the archive."""
    if request.method != "POST":
        return _unlock_page(request)
    name, passphrase = request.POST.get("name", "").strip(), request.POST.get("passphrase", "")
    here, who = serving(), (f"name {name}", f"address {request.META.get('REMOTE_ADDR', '')}")
    if (left := here.waits.left(*who)) > 0:
        return _unlock_page(request, "web.unlock.wait", status=TOO_MANY, name=name, n=round(left) or 1)
    with here.arriving():
        try:
            member = sign_in(here, name=name, passphrase=passphrase)
        except WrongPassphrase:
            here.waits.failed(*who)
            return _unlock_page(request, "web.unlock.wrong", status=403, name=name)
        here.waits.succeeded(*who)
        token, session = here.sessions.begin(member.pk, passed=not factors_of(member))
        session.confirm()
    return _signed_in(request, token, session)


@public("GET", "HEAD", "POST")
def second(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor: a code, or a passkey."""
    if not hasattr(request, "member"):
        return redirect("web:unlock")
    asked = cast("Request", request)
    if asked.signed_in.passed:
        return redirect(_ours(request))
    if request.method != "POST":
        return _second_page(asked)
    here, who = serving(), f"second {asked.member.pk}"
    if (left := here.waits.left(who)) > 0:
        return _second_page(asked, said(asked, "web.unlock.wait", n=round(left) or 1), TOO_MANY)
    if not _second_fits(asked):
        here.waits.failed(who)
        return _second_page(asked, said(asked, "web.second.wrong"), 403)
    here.waits.succeeded(who)
    asked.signed_in.passed = True
    return redirect(_ours(request))


@action(*EVERY)
def lock(request: Request) -> HttpResponse:
    """End the session; with the last one the archive is locked."""
    here = serving()
    here.sessions.end(request.COOKIES.get(COOKIE, ""))
    here.lock_if_deserted(by_hand=True)
    response = redirect("web:unlock")
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


@form(*EVERY)
def confirm(request: Request) -> HttpResponse:
    """Ask for the passphrase again, and go on to where the member wanted to go."""
    onward = _ours(request)
    if request.method != "POST":
        return render(request, "web/confirm.html", {"next": onward})
    here, who = serving(), f"confirm {request.member.pk}"
    if (left := here.waits.left(who)) > 0:
        why = said(request, "web.unlock.wait", n=round(left) or 1)
        return render(request, "web/confirm.html", {"next": onward, "why": why}, status=TOO_MANY)
    try:
        opens(here, request.member.name, request.POST.get("passphrase", "")).wipe()
    except WrongPassphrase:
        here.waits.failed(who)
        why = said(request, "web.confirm.wrong")
        return render(request, "web/confirm.html", {"next": onward, "why": why}, status=403)
    here.waits.succeeded(who)
    request.signed_in.confirm()
    return redirect(onward)


@public("POST")
def language(request: HttpRequest, language: str) -> HttpResponse:
    """Choose a language: kept for the member, and in a cookie for the page that unlocks."""
    if language not in LANGUAGES:
        return absent(request)
    member = getattr(request, "member", None)
    if member is not None:
        prefer(member, language=language)
    response = redirect(_ours(request))
    response.set_cookie(LANGUAGE_COOKIE, language, max_age=A_YEAR, httponly=True, samesite="Strict")
    return response


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Say that there is no such page, or that it is not this member's to see."""
    return render(request, "web/absent.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Say that the request makes no sense."""
    return render(request, "web/bad_request.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Say that a form came from elsewhere, or is older than the session."""
    return render(request, "web/forbidden.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something broke where no view was at work."""
    return render(request, "web/broken.html", {"number": "", "place": ""}, status=500)


def _second_fits(request: Request) -> bool:
    if passkey := request.POST.get("passkey"):
        host, origin = place_of(request)
        challenge, request.signed_in.challenge = request.signed_in.challenge, b""  # none is used twice
        return bool(challenge) and check_passkey(
            request.archive,
            member=request.member,
            answer=passkey,
            challenge=challenge,
            origin=origin,
            host=host,
        )
    return check_code(request.archive, member=request.member, code=request.POST.get("code", ""))


def _second_page(request: Request, why: str = "", status: int = 200) -> HttpResponse:
    kinds = {factor.kind for factor in factors_of(request.member)}
    options = ""
    if "passkey" in kinds:
        request.signed_in.challenge = token_bytes(32)
        options = authentication_options(
            request.member, host=place_of(request)[0], challenge=request.signed_in.challenge
        )
    context = {"why": why, "kinds": kinds, "options": options, "next": _ours(request), "member": None}
    return render(request, "web/second.html", context, status=status)


def _unlock_page(request: HttpRequest, why: str = "", *, status: int = 200, **values: object) -> HttpResponse:
    context = {
        "why": said(request, why, **values) if why else "",
        "name": values.get("name", ""),
        "next": _ours(request),
        "locked": serving().archive is None,
    }
    if "HX-Request" in request.headers:
        return HttpResponse(context["why"], status=status, content_type="text/plain; charset=utf-8")
    return render(request, "web/unlock.html", context, status=status)


def _signed_in(request: HttpRequest, token: str, session: Session) -> HttpResponse:
    """Set the cookie and go on; a script that unlocked in place gets an empty answer."""
    onward = _ours(request)
    if not session.passed:
        onward = f"{reverse('web:second')}?next={onward}"
    by_script = "HX-Request" in request.headers and session.passed
    response = HttpResponse(status=204) if by_script else redirect(onward)
    response.set_cookie(COOKIE, token, httponly=True, samesite="Strict", secure=request.is_secure())
    return response


def _ours(request: HttpRequest) -> str:
    """Return the address to go on to: only ever one of this server."""
    wanted = request.POST.get("next") or request.GET.get("next") or reverse("web:home")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe and wanted.startswith("/") else reverse("web:home")
