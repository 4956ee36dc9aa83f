"""Events that may be one after all: suggested as a pair of claims, with what agrees and what differs."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import transaction

from saksi.linking.corroboration import Linked
from saksi.linking.events.facts import Ref
from saksi.workspace.audit import log
from saksi.workspace.audit.states import RowState, gone, state_of
from saksi.workspace.linking.describing import alike_and_not
from saksi.workspace.linking.models import Pair
from saksi.workspace.session import Archive

LEAST = 0.15  # chance from which a person should look
UNDECIDABLE = 0.05  # the doubt of a pair whose facts say nothing: whoever looks can seldom tell either


def worth(chance: float | None, size: int) -> float:
    """Return how much a verdict on a pair may move: the doubt, times the reports or claims of both sides."""
    doubt = UNDECIDABLE if chance is None else chance * (1 - chance)
    return round(doubt * size, 3)


def store_near(archive: Archive, linked: Linked, keys: Mapping[Ref, int], solved: Collection[int]) -> int:
    """Write the pairs to look at; return how many there are.

    Earlier suggestions about solved claims go; what a person has judged stays.
    """
    size = {ref: len(event.reports) for event in linked.events for ref in event.claims}
    found = {}
    for miss in linked.near:
        if miss.chance >= LEAST and miss.a in keys and miss.b in keys:
            first, second = sorted((keys[miss.a], keys[miss.b]))
            said = alike_and_not(linked.facts[miss.a], linked.facts[miss.b])
            value = worth(miss.chance, size.get(miss.a, 1) + size.get(miss.b, 1))
            found[first, second] = _Found(round(miss.chance, 3), said, value)
    with transaction.atomic():
        states = _written(found, frozenset(solved))
        if states:
            log.record(archive, action="linked", about=f"{len(found)} pairs to look at", states=states)
    return len(found)


class _Found(NamedTuple):
    probability: float
    explanation: str
    worth: float


def _written(found: Mapping[tuple[int, int], _Found], solved: frozenset[int]) -> list[RowState]:
    here = {
        (row.first_id, row.second_id): row
        for row in Pair.objects.filter(kind="event").iterator()
        if row.first_id in solved or row.second_id in solved
    }
    judged = set(
        Pair.objects.filter(kind="event", judgements__isnull=False).values_list("first_id", "second_id")
    )
    old = [row for pair, row in here.items() if pair not in found and pair not in judged]
    states = [gone("pair", row.pk) for row in old]
    Pair.objects.filter(pk__in=[row.pk for row in old]).delete()
    now, new = datetime.now(UTC), []
    for pair, one in found.items():
        row = here.get(pair)
        if row is None:
            new.append(Pair(kind="event", first_id=pair[0], second_id=pair[1], at=now, **one._asdict()))
        elif row.verdict is None and (row.probability, row.explanation, row.worth) != one:
            row.probability, row.explanation, row.worth = one
            row.at = now
            row.save(update_fields=[*one._asdict(), "at"])
            states.append(state_of(row))
    return [*states, *map(state_of, Pair.objects.bulk_create(new))]
