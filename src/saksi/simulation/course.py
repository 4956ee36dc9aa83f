"""The course of one province: its people, plans and teams from the first day to the last, month by month."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from saksi.simulation.engine import Charge, Tables, fill, run_days, work
from saksi.simulation.geography import Layout
from saksi.simulation.philox import state_of
from saksi.simulation.plans import Calendar, Plan, Segment, plans, team_members
from saksi.simulation.population import Population, populate
from saksi.simulation.reference import Reference
from saksi.simulation.rows import BASE, FILLED, ROWS, Rows, room
from saksi.simulation.rules import Rules, Strata, rules, strata
from saksi.simulation.scenario import Scenario
from saksi.simulation.streams import Process, StreamName

EngineName = Literal["numba", "numpy"]


class Month(NamedTuple):
    """A calendar month of the run, or the part of it that the run covers."""

    name: str  # "2031-01"
    day_from: int
    day_to: int  # first day after it


def months(start: date, days: int) -> Iterator[Month]:
    """Yield the months of a run in order."""
    day = 0
    while day < days:
        today = start + timedelta(days=day)
        left = monthrange(today.year, today.month)[1] - today.day + 1
        end = min(day + left, days)
        yield Month(f"{today:%Y-%m}", day, end)
        day = end


class _Engine(Protocol):
    found: NDArray[np.int64]

    def run_days(self, now: Segment, first: int, stop: int) -> None: ...

    def fill(self, now: Segment, day: int, charge: Charge) -> int: ...

    def take_rows(self) -> Rows: ...


class Course:
    """A province while it is simulated; `months` goes through it once.

    Parameters
    ----------
    scenario, seed, replicate
        What decides the truth; nothing else does.
    province
        From 0.
    where
        From `saksi.simulation.geography.layout`.
    engine
        "numba" (compiled) or "numpy" (the slow reference): the same truth bit for bit.
    """

    def __init__(
        self, scenario: Scenario, *, seed: int, province: int, where: Layout, replicate: int = 0,
        engine: EngineName = "numba",
    ) -> None:  # fmt: skip
        self._scenario = scenario
        self.people = populate(scenario, seed, replicate, province, where)
        self.plans = plans(scenario, seed, replicate, province, where)
        self.members = {
            plan.number: team_members(scenario, seed, replicate, province, plan, self.people)
            for plan in self.plans
        }
        ways, groups = rules(scenario), strata(self.people)
        self._calendar = Calendar(scenario, self.plans, ways, groups)
        self._tallies = {plan.number: _Tally(plan, scenario) for plan in self.plans}
        name = StreamName(seed, Process.TRUTH, replicate, province)
        self._engine = _engine(engine, self.people, ways, groups, len(scenario.order), name)

    def months(self) -> Iterator[tuple[Month, Rows]]:
        """Yield each month with its acts, when its last day is done."""
        turns = _turns(self._scenario, self.plans)
        for month in months(self._scenario.meta.start, self._scenario.meta.days):
            stops = [day for day in turns if month.day_from < day < month.day_to]
            for begin, stop in pairwise([month.day_from, *stops, month.day_to]):
                _inspectors(self.people, self.plans, self.members, begin)
                now = self._calendar.on(begin)
                self._engine.run_days(now, begin, stop)
                for plan in self.plans:
                    self._tallies[plan.number].review(self._engine, now, stop - 1)
            yield month, self._engine.take_rows()

    def found(self, plan: Plan) -> int:
        """Return the accusations under a plan's order so far, those made to fill its tally left out."""
        return int(self._engine.found[plan.order])

    def filled(self, plan: Plan) -> int:
        """Return the accusations made to fill a plan's tally so far (M15)."""
        return self._tallies[plan.number].filled


def _turns(scenario: Scenario, made: list[Plan]) -> list[int]:
    """Return the days on which something but the people changes: plans, laws, and after each review."""
    days = {day for plan in made for day in (plan.day_from, plan.day_to)}
    days |= {day for plan in made for day in range(plan.day_from, plan.day_to, scenario.plan.period_days)}
    for order in scenario.order:
        if order.kind == "law":
            days |= {order.day, order.day + (order.length or 0)}
    return sorted(days)


class _Tally:
    """A plan's tally, looked at period by period; a share of what is missing is filled (M15)."""

    def __init__(self, plan: Plan, scenario: Scenario) -> None:
        self._plan, self._settings = plan, scenario.plan
        self._seen, self._since, self.filled = 0, plan.day_from, 0

    def review(self, runner: _Engine, now: Segment, day: int) -> None:
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
            charge = Charge(plan.order, plan.first_team, wanted, plan.weight)
            self.filled += runner.fill(now, day, charge)


class _Compiled:
    """The fast engine behind the same methods as `Reference`."""

    def __init__(
        self, people: Population, ways: Rules, groups: Strata, orders: int, name: StreamName
    ) -> None:
        self._people, self._ways, self._groups = people.hot, ways, groups
        self._work = work(len(people.hot), orders, ways)
        self._random = state_of(name)
        self.found = self._work.found
        self._rows = room()

    def run_days(self, now: Segment, first: int, stop: int) -> None:
        look = Tables(self._ways, now, self._groups)
        self._rows = run_days(self._people, look, self._work, self._random, (first, stop), self._rows)

    def fill(self, now: Segment, day: int, charge: Charge) -> int:
        look = Tables(self._ways, now, self._groups)
        self._rows = fill(self._people, look, self._work, self._random, day, self._rows, charge)
        return int(self._work.counts[FILLED])

    def take_rows(self) -> Rows:
        count = self._work.counts
        taken = self._rows[: count[ROWS]].copy()
        count[BASE] += count[ROWS]
        count[ROWS] = 0
        return taken


def _engine(
    engine: EngineName, people: Population, ways: Rules, groups: Strata, orders: int, name: StreamName
) -> _Engine:
    return (_Compiled if engine == "numba" else Reference)(people, ways, groups, orders, name)


def _inspectors(
    people: Population, made: list[Plan], members: dict[int, list[tuple[int, int, int]]], day: int
) -> None:
    """Mark who serves on a team, where a team has begun or ended by this day."""
    if any(day in (plan.day_from, plan.day_to) for plan in made) or day == 0:
        people.inspector[:] = 0
        for plan in made:
            if plan.day_from <= day < plan.day_to:
                people.inspector[[person for _, person, _ in members[plan.number]]] = 1
