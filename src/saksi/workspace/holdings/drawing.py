"""The time line of orders as shapes: where each bar and tick stands in a drawing of a given width."""

from dataclasses import dataclass

from saksi.workspace.holdings.orders import Lane, TimeLine

LANE = 64  # units from one lane's ground line to the next
BAR = 40  # units of the highest bar of a lane
TOP = 30
NARROW = 500
LEAST = 1.5  # units: one claim among thousands is still seen


@dataclass(frozen=True, slots=True)
class Bar:
    """One span of months with its claims."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A year, or a month, on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """One lane: its bars stand on its ground line; the highest says how many claims that is."""

    lane: Lane
    ground: float
    bars: tuple[Bar, ...]
    highest: int

    @property
    def above(self) -> float:
        """Where the lane's words stand."""
        return self.ground - BAR - 7


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole, in units of an SVG's view box."""

    width: int
    height: int
    lanes: tuple[DrawnLane, ...]
    ticks: tuple[Tick, ...]

    @property
    def narrow(self) -> bool:
        """Whether there is room for few words beside a lane's name."""
        return self.width < NARROW

    @property
    def foot(self) -> int:
        """Where the labels of the ticks stand."""
        return self.height - 6


def drawn(line: TimeLine, width: int) -> Drawing:
    """Return a time line as shapes; a lane has a scale of its own, which it says."""
    each = width / max(line.n_bins, 1)
    lanes = tuple(_lane(lane, TOP + (n + 1) * LANE - 14, each) for n, lane in enumerate(line.lanes))
    return Drawing(width, TOP + len(lanes) * LANE + 12, lanes, _ticks(line, each, width))


def _lane(lane: Lane, ground: float, each: float) -> DrawnLane:
    highest = max(lane.counts, default=0)
    gap = 1 if each > 4 else 0
    bars = tuple(_bar(n, count, highest, ground, each, gap) for n, count in enumerate(lane.counts) if count)
    return DrawnLane(lane, ground, bars, highest)


def _bar(n: int, count: int, highest: int, ground: float, each: float, gap: int) -> Bar:
    height = max(BAR * count / highest, LEAST)
    return Bar(round(n * each, 2), round(ground - height, 2), round(each - gap, 2), round(height, 2))


def _ticks(line: TimeLine, each: float, width: int) -> tuple[Tick, ...]:
    """Return the years that begin, as many as there is room for; the first month where none does."""
    begins = [n for n in range(line.n_bins) if line.width >= 12 or line.month(n)[1] == 1]
    begins = begins or list(range(line.n_bins))[:1]
    room = -(-len(begins) // max(1, width // 60))
    return tuple(Tick(round(n * each, 2), _label(line.month(n), line.width)) for n in begins[:: max(room, 1)])


def _label(month: tuple[int, int], width: int) -> str:
    year, number = month
    return str(year) if number == 1 or width >= 12 else f"{year}-{number:02}"
