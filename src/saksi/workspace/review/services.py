"""Deciding on claims: appended, never changed; the latest decision counts."""

from datetime import UTC, datetime
from typing import Literal

from django.db import transaction

from saksi import record
from saksi.record import InvalidInput
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.frames import claim_record
from saksi.workspace.holdings.models import Claim
from saksi.workspace.review.models import Decision
from saksi.workspace.session import Archive

Verdict = Literal["accepted", "rejected", "corrected"]


def record_decision(
    archive: Archive,
    *,
    report_id: str,
    claim_id: str,
    verdict: Verdict,
    corrected: record.Claim | None = None,
    note: str | None = None,
) -> Decision:
    """Append a person's verdict on one claim.

    Parameters
    ----------
    corrected
        The claim as it should be; with the verdict ``corrected`` and with no other. It keeps its id.

    Raises
    ------
    InvalidInput
        There is no such claim, or the verdict and the correction do not go together.
    """
    if (verdict == "corrected") != (corrected is not None):
        raise InvalidInput("a correction needs the corrected claim, and only a correction has one")
    claim = (
        Claim.objects.select_related("report").filter(report__report_id=report_id, claim_id=claim_id).first()
    )
    if claim is None:
        raise _absent(report_id, claim_id)
    _fits(claim, corrected)
    decision = Decision(
        claim=claim,
        verdict=verdict,
        before=_plain(claim_record(claim)),
        after=corrected and _plain(corrected),
        coder=archive.actor,
        at=datetime.now(UTC),
        note=note,
    )
    with transaction.atomic():  # short: whoever else writes waits for it
        if not Claim.objects.filter(pk=claim.pk).exists():  # the report was read anew a moment ago
            raise _absent(report_id, claim_id)
        decision.save(force_insert=True)
        log.record(archive, action=verdict, about=f"claim {claim.pk}", states=[state_of(decision)])
    return decision


def _absent(report_id: str, claim_id: str) -> InvalidInput:
    return InvalidInput(f"report {report_id} has no claim {claim_id}: nothing was decided")


def _fits(claim: Claim, corrected: record.Claim | None) -> None:
    if corrected is None:
        return
    length = len(claim.report.text)
    if corrected.id != claim.claim_id or any(span.end > length for span in corrected.passages):
        raise InvalidInput(
            f"claim {claim.claim_id}: a correction keeps the id, and its passages lie in the text of"
            f" {length} characters; nothing was decided"
        )


def _plain(claim: record.Claim) -> dict[str, object]:
    plain: dict[str, object] = claim.model_dump(mode="json", by_alias=True)
    return plain
