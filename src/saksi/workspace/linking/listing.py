"""Lists of what is linked, best first, as one member sees them: a page at a time.

Whoever sees everything reads the columns as they are, by their indexes. For others, rows on which a hidden
report bears are judged by what is seen: that can only lower the column that a list is sorted by, so the
rows with the highest stored values are looked at until none below can come before those at hand.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import eq, gt
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from saksi.workspace.linking.as_seen import as_seen
from saksi.workspace.linking.figures import clusters_seen, holding_hidden
from saksi.workspace.linking.models import Cluster
from saksi.workspace.linking.sources import NOTHING, rests_on

CHUNK = 200  # rows that are judged together
Row = TypeVar("Row", bound=Model)
Judge = Callable[[Sequence[Row]], list[Row]]
After = tuple[float, int]  # value of the column and key of the last row of the page before


def best_first(
    rows: QuerySet[Row],
    bearing: QuerySet[Row] | None,
    judge: Judge[Row],
    *,
    by: str,
    size: int,
    after: After | None = None,
) -> list[Row]:
    """Return the next rows in falling order of a column, then of their keys.

    Parameters
    ----------
    rows
        Those whose columns are as the member sees them.
    bearing
        The others, whose stored column is too high at most; null = there are none.
    judge
        Sets the column of some of them to what is seen, and returns those that belong into the list.
    by
        The column; ``pk`` for one that is in order of keys alone.
    """
    order = ("-pk",) if by == "pk" else (f"-{by}", "-pk")
    found = list(_below(rows, by, after).order_by(*order)[:size])
    if bearing is None:
        return found
    start = 0
    if by == "pk":
        bearing = _below(bearing, by, after)
    while part := list(bearing.order_by(*order)[start : start + CHUNK]):
        if len(found) >= size and getattr(part[0], by) < getattr(found[-1], by):
            break
        found += [row for row in judge(part) if after is None or (getattr(row, by), row.pk) < after]
        found = sorted(found, key=lambda row: (-getattr(row, by), -row.pk))[:size]
        start += CHUNK
    return found


def _below(rows: QuerySet[Row], by: str, after: After | None) -> QuerySet[Row]:
    if after is None:
        return rows
    value, key = after
    if by == "pk":
        return rows.filter(pk__lt=key)
    return rows.filter(Q(**{f"{by}__lt": value}) | Q(**{by: value, "pk__lt": key}))


def clusters(
    kind: str,
    hidden: frozenset[int],
    wanted: Mapping[str, Any],
    *,
    size: int,
    by: str = "pk",
    after: After | None = None,
    before: int | None = None,
) -> list[Cluster]:
    """Return events or persons of which a member sees a claim, with columns as they see them.

    Parameters
    ----------
    wanted
        Lookups on columns, as `filter` takes them: ``=``, ``__in``, ``__gt``, ``__icontains``.
    before
        Of lists in order of keys: the key that they lie before.
    """
    after = after if before is None else (before, before)
    rows = clusters_seen(kind, hidden)
    if not hidden:
        return best_first(rows.filter(**wanted), None, list, by=by, size=size, after=after)
    bearing = holding_hidden(kind, hidden)

    def judge(part: Sequence[Cluster]) -> list[Cluster]:
        as_seen(part, hidden)
        return [row for row in part if fits(row, wanted)]

    # what is seen of an event is never more than the whole: more reports, a denial, a contradiction
    more = {
        name: value
        for name, value in wanted.items()
        if value is True or value == [True] or name.endswith("__gt")
    }
    own, others = rows.exclude(pk__in=bearing).filter(**wanted), rows.filter(pk__in=bearing, **more)
    return best_first(own, others, judge, by=by, size=size, after=after)


def origins(hidden: frozenset[int], *, size: int, after: After | None = None) -> list[Cluster]:
    """Return the sources that a member sees, those first on which most rests; columns as they see them."""
    rows = clusters_seen("origin", hidden).filter(n_claims__gt=0)
    if not hidden:
        return best_first(rows, None, list, by="alone", size=size, after=after)
    bearing = holding_hidden("origin", hidden)

    def judge(part: Sequence[Cluster]) -> list[Cluster]:
        rests = rests_on([row.pk for row in part], hidden)
        for row in part:
            told = rests.get(row.pk, NOTHING)
            row.n_claims, row.alone, row.alone_events = len(told.told), len(told.alone), len(told.events)
        return [row for row in part if row.n_claims]

    own, others = rows.exclude(pk__in=bearing), rows.filter(pk__in=bearing)
    return best_first(own, others, judge, by="alone", size=size, after=after)


def fits(row: Model, wanted: Mapping[str, Any]) -> bool:
    """Say whether the columns of a row at hand are as lookups want them, as the database would."""
    return all(_COMPARED[how](getattr(row, name), value) for name, how, value in map(_parts, wanted.items()))


def _parts(lookup: tuple[str, Any]) -> tuple[str, str, Any]:
    name, _, how = lookup[0].partition("__")
    return name, how, lookup[1]


_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "": eq,
    "in": lambda value, some: value in some,
    "gt": lambda value, least: value is not None and gt(value, least),
    "icontains": lambda value, part: value is not None and part.casefold() in value.casefold(),
}
