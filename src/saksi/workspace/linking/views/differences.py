"""Differences between the claims of an event: side by side with their passages, and a word on each."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from saksi.record import InvalidInput
from saksi.workspace.holdings.views.lines import Line, lines_of
from saksi.workspace.jobs.runner import runner
from saksi.workspace.linking.figures import hidden_from
from saksi.workspace.linking.lines import passages_of, value_of
from saksi.workspace.linking.models import Cluster
from saksi.workspace.linking.settling import Difference, differences, waiting_events, words_on
from saksi.workspace.linking.settling import settle as settled
from saksi.workspace.linking.views.events import cluster_seen
from saksi.workspace.web.access import EVERY, Request, Role, action, page, said, tell
from saksi.workspace.web.asking import number_in
from saksi.workspace.web.refusals import refusal


@page(*EVERY)
def listed(request: Request, cluster: int) -> HttpResponse:
    """Show the differences of one event, those that wait first."""
    hidden = hidden_from(request.member)
    event = cluster_seen("event", cluster, hidden)
    seen = _claims_seen(event, hidden)
    found = differences(event, seen)
    lines = lines_of(request, {key for one in found for key in one.said})
    words = passages_of(lines.values())
    waits = [one for one, _ in waiting_events(hidden, most=2) if one.pk != event.pk]
    context: dict[str, Any] = {
        "event": event,
        "differences": [(one, _beside(request, one, lines, words)) for one in found],
        "said": words_on(event, seen),
        "may_settle": Role.REVIEWER in request.roles,
        "following": waits[0] if waits else None,
    }
    return render(request, "linking/differences.html", context)


@action(Role.REVIEWER)
def settle(request: Request, cluster: int, field: str) -> HttpResponse:
    """Say what a difference is, and go on: to the reading desk where a claim is misread."""
    hidden = hidden_from(request.member)
    event = cluster_seen("event", cluster, hidden)
    seen, answer, chosen = _claims_seen(event, hidden), request.POST.get("answer", ""), _chosen(request)
    try:
        row = settled(
            request.archive,
            event=event,
            seen=seen,
            field=field,
            answer=answer,
            claim=chosen if answer != "disagree" else None,
            note=request.POST.get("note", "").strip(),
        )
    except InvalidInput as error:
        tell(request, refusal(request, error), kind="err")
        return redirect("linking:differences", event.pk)
    if answer == "apart":
        runner.run(request.archive, kind="linking")
    tell(request, said(request, f"linking.differ.done.{answer}"))
    if answer == "misread" and row.claim_id is not None:
        return redirect(lines_of(request, [row.claim_id])[row.claim_id].address)
    return redirect("linking:differences", event.pk)


def _claims_seen(event: Cluster, hidden: frozenset[int]) -> set[int]:
    return set(event.members.exclude(claim__report__in=hidden).values_list("claim_id", flat=True))


def _chosen(request: Request) -> int | None:
    return number_in(request.POST.get("claim", ""))


def _beside(
    request: Request, one: Difference, lines: dict[int, Line], words: dict[int, list[str]]
) -> list[tuple[Line, str, str, list[str]]]:
    """Return the claims with what each says, those that say the same beside one another."""
    keys = sorted(one.said, key=lambda key: (one.said[key], key))
    return [
        (lines[key], *value_of(request, one.field, lines[key]), words[key]) for key in keys if key in lines
    ]
