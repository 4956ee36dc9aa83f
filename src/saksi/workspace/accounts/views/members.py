"""Members: who works here, and what they may do."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from saksi.archive import SetUpRefused
from saksi.record import InvalidInput
from saksi.workspace.accounts import members as services
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.roles import Role, in_order, roles_of
from saksi.workspace.web.access import Request, action, confirmed, page, said, tell
from saksi.workspace.web.serving import serving


@page(Role.ADMINISTRATOR)
def members(request: Request) -> HttpResponse:
    """List the members with their roles."""
    return _listed(request)


@confirmed
@action(Role.ADMINISTRATOR)
def add(request: Request) -> HttpResponse:
    """Let somebody in, and show the sheet with their passphrase, once."""
    name = request.POST.get("name", "").strip()
    try:
        member, passphrase = services.add_member_with_sheet(
            request.archive, name=name, roles=_roles(request.POST.getlist("roles"))
        )
    except SetUpRefused:
        return _listed(request, said(request, "accounts.members.name_refused"), name=name, status=422)
    except InvalidInput:
        return _listed(request, said(request, "accounts.members.no_role"), name=name, status=422)
    context = {"new": member, "new_roles": in_order(roles_of(member)), "passphrase": passphrase}
    return render(request, "accounts/sheet.html", context)


@confirmed
@action(Role.ADMINISTRATOR)
def roles(request: Request, key: int) -> HttpResponse:
    """Choose what a member may do."""
    member = _member(key)
    services.set_roles(request.archive, member=member, roles=_roles(request.POST.getlist("roles")))
    tell(request, said(request, "accounts.kept"))
    return redirect("accounts:members")


@confirmed
@action(Role.ADMINISTRATOR)
def retire(request: Request, key: int) -> HttpResponse:
    """Take a member's way in away; what they did stays."""
    member = _member(key)
    services.retire_member(request.archive, member=member)
    serving().sessions.end_all(member.pk)
    tell(request, said(request, "accounts.members.retired", name=member.name))
    return redirect("accounts:members")


def _listed(request: Request, why: str = "", *, name: str = "", status: int = 200) -> HttpResponse:
    rows = [(member, in_order(roles_of(member))) for member in services.members()]
    context = {"members": rows, "all_roles": list(Role), "why": why, "name": name}
    return render(request, "accounts/members.html", context, status=status)


def _member(key: int) -> Member:
    member = Member.objects.filter(pk=key, removed_at=None).first()
    if member is None:
        raise Http404
    return member


def _roles(codes: Iterable[str]) -> list[Role]:
    known = {role.value: role for role in Role}
    return [known[code] for code in codes if code in known]
