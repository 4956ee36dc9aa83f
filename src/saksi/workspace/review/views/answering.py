"""Answers of the reading desk: a form gets a redirect or its page, a script the pieces that changed."""

from typing import Any, cast

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from saksi.findings.text import Language
from saksi.record import SaksiError
from saksi.workspace.accounts.seeing import seen_report
from saksi.workspace.drafts.selectors import drafts_of
from saksi.workspace.holdings.models import Report
from saksi.workspace.review.cards import Card
from saksi.workspace.review.desks import Desk, single_card
from saksi.workspace.review.models import Assignment
from saksi.workspace.review.outlines import Outline, outline
from saksi.workspace.review.selectors import assignment_of, precision
from saksi.workspace.review.views.reading import (
    beside,
    desk_of,
    give_drafts,
    order_of,
    piece_context,
    render_desk,
)
from saksi.workspace.web.access import Request, tell
from saksi.workspace.web.refusals import refusal

SCRIPT = "Saksi-Desk"  # header of the desk's own requests
REFUSED = 403


def asked_card(request: Request, report_id: str) -> tuple[Report, Assignment | None, Card]:
    """Return the card that a form is about, as it is now."""
    report = seen_report(request.member, report_id)
    blind = assignment_of(request.member, report)
    card = _card(request, report, blind, request.POST.get("claim", ""))
    if card is None:
        raise Http404
    return report, blind, card


def _card(request: Request, report: Report, blind: Assignment | None, local_id: str) -> Card | None:
    if blind is not None:
        return next((each for each in desk_of(request, report).cards if each.local_id == local_id), None)
    number = outline(report).numbers.get(local_id, 0)
    language = cast("Language", request.language)
    return single_card(
        report, local_id, language=language, precision=precision(request.member), number=number
    )


def answer_open(request: Request, report: Report, card: Card, *, status: int, **more: Any) -> HttpResponse:
    """Answer with the card open, where something has to be mended: nothing that was typed is lost."""
    if SCRIPT not in request.headers:
        return render_desk(request, report, status=status, number=card.number, **more)
    return _pieces(request, report, card, "", status=status, stay=True, **more)


def answer_refused(request: Request, report: Report, card: Card, error: SaksiError) -> HttpResponse:
    """Say why, beside the card; a form gets the page that says it."""
    if SCRIPT not in request.headers:
        raise error
    return _pieces(request, report, card, refusal(request, error), status=REFUSED, stay=True)


def answer_done(
    request: Request, report: Report, card: Card, sentence: str, *, stay: bool = False
) -> HttpResponse:
    """Say what was done and go to the next claim that waits, or stay."""
    if SCRIPT in request.headers:
        return _pieces(request, report, card, sentence, stay=stay)
    tell(request, sentence)
    following = None if stay else desk_of(request, report).after(card.number)
    return back_to(request, report, card.number if stay else following.number if following else 0)


def _pieces(
    request: Request,
    report: Report,
    about: Card,
    sentence: str,
    *,
    stay: bool,
    status: int = 200,
    mode: str = "read",
    **more: Any,
) -> HttpResponse:
    """Return the pieces of the page that changed, for the desk's script."""
    blind = assignment_of(request.member, report)
    card = _card(request, report, blind, about.local_id) or about
    card.open, card.mode = stay, mode
    give_drafts([card], drafts_of(request.member, report))
    above: Desk | Outline = outline(report) if blind is None else desk_of(request, report)
    for spot in above.by_number:
        spot.open = stay and spot.local_id == card.local_id
    context = piece_context(request, report, blind, desk=above, card=card, bodies={card.number}, **more)
    context |= beside(card, blind=blind is not None, language=request.language)
    return JsonResponse(
        {
            "number": card.number,
            "card": render_to_string("review/card.html", context, request),
            "head": render_to_string("review/head.html", context, request),
            "state": {"rej": "no", "dec": "dec"}.get(card.state, ""),
            "name": card.name,
            "say": sentence,
            "stay": stay,
        },
        status=status,
    )


def back_to(request: Request, report: Report, number: int) -> HttpResponse:
    """Return to the desk of a report, at a claim; 0 is wherever it opens."""
    order = "&order=text" if order_of(request) else ""
    address = reverse("review:read", args=[report.report_id])
    return redirect(
        f"{address}?claim={number}{order}#c{number}" if number else f"{address}?{order[1:]}".rstrip("?")
    )
