"""A country's outline with its places at the level known: a ring is a province, a dot a town."""

from collections.abc import Iterator, Sequence
from math import cos, radians, sqrt

from saksi.findings.blocks import CountryMap, Spot
from saksi.findings.charts.drawing import Drawing, fit, text_width
from saksi.findings.text import Language

WIDTH = 340
TALLEST = 360
EDGE = 14
LABELS = 7
SURE = 3  # these are named even where their name crosses another mark
Ring = Sequence[tuple[float, float]]
Box = tuple[float, float, float, float]


def draw_map(chart: CountryMap, language: Language) -> Drawing:
    """Draw the country, equal scale at its middle latitude; small far islands are left out."""
    frame = _Frame(_mainland(chart.rings, chart.spots), chart.spots)
    drawing = Drawing(WIDTH, frame.height, _name(chart, language), language)
    for ring in frame.rings:
        drawing.path(frame.outline(ring), fill="sunk", stroke="line-2")
    for ring in chart.provinces:
        drawing.path(frame.outline(ring), stroke="line")
    most = max((s.claims for s in chart.spots), default=1)
    for spot in chart.spots:
        x, y = frame.at(spot.lon, spot.lat)
        size = _size(spot, most)
        if spot.level == "area":
            drawing.circle(x, y, size + 4, stroke="ink-2", width=1.8, dash="4 3")
        else:
            drawing.circle(x, y, size * 0.6, fill="ink")
    _labels(drawing, chart.spots, frame, language)
    return drawing


class _Frame:
    """Degrees to units."""

    def __init__(self, rings: Sequence[Ring], spots: Sequence[Spot]) -> None:
        wrap = _wraps(rings)
        self.shift = 360.0 if wrap else 0.0
        self.rings = rings
        points = [self._turn(lon, lat) for ring in rings for lon, lat in ring]
        points += [self._turn(s.lon, s.lat) for s in spots]
        self.west, self.east = min(x for x, _ in points), max(x for x, _ in points)
        self.south, self.north = min(y for _, y in points), max(y for _, y in points)
        self.stretch = cos(radians((self.south + self.north) / 2))
        wide, tall = max((self.east - self.west) * self.stretch, 0.1), max(self.north - self.south, 0.1)
        self.unit = min((WIDTH - 2 * EDGE) / wide, (TALLEST - 2 * EDGE) / tall)
        self.left = (WIDTH - wide * self.unit) / 2
        self.height = tall * self.unit + 2 * EDGE

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = self._turn(lon, lat)
        return self.left + (x - self.west) * self.stretch * self.unit, EDGE + (self.north - y) * self.unit

    def outline(self, ring: Ring) -> str:
        steps: list[str] = []
        last = None
        for lon, lat in ring:
            x, y = self.at(lon, lat)
            if (
                last is None or abs(x - last[0]) + abs(y - last[1]) >= 0.8
            ):  # finer than a pixel is only weight
                steps.append(f"{x:.1f} {y:.1f}")
                last = (x, y)
        return "M" + "L".join(steps) + "Z"

    def _turn(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon + self.shift if lon < 0 and self.shift else lon), lat


def _wraps(rings: Sequence[Ring]) -> bool:
    lons = [lon for ring in rings for lon, _ in ring]
    return bool(lons) and max(lons) - min(lons) > 180


def _mainland(rings: Sequence[Ring], spots: Sequence[Spot]) -> list[Ring]:
    """Keep rings of at least a five-hundredth of the largest, and those that hold a marked place."""
    sized = [(_area(ring), ring) for ring in rings if len(ring) > 2]
    most = max((area for area, _ in sized), default=0.0)
    return [ring for area, ring in sized if area >= most / 500 or any(_near(s, ring) for s in spots)]


def _area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _near(spot: Spot, ring: Ring) -> bool:
    lons, lats = [p[0] for p in ring], [p[1] for p in ring]
    return min(lons) <= spot.lon <= max(lons) and min(lats) <= spot.lat <= max(lats)


def _labels(drawing: Drawing, spots: Sequence[Spot], frame: _Frame, language: Language) -> None:
    """Name the places with most claims, each where no other name and no other mark stands."""
    most = max((s.claims for s in spots), default=1)
    marks = [_box(spot, frame, most) for spot in spots]
    taken: list[Box] = []
    for number, spot in enumerate(spots[:LABELS]):
        words = fit(f"{spot.name.plain(language)} {spot.claims:,}", 130)
        others = [box for n, box in enumerate(marks) if n != number]
        places = list(_beside(marks[number], text_width(words), drawing))
        free = [p for p in places if not any(_overlap(p, box) for box in taken)]
        best = next((p for p in free if not any(_overlap(p, box) for box in others)), None)
        if best is None and number < SURE:
            best = next(iter(free), None)
        if best is not None:
            taken.append(best)
            drawing.text(best[0], best[3] - 3, words)


def _size(spot: Spot, most: int) -> float:
    """Return the radius of a mark: its area grows with its claims."""
    return 4 + 9 * sqrt(spot.claims / most)


def _box(spot: Spot, frame: _Frame, most: int) -> Box:
    x, y = frame.at(spot.lon, spot.lat)
    r = _size(spot, most) + 4 if spot.level == "area" else _size(spot, most) * 0.6
    return x - r, y - r, x + r, y + r


def _beside(mark: Box, width: float, drawing: Drawing) -> Iterator[Box]:
    """Return the places for a name: right, left, above, below its mark, inside the drawing."""
    left, top, right, bottom = mark
    x, y = (left + right) / 2, (top + bottom) / 2
    corners = (
        (right + 4, y - 9),
        (left - 4 - width, y - 9),
        (x - width / 2, top - 18),
        (x - width / 2, bottom + 2),
    )
    for a, b in corners:
        if a >= 0 and a + width <= drawing.width and b >= 0 and b + 16 <= drawing.height:
            yield a, b, a + width, b + 16


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _name(chart: CountryMap, language: Language) -> str:
    named = "; ".join(f"{s.name.plain(language)} {s.claims}" for s in chart.spots[:12])
    return f"{chart.title.plain(language)} {named}"
