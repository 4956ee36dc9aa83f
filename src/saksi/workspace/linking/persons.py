"""Linking the people of an archive: victims with names or distinguishing facts; the others stay apart."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import numpy as np
import polars as pl
from django.db import transaction
from django.db.models import Max

from saksi.workflows import Progress
from saksi.workflows.linking_people import link_victims, victims_table
from saksi.workspace.audit import log
from saksi.workspace.audit.models import Setting
from saksi.workspace.audit.states import gone, state_of
from saksi.workspace.holdings.models import Claim
from saksi.workspace.holdings.selectors import answerable
from saksi.workspace.linking.describing import Described, Member
from saksi.workspace.linking.marks import marks_now, verdicts_on
from saksi.workspace.linking.models import Cluster, Judgement, Membership, Pair
from saksi.workspace.linking.near import worth
from saksi.workspace.linking.storing import store_clusters
from saksi.workspace.session import Archive

LINKED = "persons linked"  # name of the setting
BATCH = 500


@dataclass(frozen=True)
class LinkedPeople:
    """What one run did."""

    skipped: bool = False  # nothing has changed since
    records: int = 0  # claims about one person each
    persons: int = 0
    refused: int = 0  # records with no name and no distinguishing fact, joined to nothing
    pairs: int = 0  # kept, surest first
    open: int = 0  # possibly the same: it cannot be decided
    new: int = 0
    changed: int = 0
    dissolved: int = 0


def link_archive_people(
    archive: Archive,
    *,
    on_progress: Progress | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> LinkedPeople:
    """Link the victims of decided and suggested claims to persons; store what differs as suggestions.

    Raises
    ------
    InvalidInput
        Nobody is named, or there is but one record: nothing could be linked.
    CannotWrite
        The disk is full or read-only: the same call goes on from there.
    """
    tell = on_progress or (lambda *_: None)
    mark = _mark()
    if Setting.objects.filter(name=LINKED, value=mark).exists():
        return LinkedPeople(
            skipped=True, persons=Cluster.objects.filter(kind="person", dissolved_at=None).count()
        )
    tell("comparing", 0, 3)
    table = victims_table(answerable().reports)
    verdicts = verdicts_on("person")
    linked = link_victims(table, verdicts)
    tell("comparing", 1, 3)
    keys = _keys(table)
    apart = set(linked.refused.tolist()) & set(np.flatnonzero(table["name"].is_null().to_numpy()).tolist())
    found = _described(table, linked.labels.tolist(), linked.pairs, keys, apart)
    before = dict(
        Membership.objects.filter(cluster__kind="person", cluster__dissolved_at=None).values_list(
            "claim_id", "cluster_id"
        )
    )
    done = store_clusters(archive, "person", found, before, pause)
    tell("comparing", 2, 3)
    kept = _store_pairs(archive, linked.pairs, keys, found)
    with transaction.atomic():
        row, _ = Setting.objects.update_or_create(name=LINKED, defaults={"value": mark})
        log.record(
            archive, action="linked", about=f"{table.height} records of people", states=[state_of(row)]
        )
    tell("comparing", 3, 3)
    return LinkedPeople(
        records=table.height,
        persons=len(found),
        refused=len(linked.refused),
        pairs=kept,
        open=linked.pairs["probability"].null_count(),
        new=done.new,
        changed=done.changed,
        dissolved=done.dissolved,
    )


def _mark() -> str:
    last = Judgement.objects.filter(pair__kind="person").aggregate(last=Max("pk"))["last"] or 0
    return sha256(repr((sorted(marks_now().items()), last)).encode()).hexdigest()


def _keys(table: pl.DataFrame) -> list[int]:
    """Return the primary keys of the table's claims, row by row."""
    reports = set(table["report_id"].to_list())
    rows = Claim.objects.filter(stage="claim").values_list("report__report_id", "claim_id", "pk").iterator()
    place = {(report, claim): key for report, claim, key in rows if report in reports}
    return [place[ref] for ref in table.select("report_id", "claim_id").iter_rows()]


def _described(
    table: pl.DataFrame,
    labels: Sequence[int],
    pairs: pl.DataFrame,
    keys: Sequence[int],
    apart: set[int],
) -> list[Described]:
    """Return the persons; a record apart, without a name and linked with nobody, makes none."""
    best: dict[int, float] = {}
    for a, b, chance in pairs.select("row_a", "row_b", "probability").drop_nulls().iter_rows():
        if labels[a] == labels[b]:
            best[a], best[b] = max(best.get(a, 0.0), chance), max(best.get(b, 0.0), chance)
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        if row not in apart:
            groups.setdefault(label, []).append(row)
    of_report = table["report_id"].to_list()
    places = table["place"].to_list()
    return [
        Described(
            {
                "n_claims": len(rows),
                "n_reports": len({of_report[row] for row in rows}),
                "admin1": next((places[row] for row in rows if places[row]), None),
            },
            tuple(
                Member(
                    keys[row], round(best.get(row, 1.0 if len(rows) == 1 else 0.5), 4), (), withdrawn=False
                )
                for row in rows
            ),
            (),
        )
        for rows in groups.values()
    ]


def _store_pairs(
    archive: Archive, pairs: pl.DataFrame, keys: Sequence[int], persons: Sequence[Described]
) -> int:
    """Write the pairs worth a look in place of the earlier ones; what a person has judged stays."""
    now = datetime.now(UTC)
    person_of = {member.claim: n for n, one in enumerate(persons) for member in one.members}
    judged = set(
        Pair.objects.filter(kind="person", judgements__isnull=False).values_list("first_id", "second_id")
    )
    old = {
        (row.first_id, row.second_id): row
        for row in Pair.objects.filter(kind="person").iterator()
        if (row.first_id, row.second_id) not in judged
    }
    found: dict[tuple[int, int], Pair] = {}
    for a, b, chance, said in pairs.select("row_a", "row_b", "probability", "explanation").iter_rows():
        first, second = sorted((keys[a], keys[b]))
        if (first, second) not in judged:
            found[first, second] = Pair(
                kind="person",
                first_id=first,
                second_id=second,
                probability=chance if chance is None else round(float(np.clip(chance, 0, 1)), 4),
                worth=_worth(chance, person_of.get(first), person_of.get(second), persons),
                explanation=said,
                at=now,
            )
    _replace(archive, old, found)
    return len(found) + len(judged)


def _said(row: Pair) -> tuple[object, ...]:
    return row.probability, row.worth, row.explanation


def _worth(chance: float | None, a: int | None, b: int | None, persons: Sequence[Described]) -> float | None:
    """Return what a look is worth; null where the two are one person, or one of them is nobody's."""
    if a is None or b is None or a == b:
        return None
    return worth(chance, sum(persons[n].columns["n_claims"] for n in (a, b)))


def _replace(
    archive: Archive, old: Mapping[tuple[int, int], Pair], found: Mapping[tuple[int, int], Pair]
) -> None:
    same = {pair for pair, row in found.items() if pair in old and _said(old[pair]) == _said(row)}
    leave = [row for pair, row in old.items() if pair not in same]
    new = [row for pair, row in found.items() if pair not in same]
    for start in range(0, max(len(leave), len(new)), BATCH):
        with transaction.atomic():
            part = [row.pk for row in leave[start : start + BATCH]]
            Pair.objects.filter(pk__in=part).delete()
            made = Pair.objects.bulk_create(new[start : start + BATCH])
            states = [*(gone("pair", key) for key in part), *map(state_of, made)]
            log.record(archive, action="linked", about=f"{len(made)} pairs of people", states=states)
