"""Adjudication: two codings of one claim side by side, and the ruling."""

from typing import Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from saksi import record
from saksi.findings.select import family_of, sign_of
from saksi.findings.text import Language
from saksi.record import InvalidInput
from saksi.review import Stated
from saksi.workspace.accounts.seeing import seen_report
from saksi.workspace.drafts.selectors import drafts_of
from saksi.workspace.frames import claim_record
from saksi.workspace.review.differing import Difference, open_differences
from saksi.workspace.review.fitting import mixed
from saksi.workspace.review.forms import Posted
from saksi.workspace.review.marking import Mark, paragraphs
from saksi.workspace.review.models.coding import ANSWERS
from saksi.workspace.review.ruling import Answer, rule
from saksi.workspace.review.sides import all_sides
from saksi.workspace.review.wording import title, victim_line
from saksi.workspace.web.access import Request, Role, action, page, said, tell


@page(Role.REVIEWER)
def difference(request: Request, report_id: str, slug: str) -> HttpResponse:
    """Show one difference: what the record says, what the second coder says, what the machine suggested."""
    found = _found(request, report_id, slug)
    language = cast("Language", request.language)
    machine: Stated = claim_record(found.claim) if found.claim is not None else False
    columns = [("machine", machine)]
    if found.coding is not None:
        columns = [("first", found.first), ("second", found.second), ("machine", machine)]
    shown = next(each for _, each in columns if isinstance(each, record.Claim))
    context: dict[str, Any] = {
        "difference": found,
        "columns": [(name, _verdict(stated)) for name, stated in columns],
        "sides": all_sides([stated for _, stated in columns], language),
        "title": title(shown, language),
        "line": victim_line(shown, language),
        "paragraphs": paragraphs(found.report.text, _marks(columns)),
        "draft": drafts_of(request.member, found.report).get(("ruling", found.slug)),
        "choices": [name for name, stated in columns if isinstance(stated, record.Claim)],
    }
    return render(request, "review/difference.html", context)


@action(Role.REVIEWER)
def ruling(request: Request, report_id: str, slug: str) -> HttpResponse:
    """Rule on a difference, and go to the next."""
    found = _found(request, report_id, slug)
    answer = request.POST.get("answer", "")
    if answer not in ANSWERS:
        raise InvalidInput("choose an answer; nothing was ruled")
    own = _own(request, found) if answer == "own" else None
    rule(
        request.archive,
        difference=found,
        answer=cast("Answer", answer),
        own=own,
        note=request.POST.get("note", "").strip() or None,
    )
    tell(request, said(request, "review.ruled"))
    following = next(iter(open_differences(request.member)), None)
    if following is None:
        return redirect("review:coding")
    return redirect("review:difference", following.report.report_id, following.slug)


def _found(request: Request, report_id: str, slug: str) -> Difference:
    report = seen_report(request.member, report_id)
    found = next(
        (each for each in open_differences(request.member, report=report) if each.slug == slug), None
    )
    if found is None:
        raise Http404
    return found


def _own(request: Request, found: Difference) -> record.Claim:
    machine: Stated = claim_record(found.claim) if found.claim is not None else False
    forms = {"first": found.first, "second": found.second, "machine": machine}
    return mixed(
        {name: each for name, each in forms.items() if isinstance(each, record.Claim)},
        cast("Posted", request.POST),
    )


def _verdict(stated: Stated) -> str:
    if stated is None:
        return "cannot_tell"
    return "rejected" if stated is False else "claim"


def _marks(columns: list[tuple[str, Stated]]) -> list[Mark]:
    """Draw each one's passages under its own number, so that differences in extent are seen in the text."""
    found = []
    for number, (name, stated) in enumerate(columns, 1):
        if not isinstance(stated, record.Claim):
            continue
        family, glyph = family_of(stated.act), f"g-{sign_of(stated.act)}"
        state = "dec" if name == "first" else ""
        found += [Mark(number, p.start, p.end, family, glyph, state, False, name) for p in stated.passages]
    return found
