"""The simulation's part of the page of benchmarks: truth, reports, and the stylised facts with intervals.

`python -m benchmarks.simulation_page` prints it: about ten minutes of CPU time, 2 GB of memory.
"""

from collections.abc import Iterator

from benchmarks import simulation, simulation_facts, simulation_reports
from benchmarks.page import measured
from benchmarks.simulation_facts import Found, said

FACTS = (
    f"Over {simulation_facts.SEEDS} worlds; the interval is the percentile bootstrap over worlds. What each"
    " world holds: `benchmarks/simulation_counts.py`."
)


def section() -> list[str]:
    """Measure, and return the lines of the page."""
    figures = [*simulation.measure(long=True), *simulation_reports.measure(long=True)]
    return [
        "## Simulation",
        "",
        "CPU time; where several processes write, the sum over all.",
        "",
        *measured(figures),
        FACTS,
        "",
        "| fact | what | value and 95 % interval | needed |",
        "|---|---|---:|---:|",
        *map(_row, _facts()),
        "",
    ]


def _facts() -> Iterator[Found]:
    for study in simulation_facts.STUDIES:
        yield from simulation_facts.find(study, simulation_facts.SEEDS)


def _row(one: Found) -> str:
    value, needed = said(one)
    return f"| {one.fact.id} | {one.fact.what} | {value}{'' if one.holds else ' (not met)'} | {needed} |"


if __name__ == "__main__":
    print("\n".join(section()))
