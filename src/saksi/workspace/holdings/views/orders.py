"""Orders and campaigns: what was ordered, announced and done, on one line of time."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render

from saksi.workspace.holdings.drawing import drawn
from saksi.workspace.holdings.facets import Question, ask_claims
from saksi.workspace.holdings.orders import TimeLine
from saksi.workspace.holdings.orders import time_line as lanes_of
from saksi.workspace.holdings.views.claims import lines, words_of
from saksi.workspace.linking.figures import hidden_from
from saksi.workspace.linking.lines import passages_of
from saksi.workspace.linking.orders import tied_acts
from saksi.workspace.web.access import EVERY, Request, page
from saksi.workspace.web.asking import page_asked

WIDE, NARROW = 760, 320
ASKED = ("act", "ground", "place")


@page(*EVERY)
def time_line(request: Request) -> HttpResponse:
    """Show the three lanes for an act, a ground or a place, and the orders themselves."""
    asked = Question.of({name: request.GET.get(name, "") for name in ASKED})
    question = replace(asked, kind="order")
    counted = ask_claims(request.archive, request.member, question, before=page_asked(request), facets=ASKED)
    line = lanes_of(request.archive, request.member, asked)
    shown = lines(request, counted.keys)
    words = passages_of(shown)
    tied = tied_acts(counted.keys, hidden_from(request.member))
    context = {
        "question": asked,
        "counted": counted,
        "orders": [(each, words[each.row.pk][0], tied.get(each.row.pk, 0)) for each in shown],
        "choices": [
            (name, [(words_of(request, name, value.code), value) for value in counted.facets[name]])
            for name in ASKED
        ],
        "line": line,
        "wide": drawn(line, WIDE),
        "narrow": drawn(line, NARROW),
        "table": _table(line),
        "first": _month(line, 0),
        "last": _month(line, max(line.n_bins - 1, 0)),
        "untimed": sum(lane.untimed for lane in line.lanes),
    }
    return render(request, "holdings/orders.html", context)


def _table(line: TimeLine) -> list[tuple[str, tuple[int, ...]]]:
    return [(_month(line, n), tuple(lane.counts[n] for lane in line.lanes)) for n in range(line.n_bins)]


def _month(line: TimeLine, bin_: int) -> str:
    year, month = line.month(bin_)
    return f"{year:04}-{month:02}"
