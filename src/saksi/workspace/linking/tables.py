"""What linking hands to findings, from the stored events: the four tables of `saksi.findings.links`."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import QuerySet

from saksi.findings.links import CARRIED, CLAIMS, CONFLICTS, EVENTS, SOURCES, Links
from saksi.linking.components import Groups
from saksi.record.tables import Schema
from saksi.workspace.holdings.models import ChainLink, Claim, Report
from saksi.workspace.linking.carrying import latest_ties
from saksi.workspace.linking.models import Membership, Telling
from saksi.workspace.linking.selectors import current

Node = tuple[int, int]  # an event, and the number of one of its origins


@dataclass(frozen=True)
class _Told:
    report: str
    claim: str
    outlet: str
    attribution: int
    source: int | None
    people: int | None
    voice: bool
    sure: bool
    named: bool


def links(reports: QuerySet[Report] | None = None) -> Links | None:
    """Return the stored events with their sources; null where nothing is linked yet.

    Parameters
    ----------
    reports
        Only claims of these; null = all.
    """
    members = Membership.objects.filter(cluster__kind="event", cluster__dissolved_at=None)
    tellings = Telling.objects.filter(cluster__dissolved_at=None)
    if reports is not None:
        members, tellings = (
            members.filter(claim__report__in=reports),
            tellings.filter(claim__report__in=reports),
        )
    if not members.exists():
        return None
    told = _told(tellings)
    source_of = _groups("s", told, _identity)
    wording_of = _groups("w", told, lambda one: (_identity(one), ("source", one.source)))
    return Links(
        events=_frame(_events(told, source_of), EVENTS),
        claims=_frame(_claims(members, source_of), CLAIMS).sort("report_id", "claim_id"),
        sources=_frame(_sources(told, source_of, wording_of), SOURCES).sort("source_id"),
        conflicts=_frame(_conflicts(members), CONFLICTS),
        carried=carried(),
    )


def carried() -> pl.DataFrame:
    """Return the acts of which members say now that they carried out an order, columns `CARRIED`."""
    pairs = [pair for pair, row in latest_ties().items() if row.tied]
    claims = Claim.objects.filter(pk__in={key for pair in pairs for key in pair})
    refs = {key: ref for key, *ref in claims.values_list("pk", "report__report_id", "claim_id")}
    return _frame(((*refs[order], *refs[act]) for order, act in pairs), CARRIED)


def _told(tellings: QuerySet[Telling]) -> dict[Node, list[_Told]]:
    """Return who tells, by event and origin."""
    open_ = set(
        ChainLink.objects.filter(position=0, anonymous=True).values_list("claim_id", "attribution").iterator()
    )
    found: dict[Node, list[_Told]] = defaultdict(list)
    rows = tellings.values_list(
        "cluster_id", "origin", "claim_id", "claim__report__report_id", "claim__claim_id",
        "claim__report__outlet", "attribution", "source_id", "people", "voice", "sure",
    )  # fmt: skip
    for event, origin, key, report, claim, outlet, number, source, people, voice, sure in rows.iterator():
        named = (key, number) not in open_ and not voice
        found[event, origin].append(
            _Told(report, claim, outlet or report, number, source, people, voice, sure, named)
        )
    return {node: sorted(ones, key=_place) for node, ones in found.items()}


def _place(one: _Told) -> tuple[str, str, int]:
    return one.report, one.claim, one.attribution


def _identity(one: _Told) -> Any:
    """Return what makes a teller one with others, also those of another event."""
    if one.voice:
        return ("voice", one.outlet)
    if one.named:
        return ("name", one.source)
    return ("words", one.report, one.source)


def _groups(
    prefix: str, told: Mapping[Node, Sequence[_Told]], keys: Callable[[_Told], Any]
) -> dict[Node, str]:
    """Return for each origin the name of its group: those that share a key, in one step or in several."""
    groups: Groups[tuple[str, Any]] = Groups()
    for node, ones in told.items():
        for one in ones:
            found = keys(one)
            for key in (found,) if isinstance(found[0], str) else found:
                groups.join(("key", key), ("origin", node))
    names: dict[Any, str] = {}
    for node in sorted(told):
        names.setdefault(groups.of(("origin", node)), f"{prefix}-{node[0]}-{node[1]}")
    return {node: names[groups.of(("origin", node))] for node in told}


def _events(told: Mapping[Node, Sequence[_Told]], source_of: Mapping[Node, str]) -> Iterator[tuple[Any, ...]]:
    sure: dict[int, set[str]] = defaultdict(set)
    for node, ones in told.items():
        if any(one.sure for one in ones):
            sure[node[0]].add(source_of[node])
    for key in current("event").values_list("pk", flat=True):
        yield (f"E-{key}", sorted(sure[key]))


def _claims(members: QuerySet[Membership], source_of: Mapping[Node, str]) -> Iterator[tuple[Any, ...]]:
    rows = members.values_list("claim__report__report_id", "claim__claim_id", "cluster_id", "rests_on")
    for report, claim, event, behind in rows.iterator():
        found = {source_of[event, number] for number in behind or () if (event, number) in source_of}
        yield (report, claim, f"E-{event}", sorted(found))


def _sources(
    told: Mapping[Node, Sequence[_Told]], source_of: Mapping[Node, str], wording_of: Mapping[Node, str]
) -> Iterator[tuple[Any, ...]]:
    nodes: dict[str, list[Node]] = defaultdict(list)
    for node, name in source_of.items():
        nodes[name].append(node)
    for name, own in nodes.items():
        ones = [one for node in own for one in told[node]]
        first = min(ones, key=_place)
        people = [one.people for one in ones if one.people is not None]
        voice = all(one.voice for one in ones)
        yield (name, wording_of[own[0]], *_place(first), min(people, default=None), voice)


def _conflicts(members: QuerySet[Membership]) -> Iterator[tuple[Any, ...]]:
    refs = {
        key: (report, claim)
        for key, report, claim in members.filter(cluster__contested=True).values_list(
            "claim_id", "claim__report__report_id", "claim__claim_id"
        )
    }
    for event, detail in current("event").filter(contested=True).values_list("pk", "detail"):
        for name, values in (detail or {}).get("conflicts", ()):
            for value, keys in values:
                for key in keys:
                    if key in refs:
                        yield (f"E-{event}", name, str(value), *refs[key])


def _frame(rows: Iterator[tuple[Any, ...]], schema: Schema) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict(schema), orient="row")
