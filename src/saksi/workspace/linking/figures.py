"""The figures of an event as a member may see them: reports of a foreign case are absent from every count."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from saksi.workspace.accounts.models import Member as Person
from saksi.workspace.accounts.seeing import hidden_reports
from saksi.workspace.linking.models import Cluster, Membership, Telling
from saksi.workspace.linking.selectors import current


@dataclass(frozen=True)
class Figures:
    """What an event or a person rests on."""

    reports: int
    claims: int
    low: int  # surely independent sources
    high: int | None  # possibly; null = some, nobody says how many
    grade: int | None  # Admiralty; null = not to be said without the reports that are hidden
    denied: bool
    contested: bool


def hidden_from(member: Person) -> frozenset[int]:
    """Return the reports that a member does not see."""
    return frozenset(hidden_reports(member))


def clusters_seen(kind: str, hidden: frozenset[int]) -> QuerySet[Cluster]:
    """Return the current clusters of which a member sees a claim."""
    rows = current(kind)
    if not hidden:
        return rows
    own = Membership.objects if kind != "origin" else Telling.objects
    link = {"cluster": OuterRef("pk")} if kind != "origin" else {"source": OuterRef("pk")}
    return rows.filter(Exists(own.filter(**link).exclude(claim__report__in=hidden)))


def figures(clusters: Sequence[Cluster], hidden: frozenset[int]) -> dict[int, Figures]:
    """Return the figures of some clusters; those that hold a hidden report are counted anew without it."""
    touched = _touched(clusters, hidden)
    made = {cluster.pk: _stored(cluster) for cluster in clusters if cluster.pk not in touched}
    return made | _counted([cluster for cluster in clusters if cluster.pk in touched], hidden)


def without_hidden(clusters: Sequence[Cluster], hidden: frozenset[int]) -> None:
    """Let act, place and days of the rows at hand be those of claims that are seen; nothing is saved.

    The columns of a cluster are those of all its claims. Of one that holds a hidden report they are taken
    from the claims that are left, as the reader suggested them, and the number of persons is not told.
    """
    touched = _touched(clusters, hidden)
    rows = Membership.objects.filter(cluster__in=touched).exclude(claim__report__in=hidden)
    told: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *said in rows.values_list(
        "cluster_id", "claim__act", "claim__place_admin1", "claim__time_from", "claim__time_to"
    ):
        told[key].append(tuple(said))
    for cluster in clusters:
        if cluster.pk not in touched:
            continue
        acts, places, *days = zip(*told[cluster.pk], strict=True) if told[cluster.pk] else ((), (), (), ())
        if cluster.act is not None:
            cluster.act = _most(acts)
        cluster.admin1 = _most(places)
        dated = [day for ends in days for day in ends if day is not None]
        cluster.first_day, cluster.last_day = min(dated, default=None), max(dated, default=None)
        cluster.count_min = cluster.count_max = None


def _most(values: Iterable[str | None]) -> str | None:
    found = Counter(value for value in values if value is not None)
    return min(found, key=lambda value: (-found[value], value)) if found else None


def _touched(clusters: Sequence[Cluster], hidden: frozenset[int]) -> set[int]:
    """Return which of these hold a hidden report."""
    if not hidden:
        return set()
    keys = [cluster.pk for cluster in clusters]
    rows = Membership.objects.filter(cluster__in=keys, claim__report__in=hidden)
    return set(rows.values_list("cluster_id", flat=True))


def _stored(cluster: Cluster) -> Figures:
    return Figures(
        cluster.n_reports or 0,
        cluster.n_claims or 0,
        cluster.sources_min or 0,
        cluster.sources_max,
        cluster.grade,
        bool(cluster.denied),
        bool(cluster.contested),
    )


def _counted(clusters: Iterable[Cluster], hidden: frozenset[int]) -> dict[int, Figures]:
    made = {}
    for cluster in clusters:
        members = cluster.members.exclude(claim__report__in=hidden)
        counts = members.aggregate(
            claims=Count("claim", distinct=True), reports=Count("claim__report", distinct=True)
        )
        told = cluster.tellings.exclude(claim__report__in=hidden)
        low, high = bounds(list(told.values_list("origin", "people", "voice", "sure")))
        here = set(members.values_list("claim_id", flat=True))
        made[cluster.pk] = Figures(
            counts["reports"],
            counts["claims"],
            low,
            high,
            None,
            told.filter(disputes=True).exists() or members.filter(claim__modality="denied").exists(),
            any(conflicts_seen(cluster, here)),
        )
    return made


def bounds(tellings: Iterable[tuple[int, int | None, bool, bool]]) -> tuple[int, int | None]:
    """Return the independent sources behind some tellings: surely, possibly.

    Parameters
    ----------
    tellings
        Origin, people (null = some), whether an outlet speaks, whether the origin is surely another.
    """
    people: dict[int, list[int | None]] = defaultdict(list)
    named: set[int] = set()
    surely: set[int] = set()
    for origin, n, voice, sure in tellings:
        people[origin].append(n)
        named |= set() if voice else {origin}
        surely |= {origin} if sure else set()
    counted = named or set(people)
    if not counted:
        return 0, 0
    least = [min((n for n in people[origin] if n is not None), default=None) for origin in counted]
    low = max(1, len(surely & counted))
    high = None if None in least else sum(n for n in least if n is not None)
    return low, None if high is None else max(high, low)


def conflicts_seen(cluster: Cluster, claims: set[int]) -> list[tuple[str, dict[int, str]]]:
    """Return the fields on which claims that are seen contradict each other, with each claim's value."""
    found = []
    for name, values in (cluster.detail or {}).get("conflicts", []):
        said = {key: str(value) for value, keys in values for key in keys if key in claims}
        if len(set(said.values())) > 1:
            found.append((name, said))
    return found
