"""How far coders and the machine agree: from reports that a second coder finished blind."""

from collections.abc import Sequence
from dataclasses import dataclass

from saksi import record
from saksi.review import Agreement, Stated, agreement_by_field, pair_claims
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import of_seen
from saksi.workspace.frames import claim_record
from saksi.workspace.holdings.models import Claim
from saksi.workspace.review.adding import BY_HAND
from saksi.workspace.review.models import Assignment, Decision
from saksi.workspace.review.values import latest_codings, stated_in, suggested

MOST = 200  # assignments, the latest: agreement of years ago tells nothing of today's coders
PAIRS = (("first_second", 0, 1), ("first_machine", 0, 2), ("second_machine", 1, 2))

Unit = tuple[Stated, Stated, Stated]  # first coder, second coder, machine


@dataclass(frozen=True, slots=True)
class Measures:
    """Agreement of two coders on every field."""

    pair: str
    n_claims: int
    fields: list[Agreement]


def agreements(member: Member) -> list[Measures]:
    """Return agreement of first and second coder, and of each with the machine, in what a member sees.

    The first coder is whoever decided for the record, as they decided before an adjudicator ruled.
    """
    units = [unit for assignment in _finished(member) for unit in units_of(assignment)]
    found = []
    for name, a, b in PAIRS:
        pairs = [(unit[a], unit[b]) for unit in units]
        both = [pair for pair in pairs if pair[0] is not None and pair[1] is not None]
        found.append(Measures(name, len(both), agreement_by_field(both)))
    return found


def units_of(assignment: Assignment) -> list[Unit]:
    """Return what the three say of each claim of a report; additions are paired by their words."""
    said = {coding.local_id: coding for coding in latest_codings(assignment.codings.all())}
    rows = list(suggested(assignment.report))
    machine = [row for row in rows if row.reader != BY_HAND]
    units: list[Unit] = []
    for row in machine:
        coding = said.pop(row.claim_id, None)
        second = None if coding is None else stated_in(coding)
        units.append((_first(row), second, claim_record(row)))
    by_hand = [
        stated for row in rows if row.reader == BY_HAND and isinstance(stated := _first(row), record.Claim)
    ]
    seconds = [stated for coding in said.values() if isinstance(stated := stated_in(coding), record.Claim)]
    return units + _additions(by_hand, seconds)


def _additions(first: Sequence[record.Claim], second: Sequence[record.Claim]) -> list[Unit]:
    pairs = dict(pair_claims(first, second))
    found: list[Unit] = [
        (claim, second[pairs[n]] if n in pairs else False, False) for n, claim in enumerate(first)
    ]
    alone = (claim for n, claim in enumerate(second) if n not in pairs.values())
    return found + [(False, claim, False) for claim in alone]


def _finished(member: Member) -> list[Assignment]:
    done = Assignment.objects.filter(of_seen(member), finished_at__isnull=False)
    return list(done.select_related("report").order_by("-finished_at")[:MOST])


def _first(row: Claim) -> Stated:
    """What whoever decided for the record said, before a ruling; None: nobody did, or could not tell."""
    decisions: list[Decision] = list(row.decisions.all())
    back = {each.undoes_id for each in decisions}
    own = [d for d in decisions if d.undoes_id is None and d.pk not in back and d.way != "adjudicated"]
    if not own or own[-1].verdict == "cannot_tell":
        return None
    if own[-1].verdict == "rejected":
        return False
    return record.Claim.model_validate(own[-1].after) if own[-1].after else claim_record(row)
