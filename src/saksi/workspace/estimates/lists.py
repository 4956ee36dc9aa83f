"""What the linked record gives to estimation: which person appears where, and what is in doubt."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from typing import Any

import polars as pl
from django.db.models import Q, QuerySet

from saksi import record
from saksi.workflows.linking_lists import APPEARANCES, NEAR
from saksi.workflows.linking_people import HABIT, is_of_one_person
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.selectors import in_use
from saksi.workspace.linking.models import Membership, Pair, Telling, Tie

REPEATS = ("copy", "cites")


def appearances(reports: QuerySet[Report] | None = None) -> pl.DataFrame:
    """Return a row for each claim of an act on one person, columns `APPEARANCES`.

    Parameters
    ----------
    reports
        Only of these; null = all in use.
    """
    of = in_use() if reports is None else reports
    claims = Claim.objects.filter(report__in=of, stage="claim").exclude(report__retracted_by__isnull=False)
    told = (
        claims.exclude(standing__verdict__in=("rejected", "cannot_tell", "corrected"))
        .filter(Q(victim_type="individual") | Q(victim_name__isnull=False), kind="act")
        .filter(Q(count_max=None) | Q(count_max=1) | ~Q(count_unit="persons"))
        .exclude(modality__in=HABIT)
        .values_list("pk", "report_id", "report__outlet", "act", "victim_status", "place_admin1", "time_from")
    )
    events = _memberships("event")
    persons = _memberships("person")
    origins = _origins()
    repeating = _repeating(of)
    rows: list[tuple[Any, ...]] = []
    for key, report, outlet, act, status, admin1, day in chain(told.iterator(), _corrected(claims)):
        event, belongs, gone = events.get(key, (None, None, False))
        person = persons.get(key, (None, None, False))[0]
        rows.append(
            (key, event, person, belongs, outlet, origins.get(key), report in repeating, act,
             status, admin1, str(day.year) if day else None, gone)
        )  # fmt: skip
    return pl.DataFrame(rows, schema=APPEARANCES, orient="row")


def _corrected(claims: QuerySet[Claim]) -> Iterator[tuple[Any, ...]]:
    """Yield the same columns of claims that a person has corrected, as corrected."""
    rows = claims.filter(standing__verdict="corrected")
    for key, report, outlet, after in rows.values_list(
        "pk", "report_id", "report__outlet", "standing__decision__after"
    ).iterator():
        claim = record.Claim.model_validate(after)
        if is_of_one_person(claim):
            victim, place = claim.victim, claim.place
            yield (key, report, outlet, claim.act, victim.status, place.admin1, claim.time.from_)


def near() -> pl.DataFrame:
    """Return the pairs of claims that may be of one person after all, columns `NEAR`."""
    rows = Pair.objects.filter(kind__in=("event", "person"), verdict=None, probability__isnull=False)
    return pl.DataFrame(
        list(rows.values_list("first_id", "second_id", "probability")), schema=NEAR, orient="row"
    )


def _memberships(kind: str) -> dict[int, tuple[int | None, float | None, bool]]:
    rows = Membership.objects.filter(cluster__kind=kind, cluster__dissolved_at=None)
    return {
        claim: (cluster, chance, bool(gone))
        for claim, cluster, chance, gone in rows.values_list(
            "claim_id", "cluster_id", "probability", "withdrawn"
        ).iterator()
    }


def _origins() -> dict[int, str]:
    """Return the code of the source that tells a claim first."""
    rows = Telling.objects.filter(cluster__dissolved_at=None, disputes=False, source__isnull=False)
    found: dict[int, str] = {}
    for claim, source in (
        rows.order_by("claim_id", "attribution").values_list("claim_id", "source_id").iterator()
    ):
        found.setdefault(claim, f"S-{source}")
    return found


def _repeating(of: QuerySet[Report]) -> set[int]:
    """Return the reports that pass on what an earlier one of another outlet had, both of these."""
    ties: dict[tuple[int, int], None] = dict.fromkeys(
        Tie.objects.filter(kind__in=REPEATS).values_list("first_id", "second_id")
    )
    keys = {key for pair in ties for key in pair}
    about: dict[int, tuple[Any, Any]] = {
        key: (outlet, published)
        for key, outlet, published in of.values_list("pk", "outlet", "published").iterator()
        if key in keys
    }
    found = set()
    for one, other in (pair for pair in ties if pair[0] in about and pair[1] in about):
        (outlet, day), (outlet_b, day_b) = about[one], about[other]
        if outlet != outlet_b:
            later = other if day is None or day_b is None or day <= day_b else one
            found.add(later)
    return found


def code_of(name: str) -> str:
    """Return the code of a list: it stands in addresses and in the settings of jobs, in place of the name."""
    return "L-" + sha256(name.encode()).hexdigest()[:12]
