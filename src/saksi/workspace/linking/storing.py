"""The rows of linked events: written where they differ, a batch a transaction, each with its audit entry."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from django.db import transaction
from django.db.models import Model

from saksi.linking.components import Groups
from saksi.linking.people.identity import number_persons
from saksi.workspace.audit import log
from saksi.workspace.audit.states import RowState, state_of
from saksi.workspace.holdings.adding import PAUSE
from saksi.workspace.linking.describing import Described, Member, Told
from saksi.workspace.linking.models import Change, Cluster, Membership, Telling
from saksi.workspace.session import Archive

ROWS = 400  # memberships of a transaction, about
METHOD = "saksi.linking 1"
Parts = Mapping[str, Sequence[Model]]


@dataclass
class Written:
    """What storing did, in clusters."""

    new: int = 0
    changed: int = 0
    dissolved: int = 0
    unchanged: int = 0
    sources: set[int] = field(default_factory=set)  # origins whose figures must be counted anew


def store_clusters(
    archive: Archive,
    kind: str,
    found: Sequence[Described],
    before: Mapping[int, int],
    pause: Callable[[float], None] = time.sleep,
) -> Written:
    """Write clusters where they differ from what is there; ids stay where most of the claims are the same.

    Parameters
    ----------
    kind
        ``event`` or ``person``.
    found
        The clusters of all claims that were solved.
    before
        Claim -> cluster, of the clusters that these take the place of: all of them end or go on.
    """
    members = [member.claim for one in found for member in one.members]
    labels = np.repeat(np.arange(len(found)), [len(one.members) for one in found])
    known = {str(claim): str(cluster) for claim, cluster in before.items()}
    numbered = number_persons(labels, list(map(str, members)), known)
    names = dict(zip(labels.tolist(), numbered.ids, strict=True))
    history: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for name, change, old in numbered.history.iter_rows():
        history[name].append((change, old))
    left = set(map(str, before.values())) - set(names.values())
    done = Written()
    for batch in _batches(found, names, before, left):
        with transaction.atomic():
            _Batch(archive, kind, found, names, history, done).write(batch)
        pause(PAUSE)
    return done


@dataclass
class _Part:
    """Clusters that share claims with one another, now or before: written together."""

    found: list[int]
    ended: list[int]


def _batches(
    found: Sequence[Described], names: Mapping[int, str], before: Mapping[int, int], left: set[str]
) -> Iterator[list[_Part]]:
    groups: Groups[str] = Groups()
    for number, one in enumerate(found):
        for member in one.members:
            if member.claim in before:
                groups.join(str(before[member.claim]), f"new {number}")
        if not names[number].startswith("P"):
            groups.join(names[number], f"new {number}")
    parts: dict[str, _Part] = defaultdict(lambda: _Part([], []))
    for number in range(len(found)):
        parts[groups.of(f"new {number}")].found.append(number)
    for name in sorted(left):
        parts[groups.of(name)].ended.append(int(name))
    batch: list[_Part] = []
    size = 0
    for part in parts.values():
        batch.append(part)
        size += sum(len(found[number].members) for number in part.found) + len(part.ended)
        if size >= ROWS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@dataclass
class _Batch:
    archive: Archive
    kind: str
    found: Sequence[Described]
    names: Mapping[int, str]
    history: Mapping[str, Sequence[tuple[str, str | None]]]
    done: Written

    def write(self, parts: Sequence[_Part]) -> None:
        """Write one batch and its entry, if anything differs."""
        now = datetime.now(UTC)
        numbers = [number for part in parts for number in part.found]
        kept = {int(self.names[n]): n for n in numbers if not self.names[n].startswith("P")}
        wanted = [*kept, *(key for part in parts for key in part.ended)]
        rows = Cluster.objects.prefetch_related("members", "tellings__source").in_bulk(wanted)
        same = {n for key, n in kept.items() if _is_stored(rows[key], self.found[n])}
        self.done.unchanged += len(same)
        write = [number for number in numbers if number not in same]
        ended = [rows[key] for part in parts for key in part.ended]
        if not write and not ended:
            return
        clusters = {n: self._cluster(n, rows, now) for n in write}
        changes = self._changes(clusters, ended, now)
        states = [*self._members(clusters, ended), *map(state_of, changes)]
        about = f"{len(clusters)} {self.kind}s, {len(ended)} dissolved"
        log.record(self.archive, action="linked", about=about, states=states)

    def _cluster(self, number: int, rows: Mapping[int, Cluster], now: datetime) -> Cluster:
        name = self.names[number]
        if name.startswith("P"):
            row = Cluster(kind=self.kind, made_at=now, made_by=METHOD)
            self.done.new += 1
        else:
            row = rows[int(name)]
            row.dissolved_at = None
            self.done.changed += 1
        for column, value in self.found[number].columns.items():
            setattr(row, column, value)
        row.save()
        return row

    def _changes(
        self, clusters: Mapping[int, Cluster], ended: Iterable[Cluster], now: datetime
    ) -> list[Change]:
        rows = []
        for number, cluster in clusters.items():
            said = self.history.get(self.names[number], ())
            if self.names[number].startswith("P") and not said:
                said = [("new", None)]
            rows += [
                Change(cluster=cluster, change=change, other_id=None if old is None else int(old), at=now)
                for change, old in said
            ]
        for cluster in ended:
            cluster.dissolved_at = now
            cluster.save(update_fields=["dissolved_at"])
            rows.append(Change(cluster=cluster, change="dissolved", at=now))
            self.done.dissolved += 1
        return Change.objects.bulk_create(rows)

    def _members(self, clusters: Mapping[int, Cluster], ended: Sequence[Cluster]) -> list[RowState]:
        """Write what belongs to clusters in place of what did; return the states of all that changed."""
        old = [row.pk for row in (*clusters.values(), *ended)]
        tellings = Telling.objects.filter(cluster__in=old)
        self.done.sources |= set(tellings.exclude(source=None).values_list("source_id", flat=True))
        tellings.delete()
        Membership.objects.filter(cluster__in=old).delete()
        keys = {told.source for n in clusters for told in self.found[n].told if told.source is not None}
        sources, made = _sources(keys)
        self.done.sources |= set(sources.values())
        members = {n: [_member(row, one) for one in self.found[n].members] for n, row in clusters.items()}
        told = {n: [_telling(row, one, sources) for one in self.found[n].told] for n, row in clusters.items()}
        Membership.objects.bulk_create([row for rows in members.values() for row in rows])
        Telling.objects.bulk_create([row for rows in told.values() for row in rows])
        nothing: Parts = {"members": [], "tellings": []}
        return [
            *(state_of(row, {"members": members[n], "tellings": told[n]}) for n, row in clusters.items()),
            *(state_of(row, nothing) for row in (*ended, *made)),
        ]


def _member(cluster: Cluster, one: Member) -> Membership:
    return Membership(
        cluster=cluster,
        claim_id=one.claim,
        probability=one.probability,
        rests_on=list(one.rests_on),
        withdrawn=one.withdrawn,
    )


def _telling(cluster: Cluster, one: Told, sources: Mapping[str, int]) -> Telling:
    return Telling(
        cluster=cluster,
        claim_id=one.claim,
        attribution=one.attribution,
        origin=one.origin,
        source_id=None if one.source is None else sources[one.source],
        people=one.people,
        voice=one.voice,
        sure=one.sure,
        disputes=one.disputes,
    )


def _sources(keys: set[str]) -> tuple[dict[str, int], list[Cluster]]:
    """Return the clusters of sources by their keys, and those among them that were made now."""
    here = Cluster.objects.filter(kind="origin", key__in=keys).values_list("key", "pk")
    found = {str(key): pk for key, pk in here}
    now = datetime.now(UTC)
    made = Cluster.objects.bulk_create(
        Cluster(kind="origin", key=key, made_at=now, made_by=METHOD) for key in sorted(keys - found.keys())
    )
    return found | {str(row.key): row.pk for row in made}, made


def _is_stored(row: Cluster, found: Described) -> bool:
    """Say whether a cluster says already what was found."""
    members = {
        Member(m.claim_id, m.probability or 0.0, tuple(m.rests_on or ()), bool(m.withdrawn))
        for m in row.members.all()
    }
    told = set(map(_as_told, row.tellings.all()))
    columns = all(getattr(row, name) == value for name, value in found.columns.items())
    return columns and members == set(found.members) and told == set(found.told) and not row.dissolved_at


def _as_told(row: Telling) -> Told:
    return Told(
        row.claim_id,
        row.attribution,
        row.origin,
        None if row.source is None else row.source.key,
        row.people,
        row.voice,
        row.sure,
        row.disputes,
    )
