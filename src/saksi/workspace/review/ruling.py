"""Ruling on a difference: a decision for the record, and who ruled what on which words."""

from datetime import UTC, datetime
from typing import Literal

from django.db import transaction

from saksi import record
from saksi.record import InvalidInput
from saksi.review import Stated
from saksi.workspace.audit import log
from saksi.workspace.audit.states import RowState, state_of
from saksi.workspace.drafts.services import forget_draft
from saksi.workspace.errors import NotAllowed
from saksi.workspace.frames import claim_record
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.adding import add_claim
from saksi.workspace.review.differing import Difference
from saksi.workspace.review.models import Decision, Ruling
from saksi.workspace.review.services import append, fits_text
from saksi.workspace.session import Archive

Answer = Literal["first", "second", "own", "all_wrong", "cannot_tell"]


def rule(
    archive: Archive,
    *,
    difference: Difference,
    answer: Answer,
    own: record.Claim | None = None,
    note: str | None = None,
) -> Ruling:
    """Settle a difference; what the record says follows from the answer.

    Parameters
    ----------
    answer
        ``first``: the record stays as it is. ``second``: the second coder is right. ``own``: as `own` has it,
        for instance field by field from both. ``all_wrong``: there is no such claim, with a note why.
        ``cannot_tell``: nobody can, from these words.
    own
        The claim as the adjudicator has it; with the answer ``own`` and with no other.

    Raises
    ------
    InvalidInput
        Answer and claim do not go together, or ``all_wrong`` has no note.
    NotAllowed
        Somebody ruled on it a moment ago.
    """
    if (answer == "own") != (own is not None):
        raise InvalidInput("an answer of your own needs the claim as you have it, and only that one has it")
    if answer == "all_wrong" and not (note or "").strip():
        raise InvalidInput("say in a note why all are wrong: the coders learn from it; nothing was ruled")
    if difference.coding is None and answer in {"first", "second"}:
        raise InvalidInput("nobody could tell: say how it is, that it is no claim, or that nobody can tell")
    with transaction.atomic():
        _not_ruled(difference)
        decision = _decided(archive, difference, answer, own, note)
        ruling = Ruling(
            coding=difference.coding,
            claim=difference.claim or (decision.claim if decision else None),
            answer=answer,
            decision=decision,
            coder=archive.actor,
            at=datetime.now(UTC),
            note=(note or "").strip() or None,
        )
        ruling.save(force_insert=True)
        states: list[RowState] = [state_of(ruling)]
        if decision is not None and not _logged_with_its_claim(difference):
            states.append(state_of(decision))
        forget_draft(archive, kinds=("ruling",), report_id=difference.report.pk, place=difference.slug)
        log.record(archive, action="ruled", about=f"ruling {ruling.pk}", states=states)
    return ruling


def _not_ruled(difference: Difference) -> None:
    if difference.coding is not None and Ruling.objects.filter(coding=difference.coding).exists():
        raise NotAllowed("somebody ruled on this a moment ago: see the list anew; nothing was changed")


def _logged_with_its_claim(difference: Difference) -> bool:
    return difference.claim is None


def _decided(
    archive: Archive, difference: Difference, answer: Answer, own: record.Claim | None, note: str | None
) -> Decision | None:
    stated: Stated = {"own": own, "second": difference.second, "all_wrong": False, "cannot_tell": None}.get(
        answer, difference.first
    )
    if answer == "first":
        return None
    if difference.claim is None:
        return _added(archive, difference.report, stated, note)
    return _on_claim(archive, difference.claim, stated, note)


def _added(archive: Archive, report: Report, stated: Stated, note: str | None) -> Decision | None:
    if not isinstance(stated, record.Claim):
        return None  # the record has no such claim, and gets none
    return add_claim(archive, report=report, claim=stated, note=note, way="adjudicated")


def _on_claim(archive: Archive, claim: Claim, stated: Stated, note: str | None) -> Decision:
    if stated is None:
        return append(archive, claim, verdict="cannot_tell", note=note, way="adjudicated")
    if stated is False:
        return append(archive, claim, verdict="rejected", note=note, way="adjudicated")
    value = stated.model_copy(update={"id": claim.claim_id})
    fits_text(claim.claim_id, claim.report.text, value)
    if value == claim_record(claim):
        return append(archive, claim, verdict="accepted", note=note, way="adjudicated")
    return append(archive, claim, verdict="corrected", corrected=value, note=note, way="adjudicated")
