"""Pairs that wait for a person: events or people that may be one, those on which most depends first."""

from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet

from saksi.workspace.linking.models import Membership, Pair

PAGE = 20


def open_pairs(hidden: Collection[int]) -> QuerySet[Pair]:
    """Return the pairs that nobody has judged and of which a member sees both claims, best first."""
    rows = Pair.objects.filter(verdict__isnull=True, worth__isnull=False)
    if hidden:
        rows = rows.exclude(first__report__in=hidden).exclude(second__report__in=hidden)
    return rows.order_by("-worth", "-pk")


def after(rows: QuerySet[Pair], place: str) -> QuerySet[Pair]:
    """Return the pairs that come after a place, ``worth-key``; all of them where it is none."""
    worth, _, key = place.rpartition("-")
    try:
        value = float(worth)
    except ValueError:
        return rows
    return rows.filter(Q(worth__lt=value) | Q(worth=value, pk__lt=int(key))) if key.isdecimal() else rows


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
