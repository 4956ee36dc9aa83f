"""What holds for the whole archive: locking, and the vocabularies and country packs that this version has."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from saksi.countries import load_packs
from saksi.record import InvalidInput, vocabulary, vocabulary_names
from saksi.workspace.accounts.choices import (
    LONGEST,
    SHORTEST,
    choose_locking,
    idle_minutes,
    second_factor_required,
)
from saksi.workspace.accounts.roles import Role
from saksi.workspace.web.access import EVERY, Request, confirmed, form, page, said, tell
from saksi.workspace.web.asking import number_in


@confirmed
@form(Role.ADMINISTRATOR)
def locking(request: Request) -> HttpResponse:
    """Choose the idle time, and whether everybody needs a second factor."""
    why = ""
    if request.method == "POST":
        try:
            choose_locking(
                request.archive,
                minutes=number_in(request.POST.get("minutes", "")) or 0,
                second_factor="second_factor" in request.POST,
            )
        except InvalidInput:
            why = said(request, "accounts.locking.minutes_wrong", low=SHORTEST, high=LONGEST)
        else:
            tell(request, said(request, "accounts.kept"))
            return redirect("accounts:settings")
    context = {
        "why": why,
        "minutes": idle_minutes(),
        "second_factor": second_factor_required(),
        "low": SHORTEST,
        "high": LONGEST,
    }
    return render(request, "accounts/locking.html", context, status=422 if why else 200)


@page(*EVERY)
def vocabularies(request: Request) -> HttpResponse:
    """List the vocabularies."""
    books = [_book(name, request.language) for name in vocabulary_names()]
    return render(request, "accounts/vocabularies.html", {"books": books})


@page(*EVERY)
def book(request: Request, name: str) -> HttpResponse:
    """Show the codes of a vocabulary with their definitions."""
    if name not in vocabulary_names():
        raise Http404
    return render(request, "accounts/vocabulary.html", {"book": _book(name, request.language)})


@page(*EVERY)
def countries(request: Request) -> HttpResponse:
    """List the country packs."""
    packs = [
        {"code": pack.code, "note": pack.note, "languages": pack.languages, "places": len(pack.places)}
        for pack in load_packs()
    ]
    return render(request, "accounts/countries.html", {"packs": packs})


def _book(name: str, language: str) -> dict[str, object]:
    found = vocabulary(name)
    terms = [(t.code, t.label[language], t.definition[language]) for t in found.terms.values()]
    return {
        "name": name,
        "label": found.label[language],
        "definition": found.definition[language],
        "terms": terms,
    }
