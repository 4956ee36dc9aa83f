"""Pairs of reports: who cites, copies or translates whom, kept for the drawing and for the next run."""

from collections.abc import Mapping

from saksi.linking.corroboration import Linked
from saksi.linking.origins.stories import Pair
from saksi.workspace.linking.models import Tie

KEPT = ("copy", "cites", "common_origin", "same_outlet", "partly")  # the others say that nothing ties them


def store_ties(linked: Linked, keys: Mapping[str, int], *, whole: bool) -> None:
    """Write the ties of linked reports in place of those that were there; within the caller's transaction."""
    rows: dict[tuple[int, int], Tie] = {}
    for pair in linked.pairs:
        if pair.dependence in KEPT and (pair.same_event > 0 or pair.share is not None):
            first, second = sorted((keys[pair.a], keys[pair.b]))
            rows[first, second] = Tie(
                first_id=first,
                second_id=second,
                kind=pair.dependence,
                same_event=round(pair.same_event, 3),
                share=pair.share,
            )
    for a, b in linked.sharing:
        first, second = sorted((keys[a], keys[b]))
        tie = rows.setdefault(
            (first, second), Tie(first_id=first, second_id=second, kind="unclear", same_event=0.5)
        )
        tie.sharing = True
    if whole:
        Tie.objects.all().delete()
    Tie.objects.bulk_create(
        rows.values(),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["kind", "same_event", "share", "sharing"],
    )


def sharing() -> frozenset[Pair]:
    """Return the pairs of report ids that share an event by what its claims say alone."""
    rows = Tie.objects.filter(sharing=True).values_list("first__report_id", "second__report_id")
    return frozenset((min(a, b), max(a, b)) for a, b in rows)
