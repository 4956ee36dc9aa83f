"""Events: which claims tell of one occurrence, on whose word, and where they differ."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Min
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from saksi.record import InvalidInput, vocabulary
from saksi.workspace.holdings.models import Claim
from saksi.workspace.jobs.runner import runner
from saksi.workspace.linking import eventpage
from saksi.workspace.linking.as_seen import as_seen, changes_seen
from saksi.workspace.linking.figures import clusters_seen, figures_of, hidden_from
from saksi.workspace.linking.judging import judge
from saksi.workspace.linking.listing import clusters
from saksi.workspace.linking.models import Cluster, Compared, Membership, Pair
from saksi.workspace.linking.settling import differences
from saksi.workspace.web.access import EVERY, Request, Role, action, page, said, tell
from saksi.workspace.web.asking import number_in, page_asked
from saksi.workspace.web.refusals import refusal

PAGE = 50
DECIDE = (Role.DOCUMENTER, Role.REVIEWER, Role.ANALYST)
KINDS: Mapping[str, Mapping[str, Any]] = {
    "several": {"n_reports__gt": 1},
    "once": {"n_reports": 1},
    "contested": {"contested": True},
    "denied": {"denied": True},
    "one_source": {"n_reports__gt": 1, "sources_max": 1},
}


@page(*EVERY)
def listed(request: Request) -> HttpResponse:
    """List events, those that most reports tell of by default."""
    hidden = hidden_from(request.member)
    found = clusters("event", hidden, _wanted(request), size=PAGE + 1, before=page_asked(request))
    told = _first_claims(found[:PAGE], hidden)
    context = {
        "events": [(event, figures_of(event), told.get(event.pk)) for event in found[:PAGE]],
        "following": str(found[PAGE - 1].pk) if len(found) > PAGE else None,
        "kind": _kind(request),
        "kinds": list(KINDS),
        "act": request.GET.get("act", ""),
        "acts": list(vocabulary("act").terms),
        "place": request.GET.get("place", ""),
        "linked": Compared.objects.exists(),
        "may_link": not request.roles.isdisjoint(DECIDE),
    }
    return render(request, "linking/events.html", context)


def _kind(request: Request) -> str:
    kind = request.GET.get("kind", "several")
    return kind if kind in KINDS else "several"


def _wanted(request: Request) -> dict[str, Any]:
    """Return what is asked for as lookups on the columns of an event."""
    wanted = dict(KINDS[_kind(request)])
    if request.GET.get("act") in vocabulary("act").terms:
        wanted["act"] = request.GET["act"]
    if place := request.GET.get("place", "").strip()[:80]:
        wanted["admin1__icontains"] = place
    return wanted


def _first_claims(events: Sequence[Cluster], hidden: frozenset[int]) -> dict[int, Claim]:
    """Return the first claim of each event that is seen, for the words of who was concerned."""
    rows = Membership.objects.filter(cluster__in=[event.pk for event in events])
    first = rows.exclude(claim__report__in=hidden).values("cluster").annotate(claim=Min("claim"))
    of_event = {row["cluster"]: row["claim"] for row in first}
    claims = Claim.objects.select_related("report").defer("report__text").in_bulk(of_event.values())
    return {event: claims[claim] for event, claim in of_event.items()}


@page(*EVERY)
def one(request: Request, cluster: int) -> HttpResponse:
    """Show one event."""
    hidden = hidden_from(request.member)
    event = cluster_seen("event", cluster, hidden)
    groups = eventpage.groups_of(request, event, hidden)
    found = differences(event, {line.row.pk for group in groups for line in group.lines})
    context = {
        "event": event,
        "figures": figures_of(event),
        "groups": groups,
        "drawing": eventpage.drawing_of(request, groups),
        "table": eventpage.table_of(request, event, groups),
        "falls": eventpage.falls_of(event, groups, hidden),
        "bars": eventpage.bars_of(request, groups),
        "differences": found,
        "open": any(one.settled is None for one in found),
        "may_settle": Role.REVIEWER in request.roles,
        "near": eventpage.near_of(request, event, hidden),
        "changes": changes_seen(event, hidden),
        "may_decide": not request.roles.isdisjoint(DECIDE),
    }
    return render(request, "linking/event.html", context)


def cluster_seen(kind: str, cluster: int, hidden: frozenset[int]) -> Cluster:
    """Return a current cluster of which something is seen; its columns are as a member sees them.

    Raises
    ------
    Http404
        There is none, or nothing of it is this member's to see.
    """
    found = clusters_seen(kind, hidden).filter(pk=cluster).first()
    if found is None:
        raise Http404
    as_seen([found], hidden)
    return found


@action(*DECIDE)
def link(request: Request) -> HttpResponse:
    """Ask for events to be linked."""
    return redirect("jobs:one", runner.run(request.archive, kind="linking").pk)


@action(*DECIDE)
def decide(request: Request, pair: int) -> HttpResponse:
    """Say of a pair whether both tell of the same."""
    hidden = hidden_from(request.member)
    row = Pair.objects.exclude(first__report__in=hidden).exclude(second__report__in=hidden)
    found = row.filter(pk=pair).first()
    if found is None:
        raise Http404
    verdict = request.POST.get("verdict") or None
    note = request.POST.get("note", "").strip() or None
    kind = "person" if found.kind == "person" else "event"
    judged(request, kind, [(found.first_id, found.second_id)], verdict, note)
    return redirect(_back(request, kind))


@action(*DECIDE)
def apart(request: Request, cluster: int) -> HttpResponse:
    """Say of one claim of an event that it tells of another."""
    take_out(request, "event", cluster)
    return redirect(_back(request, "event"))


def take_out(request: Request, kind: str, cluster: int) -> None:
    """Judge one claim of a cluster different from all others of it."""
    hidden = hidden_from(request.member)
    found = cluster_seen(kind, cluster, hidden)
    claims = list(found.members.exclude(claim__report__in=hidden).values_list("claim_id", flat=True))
    chosen = number_in(request.POST.get("claim", ""))
    if chosen is None or chosen not in claims:
        raise Http404
    pairs = [(chosen, other) for other in claims if other != chosen]
    judged(request, kind, pairs, "different", request.POST.get("note", "").strip() or None)


def judged(
    request: Request, kind: Any, pairs: list[tuple[int, int]], verdict: str | None, note: str | None
) -> None:
    """Record a verdict, say what came of it, and let the record be linked anew."""
    try:
        judge(request.archive, kind=kind, pairs=pairs, verdict=verdict, note=note)
    except InvalidInput as error:
        tell(request, refusal(request, error), kind="err")
        return
    runner.run(request.archive, kind="linking" if kind == "event" else "people")
    tell(request, said(request, f"linking.judged.{verdict or 'open'}"))


def _back(request: Request, kind: str) -> str:
    """Return where the member came from, if it is one of our own pages about the cluster."""
    name = "event" if kind == "event" else "person"
    came = request.POST.get("back", "")
    if came == "pairs":
        return reverse("linking:pairs")
    key = number_in(came) or 0
    if clusters_seen(kind, hidden_from(request.member)).filter(pk=key).exists():
        return reverse(f"linking:{name}", args=[key])
    return reverse("linking:events" if kind == "event" else "linking:people")
