"""Cases and their teams."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from saksi.record import InvalidInput
from saksi.workspace.accounts import cases as services
from saksi.workspace.accounts.models import Case, Member
from saksi.workspace.accounts.roles import Role
from saksi.workspace.web.access import Request, action, page, said, tell


@page(Role.ADMINISTRATOR)
def cases(request: Request) -> HttpResponse:
    """List the cases with their teams."""
    return _listed(request)


@action(Role.ADMINISTRATOR)
def open_new(request: Request) -> HttpResponse:
    """Open a case."""
    label = request.POST.get("label", "")
    try:
        services.open_case(request.archive, label=label, team=_chosen(request))
    except InvalidInput:
        return _listed(request, said(request, "accounts.cases.lacks"), label=label, status=422)
    tell(request, said(request, "accounts.cases.opened"))
    return redirect("accounts:cases")


@action(Role.ADMINISTRATOR)
def team(request: Request, key: int) -> HttpResponse:
    """Choose who may see a case."""
    case = _case(key)
    try:
        services.set_team(request.archive, case=case, team=_chosen(request))
    except InvalidInput:
        return _listed(request, said(request, "accounts.cases.nobody"), status=422)
    tell(request, said(request, "accounts.kept"))
    return redirect("accounts:cases")


@action(Role.ADMINISTRATOR)
def close(request: Request, key: int) -> HttpResponse:
    """Close a case."""
    services.close_case(request.archive, case=_case(key), reason=request.POST.get("reason", ""))
    tell(request, said(request, "accounts.cases.closed"))
    return redirect("accounts:cases")


def _listed(request: Request, why: str = "", *, label: str = "", status: int = 200) -> HttpResponse:
    rows = [
        {"case": case, "team": {mate.member_id for mate in case.team.all()}, "n": case.reports.count()}
        for case in Case.objects.prefetch_related("team")
    ]
    here = list(Member.objects.filter(removed_at=None))
    context = {"cases": rows, "members": here, "why": why, "label": label}
    return render(request, "accounts/cases.html", context, status=status)


def _case(key: int) -> Case:
    case = Case.objects.filter(pk=key).first()
    if case is None:
        raise Http404
    return case


def _chosen(request: Request) -> list[Member]:
    keys = request.POST.getlist("team")
    return [member for member in Member.objects.filter(removed_at=None) if str(member.pk) in keys]
