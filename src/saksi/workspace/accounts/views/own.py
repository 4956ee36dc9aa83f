"""What a member sets for themselves: language, keys, passphrase."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from saksi.archive import SetUpRefused, WrongPassphrase
from saksi.workspace.accounts.choices import prefer
from saksi.workspace.accounts.factors import factors_of
from saksi.workspace.accounts.members import must_choose
from saksi.workspace.accounts.roles import in_order
from saksi.workspace.accounts.services import change_key_holder
from saksi.workspace.accounts.slots import cost_here
from saksi.workspace.web.access import EVERY, Request, action, form, page, said, tell


@page(*EVERY)
def settings(request: Request) -> HttpResponse:
    """Show what can be set, and where."""
    context = {
        "preference": request.preference,
        "factors": factors_of(request.member),
        "own_roles": in_order(request.roles),
    }
    return render(request, "accounts/settings.html", context)


@action(*EVERY)
def preferences(request: Request) -> HttpResponse:
    """Keep language and single keys."""
    language = request.POST.get("language", request.preference.language)
    prefer(request.member, language=language, single_keys="single_keys" in request.POST)
    request.language = language
    tell(request, said(request, "accounts.kept"))
    return redirect("accounts:settings")


@form(*EVERY)
def passphrase(request: Request) -> HttpResponse:
    """Change one's own passphrase, for the archive and for the vault."""
    why, first = "", must_choose(request.member)
    if request.method == "POST":
        old, new = request.POST.get("old", ""), request.POST.get("new", "")
        same = new == request.POST.get("again", "")
        why = _changed(request, old, new) if same else "accounts.passphrase.differ"
        if not why:
            tell(request, said(request, "accounts.passphrase.done"))
            return redirect("web:home" if first else "accounts:settings")
    context = {"why": said(request, why) if why else "", "first": first}
    return render(request, "accounts/passphrase.html", context, status=422 if why else 200)


def _changed(request: Request, old: str, new: str) -> str:
    """Change the passphrase; return the key of what is wrong, or nothing."""
    if old == new:
        return "accounts.passphrase.same"
    try:
        change_key_holder(
            request.archive,
            name=request.member.name,
            old=old,
            new=new,
            cost=cost_here(request.archive.layout),
        )
    except WrongPassphrase:
        return "web.confirm.wrong"
    except SetUpRefused:
        return "accounts.passphrase.weak"
    return ""
