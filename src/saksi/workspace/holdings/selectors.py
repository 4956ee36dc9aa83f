"""Reading the holdings: what the record holds now, as record models."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from saksi import record
from saksi.workspace.drafts.models import Draft
from saksi.workspace.frames import claim_record, report_record
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.linking.models import Pair
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


def answerable_of(keys: Iterable[int]) -> list[record.Report]:
    """Return some of the reports in use, by their primary keys, with their claims as decided."""
    wanted = sorted(set(keys))
    parts = (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
    return [report for part in parts for report in _with_claims(in_use().filter(pk__in=part))]


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
                found["claim" if decided and _stands(claim) else claim.stage].append(kept)
        yield report_record(row, claims=found["claim"], candidates=found["candidate"])


def _stands(claim: Claim) -> bool:
    """Whether a person said that it is a claim: then it is one, however unsure the reader was."""
    decisions: list[Any] = list(claim.decisions.all())
    return bool(decisions) and decisions[-1].verdict in {"accepted", "corrected"}


def _decided(claim: Claim) -> record.Claim | None:
    decisions: list[Any] = list(claim.decisions.all())
    if not decisions or decisions[-1].verdict == "accepted":
        return claim_record(claim)
    if decisions[-1].verdict == "withdrawn":  # taken back: a suggestion again
        return claim_record(claim)
    if decisions[-1].verdict in {"rejected", "cannot_tell"}:
        return None
    return record.Claim.model_validate(decisions[-1].after)


def untouched(rows: Iterable[Report]) -> list[Report]:
    """Return the reports on whose claims nobody has worked, nor begun to: these may be read anew."""
    keys = [row.pk for row in rows]
    worked_on = Q(decisions__isnull=False) | Q(codings__isnull=False) | Q(coder_notes__isnull=False)
    judged = Pair.objects.filter(judgements__isnull=False)
    worked_on |= Q(pk__in=judged.values("first")) | Q(pk__in=judged.values("second"))
    worked_on |= Q(carried_out__isnull=False) | Q(carries_out__isnull=False) | Q(settlements__isnull=False)
    touched = set(Claim.objects.filter(worked_on, report__in=keys).values_list("report_id", flat=True))
    touched |= set(Draft.objects.filter(report__in=keys).values_list("report_id", flat=True))
    return [row for row in rows if row.pk not in touched]
