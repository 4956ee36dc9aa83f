"""What waits for an adjudicator: two people say different things of one claim, or one could not tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from saksi import record
from saksi.review import Stated, pair_claims
from saksi.review.fields import FIELDS
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import of_seen
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.adding import BY_HAND
from saksi.workspace.review.models import CoderNote, Coding, Standing
from saksi.workspace.review.values import latest_codings, stated_in, stated_now, whole_claims

MOST = 300  # codings and doubts looked at for one page


@dataclass(frozen=True)
class Difference:
    """One question for the adjudicator."""

    report: Report
    claim: Claim | None  # null: the second coder added it and the record has none like it
    coding: Coding | None  # null: whoever decided could not tell
    first: Stated  # what the record says
    second: Stated
    fields: tuple[str, ...]  # names of the fields that differ; empty: whether it is a claim at all
    since: datetime
    notes: tuple[CoderNote, ...] = ()

    @property
    def slug(self) -> str:
        """Its name in addresses: of a coding, or of a claim that nobody could tell."""
        return f"a{self.coding.pk}" if self.coding else f"c{self.claim.pk}" if self.claim else ""


def open_differences(member: Member, *, report: Report | None = None) -> list[Difference]:
    """Return what waits for a ruling in the reports that a member sees, the oldest first; at most `MOST`."""
    one = {} if report is None else {"report": report}
    done = Q(assignment__isnull=True) | Q(assignment__finished_at__isnull=False)
    codings = Coding.objects.filter(done, of_seen(member), **one).select_related("report", "assignment")
    unruled = list(codings.filter(ruling__isnull=True).order_by("pk")[: 10 * MOST])
    claims = _claims(unruled)
    found = [_of_coding(coding, claims) for coding in latest_codings(unruled)]
    found += [_of_doubt(standing) for standing in _doubts(member, report)]
    open_ = sorted((each for each in found if each is not None), key=lambda each: each.since)[:MOST]
    return _with_notes(open_)


def coded_fields(first: record.Claim, second: record.Claim) -> tuple[str, ...]:
    """Return the fields in which two coders differ by code; passages only where they hardly overlap."""
    names = [
        name
        for name, field in FIELDS.items()
        if name != "passages" and field.code(first) != field.code(second)
    ]
    return (*names, *(() if pair_claims([first], [second]) else ("passages",)))


def _claims(codings: Sequence[Coding]) -> dict[int, Claim]:
    keys = {coding.claim.pk for coding in codings if coding.claim is not None}
    return {claim.pk: claim for claim in whole_claims(Claim.objects.filter(pk__in=keys))}


def _of_coding(coding: Coding, claims: dict[int, Claim]) -> Difference | None:
    second = stated_in(coding)
    if coding.claim is None:
        return _of_addition(coding, second)
    claim = claims[coding.claim.pk]
    first = stated_now(claim)
    both = isinstance(first, record.Claim) and isinstance(second, record.Claim)
    fields = coded_fields(first, second) if both else ()  # type: ignore[arg-type]  # both are claims
    if (both and not fields) or first is None or first == second:
        return None
    return Difference(coding.report, claim, coding, first, second, fields, coding.at)


def _of_addition(coding: Coding, second: Stated) -> Difference | None:
    """Compare an added claim with those of the record that the machine did not suggest."""
    assert isinstance(second, record.Claim)  # noqa: S101 - an addition states one
    by_hand = whole_claims(Claim.objects.filter(report=coding.report, stage="claim", reader=BY_HAND))
    for claim in by_hand:
        first = stated_now(claim)
        if isinstance(first, record.Claim) and pair_claims([first], [second]):
            fields = coded_fields(first, second)
            return (
                Difference(coding.report, claim, coding, first, second, fields, coding.at) if fields else None
            )
    return Difference(coding.report, None, coding, False, second, (), coding.at)


def _doubts(member: Member, report: Report | None) -> list[Standing]:
    one = {} if report is None else {"claim__report": report}
    doubts = Standing.objects.filter(of_seen(member, "claim__report"), verdict="cannot_tell", **one)
    unruled = doubts.filter(decision__way__isnull=True).select_related("claim__report", "decision")
    return list(unruled.order_by("at")[:MOST])


def _of_doubt(standing: Standing) -> Difference:
    claim = standing.claim
    return Difference(claim.report, claim, None, None, None, (), standing.at)


def _with_notes(found: list[Difference]) -> list[Difference]:
    keys = [each.claim.pk for each in found if each.claim is not None]
    notes: dict[int, list[CoderNote]] = {}
    for note in CoderNote.objects.filter(claim__in=keys):
        notes.setdefault(note.claim_id, []).append(note)
    return [
        replace(each, notes=tuple(notes.get(each.claim.pk, ()))) if each.claim is not None else each
        for each in found
    ]
