"""A member's own second factors."""

from secrets import token_bytes

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from saksi.record import InvalidInput
from saksi.workspace.accounts.factors import (
    add_code,
    factors_of,
    must_set_up,
    new_secret,
    otp_address,
    remove_factor,
)
from saksi.workspace.accounts.models import Factor
from saksi.workspace.accounts.passkeys import add_passkey, place_of, registration_options
from saksi.workspace.web.access import EVERY, Request, action, confirmed, form, page, said, tell
from saksi.workspace.web.serving import serving


@page(*EVERY)
def factors(request: Request) -> HttpResponse:
    """List a member's second factors."""
    context = {"factors": factors_of(request.member), "must": must_set_up(request.member)}
    return render(request, "accounts/factors.html", context)


@confirmed
@form(*EVERY)
def code(request: Request) -> HttpResponse:
    """Set up codes by the clock: a picture for the phone, and a first code from it."""
    why, here = "", request.signed_in
    if request.method == "POST":
        try:
            add_code(
                request.archive,
                member=request.member,
                secret=here.setting_up,
                code=request.POST.get("code", ""),
                label=request.POST.get("label", ""),
            )
        except InvalidInput:
            why = said(request, "accounts.factors.code_wrong")
        else:
            here.setting_up = b""
            tell(request, said(request, "accounts.factors.added"))
            return redirect("accounts:factors")
    else:
        here.setting_up = new_secret()
    address = otp_address(here.setting_up, member=request.member, record=serving().layout.folder.name)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="#fff")
    typed = address.split("secret=")[1].split("&")[0]
    context = {"why": why, "picture": picture, "typed": " ".join(typed[i : i + 4] for i in range(0, 32, 4))}
    return render(request, "accounts/factor_code.html", context, status=422 if why else 200)


@confirmed
@form(*EVERY)
def passkey(request: Request) -> HttpResponse:
    """Set up a passkey."""
    why, here = "", request.signed_in
    host, origin = place_of(request)
    if request.method == "POST":
        challenge, here.challenge = here.challenge, b""
        try:
            add_passkey(
                request.archive,
                member=request.member,
                answer=request.POST.get("passkey", ""),
                challenge=challenge,
                origin=origin,
                host=host,
                label=request.POST.get("label", ""),
            )
        except InvalidInput:
            why = said(request, "accounts.factors.passkey_wrong")
        else:
            tell(request, said(request, "accounts.factors.added"))
            return redirect("accounts:factors")
    here.challenge = token_bytes(32)
    options = registration_options(request.member, host=host, challenge=here.challenge)
    context = {"why": why, "options": options}
    return render(request, "accounts/factor_passkey.html", context, status=422 if why else 200)


@confirmed
@action(*EVERY)
def remove(request: Request, key: int) -> HttpResponse:
    """Let one of one's own second factors be none any more."""
    factor = Factor.objects.filter(pk=key, member=request.member, removed_at=None).first()
    if factor is None:
        raise Http404
    remove_factor(request.archive, factor=factor)
    tell(request, said(request, "accounts.factors.removed"))
    return redirect("accounts:factors")
