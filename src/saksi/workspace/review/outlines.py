"""The claims of a report as numbers and states alone: what a decision needs to be answered quickly."""

from dataclasses import dataclass

from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.cards import STATES

SECONDS = 35  # a claim, for "about 4 min left"


@dataclass
class Spot:
    """One claim in the meter."""

    number: int  # in text order, from 1: by where it was suggested, so that a correction changes no number
    local_id: str
    verdict: str
    open: bool = False

    @property
    def state(self) -> str:
        """Class of its edge."""
        return STATES.get(self.verdict, "sug")

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to decide."""
        return self.verdict == "suggested"


@dataclass
class Outline:
    """All claims of a report; for the head above the cards."""

    by_number: list[Spot]
    blind: bool = False

    @property
    def cards(self) -> list[Spot]:
        """The claims, as the desk calls them."""
        return self.by_number

    @property
    def numbers(self) -> dict[str, int]:
        """Numbers of the claims by their ids within the report."""
        return {spot.local_id: spot.number for spot in self.by_number}

    @property
    def n_decided(self) -> int:
        """Claims that nobody has to decide on any more."""
        return sum(not spot.is_open for spot in self.by_number)

    @property
    def minutes(self) -> int:
        """About how long the rest takes."""
        n_open = len(self.by_number) - self.n_decided
        return max(1, round(n_open * SECONDS / 60)) if n_open else 0


def outline(report: Report) -> Outline:
    """Return the claims of a report in text order with their verdicts, by one query."""
    core = Claim.objects.filter(report=report, stage="claim", passages__position=0)
    rows = core.values_list("passages__start", "passages__end", "claim_id", "standing__verdict")
    ordered = sorted(rows, key=lambda row: (row[0], -row[1], row[2]))
    return Outline([Spot(n, row[2], row[3] or "suggested") for n, row in enumerate(ordered, 1)])
