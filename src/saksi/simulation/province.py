"""One province as tables: the unit that can be simulated, written and resumed apart."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.simulation.conditions import FearIndex, deprivations
from saksi.simulation.course import Course, EngineName, Month
from saksi.simulation.geography import Layout
from saksi.simulation.plans import Plan
from saksi.simulation.population import Population
from saksi.simulation.rows import Rows
from saksi.simulation.scenario import Scenario
from saksi.simulation.tables import ACT_BITS, ACTS_TABLE, CONDITIONS, PERSONS, PLANS, TEAM_MEMBERS, TEAMS

TakeActs = Callable[[Month, pl.DataFrame], None]


class ProvinceTruth(NamedTuple):
    """The small tables of a province; its acts went to the sink month by month."""

    persons: pl.DataFrame
    plans: pl.DataFrame
    teams: pl.DataFrame
    team_members: pl.DataFrame
    conditions: pl.DataFrame


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
    course = Course(scenario, seed=seed, province=province, where=where, replicate=replicate, engine=engine)
    people, first = course.people, int(where.first_person[province])
    counties = where.county_people[where.first_county[province] : where.first_county[province + 1]]
    fear = FearIndex(scenario.fear, int(where.first_county[province]), counties)
    conditions, number = [], 0
    for month, rows in course.months():
        acts = _acts(rows, people, province, first, number)
        number += len(rows)
        conditions += [
            fear.month(acts, month.day_from, month.day_to),
            deprivations(scenario, seed, acts, people.hh, first),
        ]
        take_acts(month, acts)
    return ProvinceTruth(
        persons=_persons(people, first),
        plans=_plans(course, province),
        teams=_teams(course.plans, where, province),
        team_members=_members(course.members, first),
        conditions=pl.concat(conditions) if conditions else pl.DataFrame(schema=dict(CONDITIONS)),
    )


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


def _plans(course: Course, province: int) -> pl.DataFrame:
    rows = [
        (
            plan.number, plan.order, province, plan.day_from, plan.day_to, plan.intensity, plan.tally,
            course.found(plan), course.filled(plan),
        )
        for plan in course.plans
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
