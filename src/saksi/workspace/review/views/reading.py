"""The reading desk: one report with its claims, and the way to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from saksi import record
from saksi.findings.phrases import language_name
from saksi.findings.text import Language
from saksi.record import vocabulary
from saksi.workspace.accounts.seeing import hidden_among, seen_report
from saksi.workspace.drafts.models import Draft
from saksi.workspace.drafts.selectors import drafts_of
from saksi.workspace.holdings.models import Report
from saksi.workspace.review.adding import claim_from_words, place_of_new
from saksi.workspace.review.begun import Begun
from saksi.workspace.review.cards import Card
from saksi.workspace.review.desks import Desk, build_desk
from saksi.workspace.review.forms import Posted, Shown, inputs, spans_from
from saksi.workspace.review.models import Assignment, CoderNote
from saksi.workspace.review.moving import Moves, find_words, moves, trimmed
from saksi.workspace.review.past import past_of
from saksi.workspace.review.selectors import (
    assignment_of,
    last_decided,
    precision,
    queue,
    waiting,
    was_read,
)
from saksi.workspace.review.values import version_of
from saksi.workspace.review.wording import capital
from saksi.workspace.web.access import CODERS, EVERY, Request, page, said, tell
from saksi.workspace.web.asking import number_in

BODIES = 40  # cards whose inside is in the page, so that the next opens at once; the rest is fetched
MODES = {"fields": "edit", "passages": "passages"}
# one act of each family, whose glyph and line stand for it in the legend
FIRST_OF = {
    "life": "execution", "liberty": "detention_other", "body": "torture", "move": "banishment",
    "watch": "screening", "means": "confiscation", "camp": "crackdown",
}  # fmt: skip


@page(*EVERY)
def read(request: Request, report_id: str) -> HttpResponse:
    """Show the reading desk of a report."""
    report = seen_report(request.member, report_id)
    return render_desk(request, report)


@page(*CODERS)
def following(request: Request) -> HttpResponse:
    """Go to the next report that waits; to the desk where none does."""
    first = waiting(request.member).first()
    if first is None:
        tell(request, said(request, "review.nothing_waits"))
        return redirect("review:desk")
    return redirect("review:read", first.report_id)


@page(*EVERY)
def awake(request: Request, report_id: str) -> HttpResponse:
    """Tell the page that the session lives; whose session ended gets 401 from the gate."""
    seen_report(request.member, report_id)
    return HttpResponse(status=204)


def desk_of(request: Request, report: Report) -> Desk:
    """Return the desk as this member may see it: blind while they code it a second time."""
    assignment = assignment_of(request.member, report)
    return build_desk(
        report,
        language=cast("Language", request.language),
        precision={} if assignment else precision(request.member),
        assignment=assignment,
        in_text_order=order_of(request) == "text",
    )


def render_desk(
    request: Request,
    report: Report,
    *,
    status: int = 200,
    number: int | None = None,
    **more: Any,
) -> HttpResponse:
    """Return the whole page; `number` and `more` win over what the address asks for."""
    desk = desk_of(request, report)
    asked = number if number is not None else number_in(request.GET.get("claim", "")) or 0
    group = "group" in request.GET and may_decide(request) and bool(desk.probable)
    mode = str(more.pop("mode", MODES.get(request.GET.get("edit", ""), "read")))
    by_id = next((card.number for card in desk.cards if card.local_id == request.GET.get("id")), asked)
    desk.open(by_id, mode if may_decide(request) else "read")
    if group:
        for card in desk.cards:
            card.open = False
    return render(request, "review/read.html", _context(request, desk, group=group) | more, status=status)


def piece_context(
    request: Request, report: Report, assignment: Assignment | None, **more: Any
) -> dict[str, Any]:
    """Return what the head and a single card need, beside themselves."""
    return {
        "report": report,
        "may_decide": may_decide(request),
        "order": order_of(request),
        "here": reverse("review:read", args=[report.report_id]),
        "undo": undo_of(request, report, assignment),
        **more,
    }


def undo_of(request: Request, report: Report, assignment: Assignment | None) -> dict[str, object] | None:
    """Return what the undo button takes back: the member's last word in this report that stands."""
    if not may_decide(request):
        return None
    if assignment is not None:
        last = assignment.codings.order_by("pk").last()
        if last is None or last.verdict == "withdrawn":
            return None
        return {"claim": last.local_id, "version": 0, "key": uuid4().hex}
    standing = last_decided(request.member, report)
    if standing is None:
        return None
    return {"claim": standing.claim.claim_id, "version": version_of(standing.claim), "key": uuid4().hex}


def may_decide(request: Request) -> bool:
    """Return whether the member has buttons."""
    return bool(request.roles & CODERS)


def order_of(request: HttpRequest) -> str:
    """Return the order of the cards: ``text``, or empty for the most useful first."""
    return "text" if (request.POST.get("order") or request.GET.get("order")) == "text" else ""


def edit_inputs(request: Request, claim: record.Claim, draft: Draft | None = None) -> dict[str, list[Shown]]:
    """Return the inputs of a claim's form, with what was typed where it is sent back, or was begun before."""
    typed = request.POST if request.method == "POST" else draft.posted if draft else None
    return inputs(claim, cast("Language", request.language), cast("Posted | None", typed))


def give_drafts(cards: Sequence[Card], drafts: Mapping[tuple[str, str], Draft]) -> None:
    """Let each card know what the reader of the page began on it."""
    for card in cards:
        kinds = [kind for kind, place in drafts if place == card.local_id]
        card.drafts = {kind: drafts[kind, card.local_id] for kind in kinds}


def _context(request: Request, desk: Desk, *, group: bool) -> dict[str, Any]:
    report, present = desk.report, desk.present
    drafts = drafts_of(request.member, report) if may_decide(request) else {}
    give_drafts(desk.cards, drafts)
    context = piece_context(request, report, desk.assignment, desk=desk) | {
        "group": group,
        "queue": queue(request.member, report) if may_decide(request) else None,
        "hidden": hidden_among(request.member, (report.duplicate_of, report.retracted_by)),
        "read_through": was_read(request.member, report),
        "bodies": {card.number for card in desk.cards[: None if "bodies" in request.GET else BODIES]},
        **beside(present, blind=desk.blind, language=request.language),
        "report_language": language_name(report.language).plain(desk.language),
        "families": [
            (act, capital(term.label[request.language]))
            for term in vocabulary("family").terms.values()
            if (act := FIRST_OF.get(term.code))
        ],
        "group_key": uuid4().hex,
        "new_key": uuid4().hex,
        "begun_new": [Begun.of(each) for (kind, _), each in drafts.items() if kind == "new"],
    }
    if present is not None and present.mode == "edit":
        context["inputs"] = edit_inputs(request, present.value, present.drafts.get("correct"))
    if present is not None and present.mode == "passages":
        context |= _moved(request, desk)
    if "new" in request.GET and may_decide(request):
        context |= _new(request, report, drafts)
    return context


def beside(card: Card | None, *, blind: bool, language: str) -> dict[str, Any]:
    """Return notes on a claim and its past decisions; blind, both would tell what others think."""
    if blind or card is None or card.row is None:
        return {}
    notes = list(CoderNote.objects.filter(claim=card.row))
    past = past_of(card.row, language) if card.version else []
    return {"about": card.number, "notes": notes, "past": past}


@dataclass(frozen=True, slots=True)
class Step:
    """A link that moves one end of a passage by a word, or takes the passage out."""

    words: str
    key: str
    query: str


@dataclass(frozen=True, slots=True)
class Moving:
    """One passage with its links."""

    passage: record.Passage
    words: str
    links: list[Step]


def _moved(request: Request, desk: Desk) -> dict[str, Any]:
    """Let the open card have the passages of the address, before they are saved."""
    card = desk.present
    if card is None:
        return {}
    draft = card.drafts.get("passages")
    asked = request.GET.getlist("span") or (draft.posted.getlist("span") if draft else [])
    if asked:
        card.value = card.value.model_copy(update={"passages": spans_from(asked, len(desk.report.text))})
    found = [moves(desk.report.text, passage) for passage in card.value.passages]
    shown = [
        Moving(each.passage, each.words, _steps(request, each, [other.passage for other in found]))
        for each in found
    ]
    return {"moves": shown, "all_spans": _query([each.passage for each in found]), "moved": bool(asked)}


def _steps(request: Request, move: Moves, passages: list[record.Passage]) -> list[Step]:
    at = passages.index(move.passage)
    wanted = (
        ("start_back", "<", move.start_back),
        ("start_on", ">", move.start_on),
        ("end_back", "{", move.end_back),
        ("end_on", "}", move.end_on),
    )
    steps = [
        Step(said(request, f"review.ends.{name}"), key, _query([*passages[:at], to, *passages[at + 1 :]]))
        for name, key, to in wanted
        if to is not None
    ]
    if len(passages) > 1:
        left = _query([*passages[:at], *passages[at + 1 :]])
        steps.append(Step(said(request, "review.ends.take_out"), "", left))
    return steps


def _query(passages: list[record.Passage]) -> str:
    return "".join(f"&span={passage.start}-{passage.end}" for passage in passages)


def _new(request: Request, report: Report, drafts: Mapping[tuple[str, str], Draft]) -> dict[str, Any]:
    """Return the form of a claim that is to be added, once its words are known."""
    words, spans = request.GET.get("words", ""), request.GET.getlist("span")
    if words:
        found = find_words(report.text, words)
        spans = [f"{found.start}-{found.end}"]
    if not spans:
        return {"new": True}
    passages = tuple(trimmed(report.text, span) for span in spans_from(spans, len(report.text)))
    claim = claim_from_words(report, passages[0].start, passages[0].end)
    claim = claim.model_copy(update={"passages": passages})
    draft = drafts.get(("new", place_of_new(claim)))
    return {
        "new": True,
        "new_draft": draft,
        "begun_new": [],
        "new_claim": claim,
        "new_words": [passage.of(report.text) for passage in passages],
        "new_inputs": edit_inputs(request, claim, draft),
    }
