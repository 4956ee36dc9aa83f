"""Who decided what on a claim, when, and from what: every decision, those taken back too."""

from dataclasses import dataclass
from datetime import datetime

from saksi import record
from saksi.workspace.holdings.models import Claim
from saksi.workspace.review.models import Decision
from saksi.workspace.review.sides import Side, sides
from saksi.workspace.web.saying import say


@dataclass(frozen=True, slots=True)
class Past:
    """One decision, in words."""

    status: str
    way: str  # how it came about; empty: one by one
    coder: str
    at: datetime
    note: str
    sides: list[Side]  # what a correction changed: from, to


def past_of(claim: Claim, language: str) -> list[Past]:
    """Return all decisions on a claim, the latest first."""
    return [_past(each, language) for each in Decision.objects.filter(claim=claim).order_by("-pk")]


def _past(decision: Decision, language: str) -> Past:
    changed: list[Side] = []
    if decision.after is not None and decision.undoes_id is None:
        before, after = (record.Claim.model_validate(each) for each in (decision.before, decision.after))
        changed = sides(before, after, language)
    return Past(
        say(language, f"review.status.{decision.verdict}"),
        say(language, f"review.way.{decision.way}") if decision.way else "",
        decision.coder,
        decision.at,
        decision.note or "",
        changed,
    )
