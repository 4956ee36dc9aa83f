"""A claim that the reader missed: made from words that a person selected, accepted by who made it."""

from django.db import transaction

from saksi import record
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.drafts.services import forget_draft
from saksi.workspace.frames import claim_rows, store_claims
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.reading import claim_state
from saksi.workspace.review.models import Coding, Decision
from saksi.workspace.review.services import Way, append, fits_text, sent_before
from saksi.workspace.session import Archive

BY_HAND = "person"  # the reader of such a claim; who it was stands with the decision


def add_claim(
    archive: Archive,
    *,
    report: Report,
    claim: record.Claim,
    note: str | None = None,
    key: str | None = None,
    way: Way = "added",
) -> Decision:
    """Store a new claim of a report and accept it in the same transaction.

    Parameters
    ----------
    claim
        Its id is replaced by `next_id`.

    Returns
    -------
    Decision
        The acceptance; its claim is the new one.

    Raises
    ------
    InvalidInput
        A passage points behind the text, or a count is too large to store.
    """
    fits_text(claim.id, report.text, claim)
    with transaction.atomic():
        sent = sent_before(key)
        if sent is not None:
            return sent
        own = claim.model_copy(update={"id": next_id(report), "reader": BY_HAND})
        position = Claim.objects.filter(report=report, stage="claim").count()
        rows = claim_rows(own, report, stage="claim", position=position)
        store_claims([rows])
        decision = append(archive, rows.claim, verdict="accepted", note=note, key=key, way=way)
        forget_draft(archive, kinds=("new",), report_id=report.pk, place=place_of_new(claim))
        states = [claim_state(rows), state_of(decision)]
        log.record(archive, action="claim added", about=f"claim {rows.claim.pk}", states=states)
    return decision


def next_id(report: Report) -> str:
    """Return an id that no claim and no coding of the report has: ``p`` and a number."""
    taken = set(Claim.objects.filter(report=report).values_list("claim_id", flat=True))
    taken |= set(Coding.objects.filter(report=report).values_list("local_id", flat=True))
    number = 1
    while f"p{number}" in taken:
        number += 1
    return f"p{number}"


def place_of_new(claim: record.Claim) -> str:
    """Return where the draft of a new claim is kept: its first span, ``12-40``."""
    core = claim.passages[0]
    return f"{core.start}-{core.end}"


def claim_from_words(report: Report, start: int, end: int) -> record.Claim:
    """Return the claim that a selection begins with: its words, and nothing that nobody said.

    Raises
    ------
    InvalidInput
        The selection holds no character of the text.
    """
    if not 0 <= start < end <= len(report.text):
        raise record.InvalidInput(
            f"the selection from {start} to {end} does not lie in the text of {len(report.text)} characters:"
            " select words of the report, then press n"
        )
    outlet = record.Link(text=report.outlet or "", role="outlet")
    return record.Claim(
        id="new",
        kind="act",
        act="other",
        modality="happened",
        attribution=record.Attribution(chain=(outlet,), directness="author"),
        passages=(record.Passage(start=start, end=end),),
    )
