"""The claims that a member may see: chosen by facets, in pages, and as a table that leaves."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from saksi.record import SaksiError
from saksi.workspace.holdings.exporting import FORMS, MOST, export_claims
from saksi.workspace.holdings.facets import Counted, Question, Value, ask_claims, keys_of, place_of
from saksi.workspace.holdings.views.lines import Line, lines_of
from saksi.workspace.web.access import EVERY, Request, Role, action, confirmed, page, said, tell
from saksi.workspace.web.asking import page_asked
from saksi.workspace.web.refusals import refusal
from saksi.workspace.web.saying import label

BOOKS = {
    "act": "act",
    "ground": "ground",
    "status": "status",
    "modality": "modality",
    "directness": "directness",
    "kind": "kind",
}
OPEN = {"act", "decided", "ground"}  # facets that are unfolded from the beginning


@dataclass(frozen=True)
class Choice:
    """One value of a facet with the address that takes it, or takes it away."""

    words: str
    value: Value
    address: str


@page(*EVERY)
def listed(request: Request) -> HttpResponse:
    """List claims with the counts of each facet."""
    question = Question.of(request.GET.dict())
    counted = ask_claims(request.archive, request.member, question, before=page_asked(request))
    context = {
        "question": question,
        "counted": counted,
        "lines": lines(request, counted.keys),
        "facets": _facets(request, question, counted),
        "chosen": _chosen(request, question),
        "forms": FORMS,
        "may_export": Role.ANALYST in request.roles and 0 < counted.total <= MOST,
        "too_many": Role.ANALYST in request.roles and counted.total > MOST,
        "most": MOST,
        "other_stage": question.address(stage="claim" if question.stage == "candidate" else "candidate"),
    }
    return render(request, "holdings/claims.html", context)


@confirmed
@action(Role.ANALYST)
def export(request: Request) -> HttpResponse:
    """Hand out the claims that fit, as codes; the log has it first."""
    question = Question.of(request.POST.dict())
    form = request.POST.get("form", "")
    keys = keys_of(request.archive, request.member, question).tolist()
    try:
        table = export_claims(request.archive, keys=keys, form=form)
    except SaksiError as error:
        tell(request, refusal(request, error), kind="err")
        return redirect(f"{reverse('holdings:claims')}?{question.address()}")
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/json"
    headers = {"Content-Disposition": f'attachment; filename="claims.{form}"'}
    return HttpResponse(table, content_type=kind, headers=headers)


def lines(request: Request, keys: tuple[int, ...]) -> list[Line]:
    """Return claims for a list, in the order of their keys given."""
    found = lines_of(request, keys)
    return [found[key] for key in keys if key in found]


def _facets(request: Request, question: Question, counted: Counted) -> list[tuple[str, bool, list[Choice]]]:
    return [
        (
            name,
            name in OPEN or bool(getattr(question, name)),
            [_choice(request, question, name, v) for v in own],
        )
        for name, own in counted.facets.items()
        if own
    ]


def _choice(request: Request, question: Question, name: str, value: Value) -> Choice:
    changed = {name: "" if value.chosen else value.code}
    return Choice(words_of(request, name, value.code), value, question.address(**changed))


def words_of(request: Request, name: str, code: str) -> str:
    """Return the name of one value of a facet."""
    if name in BOOKS:
        return label(request.language, BOOKS[name], code)
    if name == "year":
        return code
    if name != "place":
        return said(request, f"holdings.claims.{name}.{code}")
    country, admin1 = place_of(code)
    if admin1:
        return f"{admin1}, {country}" if country else admin1
    if country:
        return said(request, "holdings.claims.whole_country", country=country)
    return said(request, "holdings.claims.place_unsaid")


def _chosen(request: Request, question: Question) -> list[tuple[str, str, str]]:
    """Return name, value and the address without it, for each choice."""
    return [
        (
            said(request, f"holdings.claims.facet.{name}"),
            words_of(request, name, code),
            question.address(**{name: "claim" if name == "stage" else ""}),
        )
        for name, code in question.asked.items()
    ]
