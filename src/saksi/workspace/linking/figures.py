"""What an event or a person rests on, and the clusters of which a member sees a claim."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from saksi.workspace.accounts.models import Member as Person
from saksi.workspace.accounts.seeing import hidden_reports
from saksi.workspace.linking.models import Cluster, Membership, Telling
from saksi.workspace.linking.selectors import current

CHUNK = 500  # events asked for together


@dataclass(frozen=True)
class Figures:
    """What an event or a person rests on."""

    reports: int
    claims: int
    low: int  # surely independent sources
    high: int | None  # possibly; null = some, nobody says how many
    grade: int | None  # Admiralty; null = a person has none
    denied: bool
    contested: bool


def hidden_from(member: Person) -> frozenset[int]:
    """Return the reports that a member does not see."""
    return frozenset(hidden_reports(member))


def clusters_seen(kind: str, hidden: frozenset[int]) -> QuerySet[Cluster]:
    """Return the current clusters of which a member sees a claim.

    Their columns are of all their claims: `saksi.workspace.linking.as_seen` has those of what is seen.
    """
    rows = current(kind)
    if not hidden:
        return rows
    own = Membership.objects if kind != "origin" else Telling.objects
    link = {"cluster": OuterRef("pk")} if kind != "origin" else {"source": OuterRef("pk")}
    return rows.filter(Exists(own.filter(**link).exclude(claim__report__in=hidden)))


def holding_hidden(kind: str, hidden: frozenset[int]) -> QuerySet[Cluster, int]:
    """Return the keys of the current clusters on whose columns a hidden report bears.

    Of an origin: it is heard in an event that a hidden report tells as well.
    """
    own = "event" if kind == "origin" else kind
    rows = Cluster.objects.filter(kind=own, dissolved_at=None, members__claim__report__in=hidden)
    if kind != "origin":
        return rows.values_list("pk", flat=True)
    heard = Telling.objects.filter(cluster__in=rows.values("pk"), source__isnull=False)
    return Cluster.objects.filter(pk__in=heard.values("source")).values_list("pk", flat=True)


def figures_of(cluster: Cluster) -> Figures:
    """Return the figures that the columns of an event or a person say."""
    return Figures(
        cluster.n_reports or 0,
        cluster.n_claims or 0,
        cluster.sources_min or 0,
        cluster.sources_max,
        cluster.grade,
        bool(cluster.denied),
        bool(cluster.contested),
    )


def sources_seen(events: Sequence[int], hidden: frozenset[int]) -> dict[int, int]:
    """Return how many sources of each event are surely independent, by what is seen of it; one at least."""
    told: dict[int, list[tuple[int, int | None, bool, bool]]] = {event: [] for event in events}
    for start in range(0, len(events), CHUNK):
        rows = Telling.objects.filter(cluster__in=events[start : start + CHUNK])
        rows = rows.exclude(claim__report__in=hidden)
        for one in rows:
            told[one.cluster_id].append((one.origin, one.people, one.voice, one.sure))
    return {event: max(1, bounds(own)[0]) for event, own in told.items()}


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
