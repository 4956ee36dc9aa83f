"""What a blind coder says, and verdicts that came too late: kept beside the record, compared, ruled on."""

from datetime import UTC, datetime

from django.db import transaction

from saksi import record
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.drafts.services import forget_draft
from saksi.workspace.errors import NotAllowed
from saksi.workspace.frames import claim_record
from saksi.workspace.holdings.models import Claim
from saksi.workspace.review.adding import next_id, place_of_new
from saksi.workspace.review.models import Assignment, Coding
from saksi.workspace.review.services import OF_CLAIMS, Verdict, fits, fits_text, plain
from saksi.workspace.session import Archive


def code_claim(
    archive: Archive,
    *,
    assignment: Assignment | None,
    claim: Claim,
    verdict: Verdict,
    corrected: record.Claim | None = None,
    note: str | None = None,
    key: str | None = None,
) -> Coding:
    """Append what a blind coder says of a suggestion; their latest word counts.

    Parameters
    ----------
    assignment
        None for a verdict that came too late to stand: it is kept for the adjudicator.

    Raises
    ------
    InvalidInput
        The verdict and the correction do not go together, or a passage points behind the text.
    NotAllowed
        The coder has finished the report.
    """
    fits(claim, verdict, corrected)
    return _append(
        archive,
        Coding(
            assignment=assignment,
            report=claim.report,
            claim=claim,
            local_id=claim.claim_id,
            verdict=verdict,
            before=plain(claim_record(claim)),
            after=corrected and plain(corrected),
            note=note,
            key=key,
        ),
    )


def code_new(
    archive: Archive, *, assignment: Assignment, claim: record.Claim, key: str | None = None
) -> Coding:
    """Append a claim that a blind coder found and the reader missed.

    Raises
    ------
    InvalidInput
        A passage points behind the text.
    NotAllowed
        The coder has finished the report.
    """
    report = assignment.report
    fits_text(claim.id, report.text, claim)
    own = claim.model_copy(update={"id": next_id(report)})
    coding = Coding(
        assignment=assignment, report=report, local_id=own.id, verdict="added", after=plain(own), key=key
    )
    with transaction.atomic():
        forget_draft(archive, kinds=("new",), report_id=report.pk, place=place_of_new(claim))
        return _append(archive, coding)


def take_back(archive: Archive, *, assignment: Assignment, claim_id: str, key: str | None = None) -> Coding:
    """Append that a blind coder takes their latest word on a claim back.

    Raises
    ------
    NotAllowed
        They said nothing of it, or have finished the report.
    """
    last = assignment.codings.filter(local_id=claim_id).order_by("pk").last()
    if last is None or last.verdict == "withdrawn":
        raise NotAllowed("you decided nothing on this claim that could be taken back")
    taken = Coding(
        assignment=assignment,
        report=assignment.report,
        claim=last.claim,
        local_id=claim_id,
        verdict="withdrawn",
        before=last.after or last.before,
        key=key,
    )
    return _append(archive, taken)


def _append(archive: Archive, coding: Coding) -> Coding:
    coding.coder, coding.at = archive.actor, datetime.now(UTC)
    with transaction.atomic():
        sent = Coding.objects.filter(key=coding.key).first() if coding.key else None
        if sent is not None:
            return sent
        if coding.assignment is not None:
            coding.assignment.refresh_from_db(fields=["finished_at"])
            if coding.assignment.finished_at is not None:
                raise NotAllowed("you have finished this report: what you coded stays as it is")
        coding.save(force_insert=True)
        if coding.verdict != "withdrawn":
            forget_draft(archive, kinds=OF_CLAIMS, report_id=coding.report_id, place=coding.local_id)
        # not the verdict: who reads the log must not learn what a blind coder said
        log.record(archive, action="coding kept", about=f"coding {coding.pk}", states=[state_of(coding)])
    return coding
