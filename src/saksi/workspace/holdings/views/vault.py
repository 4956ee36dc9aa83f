"""The vault's pages: codes for keepers; who a source is, for a grant, a passphrase and a reason."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from saksi.archive import WrongPassphrase
from saksi.archive.vault import RECOVERY
from saksi.record import SaksiError, vocabulary
from saksi.workspace.accounts.models import Member
from saksi.workspace.holdings.models.sources import GRADES
from saksi.workspace.holdings.vault import (
    CATEGORIES,
    SHORTEST_REASON,
    Details,
    grant_source,
    open_source,
    register_source,
    withdraw_source,
)
from saksi.workspace.holdings.vault_list import Row, source_row, sources_page
from saksi.workspace.web.access import Request, Role, action, confirmed, form, page, said, tell
from saksi.workspace.web.refusals import refusal
from saksi.workspace.web.serving import serving

FIELDS = ("name", "contact", "risk", "consent", "handling")
TOO_MANY = 429


@page(Role.KEEPER)
def vault(request: Request) -> HttpResponse:
    """List the sources by their codes."""
    rows, following = sources_page(request.GET.get("after", ""))
    context = {"sources": rows, "following": following, "demo": request.archive.layout.facts.demo}
    return render(request, "holdings/vault.html", context)


@confirmed
@form(Role.KEEPER)
def register(request: Request) -> HttpResponse:
    """Register a source; what was typed goes into the sealed entry and nowhere else."""
    why = ""
    if request.method == "POST":
        try:
            source = register_source(request.archive, **_registered(request))
        except (SaksiError, ValueError) as error:
            why = _why(request, error)
        else:
            tell(request, said(request, "holdings.vault.registered", code=source.code))
            return redirect("holdings:source", code=source.code)
    roles = [(code, term.label[request.language]) for code, term in vocabulary("role").terms.items()]
    context = {"why": why, "roles": roles, "grades": GRADES, "members": _members(), "fields": FIELDS[1:]}
    return render(request, "holdings/vault_register.html", context, status=422 if why else 200)


@page(Role.KEEPER)
def source(request: Request, code: str) -> HttpResponse:
    """Show what may be shown of a source, and what can be done."""
    return _shown(request, _row(code))


@action(Role.KEEPER)
def open_entry(request: Request, code: str) -> HttpResponse:
    """Show who a source is, on this one page; the log has it before anything is decrypted."""

    def shown(row: Row, passphrase: str) -> HttpResponse:
        details = open_source(
            request.archive,
            code=code,
            member=request.member.name,
            passphrase=passphrase,
            category=request.POST.get("category", ""),
            reason=request.POST.get("reason", ""),
        )
        known = [(field, value) for field in FIELDS if (value := getattr(details, field))]
        return render(request, "holdings/vault_open.html", {"source": row, "known": known})

    return _with_passphrase(request, code, shown)


@action(Role.KEEPER)
def grant(request: Request, code: str) -> HttpResponse:
    """Let one more member open the entry."""

    def granted(_row: Row, passphrase: str) -> HttpResponse:
        to = request.POST.get("to", "")
        grant_source(request.archive, code=code, member=request.member.name, passphrase=passphrase, to=to)
        tell(request, said(request, "holdings.vault.granted"))
        return redirect("holdings:source", code=code)

    return _with_passphrase(request, code, granted)


@confirmed
@action(Role.KEEPER)
def end_consent(request: Request, code: str) -> HttpResponse:
    """End a source's consent: the key of the entry is destroyed, its reports leave search and findings."""
    row = _row(code)
    try:
        n_reports = withdraw_source(request.archive, code=code, reason=request.POST.get("reason", ""))
    except SaksiError as error:
        return _shown(request, row, _why(request, error), status=422)
    tell(request, said(request, "holdings.vault.withdrawn", n=n_reports))
    return redirect("holdings:source", code=code)


def _with_passphrase(request: Request, code: str, act: Callable[[Row, str], HttpResponse]) -> HttpResponse:
    """Do what the member's passphrase opens; after wrong ones the next try waits."""
    row, here, who = _row(code), serving(), f"vault {request.member.pk}"
    if (left := here.waits.left(who)) > 0:
        return _shown(request, row, said(request, "web.unlock.wait", n=round(left) or 1), status=TOO_MANY)
    try:
        answer = act(row, request.POST.get("passphrase", ""))
    except WrongPassphrase:
        here.waits.failed(who)
        return _shown(request, row, said(request, "web.confirm.wrong"), status=403)
    except SaksiError as error:
        return _shown(request, row, _why(request, error), status=403)
    here.waits.succeeded(who)
    return answer


def _row(code: str) -> Row:
    row = source_row(code)
    if row is None:
        raise Http404
    return row


def _shown(request: Request, row: Row, why: str = "", *, status: int = 200) -> HttpResponse:
    context = {
        "source": row,
        "why": why,
        "granted": request.member.name in row.granted_to,
        "holders": [name for name in row.granted_to if name != RECOVERY],
        "by_sheets": RECOVERY in row.granted_to,
        "others": [member for member in _members() if member.name not in row.granted_to],
        "categories": CATEGORIES,
        "shortest": SHORTEST_REASON,
    }
    return render(request, "holdings/vault_source.html", context, status=status)


def _members() -> list[Member]:
    return list(Member.objects.filter(removed_at=None))


def _registered(request: Request) -> dict[str, Any]:
    """Return the values of the form; a day that is none raises ValueError."""
    sent = request.POST
    until, kind, grade = sent.get("until", ""), sent.get("kind", ""), sent.get("grade", "")
    return {
        "details": Details(**{field: sent.get(field, "").strip() for field in FIELDS}),
        "grantees": sent.getlist("grantees"),
        "consent_until": date.fromisoformat(until) if until else None,
        "kind": kind if kind in vocabulary("role") else None,
        "grade": grade if grade in GRADES else None,
    }


def _why(request: Request, error: Exception) -> str:
    """Return what is wrong, in the reader's language where there is a sentence for it."""
    if isinstance(error, ValueError) and not isinstance(error, SaksiError):
        return said(request, "holdings.vault.day_wrong")
    return refusal(request, error)
