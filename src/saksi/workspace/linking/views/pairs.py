"""Pairs that wait for a person: two claims side by side, and three answers."""

from django.http import HttpResponse
from django.shortcuts import render

from saksi.workspace.holdings.views.lines import lines_of
from saksi.workspace.linking.figures import hidden_from
from saksi.workspace.linking.lines import passages_of
from saksi.workspace.linking.listing import After
from saksi.workspace.linking.suggesting import PAGE, best_pairs, clusters_of
from saksi.workspace.linking.views.events import DECIDE
from saksi.workspace.web.access import WORKING, Request, page
from saksi.workspace.web.asking import number_in


@page(*WORKING)
def listed(request: Request) -> HttpResponse:
    """List the pairs, those on which most depends first."""
    found = best_pairs(hidden_from(request.member), size=PAGE + 1, after=_after(request.GET.get("after", "")))
    shown = found[:PAGE]
    lines = lines_of(request, {key for pair in shown for key in (pair.first_id, pair.second_id)})
    words, clusters = passages_of(lines.values()), clusters_of(shown)
    last = shown[-1] if len(found) > PAGE else None
    context = {
        "pairs": [
            (pair, [(lines[key], words[key]) for key in (pair.first_id, pair.second_id)], clusters[pair.pk])
            for pair in shown
        ],
        "following": f"{last.worth}-{last.pk}" if last else None,
        "may_decide": not request.roles.isdisjoint(DECIDE),
    }
    return render(request, "linking/pairs.html", context)


def _after(place: str) -> After | None:
    """Return worth and key of the last pair of the page before; null where an address says none."""
    worth, _, key = place.rpartition("-")
    last = number_in(key)
    try:
        return None if last is None else (float(worth), last)
    except ValueError:
        return None
