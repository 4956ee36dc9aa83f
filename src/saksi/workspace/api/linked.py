"""Events, people and origins, as linked last: figures and claims by name, no word of a source."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from ninja import Path, Query, Router

from saksi.workspace.accounts.roles import WORKING
from saksi.workspace.api.answer_schemas import (
    EventPage,
    EventWhole,
    OriginPage,
    OriginWhole,
    PersonPage,
    PersonWhole,
)
from saksi.workspace.api.schemas import PROBLEMS, Key
from saksi.workspace.api.tokens import ByToken
from saksi.workspace.holdings.models import Claim
from saksi.workspace.linking.figures import Figures, figures_of, hidden_from
from saksi.workspace.linking.listing import clusters
from saksi.workspace.linking.listing import origins as linked_origins
from saksi.workspace.linking.models import Cluster
from saksi.workspace.linking.sources import NOTHING, Rests, rests_on
from saksi.workspace.linking.views.events import cluster_seen
from saksi.workspace.linking.views.people import names_of
from saksi.workspace.web.access import Request

PAGE = 50
COLUMNS = ("act", "first_day", "last_day", "count_min", "count_max", "grade")
REFS = ("claim__report__report_id", "claim__claim_id")
Before = Annotated[Key | None, Query()]
events = Router(tags=["linked"], auth=ByToken("read"))
people = Router(tags=["linked"], auth=ByToken("read", roles=WORKING))
origins = Router(tags=["linked"], auth=ByToken("read"))


@events.get("", response={200: EventPage, **PROBLEMS})
def list_events(
    request: Request,
    act: str = "",
    told: Annotated[
        Literal["", "several", "once"], Query(description="By how many reports; empty: any.")
    ] = "",
    contested: bool | None = None,
    denied: bool | None = None,
    before: Before = None,
) -> dict[str, object]:
    """List the events of which the token's member sees a claim, 50 at a time, the latest made first."""
    hidden = hidden_from(request.member)
    asked: dict[str, object] = {"act": act or None, "contested": contested, "denied": denied}
    if told:
        asked |= {"n_reports": 1} if told == "once" else {"n_reports__gt": 1}
    wanted = {name: value for name, value in asked.items() if value is not None}
    shown, following = _page("event", hidden, wanted, before)
    return {"results": [_event(row) for row in shown], "before": following}


@events.get("/{event}", response={200: EventWhole, **PROBLEMS})
def one_event(request: Request, event: Annotated[Key, Path()]) -> dict[str, object]:
    """Return one event with its claims, and which source told which."""
    hidden = hidden_from(request.member)
    row = cluster_seen("event", event, hidden)
    told = row.tellings.exclude(claim__report__in=hidden).order_by("origin", "pk")
    return {
        **_event(row),
        "members": _members(row, hidden),
        "told": [
            {"report_id": report, "claim_id": claim, "origin": origin, "source": source, "disputes": disputes}
            for report, claim, origin, source, disputes in told.values_list(
                *REFS, "origin", "source_id", "disputes"
            )
        ],
    }


@people.get("", response={200: PersonPage, **PROBLEMS})
def list_people(request: Request, before: Before = None) -> dict[str, object]:
    """List the persons of whom claims tell, 50 at a time, the latest made first; not for readers."""
    hidden = hidden_from(request.member)
    shown, following = _page("person", hidden, {}, before)
    return {"results": _people(shown, hidden), "before": following}


@people.get("/{person}", response={200: PersonWhole, **PROBLEMS})
def one_person(request: Request, person: Annotated[Key, Path()]) -> dict[str, object]:
    """Return one person with the claims; not for readers."""
    hidden = hidden_from(request.member)
    row = cluster_seen("person", person, hidden)
    [line] = _people([row], hidden)
    return {**line, "members": _members(row, hidden)}


@origins.get("", response={200: OriginPage, **PROBLEMS})
def list_origins(
    request: Request,
    before: Annotated[str, Query(pattern=r"^$|^\d{1,15}-\d{1,15}$")] = "",
) -> dict[str, object]:
    """List the sources by their numbers, 50 at a time, those first on which most rests."""
    hidden = hidden_from(request.member)
    alone, _, key = before.partition("-")
    found = linked_origins(hidden, size=PAGE + 1, after=(int(alone), int(key)) if before else None)
    shown = found[:PAGE]
    rests = rests_on([row.pk for row in shown], hidden)
    results = [_origin(row, rests.get(row.pk, NOTHING)) for row in shown]
    last = f"{shown[-1].alone}-{shown[-1].pk}" if len(found) > PAGE else None
    return {"results": results, "before": last}


@origins.get("/{origin}", response={200: OriginWhole, **PROBLEMS})
def one_origin(request: Request, origin: Annotated[Key, Path()]) -> dict[str, object]:
    """Return one source with the claims that rest on it."""
    hidden = hidden_from(request.member)
    row = cluster_seen("origin", origin, hidden)
    rests = rests_on([row.pk], hidden).get(row.pk, NOTHING)
    claims = Claim.objects.filter(pk__in=rests.alone | rests.weakened).order_by("pk")
    refs = claims.values_list("pk", "report__report_id", "claim_id")
    members = [
        {"report_id": report, "claim_id": claim, "falls": key in rests.alone} for key, report, claim in refs
    ]
    return {**_origin(row, rests), "members": members}


def _page(
    kind: str, hidden: frozenset[int], wanted: Mapping[str, object], before: int | None
) -> tuple[list[Cluster], int | None]:
    found = clusters(kind, hidden, wanted, size=PAGE + 1, before=before)
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def _event(row: Cluster) -> dict[str, object]:
    own = {name: getattr(row, name) for name in COLUMNS}
    return {"event": row.pk, **own, "place": row.admin1, **_resting(figures_of(row))}


def _people(rows: Sequence[Cluster], hidden: frozenset[int]) -> list[dict[str, object]]:
    named = names_of(rows, hidden)
    return [
        {
            "person": row.pk,
            "names": [{"name": name, "claims": n} for name, n in named[row.pk]],
            **_resting(figures_of(row)),
        }
        for row in rows
    ]


def _origin(row: Cluster, rests: Rests) -> dict[str, object]:
    return {
        "origin": row.pk,
        "claims": len(rests.told),
        "alone": len(rests.alone),
        "weakened": len(rests.weakened),
        "events": len(rests.events),
    }


def _resting(found: Figures) -> dict[str, object]:
    return {
        "reports": found.reports,
        "claims": found.claims,
        "sources_low": found.low,
        "sources_high": found.high,
        "denied": found.denied,
        "contested": found.contested,
    }


def _members(row: Cluster, hidden: frozenset[int]) -> list[dict[str, object]]:
    members = row.members.exclude(claim__report__in=hidden).order_by("claim_id")
    return [
        {"report_id": report, "claim_id": claim, "probability": probability}
        for report, claim, probability in members.values_list(*REFS, "probability")
    ]
