"""One province from the first day to the last: the unit that can be simulated, written and resumed apart."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.simulation.conditions import FearIndex, deprivations
from saksi.simulation.engine import Today, fill, step, work
from saksi.simulation.geography import Layout
from saksi.simulation.plans import Calendar, Plan, Segment, plans, team_members
from saksi.simulation.population import Population, populate
from saksi.simulation.reference import Reference
from saksi.simulation.rows import BASE, FILLED, ROWS, Rows, room
from saksi.simulation.rules import Rules, Strata, rules, strata
from saksi.simulation.scenario import Scenario
from saksi.simulation.streams import DayStreams, Process
from saksi.simulation.tables import ACT_BITS, ACTS_TABLE, CONDITIONS, PERSONS, PLANS, TEAM_MEMBERS, TEAMS

EngineName = Literal["numba", "numpy"]
TakeActs = Callable[["Month", pl.DataFrame], None]


class Month(NamedTuple):
    """A calendar month of the run, or the part of it that the run covers."""

    name: str  # "2031-01"
    day_from: int
    day_to: int  # first day after it


class ProvinceTruth(NamedTuple):
    """The small tables of a province; its acts went to the sink month by month."""

    persons: pl.DataFrame
    plans: pl.DataFrame
    teams: pl.DataFrame
    team_members: pl.DataFrame
    conditions: pl.DataFrame


class _Engine(Protocol):
    found: NDArray[np.int64]

    def step(self, now: Segment, day: int, rng: np.random.Generator) -> None: ...

    def fill(
        self, now: Segment, day: int, rng: np.random.Generator, *,
        order: int, team: int, wanted: int, weight: NDArray[np.float64],
    ) -> int: ...  # fmt: skip

    def take_rows(self) -> Rows: ...


def months(start: date, days: int) -> Iterator[Month]:
    """Yield the months of a run in order."""
    day = 0
    while day < days:
        today = start + timedelta(days=day)
        left = monthrange(today.year, today.month)[1] - today.day + 1
        end = min(day + left, days)
        yield Month(f"{today:%Y-%m}", day, end)
        day = end


def run_province(
    scenario: Scenario, *, seed: int, province: int, where: Layout, take_acts: TakeActs,
    replicate: int = 0, engine: EngineName = "numba",
) -> ProvinceTruth:  # fmt: skip
    """Simulate a province.

    Parameters
    ----------
    scenario, seed, replicate
        What decides the truth; nothing else does.
    province
        From 0.
    where
        From `saksi.simulation.geography.layout`.
    take_acts
        Called once a month, in order, with its acts (columns `ACTS_TABLE`): a long run fits in memory.
    engine
        "numba" (compiled) or "numpy" (the slow reference): the same truth bit for bit.
    """
    people = populate(scenario, seed, replicate, province, where)
    ways, groups = rules(scenario), strata(people)
    made = plans(scenario, seed, replicate, province, where)
    members = {plan.number: team_members(scenario, seed, replicate, province, plan, people) for plan in made}
    calendar, tallies = (
        Calendar(scenario, made, ways, groups),
        {plan.number: _Tally(plan, scenario) for plan in made},
    )
    runner = _engine(engine, people, ways, groups, len(scenario.order))
    first = int(where.first_person[province])
    counties = where.county_people[where.first_county[province] : where.first_county[province + 1]]
    fear = FearIndex(scenario.fear, int(where.first_county[province]), counties)
    streams = DayStreams(seed, Process.TRUTH, replicate=replicate, province=province)
    conditions, number = [], 0
    for month in months(scenario.meta.start, scenario.meta.days):
        for day in range(month.day_from, month.day_to):
            _inspectors(people, made, members, day)
            now = calendar.on(day)
            rng = streams.on(day)
            runner.step(now, day, rng)
            for plan in made:
                tallies[plan.number].review(runner, now, day, rng)
        rows = runner.take_rows()
        acts = _acts(rows, people, province, first, number)
        number += len(rows)
        conditions += [
            fear.month(acts, month.day_from, month.day_to),
            deprivations(scenario, seed, acts, people.hh, first),
        ]
        take_acts(month, acts)
    return ProvinceTruth(
        persons=_persons(people, first),
        plans=_plans(made, tallies, runner.found, province),
        teams=_teams(made, where, province),
        team_members=_members(members, first),
        conditions=pl.concat(conditions) if conditions else pl.DataFrame(schema=dict(CONDITIONS)),
    )


class _Tally:
    """A plan's tally, looked at period by period; a share of what is missing is filled (M15)."""

    def __init__(self, plan: Plan, scenario: Scenario) -> None:
        self._plan, self._settings = plan, scenario.plan
        self._seen, self._since, self.filled = 0, plan.day_from, 0

    def review(self, runner: _Engine, now: Segment, day: int, rng: np.random.Generator) -> None:
        plan = self._plan
        elapsed = day + 1 - self._since
        last = day + 1 == plan.day_to
        if not plan.day_from <= day < plan.day_to or (elapsed < self._settings.period_days and not last):
            return
        found = int(runner.found[plan.order])
        expected = plan.tally * elapsed / (plan.day_to - plan.day_from)
        wanted = int(self._settings.phi_false * max(0.0, expected - (found - self._seen)) + 0.5)
        self._seen, self._since = found, day + 1
        if wanted:
            self.filled += runner.fill(
                now, day, rng, order=plan.order, team=plan.first_team, wanted=wanted, weight=plan.weight
            )


class _Compiled:
    """The fast engine behind the same methods as `Reference`."""

    def __init__(self, people: Population, ways: Rules, groups: Strata, orders: int) -> None:
        self._people, self._ways, self._groups = people, ways, groups
        self._work = work(len(people.hh), orders)
        self.found = self._work.found
        self._rows = room()

    def step(self, now: Segment, day: int, rng: np.random.Generator) -> None:
        self._rows = step(self._today(now, day), rng, self._rows)

    def fill(
        self, now: Segment, day: int, rng: np.random.Generator, *,
        order: int, team: int, wanted: int, weight: NDArray[np.float64],
    ) -> int:  # fmt: skip
        self._rows = fill(self._today(now, day), rng, self._rows, order, team, wanted, weight)
        return int(self._work.counts[FILLED])

    def _today(self, now: Segment, day: int) -> Today:
        return Today(self._people, self._ways, now, self._groups, self._work, day)

    def take_rows(self) -> Rows:
        count = self._work.counts
        taken = self._rows[: count[ROWS]].copy()
        count[BASE] += count[ROWS]
        count[ROWS] = 0
        return taken


def _engine(name: EngineName, people: Population, ways: Rules, groups: Strata, orders: int) -> _Engine:
    return (_Compiled if name == "numba" else Reference)(people, ways, groups, orders)


def _inspectors(
    people: Population, made: list[Plan], members: dict[int, list[tuple[int, int, int]]], day: int
) -> None:
    """Mark who serves on a team, on the days on which a team begins or ends."""
    if any(day in (plan.day_from, plan.day_to) for plan in made) or day == 0:
        people.inspector[:] = 0
        for plan in made:
            if plan.day_from <= day < plan.day_to:
                people.inspector[[person for _, person, _ in members[plan.number]]] = 1


def _global(local: NDArray[np.integer], first: int) -> pl.Series:
    return pl.Series((local + np.int64(first)).astype(np.int32))


def _acts(rows: Rows, people: Population, province: int, first: int, number: int) -> pl.DataFrame:
    base = province << ACT_BITS
    cause = rows["cause"].astype(np.int64)
    columns = {
        "act_id": np.arange(number, number + len(rows)) + base,
        "day": rows["day"],
        "person": _global(rows["person"], first),
        "act": rows["act"],
        "ground": rows["ground"],
        "from": rows["before"],
        "to": rows["after"],
        "team": rows["team"],
        "order": rows["order"],
        "county": people.county[rows["person"]],
        "cause": np.where(cause < 0, -1, cause + base),
        "true_ground": rows["true"] == 1,
        "public": rows["public"],
    }
    return pl.DataFrame(
        {
            name: np.ascontiguousarray(values) if isinstance(values, np.ndarray) else values
            for name, values in columns.items()
        },
        schema=dict(ACTS_TABLE),
    )


def _persons(people: Population, first: int) -> pl.DataFrame:
    parent = np.where(people.parent < 0, -1 - first, people.parent)
    columns = {
        "person": _global(np.arange(len(people.hh)), first),
        "hh": _global(people.hh, first),
        "cell": _global(people.cell, first),
        "parent": _global(parent, first),
    }
    return pl.DataFrame(
        {name: columns[name] if name in columns else getattr(people, name) for name in PERSONS},
        schema=dict(PERSONS),
    )


def _plans(
    made: list[Plan], tallies: dict[int, _Tally], found: NDArray[np.int64], province: int
) -> pl.DataFrame:
    rows = [
        (
            plan.number, plan.order, province, plan.day_from, plan.day_to, plan.intensity, plan.tally,
            int(found[plan.order]), tallies[plan.number].filled,
        )
        for plan in made
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=dict(PLANS), orient="row")


def _teams(made: list[Plan], where: Layout, province: int) -> pl.DataFrame:
    counties = range(int(where.first_county[province]), int(where.first_county[province + 1]))
    rows = [
        (plan.first_team + k, plan.number, county, plan.day_from, plan.day_to)
        for plan in made
        for k, county in enumerate(counties)
    ]
    return pl.DataFrame(rows, schema=dict(TEAMS), orient="row")


def _members(members: dict[int, list[tuple[int, int, int]]], first: int) -> pl.DataFrame:
    rows = [
        (team, person + first, institution) for some in members.values() for team, person, institution in some
    ]
    return pl.DataFrame(rows, schema=dict(TEAM_MEMBERS), orient="row")
