"""Orders beside what was announced and what was done: how many claims of each touch a span of months.

Read from codes alone: a claim's kind says that it tells an order, its modality that an act was announced,
feared, done or going on. That they stand side by side says nothing about cause.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from saksi.workspace.accounts.models import Member
from saksi.workspace.holdings.columns import UNSAID, Columns, codes
from saksi.workspace.holdings.facets import Mask, Question, chosen
from saksi.workspace.session import Archive

LANES = ("ordered", "planned", "done")
_MODALITIES: Mapping[str, tuple[str, ...]] = {
    "planned": ("planned", "feared"),
    "done": ("happened", "ongoing"),
}
MOST_BINS = 48
WIDTHS = (1, 3, 6, 12, 24, 60, 120, 600)  # months that one bar stands for


@dataclass(frozen=True)
class Lane:
    """One of the three: claims a bin, and how many have a time at all."""

    name: str
    counts: tuple[int, ...]
    timed: int
    untimed: int


@dataclass(frozen=True)
class TimeLine:
    """Three lanes over one axis of months; none where no claim has a time."""

    first: int  # months since the year 0
    width: int  # months of a bin
    lanes: tuple[Lane, ...]

    @property
    def n_bins(self) -> int:
        """How many bars a lane has."""
        return len(self.lanes[0].counts)

    def month(self, bin_: int) -> tuple[int, int]:
        """Return year and month in which a bin begins."""
        return divmod(self.first + bin_ * self.width, 12)[0], (self.first + bin_ * self.width) % 12 + 1


def time_line(archive: Archive, member: Member, question: Question) -> TimeLine:
    """Return the three lanes of the claims that a member may see and asks for, whatever their kind."""
    columns, fits = chosen(archive, member, replace(question, kind="", modality=""))
    lanes_of = {name: fits & own for name, own in _lanes(columns).items()}
    spans = {name: _span(columns, own) for name, own in lanes_of.items()}
    every = np.concatenate([np.concatenate(span) for span in spans.values()])
    untimed = {name: int(np.count_nonzero(own)) - len(spans[name][0]) for name, own in lanes_of.items()}
    if not len(every):
        return TimeLine(0, 1, tuple(Lane(name, (), 0, untimed[name]) for name in LANES))
    first, last = int(every.min()), int(every.max())
    width = next((width for width in WIDTHS if (last - first) // width < MOST_BINS), WIDTHS[-1])
    first -= first % width
    size = (last - first) // width + 1
    lanes = tuple(
        Lane(name, _counts(spans[name], first, width, size), len(spans[name][0]), untimed[name])
        for name in LANES
    )
    return TimeLine(first, width, lanes)


Span = tuple[NDArray[np.int64], NDArray[np.int64]]


def _lanes(columns: Columns) -> dict[str, Mask]:
    act = columns["kind"] == codes("kind").index("act")
    found = {"ordered": np.asarray(columns["kind"] == codes("kind").index("order"), bool)}
    for name, modalities in _MODALITIES.items():
        numbers = [codes("modality").index(code) for code in modalities]
        found[name] = np.asarray(act & np.isin(columns["modality"], numbers), bool)
    return found


def _span(columns: Columns, fits: Mask) -> Span:
    """Return first and last month of each claim that says a time; an open end is where it was said."""
    since, until = columns["since"][fits].astype(np.int64), columns["until"][fits].astype(np.int64)
    first, last = np.where(since == UNSAID, until, since), np.where(until == UNSAID, since, until)
    said = first != UNSAID
    return first[said], last[said]


def _counts(span: Span, first: int, width: int, size: int) -> tuple[int, ...]:
    edges = np.zeros(size + 1, np.int64)
    np.add.at(edges, (span[0] - first) // width, 1)
    np.add.at(edges, (span[1] - first) // width + 1, -1)
    return tuple(int(n) for n in np.cumsum(edges)[:size])
