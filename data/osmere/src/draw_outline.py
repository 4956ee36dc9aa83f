"""Draws the outline of Osmere: corners by hand, midpoint displacement between them, the same every run."""

import json
import math
import random

Point = tuple[float, float]  # longitude, latitude in degrees
Ring = list[Point]

SEED = 20240101
CORNERS: dict[str, Point] = {
    "A": (-29.3, -34.3),
    "B": (-27.9, -33.85),
    "C": (-25.95, -33.6),
    "D": (-24.65, -33.95),
    "E": (-24.35, -35.55),
    "F": (-24.95, -36.65),
    "G": (-26.1, -37.55),
    "H": (-27.8, -37.7),
    "S1": (-28.95, -36.85),
    "W": (-29.6, -35.6),
    "M1": (-28.0, -35.05),
    "M2": (-26.2, -34.75),
    "M3": (-25.65, -35.45),
    "M4": (-27.15, -35.7),
    "M6": (-27.25, -36.55),
    "M7": (-26.0, -36.85),
}
LINES: dict[tuple[str, str], tuple[int, float]] = {  # between corners: how often halved, how rough
    ("A", "B"): (5, 0.07),
    ("B", "C"): (5, 0.07),
    ("C", "D"): (5, 0.07),
    ("D", "E"): (6, 0.15),
    ("E", "F"): (6, 0.15),
    ("F", "G"): (6, 0.15),
    ("G", "H"): (6, 0.15),
    ("H", "S1"): (6, 0.15),
    ("S1", "W"): (6, 0.15),
    ("W", "A"): (6, 0.15),
    ("B", "M1"): (4, 0.09),
    ("C", "M2"): (4, 0.09),
    ("M1", "M2"): (4, 0.08),
    ("M1", "W"): (4, 0.08),
    ("M1", "M4"): (4, 0.08),
    ("M2", "M3"): (4, 0.08),
    ("M3", "M4"): (4, 0.08),
    ("M3", "E"): (4, 0.08),
    ("M4", "M6"): (4, 0.08),
    ("M6", "S1"): (4, 0.08),
    ("M6", "M7"): (4, 0.08),
    ("M7", "F"): (4, 0.08),
}
COAST = "A-B-C-D-E-F-G-H-S1-W"
PROVINCES = {
    "pelling": "A-B-M1-W",
    "north-calder": "B-C-M2-M1",
    "south-calder": "M1-M2-M3-M4",
    "ostrand": "C-D-E-M3-M2",
    "merrin": "W-M1-M4-M6-S1",
    "dunmarrow": "M4-M3-E-F-M7-M6",
    "sarrow": "S1-M6-M7-F-G-H",
}


def displaced(start: Point, end: Point, halvings: int, roughness: float, rng: random.Random) -> Ring:
    """Return the points from `start` up to but not including `end`."""
    if halvings == 0:
        return [start]
    along, across = end[0] - start[0], end[1] - start[1]
    aside = max(-0.28, min(0.28, rng.gauss(0, roughness)))
    ahead = rng.uniform(-0.06, 0.06)
    middle = (
        (start[0] + end[0]) / 2 - across * aside + along * ahead,
        (start[1] + end[1]) / 2 + along * aside + across * ahead,
    )
    halves = ((start, middle), (middle, end))
    return [point for half in halves for point in displaced(*half, halvings - 1, roughness, rng)]


def rounded(point: Point) -> Point:
    """Return the point to a thousandth of a degree, about 100 metres."""
    return round(point[0], 3), round(point[1], 3)


def ring(corners: str, lines: dict[tuple[str, str], Ring]) -> Ring:
    """Return the closed ring through the corners; neighbours share their line point for point."""
    names = corners.split("-")
    points: Ring = []
    for first, second in zip(names, names[1:] + names[:1], strict=True):
        if (first, second) in lines:
            points += lines[first, second]
        else:
            points += [*reversed([*lines[second, first], rounded(CORNERS[first])])][:-1]
    return [*points, points[0]]


def island(centre: Point, radius: float, rng: random.Random) -> Ring:
    """Return a closed ring of 14 points around a centre."""
    points = []
    for number in range(14):
        angle = 2 * math.pi * number / 14
        x = centre[0] + radius * rng.uniform(0.7, 1.25) * math.cos(angle)
        y = centre[1] + 0.75 * radius * rng.uniform(0.7, 1.25) * math.sin(angle)
        points.append(rounded((x, y)))
    return [*points, points[0]]


def main() -> None:
    """Print the outline: the country's rings, then each province's."""
    rng = random.Random(SEED)  # noqa: S311 - a coast line, not a key
    lines = {
        (a, b): [rounded(point) for point in displaced(CORNERS[a], CORNERS[b], *shape, rng)]
        for (a, b), shape in LINES.items()
    }
    islands = [island((-28.85, -37.55), 0.16, rng), island((-24.45, -37.0), 0.1, rng)]
    provinces = {name: [ring(corners, lines)] for name, corners in PROVINCES.items()}
    provinces["sarrow"] += islands

    def rows(rings: list[Ring]) -> str:
        return ",\n".join(json.dumps(points, separators=(",", ":")) for points in rings)

    print('{"country": [\n' + rows([ring(COAST, lines), *islands]) + '\n],\n"provinces": {')
    print(",\n".join(f'"{name}": [\n{rows(rings)}\n]' for name, rings in provinces.items()) + "\n}}")


if __name__ == "__main__":
    main()
