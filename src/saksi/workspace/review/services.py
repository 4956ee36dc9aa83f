"""Deciding on claims: appended, never changed; the latest decision counts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from django.db import transaction

from saksi import record
from saksi.record import InvalidInput
from saksi.review import differences
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.drafts.services import forget_draft
from saksi.workspace.errors import NotAllowed
from saksi.workspace.frames import claim_record
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.errors import Outdated
from saksi.workspace.review.models import CoderNote, Decision, ReadMark, Standing
from saksi.workspace.session import Archive

Verdict = Literal["accepted", "rejected", "corrected", "cannot_tell"]
Way = Literal["group", "added", "adjudicated"]
OF_CLAIMS = ("correct", "passages")  # drafts that a verdict on the claim makes needless


def record_decision(
    archive: Archive,
    *,
    report_id: str,
    claim_id: str,
    verdict: Verdict,
    corrected: record.Claim | None = None,
    note: str | None = None,
    version: int | None = None,
    key: str | None = None,
) -> Decision:
    """Append a person's verdict on one claim.

    Parameters
    ----------
    corrected
        The claim as it should be; with the verdict ``corrected`` and with no other. It keeps its id.
    version
        Number of the latest decision that the person saw, 0 for none; null takes the claim as it is now.
    key
        Of the form that the verdict came from: the same key again decides nothing and returns what it did.

    Raises
    ------
    InvalidInput
        There is no such claim, or the verdict and the correction do not go together.
    Outdated
        Somebody decided since the version that the person saw; nothing was decided.
    """
    claim = (
        Claim.objects.select_related("report").filter(report__report_id=report_id, claim_id=claim_id).first()
    )
    if claim is None:
        raise _absent(report_id, claim_id)
    fits(claim, verdict, corrected)
    with transaction.atomic():  # short: whoever else writes waits for it
        if not Claim.objects.filter(pk=claim.pk).exists():  # the report was read anew a moment ago
            raise _absent(report_id, claim_id)
        sent = sent_before(key)
        if sent is not None:
            return sent
        check_version(claim, version)
        decision = append(archive, claim, verdict=verdict, corrected=corrected, note=note, key=key)
        log.record(archive, action=verdict, about=f"claim {claim.pk}", states=[state_of(decision)])
    return decision


def accept_group(
    archive: Archive, *, report: Report, versions: Sequence[tuple[str, int]], key: str | None = None
) -> list[Decision]:
    """Accept several suggestions of a report at once, which somebody has read; one entry in the log.

    Parameters
    ----------
    versions
        The id of each claim with the number of the latest decision that the person saw of it.

    Raises
    ------
    InvalidInput
        None is named, or one is not of this report.
    Outdated
        Somebody decided on one of them since; none was accepted.
    """
    with transaction.atomic():
        sent = list(Decision.objects.filter(key__startswith=f"{key}:")) if key else []
        if sent:
            return sent
        rows = {
            row.claim_id: row for row in report.claims.filter(claim_id__in=[each for each, _ in versions])
        }
        if not versions or len(rows) != len(versions):
            raise InvalidInput(
                "the group names no claims of this report, or some are not there: load it anew"
            )
        decisions = []
        for number, (claim_id, version) in enumerate(versions):
            check_version(rows[claim_id], version)
            one = f"{key}:{number}" if key else None
            decisions.append(append(archive, rows[claim_id], verdict="accepted", key=one, way="group"))
        states = [state_of(decision) for decision in decisions]
        about = f"{len(decisions)} claims of report {report.pk}"
        log.record(archive, action="accepted", about=about, states=states)
    return decisions


def undo(archive: Archive, *, claim: Claim, version: int | None = None, key: str | None = None) -> Decision:
    """Take the decision that stands back: what stood before stands again; both remain on record.

    Raises
    ------
    NotAllowed
        Nothing stands that could be taken back.
    Outdated
        Somebody decided since; nothing was changed.
    """
    with transaction.atomic():
        sent = sent_before(key)
        if sent is not None:
            return sent
        check_version(claim, version)
        standing = effective(claim)
        if not standing:
            raise NotAllowed("nothing was decided on this claim that could be taken back")
        taken, before = standing[-1], standing[-2] if len(standing) > 1 else None
        decision = Decision(
            claim=claim,
            verdict=before.verdict if before else "withdrawn",
            before=taken.after or taken.before,
            after=before.after if before else None,
            fields=before.fields if before else None,
            coder=archive.actor,
            at=datetime.now(UTC),
            way="undone",
            undoes=taken,
            key=key,
        )
        decision.save(force_insert=True)
        _stands(claim, before)
        log.record(archive, action="undone", about=f"claim {claim.pk}", states=[state_of(decision)])
    return decision


def add_note(archive: Archive, *, claim: Claim, text: str, key: str | None = None) -> CoderNote:
    """Tell the adjudicator something about a claim.

    Raises
    ------
    InvalidInput
        The note says nothing.
    """
    words = text.strip()
    if not words:
        raise InvalidInput("the note is empty: write what the adjudicator should know; nothing was saved")
    with transaction.atomic():
        note = CoderNote.objects.filter(key=key).first() if key else None
        if note is None:
            note = CoderNote.objects.create(
                claim=claim, coder=archive.actor, at=datetime.now(UTC), text=words, key=key
            )
            log.record(archive, action="noted", about=f"claim {claim.pk}", states=[state_of(note)])
        forget_draft(archive, kinds=("note",), report_id=claim.report_id, place=claim.claim_id)
    return note


def mark_read(archive: Archive, *, report: Report) -> ReadMark:
    """Say that a report was read to its end; doing so twice changes nothing."""
    with transaction.atomic():
        mark, new = ReadMark.objects.get_or_create(
            report=report, coder=archive.actor, defaults={"at": datetime.now(UTC)}
        )
        if new:
            log.record(archive, action="read through", about=f"report {report.pk}", states=[state_of(mark)])
    return mark


def append(
    archive: Archive,
    claim: Claim,
    *,
    verdict: Verdict,
    corrected: record.Claim | None = None,
    note: str | None = None,
    key: str | None = None,
    way: Way | None = None,
) -> Decision:
    """Append a decision and let it stand; within the caller's transaction, which writes the entry.

    What its coder had begun to correct there is forgotten.
    """
    suggested = claim_record(claim)
    standing = Standing.objects.select_related("decision").filter(pk=claim.pk).first()
    after = standing.decision.after if standing else None
    decision = Decision(
        claim=claim,
        verdict=verdict,
        before=after or plain(suggested),
        after=corrected and plain(corrected),
        fields=corrected and list(differences(suggested, corrected)),
        coder=archive.actor,
        at=datetime.now(UTC),
        note=note,
        way=way,
        key=key,
    )
    decision.save(force_insert=True)
    _stands(claim, decision)
    forget_draft(archive, kinds=OF_CLAIMS, report_id=claim.report_id, place=claim.claim_id)
    return decision


def effective(claim: Claim) -> list[Decision]:
    """Return the decisions on a claim that were not taken back, the oldest first; the last one stands."""
    decisions = list(Decision.objects.filter(claim=claim).order_by("pk"))
    back = {decision.undoes_id for decision in decisions if decision.undoes_id is not None}
    return [each for each in decisions if each.undoes_id is None and each.pk not in back]


def check_version(claim: Claim, version: int | None) -> None:
    """Refuse a verdict on a claim that somebody decided on since it was shown.

    Raises
    ------
    Outdated
        The latest decision is another one.
    """
    if version is None:
        return
    latest = Decision.objects.filter(claim=claim).order_by("pk").last()
    if latest is not None and latest.pk != version:
        raise Outdated(latest)


def sent_before(key: str | None) -> Decision | None:
    """Return the decision that a form made already; None for a new one."""
    return Decision.objects.filter(key=key).first() if key else None


def plain(claim: record.Claim) -> dict[str, object]:
    """Return a claim as it is stored with decisions and codings."""
    stored: dict[str, object] = claim.model_dump(mode="json", by_alias=True)
    return stored


def fits_text(claim_id: str, text: str, corrected: record.Claim) -> None:
    """Refuse a correction that is of another claim, or points behind the text.

    Raises
    ------
    InvalidInput
        It does.
    """
    if corrected.id != claim_id or any(span.end > len(text) for span in corrected.passages):
        raise InvalidInput(
            f"claim {claim_id}: a correction keeps the id, and its passages lie in the text of"
            f" {len(text)} characters; nothing was decided"
        )


def fits(claim: Claim, verdict: Verdict, corrected: record.Claim | None) -> None:
    """Refuse a correction without the corrected claim, and a corrected claim with another verdict.

    Raises
    ------
    InvalidInput
        The two do not go together, or as `fits_text`.
    """
    if (verdict == "corrected") != (corrected is not None):
        raise InvalidInput("a correction needs the corrected claim, and only a correction has one")
    if corrected is not None:
        fits_text(claim.claim_id, claim.report.text, corrected)


def _stands(claim: Claim, decision: Decision | None) -> None:
    if decision is None:
        Standing.objects.filter(pk=claim.pk).delete()
        return
    Standing.objects.update_or_create(
        claim=claim,
        defaults={
            "decision": decision,
            "verdict": decision.verdict,
            "coder": decision.coder,
            "at": decision.at,
        },
    )


def _absent(report_id: str, claim_id: str) -> InvalidInput:
    return InvalidInput(f"report {report_id} has no claim {claim_id}: nothing was decided")
