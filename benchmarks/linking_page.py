"""The linking part of the page: events, origins, independence; people and names beside their peers."""

from collections.abc import Iterable

from benchmarks import (
    linking_doubt,
    linking_events,
    linking_names,
    linking_people,
    linking_scale,
    linking_sets,
)
from benchmarks.linking_people import Row

PEOPLE = (
    "People and names, at the defaults and without labels. The peer beside is bare Splink with the same keys"
    " and levels, its own training and connected components; for names the best letter distance at its best"
    " threshold. Calibration error over fewer than some two hundred pairs is mostly chance."
)


def section() -> list[str]:
    """Measure, and return the lines of the page."""
    events = (
        f"| {one.data} | {one.what} | {one.value:.3f} | {one.n:,} | {one.bar} |"
        for one in linking_events.measure()
    )
    return [
        "## Linking",
        "",
        "Events, origins, independence. Rules were written with the annotated groups open; the simulated",
        "networks are seeds that no weight was set with.",
        "",
        "| data | what | measured | cases | bar |",
        "|---|---|---:|---:|---:|",
        *events,
        "",
        PEOPLE,
        "",
        "| what | Saksi | peer | bar |",
        "|---|---:|---:|---:|",
        *(f"| {' | '.join(row)} |" for row in _people()),
        "",
    ]


def _people() -> Iterable[Row]:
    if linking_sets.DATA.is_dir():
        yield from linking_people.measure()
    if linking_names.DATA.is_dir():
        yield from linking_names.measure()
    yield from linking_doubt.measure()
    yield from linking_scale.measure()
    yield from linking_scale.measure_alone()


if __name__ == "__main__":
    print("\n".join(section()))
