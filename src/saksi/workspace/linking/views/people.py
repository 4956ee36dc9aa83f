"""People: names in all spellings, whether somebody is known, and who is one person."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from saksi.linking.names import name_similarity
from saksi.workspace.holdings.models import Claim
from saksi.workspace.holdings.views.lines import lines_of
from saksi.workspace.jobs.runner import runner
from saksi.workspace.linking.as_seen import as_seen, changes_seen
from saksi.workspace.linking.eventpage import near_of
from saksi.workspace.linking.figures import figures_of, hidden_from
from saksi.workspace.linking.listing import clusters
from saksi.workspace.linking.models import Cluster, Membership
from saksi.workspace.linking.views.events import DECIDE, PAGE, cluster_seen, judged, take_out
from saksi.workspace.web.access import WORKING, Request, action, page
from saksi.workspace.web.asking import number_in, page_asked

ALIKE = 0.3  # likeness from which a name is shown; 0.5 is one name
NAMES = 3_000  # distinct names that are compared while somebody types
MET = 12


@page(*WORKING)
def listed(request: Request) -> HttpResponse:
    """List the people whom claims name."""
    hidden = hidden_from(request.member)
    found = clusters("person", hidden, {}, size=PAGE + 1, before=page_asked(request))
    names = names_of(found[:PAGE], hidden)
    context = {
        "people": [(person, figures_of(person), names[person.pk]) for person in found[:PAGE]],
        "following": str(found[PAGE - 1].pk) if len(found) > PAGE else None,
        "may_link": not request.roles.isdisjoint(DECIDE),
        **_met(request, hidden),
    }
    return render(request, "linking/people.html", context)


@page(*WORKING)
def met(request: Request) -> HttpResponse:
    """Answer "have we met this person?": the piece of the page below the field."""
    return render(request, "linking/met.html", _met(request, hidden_from(request.member)))


def _met(request: Request, hidden: frozenset[int]) -> dict[str, object]:
    asked = request.GET.get("name", "").strip()[:80]
    if len(asked) < 2:
        return {"asked": "", "met": []}
    rows = Claim.objects.filter(stage="claim", victim_name__isnull=False).exclude(report__in=hidden)
    names, more = _names(rows, asked)
    alike = {name: name_similarity(asked, name) for name in names if name}
    likely = sorted((name for name, value in alike.items() if value >= ALIKE), key=lambda n: (-alike[n], n))[
        :MET
    ]
    claims = rows.filter(victim_name__in=likely).values_list("pk", "victim_name")
    of_claim = dict(claims)
    members = Membership.objects.filter(
        claim__in=of_claim, cluster__kind="person", cluster__dissolved_at=None
    ).values_list("cluster_id", "claim_id")
    best: dict[int, str] = {}
    for cluster, claim in members:
        name = of_claim[claim]
        if name and (cluster not in best or alike[name] > alike[best[cluster]]):
            best[cluster] = name
    found = Cluster.objects.in_bulk(best)
    ordered = sorted(best, key=lambda key: (-alike[best[key]], key))[:MET]
    linked = set(best.values())
    as_seen([found[key] for key in ordered], hidden)
    return {
        "asked": asked,
        "met": [(found[key], best[key], alike[best[key]], figures_of(found[key]).claims) for key in ordered],
        "more": more,
        "unlinked": [name for name in likely if name not in linked],
    }


def _names(rows: QuerySet[Claim], asked: str) -> tuple[list[str], bool]:
    """Return the names to compare, those first that hold a piece of what is typed; whether more are there."""
    every = rows.order_by().values_list("victim_name", flat=True).distinct()
    pieces = Q()
    for token in asked.split():
        pieces |= Q(victim_name__icontains=token[:3])
    found = dict.fromkeys([*every.filter(pieces)[:NAMES], *every[: NAMES + 1]])
    return [name for name in found if name][:NAMES], len(found) > NAMES


def names_of(people: Sequence[Cluster], hidden: frozenset[int]) -> dict[int, list[tuple[str, int]]]:
    """Return the names that claims give each person, the commonest first, with how many claims give it."""
    rows = Membership.objects.filter(cluster__in=[person.pk for person in people]).exclude(
        claim__report__in=hidden
    )
    counted: dict[int, Counter[str]] = {person.pk: Counter() for person in people}
    for cluster, name, text in rows.values_list("cluster_id", "claim__victim_name", "claim__victim_text"):
        counted[cluster][name or text or "?"] += 1
    return {key: found.most_common() for key, found in counted.items()}


@page(*WORKING)
def one(request: Request, cluster: int) -> HttpResponse:
    """Show one person: names, what is alleged to have been done, and to whom else the claims may belong."""
    hidden = hidden_from(request.member)
    person = cluster_seen("person", cluster, hidden)
    claims = person.members.exclude(claim__report__in=hidden).order_by("claim__time_from", "claim_id")
    members = list(claims)
    found = lines_of(request, [member.claim_id for member in members])
    context = {
        "person": person,
        "figures": figures_of(person),
        "names": names_of([person], hidden)[person.pk],
        "members": [(member, found[member.claim_id]) for member in members],
        "near": near_of(request, person, hidden),
        "changes": changes_seen(person, hidden),
        "may_decide": not request.roles.isdisjoint(DECIDE),
    }
    return render(request, "linking/person.html", context)


@action(*DECIDE)
def link(request: Request) -> HttpResponse:
    """Ask for people to be linked."""
    return redirect("jobs:one", runner.run(request.archive, kind="people").pk)


@action(*DECIDE)
def apart(request: Request, cluster: int) -> HttpResponse:
    """Say of one claim that it speaks of somebody else."""
    take_out(request, "person", cluster)
    return redirect("linking:people")


@action(*DECIDE)
def join(request: Request, cluster: int) -> HttpResponse:
    """Say that two persons are one: the first claim of each is judged the same."""
    hidden = hidden_from(request.member)
    here = cluster_seen("person", cluster, hidden)
    other = request.POST.get("other", "").removeprefix("N-")
    there = cluster_seen("person", number_in(other) or 0, hidden)
    first = [
        row.members.exclude(claim__report__in=hidden).earliest("claim_id").claim_id for row in (here, there)
    ]
    judged(request, "person", [(first[0], first[1])], "same", request.POST.get("note", "").strip() or None)
    return redirect(reverse("linking:person", args=[here.pk]))
