"""Reading the holdings: what the record holds now, as record models."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from saksi import record
from saksi.workspace.frames import claim_record, report_record
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.models import Decision

CHUNK = 500  # reports read at once


@dataclass(frozen=True)
class Answerable:
    """The reports that findings rest on, and how many are left out because their source withdrew consent."""

    reports: tuple[record.Report, ...]
    withdrawn: int


def in_use() -> QuerySet[Report]:
    """Return the reports that may be read, searched and answered from: no source withdrew consent."""
    return Report.objects.filter(source__withdrawn_at__isnull=True)


def answerable() -> Answerable:
    """Return all reports in use with their claims as decided: rejected ones out, corrected ones corrected.

    Suggestions that nobody has decided yet are in; each finding says that they are suggestions.
    """
    reports = tuple(_with_claims(in_use().order_by("report_id")))
    return Answerable(reports, Report.objects.count() - len(reports))


def stored(report_ids: Sequence[str]) -> list[record.Report]:
    """Return some reports as stored, with their claims as suggested, sorted by id."""
    rows = Report.objects.filter(report_id__in=report_ids).order_by("report_id")
    return list(_with_claims(rows, decided=False))


def _with_claims(rows: QuerySet[Report], *, decided: bool = True) -> Iterator[record.Report]:
    claims = Claim.objects.order_by("stage", "position").prefetch_related("grounds", "passages", "links")
    if decided:
        claims = claims.prefetch_related(Prefetch("decisions", Decision.objects.order_by("pk")))
    for row in rows.prefetch_related(Prefetch("claims", claims)).iterator(CHUNK):
        found = {"claim": list[record.Claim](), "candidate": list[record.Claim]()}
        for claim in row.claims.all():
            kept = _decided(claim) if decided else claim_record(claim)
            if kept is not None:
                found[claim.stage].append(kept)
        yield report_record(row, claims=found["claim"], candidates=found["candidate"])


def _decided(claim: Claim) -> record.Claim | None:
    decisions: list[Any] = list(claim.decisions.all())
    if not decisions or decisions[-1].verdict == "accepted":
        return claim_record(claim)
    if decisions[-1].verdict == "rejected":
        return None
    return record.Claim.model_validate(decisions[-1].after)


def untouched(rows: Iterable[Report]) -> list[Report]:
    """Return the reports of which no claim was decided or compared yet: these may be read anew."""
    keys = [row.pk for row in rows]
    touched = set(
        Claim.objects.filter(report__in=keys, decisions__isnull=False).values_list("report_id", flat=True)
    )
    return [row for row in rows if row.pk not in touched]
