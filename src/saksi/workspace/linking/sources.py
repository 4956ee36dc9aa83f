"""What rests on each source: how many claims it tells, and what falls if it is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction

from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.linking.models import Cluster, Membership, Telling
from saksi.workspace.session import Archive

CHUNK = 300  # sources counted at once


class Rests(NamedTuple):
    """What rests on a source, by primary keys."""

    told: frozenset[int]  # claims that it tells
    alone: frozenset[int]  # claims that fall with it
    weakened: frozenset[int]  # claims that rest on others too
    events: frozenset[int]  # events that fall: all their claims do
    events_weakened: frozenset[int]


NOTHING = Rests(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())


def rests_on(sources: Iterable[int], hidden: frozenset[int] = frozenset()) -> dict[int, Rests]:
    """Return what rests on some sources, wherever they are heard.

    Parameters
    ----------
    sources
        Primary keys of clusters of kind ``origin``.
    hidden
        Reports that are left out, as if they were not there.
    """
    tellings = list(
        Telling.objects.filter(source__in=list(sources), disputes=False, cluster__dissolved_at__isnull=True)
        .exclude(claim__report__in=hidden)
        .values_list("source_id", "claim_id", "cluster_id", "origin")
    )
    told: dict[int, set[int]] = defaultdict(set)
    origins: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for source, claim, event, origin in tellings:
        told[source].add(claim)
        origins[source][event].add(origin)
    members: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
    rows = Membership.objects.filter(cluster__in={event for _, _, event, _ in tellings}).exclude(
        claim__report__in=hidden
    )
    for event, claim, behind in rows.values_list("cluster_id", "claim_id", "rests_on"):
        members[event].append((claim, behind or []))
    return {source: _rests(frozenset(told[source]), origins[source], members) for source in told}


def _rests(
    told: frozenset[int],
    origins: Mapping[int, set[int]],
    members: Mapping[int, Sequence[tuple[int, list[int]]]],
) -> Rests:
    alone: set[int] = set()
    weak: set[int] = set()
    events: set[int] = set()
    for event, gone in origins.items():
        falls = {claim for claim, behind in members[event] if behind and gone.issuperset(behind)}
        alone |= falls
        weak |= {claim for claim, behind in members[event] if not gone.isdisjoint(behind)} - falls
        events |= {event} if falls and len(falls) == len(members[event]) else set()
    return Rests(
        told, frozenset(alone), frozenset(weak), frozenset(events), frozenset(origins.keys() - events)
    )


def count_anew(archive: Archive, sources: Iterable[int]) -> int:
    """Write the figures of sources where they differ, with one entry a batch; return how many did."""
    changed = 0
    wanted = sorted(set(sources))
    for chunk in (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK)):
        figures = rests_on(chunk)
        with transaction.atomic():
            rows = Cluster.objects.in_bulk(chunk)
            written = [row for key, row in rows.items() if _set(row, figures.get(key, NOTHING))]
            if written:
                Cluster.objects.bulk_update(written, ["n_claims", "alone", "alone_events"])
                parts: dict[str, list[Cluster]] = {"members": [], "tellings": []}
                states = [state_of(row, parts) for row in written]
                log.record(archive, action="linked", about=f"{len(written)} origins counted", states=states)
            changed += len(written)
    return changed


def _set(row: Cluster, found: Rests) -> bool:
    figures = (len(found.told), len(found.alone), len(found.events))
    if (row.n_claims, row.alone, row.alone_events) == figures:
        return False
    row.n_claims, row.alone, row.alone_events = figures
    return True
