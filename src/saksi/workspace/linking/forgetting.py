"""Claims that are read anew leave their clusters first: nothing points at what is not there."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db.models import Q

from saksi.workspace.audit.states import RowState, gone, state_of
from saksi.workspace.linking.models import Change, Cluster, Membership, Pair, Telling


def forget(claims: Sequence[int]) -> list[RowState]:
    """Take suggested claims out of their clusters and pairs; return the states for the caller's entry.

    A cluster without a claim is dissolved. No person has judged a pair of these claims: such a report is
    not read anew. Within the caller's transaction.
    """
    members = Membership.objects.filter(claim__in=claims)
    clusters = list(Cluster.objects.filter(members__in=members).distinct())
    Telling.objects.filter(claim__in=claims).delete()
    members.delete()
    changes = []
    for cluster in clusters:
        if cluster.dissolved_at is None and not cluster.members.exists():
            cluster.dissolved_at = datetime.now(UTC)
            cluster.save(update_fields=["dissolved_at"])
            changes.append(
                Change.objects.create(cluster=cluster, change="dissolved", at=cluster.dissolved_at)
            )
    pairs = Pair.objects.filter(Q(first__in=claims) | Q(second__in=claims))
    keys = list(pairs.values_list("pk", flat=True))
    pairs.delete()
    return [*map(state_of, clusters), *map(state_of, changes), *(gone("pair", key) for key in keys)]
