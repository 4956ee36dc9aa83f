"""Differences between the claims of one event: what waits, and what a reviewer said of them.

A word on a difference changes no claim. It says that sources disagree and all their claims stay; or that one
claim is misread, which the reading desk corrects; or that one claim tells of another event.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from saksi.record import InvalidInput
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.linking.figures import conflicts_seen
from saksi.workspace.linking.judging import judge
from saksi.workspace.linking.listing import After, clusters
from saksi.workspace.linking.models import ANSWERS, Cluster, Membership, Settlement
from saksi.workspace.session import Archive

CHUNK = 100  # events looked at together
LONGEST_NOTE = 400


@dataclass(frozen=True)
class Difference:
    """A field on which claims contradict each other, and the word that holds for what they say now."""

    field: str
    said: Mapping[int, str]  # claim -> value
    settled: Settlement | None  # null = it waits


def settle(
    archive: Archive,
    *,
    event: Cluster,
    seen: Collection[int],
    field: str,
    answer: str,
    claim: int | None = None,
    note: str | None = None,
) -> Settlement:
    """Append what a member says of a difference; nothing that was said before is overwritten.

    Parameters
    ----------
    seen
        The claims of the event that the member sees: what is said holds for these.
    answer
        ``disagree``, ``misread``, ``apart``; the last two are of one claim, and the last one is a verdict on
        pairs as well, so the next linking parts the claim from those that say otherwise.

    Raises
    ------
    InvalidInput
        There is no such difference or answer, no claim where one is needed, a note of more than
        `LONGEST_NOTE` characters, or the verdict contradicts an earlier one.
    """
    said = dict(conflicts_seen(event, set(seen))).get(field)
    if said is None:
        raise InvalidInput(f"event {event.pk} has no difference on {field}: look anew; nothing was noted")
    if answer not in ANSWERS:
        raise InvalidInput(f"answer {answer!r}: needed one of {', '.join(ANSWERS)}; nothing was noted")
    if (claim in said) != (answer != "disagree"):
        raise InvalidInput("choose the claim that is misread, or of another event; nothing was noted")
    if note and len(note) > LONGEST_NOTE:
        raise InvalidInput(f"a note of {len(note)} characters: at most {LONGEST_NOTE}; nothing was noted")
    with transaction.atomic():
        row = Settlement.objects.create(
            cluster=event,
            field=field,
            answer=answer,
            claim_id=claim,
            values={str(key): value for key, value in said.items()},
            coder=archive.actor,
            at=datetime.now(UTC),
            note=note or None,
        )
        if answer == "apart" and claim is not None:
            others = [key for key, value in said.items() if value != said[claim]]
            judge(archive, kind="event", pairs=[(claim, key) for key in others], verdict="different")
        about = f"event {event.pk}, {field}"
        log.record(archive, action=f"difference {answer}", about=about, states=[state_of(row)])
    return row


def differences(event: Cluster, seen: Collection[int]) -> list[Difference]:
    """Return the differences of an event between claims that a member sees, open ones first."""
    found = _differences(event, set(seen), list(_of(event)))
    return sorted(found, key=lambda one: one.settled is not None)


def words_on(event: Cluster, seen: Collection[int]) -> list[Settlement]:
    """Return all that was said of differences of an event, the latest first; of claims seen alone."""
    return [row for row in _of(event).order_by("-pk") if _seen(row, set(seen))]


def waiting_events(hidden: frozenset[int], *, most: int) -> list[tuple[Cluster, list[Difference]]]:
    """Return events with a difference that nobody has settled, those that most reports tell first.

    Their columns are as whoever does not see `hidden` sees them.
    """
    # "in" and not "=": a bare column is no term that SQLite looks up in an index
    wanted = {"contested__in": [True]}
    found: list[tuple[Cluster, list[Difference]]] = []
    after: After | None = None
    while len(found) < most:
        part = clusters("event", hidden, wanted, by="n_reports", size=CHUNK, after=after)
        if not part:
            break
        found += _waiting(part, hidden)
        after = (part[-1].n_reports or 0, part[-1].pk)
    return found[:most]


def _waiting(
    events: Sequence[Cluster], hidden: Collection[int]
) -> Iterable[tuple[Cluster, list[Difference]]]:
    members = Membership.objects.filter(cluster__in=events).exclude(claim__report__in=hidden)
    seen: dict[int, set[int]] = {event.pk: set() for event in events}
    for cluster, claim in members.values_list("cluster_id", "claim_id"):
        seen[cluster].add(claim)
    touched = set(Settlement.objects.values_list("cluster_id", flat=True))
    touched |= set(
        Cluster.objects.filter(pk__in=[event.pk for event in events], changes__other__in=touched).values_list(
            "pk", flat=True
        )
    )
    for event in events:
        rows = list(_of(event)) if event.pk in touched else []
        waits = [one for one in _differences(event, seen[event.pk], rows) if one.settled is None]
        if waits:
            yield event, waits


def _of(event: Cluster) -> QuerySet[Settlement]:
    """Return what was said of an event and of those that were merged into it, the latest last."""
    merged = event.changes.filter(change="merged").values("other")
    return Settlement.objects.filter(Q(cluster=event) | Q(cluster__in=merged)).order_by("pk")


def _differences(event: Cluster, seen: set[int], rows: Sequence[Settlement]) -> list[Difference]:
    found = []
    for field, said in conflicts_seen(event, seen):
        fit = (row for row in reversed(rows) if row.field == field and _covers(row, said))
        found.append(Difference(field, said, next(fit, None)))
    return found


def _covers(row: Settlement, said: Mapping[int, str]) -> bool:
    """Whether a word was said of these very values: another claim, or a value corrected since, waits anew."""
    return all(row.values.get(str(key)) == value for key, value in said.items()) and _seen(row, set(said))


def _seen(row: Settlement, seen: set[int]) -> bool:
    return all(int(key) in seen for key in row.values)
