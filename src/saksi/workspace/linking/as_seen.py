"""Events and people as one member sees them: what a foreign case holds hints at nothing.

The columns of a cluster are those of all its claims. Of one that holds a claim of a report that is hidden
from a member they are computed anew, as if that claim were not there, so that lists can be filtered, sorted
and counted by them. Rows change in memory and are never saved. What was linked through a hidden claim stays.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from saksi import record
from saksi.linking.corroboration.grades import grade
from saksi.linking.events.conflicts import Conflict, conflicts
from saksi.linking.events.facts import Facts, Ref, joined_facts
from saksi.linking.events.stored import FORM, unpacked
from saksi.linking.origins.independence import Independence, Origin
from saksi.linking.origins.tellers import Teller
from saksi.workspace.holdings.models import ChainLink
from saksi.workspace.linking.describing import conflicts_by_key, told_columns
from saksi.workspace.linking.figures import bounds, clusters_seen
from saksi.workspace.linking.models import Change, Cluster, Compared, Membership, Telling

UNSAID = dict.fromkeys(("admin1", "first_day", "last_day", "count_min", "count_max"))


@dataclass(frozen=True, slots=True)
class _Claim:
    """One claim that is left of a cluster, as decided."""

    key: int
    ref: Ref
    report: int
    act: str
    modality: str
    place: str | None
    admin1: str | None
    withdrawn: bool
    roles: tuple[str, ...] = ()  # of who tells it first, a chain each; none = as its rows say


def as_seen(clusters: Iterable[Cluster], hidden: Collection[int]) -> None:
    """Let the columns of events and persons say what the claims that are seen say; nothing is saved."""
    rows = {cluster.pk: cluster for cluster in clusters}
    left = _left(rows, hidden) if hidden and rows else {}
    events = {key: claims for key, claims in left.items() if rows[key].kind == "event"}
    facts = _facts(claim for claims in events.values() for claim in claims)
    told = _told(events, hidden)
    for key, claims in left.items():
        columns = _event(claims, facts, told[key]) if key in events else _person(claims)
        columns |= {"n_claims": len(claims), "n_reports": len({claim.report for claim in claims})}
        for name, value in columns.items():
            setattr(rows[key], name, value)


def changes_seen(cluster: Cluster, hidden: frozenset[int]) -> QuerySet[Change]:
    """Return what happened to a cluster between runs; only its making where a hidden report belongs to it."""
    rows = cluster.changes.select_related("other")
    if not hidden:
        return rows
    if cluster.members.filter(claim__report__in=hidden).exists():
        return rows.filter(change="new")
    told = Q(other__isnull=True) | Q(other__dissolved_at__isnull=False)
    return rows.filter(told | Q(other__in=clusters_seen(cluster.kind, hidden)))


def _left(keys: Iterable[int], hidden: Collection[int]) -> dict[int, list[_Claim]]:
    """Return what is seen of each of these clusters that holds a hidden report."""
    members = Membership.objects.filter(cluster__in=list(keys))
    bearing = set(members.filter(claim__report__in=hidden).values_list("cluster_id", flat=True))
    rows = (
        Membership.objects.filter(cluster__in=bearing)
        .exclude(claim__report__in=hidden)
        .values_list(
            "cluster_id", "withdrawn", "claim_id", "claim__report__report_id", "claim__claim_id",
            "claim__report_id", "claim__act", "claim__modality", "claim__place_text", "claim__place_admin1",
            "claim__standing__verdict", "claim__standing__decision__after",
        )
    )  # fmt: skip
    found: dict[int, list[_Claim]] = defaultdict(list)
    for cluster, withdrawn, key, name, local, report, act, modality, words, first, verdict, after in rows:
        one = _Claim(key, (name, local), report, act, modality, words, first, bool(withdrawn))
        found[cluster].append(_corrected(one, after) if after and verdict == "corrected" else one)
    return {key: sorted(claims, key=lambda claim: claim.ref) for key, claims in found.items()}


def _corrected(one: _Claim, after: dict[str, Any]) -> _Claim:
    claim = record.Claim.model_validate(after)
    chains = (claim.attribution, *claim.more_attributions)
    return replace(
        one,
        act=claim.act,
        modality=claim.modality,
        place=claim.place.text,
        admin1=claim.place.admin1,
        roles=tuple(chain.chain[0].role for chain in chains),
    )


def _facts(claims: Iterable[_Claim]) -> dict[Ref, Facts]:
    """Return the facts of claims as they were linked; those that an earlier version kept are left out."""
    wanted = {claim.ref: claim.report for claim in claims}
    rows = Compared.objects.filter(report__in=set(wanted.values()), mark__startswith=f"{FORM}:")
    kept = dict(rows.values_list("report_id", "facts"))
    return {
        ref: unpacked(ref, kept[report][ref[1]])
        for ref, report in wanted.items()
        if ref[1] in kept.get(report, {})
    }


@dataclass(frozen=True, slots=True)
class _Telling:
    """One attribution of one claim that is seen, and the role of who tells."""

    row: Telling
    role: str


def _told(events: Mapping[int, Sequence[_Claim]], hidden: Collection[int]) -> dict[int, list[_Telling]]:
    rows = list(Telling.objects.filter(cluster__in=list(events)).exclude(claim__report__in=hidden))
    links = ChainLink.objects.filter(claim__in={row.claim_id for row in rows}, position=0)
    roles = {(claim, n): role for claim, n, role in links.values_list("claim_id", "attribution", "role")}
    for claim in (claim for claims in events.values() for claim in claims):
        roles |= {(claim.key, n): role for n, role in enumerate(claim.roles)}
    found: dict[int, list[_Telling]] = defaultdict(list)
    for row in rows:
        found[row.cluster_id].append(_Telling(row, roles.get((row.claim_id, row.attribution), "")))
    return found


def _person(claims: Sequence[_Claim]) -> dict[str, Any]:
    return {"admin1": next(filter(None, (claim.place or claim.admin1 for claim in claims)), None)}


def _event(claims: Sequence[_Claim], facts: Mapping[Ref, Facts], told: Sequence[_Telling]) -> dict[str, Any]:
    """Return the columns of an event as `describing.described` has them, from what is seen of it."""
    own = joined_facts([facts[claim.ref] for claim in claims if claim.ref in facts])
    live = {claim.ref for claim in claims if not claim.withdrawn}
    found = conflicts(own)
    low, high = bounds((t.row.origin, t.row.people, t.row.voice, t.row.sure) for t in told)
    if live and not told:  # an outlet's own voice, left out because a hidden report names who told it
        low, high = 1, 1
    columns = told_columns(own, (claim.admin1 or claim.place for claim in claims)) if own else UNSAID
    disputed = any(t.row.disputes for t in told) or any(claim.modality == "denied" for claim in claims)
    return {
        "act": claims[0].act,
        **columns,
        "sources_min": low,
        "sources_max": high,
        "grade": _grade([fact for fact in own if fact.ref in live], claims, told, low, found),
        "denied": disputed,
        "contested": bool(found),
        "detail": {
            "conflicts": conflicts_by_key(found, {claim.ref: claim.key for claim in claims}),
            "circles": [],
        },
    }


def _grade(
    live: Sequence[Facts],
    claims: Sequence[_Claim],
    told: Sequence[_Telling],
    low: int,
    found: Sequence[Conflict],
) -> int:
    ref_of = {claim.key: claim.ref for claim in claims}
    tellers: dict[int, list[Teller]] = defaultdict(list)
    for one in told:
        tellers[one.row.origin].append(_teller(ref_of[one.row.claim_id], one))
    origins = tuple(Origin(tuple(own), ()) for own in tellers.values())
    return int(grade(live, Independence(low, None, origins), found))


def _teller(ref: Ref, one: _Telling) -> Teller:
    """Return who tells, as far as a grade asks."""
    nowhere: frozenset[str] = frozenset()
    return Teller(
        ref=ref,
        report=ref[0],
        number=one.row.attribution,
        stance="disputes" if one.row.disputes else "own",
        heard_by=nowhere,
        passed_by=nowhere,
        relayed=False,
        words="",
        name=None,
        role=one.role,
        country=None,
        admin1=None,
        spot=None,
        people=one.row.people,
        first_hand=False,
        another=False,
        voice=one.row.voice,
    )
