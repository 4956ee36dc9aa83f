"""What is done at the reading desk: a form is answered by a redirect, a script by the pieces that changed."""

from typing import Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from pydantic import ValidationError

from saksi import record
from saksi.record import InvalidInput, SaksiError
from saksi.review import Stated
from saksi.workspace.accounts.seeing import seen_report
from saksi.workspace.errors import NotAllowed
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.adding import add_claim, claim_from_words
from saksi.workspace.review.assigning import finish
from saksi.workspace.review.cards import Card
from saksi.workspace.review.coding import code_claim, code_new, take_back
from saksi.workspace.review.errors import Outdated
from saksi.workspace.review.forms import Posted, Unfit, claim_from, spans_from
from saksi.workspace.review.models import Assignment
from saksi.workspace.review.selectors import assignment_of
from saksi.workspace.review.services import (
    Verdict,
    accept_group,
    add_note,
    mark_read,
    record_decision,
    undo,
)
from saksi.workspace.review.sides import sides
from saksi.workspace.review.views.answering import (
    answer_done,
    answer_open,
    answer_refused,
    asked_card,
    back_to,
)
from saksi.workspace.review.views.reading import desk_of, edit_inputs, render_desk
from saksi.workspace.web.access import CODERS, Request, action, said, tell
from saksi.workspace.web.asking import number_in

CONFLICT, INVALID = 409, 422
SIMPLE = {"accepted", "rejected", "cannot_tell"}
LONGEST_KEY = 48  # of 64 that the record holds: a group adds a number to each


@action(*CODERS)
def decide(request: Request, report_id: str) -> HttpResponse:
    """Accept, reject, or say that nobody can tell."""
    report, blind, card = asked_card(request, report_id)
    verdict = request.POST.get("verdict", "")
    if verdict not in SIMPLE:
        raise InvalidInput("a verdict is accepted, rejected or cannot_tell; nothing was decided")
    corrected = _as_it_stands(card) if verdict == "accepted" else None
    return _decided(request, report, blind, card, "corrected" if corrected else verdict, corrected)


@action(*CODERS)
def correct(request: Request, report_id: str) -> HttpResponse:
    """Correct fields of a claim; nothing changed is an acceptance."""
    report, blind, card = asked_card(request, report_id)
    try:
        value = claim_from(cast("Posted", request.POST), card.value)
    except Unfit as error:
        return _unfit(request, report, card, error)
    return _corrected(request, report, blind, card, value)


@action(*CODERS)
def passages(request: Request, report_id: str) -> HttpResponse:
    """Correct the passages of a claim and nothing else."""
    report, blind, card = asked_card(request, report_id)
    spans = spans_from(request.POST.getlist("span"), len(report.text))
    return _corrected(request, report, blind, card, card.value.model_copy(update={"passages": spans}))


@action(*CODERS)
def group(request: Request, report_id: str) -> HttpResponse:
    """Accept the whole group that is probably right, as it was listed."""
    report = seen_report(request.member, report_id)
    if assignment_of(request.member, report) is not None:
        raise NotAllowed("whoever codes blind decides claim by claim; nothing was accepted")
    pairs = [each.rpartition(":") for each in request.POST.getlist("claim")]
    versions = [(local_id, number_in(version) or 0) for local_id, _, version in pairs]
    accepted = accept_group(request.archive, report=report, versions=versions, key=_key(request))
    tell(request, said(request, "review.group_accepted", n=len(accepted)))
    return back_to(request, report, 0)


@action(*CODERS)
def take_back_last(request: Request, report_id: str) -> HttpResponse:
    """Take one's last decision back; the claim is open again, and shown."""
    report, blind, card = asked_card(request, report_id)
    if blind is not None:
        take_back(request.archive, assignment=blind, claim_id=card.local_id, key=_key(request))
    else:
        row = cast("Claim", card.row)
        try:
            undo(request.archive, claim=row, version=_version(request), key=_key(request))
        except SaksiError as error:
            return answer_refused(request, report, card, error)
    sentence = said(request, "review.undone", number=str(card.number))
    return answer_done(request, report, card, sentence, stay=True)


@action(*CODERS)
def add(request: Request, report_id: str) -> HttpResponse:
    """Add a claim from selected words."""
    report = seen_report(request.member, report_id)
    spans = spans_from(request.POST.getlist("span"), len(report.text))
    bare = claim_from_words(report, spans[0].start, spans[0].end).model_copy(update={"passages": spans})
    try:
        claim = claim_from(cast("Posted", request.POST), bare)
    except Unfit as error:
        again: dict[str, Any] = {
            "new": True,
            "new_claim": bare,
            "new_words": [span.of(report.text) for span in spans],
            "new_inputs": edit_inputs(request, bare),
            "faults": {name: said(request, key) for name, key in error.fields.items()},
        }
        return render_desk(request, report, status=INVALID, **again)
    assignment = assignment_of(request.member, report)
    if assignment is not None:
        local_id = code_new(request.archive, assignment=assignment, claim=claim, key=_key(request)).local_id
    else:
        decision = add_claim(request.archive, report=report, claim=claim, key=_key(request))
        local_id = decision.claim.claim_id
    desk = desk_of(request, report)
    card = next(each for each in desk.cards if each.local_id == local_id)
    tell(request, said(request, "review.added", number=str(card.number)))
    return back_to(request, report, card.number)


@action(*CODERS)
def note(request: Request, report_id: str) -> HttpResponse:
    """Leave the adjudicator a note on a claim."""
    report, _blind, card = asked_card(request, report_id)
    if card.row is None:
        raise NotAllowed("a claim that you added blind gets its note when it is ruled on; nothing was saved")
    add_note(request.archive, claim=card.row, text=request.POST.get("text", ""), key=_key(request))
    return answer_done(request, report, card, said(request, "review.noted"), stay=True)


@action(*CODERS)
def through(request: Request, report_id: str) -> HttpResponse:
    """Mark a report as read to its end."""
    report = seen_report(request.member, report_id)
    mark_read(request.archive, report=report)
    tell(request, said(request, "review.marked"))
    return redirect("review:desk")


@action(*CODERS)
def end_coding(request: Request, report_id: str) -> HttpResponse:
    """Finish a report that was coded blind."""
    report = seen_report(request.member, report_id)
    assignment = assignment_of(request.member, report)
    if assignment is None:
        raise Http404
    finish(request.archive, assignment=assignment)
    tell(request, said(request, "review.finished"))
    return redirect("review:coding")


@action(*CODERS)
def conflict(request: Request, report_id: str) -> HttpResponse:
    """Keep a verdict that came too late, for the adjudicator."""
    report, _blind, card = asked_card(request, report_id)
    verdict = request.POST.get("verdict", "")
    if card.row is None or verdict not in SIMPLE | {"corrected"}:
        raise InvalidInput("there is no such verdict to keep; nothing was saved")
    corrected = _sent_back(request.POST.get("mine", "")) if verdict == "corrected" else None
    code_claim(
        request.archive,
        assignment=None,
        claim=card.row,
        verdict=cast("Verdict", verdict),
        corrected=corrected,
        key=_key(request),
    )
    return answer_done(request, report, card, said(request, "review.kept_both"))


def _sent_back(mine: str) -> record.Claim:
    """Return the correction that the page of a conflict carries along."""
    try:
        return record.Claim.model_validate_json(mine)
    except ValidationError:
        raise InvalidInput("there is no such verdict to keep; nothing was saved") from None


def _as_it_stands(card: Card) -> record.Claim | None:
    """Return the correction that an acceptance agrees with; None: the suggestion."""
    return card.value if card.verdict in {"corrected", "added"} else None


def _corrected(
    request: Request, report: Report, blind: Assignment | None, card: Card, value: record.Claim
) -> HttpResponse:
    if value == card.value:
        standing = _as_it_stands(card)
        return _decided(request, report, blind, card, "corrected" if standing else "accepted", standing)
    return _decided(request, report, blind, card, "corrected", value)


def _decided(
    request: Request,
    report: Report,
    blind: Assignment | None,
    card: Card,
    verdict: str,
    corrected: record.Claim | None,
) -> HttpResponse:
    chosen, words = cast("Verdict", verdict), request.POST.get("note", "").strip() or None
    if blind is not None:
        if card.row is None:
            raise NotAllowed(
                "a claim that you added is taken back with u, or added anew; nothing was decided"
            )
        code_claim(
            request.archive, assignment=blind, claim=card.row, verdict=chosen, corrected=corrected,
            note=words, key=_key(request),
        )  # fmt: skip
    else:
        try:
            record_decision(
                request.archive, report_id=report.report_id, claim_id=card.local_id, verdict=chosen,
                corrected=corrected, note=words, version=_version(request), key=_key(request),
            )  # fmt: skip
        except Outdated as error:
            return _conflicting(request, report, card, verdict, corrected, error)
    sentence = said(request, f"review.said.{verdict}", number=str(card.number))
    return answer_done(request, report, card, sentence)


def _conflicting(
    request: Request,
    report: Report,
    card: Card,
    verdict: str,
    corrected: record.Claim | None,
    error: Outdated,
) -> HttpResponse:
    """Show their verdict and mine side by side; nothing of mine is lost."""
    yours: Stated = corrected or card.value
    if verdict in {"rejected", "cannot_tell"}:
        yours = False if verdict == "rejected" else None
    shown = {
        "latest": error.latest,
        "theirs": said(request, f"review.status.{card.verdict}"),
        "yours": said(request, f"review.status.{verdict}"),
        "verdict": verdict,
        "mine": corrected.model_dump_json(by_alias=True) if corrected else "",
        "sides": sides(card.value if card.state != "rej" else False, yours, request.language),
    }
    return answer_open(request, report, card, status=CONFLICT, conflict=shown)


def _unfit(request: Request, report: Report, card: Card, error: Unfit) -> HttpResponse:
    faults = {name: said(request, key) for name, key in error.fields.items()}
    more = {"faults": faults, "inputs": edit_inputs(request, card.value), "mode": "edit"}
    return answer_open(request, report, card, status=INVALID, **more)


def _version(request: Request) -> int | None:
    words = request.POST.get("version", "")
    return (number_in(words) or 0) if words else None


def _key(request: Request) -> str | None:
    return request.POST.get("key", "")[:LONGEST_KEY] or None
