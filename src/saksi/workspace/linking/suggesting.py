"""Pairs that wait for a person: events or people that may be one, those on which most depends first."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from saksi.workspace.linking.figures import holding_hidden
from saksi.workspace.linking.listing import After, best_first
from saksi.workspace.linking.models import Membership, Pair
from saksi.workspace.linking.near import worth

PAGE = 20
KINDS = ("event", "person")


def open_pairs(hidden: frozenset[int]) -> QuerySet[Pair]:
    """Return the pairs that nobody has judged and of which a member sees both claims."""
    rows = Pair.objects.filter(verdict__isnull=True, worth__isnull=False)
    return rows.exclude(first__report__in=hidden).exclude(second__report__in=hidden) if hidden else rows


def best_pairs(hidden: frozenset[int], *, size: int, after: After | None = None) -> list[Pair]:
    """Return the open pairs on which most depends, by what a member sees of both sides."""
    rows = open_pairs(hidden)
    if not hidden:
        return best_first(rows, None, list, by="worth", size=size, after=after)
    clusters = (holding_hidden(kind, hidden) for kind in KINDS)
    claims = [Membership.objects.filter(cluster__in=keys).values("claim") for keys in clusters]
    bearing = Q(
        *(Q(**{f"{side}__in": keys}) for keys in claims for side in ("first", "second")), _connector=Q.OR
    )

    def judge(part: Sequence[Pair]) -> list[Pair]:
        sizes = _sizes(part, hidden)
        for pair in part:
            both = (sizes.get((pair.kind, key), 1) for key in (pair.first_id, pair.second_id))
            pair.worth = worth(pair.probability, sum(both))
        return list(part)

    own, others = rows.exclude(bearing), rows.filter(bearing)
    return best_first(own, others, judge, by="worth", size=size, after=after)


def _sizes(pairs: Sequence[Pair], hidden: frozenset[int]) -> dict[tuple[str, int], int]:
    """Return for kind and claim how many reports of its event, or claims of its person, are seen."""
    claims = {key for pair in pairs for key in (pair.first_id, pair.second_id)}
    here = Membership.objects.filter(claim__in=claims, cluster__kind__in=KINDS, cluster__dissolved_at=None)
    places = list(here.values_list("cluster__kind", "claim_id", "cluster_id"))
    seen = Membership.objects.filter(cluster__in={cluster for _, _, cluster in places})
    counted = (
        seen.exclude(claim__report__in=hidden)
        .values("cluster")
        .annotate(claims=Count("pk"), reports=Count("claim__report", distinct=True))
    )
    sizes = {row["cluster"]: {"event": row["reports"], "person": row["claims"]} for row in counted}
    return {(kind, claim): sizes[cluster][kind] for kind, claim, cluster in places if cluster in sizes}


def clusters_of(pairs: Sequence[Pair]) -> dict[int, tuple[int | None, int | None]]:
    """Return the events or persons to which both claims of each pair belong now, by the pair's key."""
    claims = {key for pair in pairs for key in (pair.first_id, pair.second_id)}
    rows = Membership.objects.filter(claim__in=claims, cluster__dissolved_at=None)
    found = {
        (kind, claim): cluster
        for kind, claim, cluster in rows.values_list("cluster__kind", "claim_id", "cluster_id")
    }
    return {
        pair.pk: (found.get((pair.kind, pair.first_id)), found.get((pair.kind, pair.second_id)))
        for pair in pairs
    }
