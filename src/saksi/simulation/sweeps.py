"""Sweeps: the same question over a grid or a Latin hypercube of worlds, cell by cell, resumable.

Only grids and hypercubes, and only errors of observation as outcomes: nothing here maximises, fits or
follows a gradient, and no outcome says how many people were hit. A cell is a pure function of scenario,
replicate and seed; its part is named by the hash of these, so a part that is there need not be made again.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from typing import Any, NamedTuple

import polars as pl
from joblib import Parallel, delayed

from saksi.record import InvalidInput
from saksi.simulation.baselines import METHODS, Baseline, patterns
from saksi.simulation.designs import Design, Value, as_toml, base_of, changed, layout_of
from saksi.simulation.lint import lint
from saksi.simulation.output import Folder, Progress, as_parquet
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.lists import list_names, make_lists
from saksi.simulation.reporting.process import report
from saksi.simulation.reporting.stories import stories
from saksi.simulation.scenario import Scenario
from saksi.simulation.world import run

RESULTS = "results"


class Cell(NamedTuple):
    """One world to be made: what differs from the scenario, and which replicate."""

    values: Mapping[str, Value]
    replicate: int
    name: str  # of its part: a hash


def cells(design: Design, scenario_text: str) -> list[Cell]:
    """Return all cells of a design, always in the same order.

    Raises
    ------
    InvalidInput
        The scenario has a fault, a key is none of the scenario's, or a value is not allowed there: names
        key and value.
    """
    faults = lint(scenario_text)
    if faults:
        raise InvalidInput(f"the scenario of the sweep has a fault: {faults[0]} (`saksi sim lint` names all)")
    base = base_of(design, scenario_text)
    made = []
    for values in layout_of(design):
        text = json.dumps(changed(base, values), sort_keys=True, default=str)
        faults = lint(as_toml(changed(base, values)))
        if faults:
            raise InvalidInput(f"a cell of the sweep is no scenario: {faults[0]}")
        for replicate in range(design.sweep.replicates):
            identity = (text, design.sweep.seed, replicate, version("saksi"), version("numpy"))
            made.append(Cell(values, replicate, sha256(repr(identity).encode()).hexdigest()[:24]))
    return made


def sweep(
    design: Design,
    scenario_text: str,
    folder: Folder,
    *,
    jobs: int = 1,
    shard: tuple[int, int] = (1, 1),
    on_progress: Progress | None = None,
) -> int:
    """Make the cells of a shard that are not there yet; once all are there, join them in ``results``.

    Parameters
    ----------
    design, scenario_text
        From `saksi.simulation.designs.load_design`; the scenario as TOML.
    folder
        Gets ``parts/HASH.parquet`` and, when the last part is there, ``results.parquet`` and ``.csv``.
    jobs
        Processes (joblib, loky).
    shard
        (i, n) of i/n, from 1: every n-th cell.
    on_progress
        Told after each cell.

    Returns
    -------
    int
        How many cells were made now.

    Raises
    ------
    InvalidInput
        The shard is none, or a cell is no scenario.
    """
    number, of = shard
    if not 1 <= number <= of:
        raise InvalidInput(f"shard {number}/{of}: needed 1/{of} to {of}/{of}")
    every, base = cells(design, scenario_text), base_of(design, scenario_text)
    have = folder.names()
    todo = [cell for cell in every[number - 1 :: of] if _part(cell) not in have]
    with Parallel(n_jobs=jobs, return_as="generator_unordered") as pool:
        finished = pool(delayed(_made)(base, cell, design.sweep.seed) for cell in todo)
        for done, (name, data) in enumerate(finished, start=1):
            folder.write(name, data)
            if on_progress:
                on_progress("cells", done, len(todo))
    have = folder.names()
    if all(_part(cell) in have for cell in every):
        table = pl.concat([pl.read_parquet(BytesIO(folder.read(_part(cell)))) for cell in every])
        folder.write(f"{RESULTS}.parquet", as_parquet(table))
        folder.write(f"{RESULTS}.csv", table.write_csv().encode())
    return len(todo)


def outcome(scenario: Scenario, seed: int, replicate: int) -> pl.DataFrame:
    """Return how wrong the baselines are in one world, a row a method.

    Columns ``method``; ``documented`` (over the truth), ``bias`` ((estimate - truth) / truth), ``covered``,
    ``width`` (over the truth), ``refused``: null where there is none. No column is a number of people.
    """
    world = run(scenario, seed=seed, replicate=replicate)
    made = report(Truth.of(world))
    lists = make_lists(made, list(stories(made)))
    total = int(lists.totals["total"].sum())
    on = lists.people.select(list_names(scenario.outlets.n)).to_numpy().astype(bool)
    counts = patterns(on)
    rows = [(name, *_errors(method(counts), len(on), total)) for name, method in METHODS.items()]
    columns = {
        "method": pl.String(), "documented": pl.Float64(), "bias": pl.Float64(), "covered": pl.Boolean(),
        "width": pl.Float64(), "refused": pl.Boolean(),
    }  # fmt: skip
    return pl.DataFrame(rows, schema=columns, orient="row")


def _errors(
    found: Baseline, seen: int, total: int
) -> tuple[float | None, float | None, bool | None, float | None, bool]:
    if not total:
        return (None, None, None, None, True)
    if found.total is None:
        return (seen / total, None, None, None, True)
    bias = (found.total - total) / total
    if found.lower is None or found.upper is None:
        return (seen / total, bias, None, None, False)
    return (
        seen / total,
        bias,
        found.lower <= total <= found.upper,
        (found.upper - found.lower) / total,
        False,
    )


def _made(base: Mapping[str, Any], cell: Cell, seed: int) -> tuple[str, bytes]:
    scenario = Scenario.model_validate(changed(base, cell.values))
    table = outcome(scenario, seed, cell.replicate)
    table = table.select(
        *(pl.lit(value).alias(key) for key, value in cell.values.items()),
        pl.lit(cell.replicate).alias("replicate"),
        pl.all(),
    )
    return _part(cell), as_parquet(table)


def _part(cell: Cell) -> str:
    return f"parts/{cell.name}.parquet"
