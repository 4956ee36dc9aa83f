"""A run: the truth of a scenario as tables, in memory."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from saksi.record.errors import InvalidInput
from saksi.record.tables import check_table
from saksi.simulation.codes import GROUNDS, ORDER_KINDS, STATUSES, code, mask
from saksi.simulation.course import EngineName, Month
from saksi.simulation.geography import layout, places
from saksi.simulation.province import ProvinceTruth, run_province
from saksi.simulation.scenario import Scenario
from saksi.simulation.tables import ORDERS, TRUTH


@dataclass(frozen=True, slots=True)
class World:
    """A scenario's truth: everything that happened, to whom, by whose order. All of it is invented.

    Columns of each table: `saksi.simulation.tables`.
    """

    scenario: Scenario
    seed: int
    replicate: int
    persons: pl.DataFrame
    acts: pl.DataFrame
    orders: pl.DataFrame
    plans: pl.DataFrame
    teams: pl.DataFrame
    team_members: pl.DataFrame
    conditions: pl.DataFrame
    places: pl.DataFrame

    def tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Yield each table of the truth with its name."""
        for name in TRUTH:
            yield name, getattr(self, name)


class _Part(NamedTuple):
    acts: pl.DataFrame
    tables: ProvinceTruth


def run(
    scenario: Scenario,
    *,
    seed: int | None = None,
    replicate: int = 0,
    shards: int = 1,
    engine: EngineName = "numba",
) -> World:
    """Simulate a scenario's truth in memory.

    Parameters
    ----------
    scenario
        From `default_world` or `load_scenario`.
    seed
        From 0 to 2**63 - 1; ``None`` takes the scenario's own.
    replicate
        Another world of the same law and seed.
    shards
        How many provinces are simulated at once, as threads; the truth is the same for every number.
    engine
        "numba", or "numpy" for the slow reference, which gives the same truth bit for bit.

    Raises
    ------
    InvalidInput
        The seed, replicate or number of shards is out of range.

    References
    ----------
    docs/methods/simulation.md
    """
    seed = checked_seed(scenario.meta.seed if seed is None else seed)
    if shards < 1 or replicate < 0:
        raise InvalidInput(
            f"shards = {shards}, replicate = {replicate}: needed at least 1 shard and replicate 0"
        )
    where = layout(scenario, seed)

    def simulate(province: int) -> _Part:
        acts: list[pl.DataFrame] = []

        def keep(_: Month, some: pl.DataFrame) -> None:
            acts.append(some)

        made = run_province(
            scenario,
            seed=seed,
            province=province,
            where=where,
            take_acts=keep,
            replicate=replicate,
            engine=engine,
        )
        return _Part(pl.concat(acts), made)

    with ThreadPoolExecutor(shards) as pool:
        parts = list(pool.map(simulate, range(scenario.people.provinces)))
    merged = {
        name: pl.concat([getattr(part.tables, name) for part in parts]) for name in ProvinceTruth._fields
    }
    merged |= {"acts": pl.concat([part.acts for part in parts])}
    merged |= {"orders": orders_table(scenario), "places": places(scenario, seed)}
    checked = {name: check_table(table, TRUTH[name], name) for name, table in merged.items()}
    return World(scenario=scenario, seed=seed, replicate=replicate, **checked)


def checked_seed(seed: int) -> int:
    """Return a seed that the streams can take; raises `InvalidInput` for another."""
    if not 0 <= seed < 2**63:
        raise InvalidInput(f"seed = {seed}: needed a number from 0 to 2**63 - 1")
    return seed


def orders_table(scenario: Scenario) -> pl.DataFrame:
    """Return the orders from the centre, columns `ORDERS`, numbered as in the file from 0."""
    days = scenario.meta.days
    rows = [
        (
            number, order.day, days if order.length is None else order.day + order.length,
            code(order.kind, ORDER_KINDS), mask(order.statuses, STATUSES), mask(order.grounds, GROUNDS),
            order.intensity, order.severity,
        )
        for number, order in enumerate(scenario.order)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=dict(ORDERS), orient="row")
