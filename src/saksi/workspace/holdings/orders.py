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
from saksi.workspace.holdings.counting import Rows
from saksi.workspace.holdings.facets import Mask, Question, chosen
from saksi.workspace.session import Archive

LANES = ("ordered", "planned", "done")
_MODALITIES: Mapping[str, tuple[str, ...]] = {
    "planned": ("planned", "feared"),
    "done": ("happened", "ongoing"),
}
MOST_BINS = 48
UNTIMED = int(UNSAID.view(np.uint16))  # place of those that say no time, behind all months
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
    spans = {name: _span(columns, rows) for name, rows in _lanes(columns, fits).items()}
    begun = np.flatnonzero(sum(span.begins[:UNTIMED] for span in spans.values()))
    if not len(begun):
        return TimeLine(0, 1, tuple(_lane(name, span, ()) for name, span in spans.items()))
    ended = np.flatnonzero(sum(span.ends[:UNTIMED] for span in spans.values()))
    first, last = int(begun[0]), int(ended[-1])
    width = next((width for width in WIDTHS if (last - first) // width < MOST_BINS), WIDTHS[-1])
    first -= first % width
    lanes = tuple(_lane(name, span, _counts(span, first, last, width)) for name, span in spans.items())
    return TimeLine(first, width, lanes)


@dataclass(frozen=True)
class _Span:
    """How many claims begin, and end, in each month; the last place counts those that say no time."""

    begins: NDArray[np.intp]
    ends: NDArray[np.intp]


def _lanes(columns: Columns, fits: Mask) -> dict[str, Rows]:
    """Return the places of each lane's claims in the columns."""
    table = np.zeros((len(codes("kind")), len(codes("modality"))), np.uint8)
    table[codes("kind").index("order")] = 1 + LANES.index("ordered")
    for name, modalities in _MODALITIES.items():
        numbers = [codes("modality").index(code) for code in modalities]
        table[codes("kind").index("act"), numbers] = 1 + LANES.index(name)
    lane = table.ravel().take(columns["kind"] * np.uint8(table.shape[1]) + columns["modality"]) * fits
    return {name: np.flatnonzero(lane == n) for n, name in enumerate(LANES, 1)}


def _span(columns: Columns, rows: Rows) -> _Span:
    """Count first and last month of each claim that says a time; an open end is where it was said."""
    since, until = columns["since"].take(rows), columns["until"].take(rows)
    first, last = np.where(since == UNSAID, until, since), np.where(until == UNSAID, since, until)
    # as unsigned numbers months stay what they are, and UNSAID is `UNTIMED`
    begins, ends = (np.bincount(month.view(np.uint16), minlength=UNTIMED + 1) for month in (first, last))
    return _Span(begins, ends)


def _lane(name: str, span: _Span, counts: tuple[int, ...]) -> Lane:
    untimed = int(span.begins[UNTIMED])
    return Lane(name, counts, int(span.begins.sum()) - untimed, untimed)


def _counts(span: _Span, first: int, last: int, width: int) -> tuple[int, ...]:
    """Return how many claims touch each bin of months."""
    at = (np.arange(first, last + 1) - first) // width
    opened = np.bincount(at, span.begins[first : last + 1])
    closed = np.bincount(at, span.ends[first : last + 1])
    touching = np.cumsum(opened) - np.cumsum(closed) + closed
    return tuple(int(n) for n in touching)
