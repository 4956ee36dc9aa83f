"""How right and how fast estimation is: against the packages' printed outputs, and against known truths.

`python -m benchmarks.estimation` prints its section; the known truths: `benchmarks.estimation_validation`.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from math import exp
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import numpy as np

from benchmarks.estimation_validation import validation
from benchmarks.page import measured
from saksi.estimation import CaptureHistories, EstimationSettings, histories_from_csv
from saksi.estimation.decomposable import average, chordal_graphs, grid
from saksi.estimation.loglinear import loglinear, stepwise

SHARED = Path(__file__).parents[2] / "shared" / "data" / "mse"
Z = 1.959963984540054
REPEATED = 10
THEIR_TIMES = (
    "Their CPU times are those noted with the reference outputs, to the millisecond and from another machine:"
    " ratios are rough, and on artificial_3, which took them 0.001 s, they say little."
)


class Agreement(NamedTuple):
    """The largest relative difference from a package over all tables, and CPU time as theirs over ours."""

    tables: int
    difference: float
    times_faster: tuple[float, float]


def references() -> Iterator[tuple[CaptureHistories, Mapping[str, Any]]]:
    """Yield the tables beside the project and what R packages said of them; none where they are absent."""
    for file in sorted(SHARED.glob("*.json")):
        said = json.loads(file.read_text(encoding="utf-8"))
        with file.with_suffix(".csv").open(encoding="utf-8", newline="") as table:
            heads = next(csv.reader(table))
        if heads[:-1] == said["lists"] and heads[0] != "governorate":
            yield histories_from_csv(file.with_suffix(".csv").read_bytes(), name=file.stem), said


def against_sparsemse() -> Agreement:
    """Compare stepwise numbers and intervals."""
    differences, ratios = [], []
    for table, said in references():
        if "SparseMSE" not in said:
            continue
        started = process_time()
        found = stepwise(table.cells(), threshold=0.02)
        spent = process_time() - started
        printed = said["SparseMSE"]["stepwise"]["estimate"]
        if found is None:
            raise AssertionError(said["dataset"])
        for key, z in (("2.5%", -Z), ("point est.", 0.0), ("97.5%", Z)):
            ours = table.documented + exp(found.unseen_log + z * found.error)
            differences.append(abs(ours / printed[key] - 1))
        ratios.append(said["SparseMSE"]["cpu_point_s"] / max(spent, 1e-4))
    return Agreement(len(ratios), max(differences), (min(ratios), max(ratios)))


def against_dga() -> Agreement:
    """Compare quantiles with the package's own grid step and end; time with our own grid, to the same end."""
    differences, ratios = [], []
    for table, said in references():
        for block in said.get("dga", {}).get("results", {}).values():
            last, step = block["Nmissing_max"], block["Nmissing_step"]
            points = grid(last, first=1)
            if step > 1:
                points = (np.arange(1, last + 1, step, dtype=float), np.full(-(-last // step), float(step)))
            graphs = chordal_graphs(len(table.lists))
            cells = table.cells()
            found = average(cells, graphs, delta=block["delta"], points=points, complete=True)
            started = process_time()
            for _ in range(REPEATED):
                average(cells, graphs, delta=block["delta"], points=grid(last), complete=True)
            spent = (process_time() - started) / REPEATED
            for key, value in block["quantiles"].items():
                ours = table.documented + float(found.quantile(float(key[:-1]) / 100))
                differences.append(max(0.0, abs(ours - value) - step) / value)
            ratios.append(block["cpu_s"] / spent)
    return Agreement(len(ratios), max(differences), (min(ratios), max(ratios)))


def six_lists() -> float:
    """Return CPU seconds of graphs of six lists, enumeration included."""
    chordal_graphs.cache_clear()
    cells = np.random.default_rng(1).poisson(20, 64).astype(float)
    started = process_time()
    average(cells, chordal_graphs(6), delta=2.0**-6, points=grid(30 * cells[1:].sum()), complete=False)
    return process_time() - started


def bootstrap_of_five_lists() -> list[tuple[str, float, float]]:
    """Return, for tables of five lists, CPU seconds of 1,000 replicates: ours, then SparseMSE's."""
    found = []
    for table, said in references():
        boot = said.get("SparseMSE", {}).get("bootstrap")
        if boot is None or len(table.lists) != 5:
            continue
        started = process_time()
        loglinear(table, seed=1, budget_seconds=600, settings=EstimationSettings(replicates=1000))
        spent = process_time() - started
        found.append((said["dataset"], spent, said["SparseMSE"]["cpu_boot_s"] * 1000 / boot["nboot"]))
    return found


def section() -> list[str]:
    """Return the section of docs/benchmarks.md."""
    mse, dga = against_sparsemse(), against_dga()
    rows = [
        (
            f"stepwise log-linear against SparseMSE, {mse.tables} tables, largest relative difference",
            f"{mse.difference:.1e}",
            "all printed digits",
        ),
        (
            f"decomposable graphs against dga, {dga.tables} runs, largest relative difference",
            f"{dga.difference:.2%}",
            "0.5 %",
        ),
        (
            "the same, CPU time of the package over ours",
            f"{dga.times_faster[0]:.0f} to {dga.times_faster[1]:.0f} times",
            "20 times",
        ),
        ("graphs of six lists, CPU time", f"{six_lists():.2f} s", "under 3 s"),
        *(
            (
                f"bootstrap, 1,000 replicates with reselection, {name}, CPU time",
                f"{ours:.2f} s, {theirs / ours:.0f} times",
                "20 times",
            )
            for name, ours, theirs in bootstrap_of_five_lists()
        ),
    ]
    return [
        "## Estimation",
        "",
        *measured(rows),
        THEIR_TIMES,
        "",
        *validation(),
    ]


if __name__ == "__main__":
    print("\n".join(section()))
