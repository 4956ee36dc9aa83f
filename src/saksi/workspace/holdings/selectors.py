"""Reading the holdings: what the record holds now, as record models."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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


def _with_claims(rows: QuerySet[Report]) -> Iterator[record.Report]:
    decisions = Prefetch("decisions", Decision.objects.order_by("pk"))
    claims = Claim.objects.order_by("stage", "position")
    claims = claims.prefetch_related("grounds", "passages", "links", decisions)
    for row in rows.prefetch_related(Prefetch("claims", claims)).iterator(CHUNK):
        found = {"claim": list[record.Claim](), "candidate": list[record.Claim]()}
        for claim in row.claims.all():
            last = next(iter([*claim.decisions.all()][-1:]), None)
            kept = _decided(claim, last)
            if kept is not None:
                found[_stage(claim, last)].append(kept)
        yield report_record(row, claims=found["claim"], candidates=found["candidate"])


def _stage(claim: Claim, last: Decision | None) -> str:
    """Return what a person said that it is, however unsure the reader was."""
    return "claim" if last is not None and last.verdict in {"accepted", "corrected"} else claim.stage


def _decided(claim: Claim, last: Decision | None) -> record.Claim | None:
    """Return a claim as its last decision has it; one taken back is a suggestion again."""
    if last is None or last.verdict in {"accepted", "withdrawn"}:
        return claim_record(claim)
    if last.verdict in {"rejected", "cannot_tell"}:
        return None
    return record.Claim.model_validate(last.after)


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
