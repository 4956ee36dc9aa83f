"""Origins: who told it, and what rests on one source."""

from collections.abc import Sequence

from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import render

from saksi.workspace.holdings.views.lines import lines_of
from saksi.workspace.linking.figures import hidden_from
from saksi.workspace.linking.lines import Source, source_of
from saksi.workspace.linking.listing import clusters, origins
from saksi.workspace.linking.models import Cluster, Telling
from saksi.workspace.linking.sources import NOTHING, Rests, rests_on
from saksi.workspace.linking.views.events import cluster_seen
from saksi.workspace.web.access import EVERY, Request, page
from saksi.workspace.web.asking import number_in

PAGE = 50
CLAIMS = 100  # of one source that are listed; all are counted


@page(*EVERY)
def listed(request: Request) -> HttpResponse:
    """List the sources, those first on which most rests."""
    hidden = hidden_from(request.member)
    alone, key = (number_in(text) for text in request.GET.get("after", "").partition("-")[::2])
    after = None if alone is None or key is None else (alone, key)
    found = origins(hidden, size=PAGE + 1, after=after)
    shown = found[:PAGE]
    rests = rests_on([row.pk for row in shown], hidden)
    last = shown[-1] if len(found) > PAGE else None
    described = _described(request, shown, hidden)
    context = {
        "origins": [
            (row, described[row.pk], rests.get(row.pk, NOTHING)) for row in shown if row.pk in described
        ],
        "following": f"{last.alone}-{last.pk}" if last else None,
    }
    return render(request, "linking/origins.html", context)


@page(*EVERY)
def one(request: Request, cluster: int) -> HttpResponse:
    """Show one source and what falls with it."""
    hidden = hidden_from(request.member)
    row = cluster_seen("origin", cluster, hidden)
    rests = rests_on([row.pk], hidden).get(row.pk, NOTHING)
    wanted = {"pk__in": rests.events | rests.events_weakened}
    events = clusters("event", hidden, wanted, by="n_reports", size=CLAIMS)
    context = {
        "origin": row,
        "source": _described(request, [row], hidden)[row.pk],
        "rests": rests,
        "events": [(event, event.pk in rests.events) for event in events],
        "lines": _lines(request, rests),
        "most": CLAIMS,
    }
    return render(request, "linking/origin.html", context)


def _lines(request: Request, rests: Rests) -> list[tuple[object, bool]]:
    keys = [*sorted(rests.alone), *sorted(rests.weakened)][:CLAIMS]
    found = lines_of(request, keys)
    return [(found[key], key in rests.alone) for key in keys if key in found]


def _described(request: Request, rows: Sequence[Cluster], hidden: frozenset[int]) -> dict[int, Source]:
    """Return sources by the first claim that each tells and that is seen."""
    tellings = Telling.objects.filter(source__in=[row.pk for row in rows]).exclude(claim__report__in=hidden)
    first = tellings.values("source").annotate(first=Min("pk")).values_list("first", flat=True)
    found = Telling.objects.in_bulk(list(first))
    lines = lines_of(request, [telling.claim_id for telling in found.values()])
    return {
        telling.source_id: source_of(request, telling, lines[telling.claim_id])
        for telling in found.values()
        if telling.source_id is not None
    }
