"""What a province makes of the orders from the centre: plans with lag and tally, joint teams, changing rates.

Within a segment of days nothing changes but the people: each segment has its tables of chances.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saksi.simulation.codes import GROUNDS, INSTITUTIONS, N_INVOLVED, PULSES, STATUSES, mask
from saksi.simulation.geography import Layout
from saksi.simulation.population import CHILD, UNEMPLOYMENT, Population
from saksi.simulation.rules import Rules, Strata, base_rates, daily_rates, sorted_transitions
from saksi.simulation.scenario import Order, Scenario
from saksi.simulation.streams import Process, stream

LONGEST_LAG = 8000  # days, as long as a run may be; a day is 16 bits wide


@dataclass(frozen=True, slots=True)
class Plan:
    """A province's plan for an order; days count from the run's first, the last is not in it."""

    number: int  # over the country
    order: int
    day_from: int
    day_to: int
    intensity: float
    tally: int
    first_team: int  # of the province's first county; the others follow
    weight: NDArray[np.float64]  # by status: who is charged to fill the tally


class Segment(NamedTuple):
    """What holds on the days of a segment."""

    enter: NDArray[
        np.float64
    ]  # (2, strata): daily chance to be watched, to be screened, for the heaviest member
    nobody: NDArray[np.float64]  # (2, strata): chance that no member is met: (1 - enter) ** members
    chances: NDArray[np.float64]  # (own, highest, ground, true, transitions): cumulative within a state
    fastest: NDArray[np.float64]  # (states,): the highest chance to leave a state at all
    order_of: NDArray[np.int16]  # (statuses,): the order whose plan bears on them; -1: none
    team_of: NDArray[np.int16]  # (statuses,): the team of the province's first county; -1: none
    deeds: NDArray[np.uint16]  # (statuses,): grounds that are looked for, as bits
    charges: NDArray[np.float64]  # (statuses, deeds): cumulative, for those charged with what they did not do


def plans(scenario: Scenario, seed: int, replicate: int, province: int, where: Layout) -> list[Plan]:
    """Return the plans of a province, one for each campaign and purge, by the order's number."""
    made, settings = [], scenario.plan
    per_head = settings.tally_per_1e4 / 1e4
    n = int(where.first_person[province + 1] - where.first_person[province])
    pulses = [number for number, order in enumerate(scenario.order) if order.kind in PULSES]
    for place, number in enumerate(pulses):
        order = scenario.order[number]
        bears = np.array([name in order.statuses for name in STATUSES])
        rng = stream(seed, Process.PLANS, replicate=replicate, province=province, day=number)
        lag = rng.gamma(settings.lag_shape, settings.lag_days / settings.lag_shape)
        factor = np.exp(settings.intensity_sigma * rng.standard_normal())
        begin = order.day + round(min(lag, LONGEST_LAG))
        plan = Plan(
            number=place * scenario.people.provinces + province,
            order=number,
            day_from=begin,
            day_to=begin + (order.length or 0),
            intensity=float(order.intensity * factor),
            tally=round(per_head * order.tally * n * float(scenario.people.status.array @ bears)),
            first_team=place * scenario.people.counties + int(where.first_county[province]),
            weight=settings.false_weight.array * bears,
        )
        made.append(plan)
    return made


def team_members(
    scenario: Scenario, seed: int, replicate: int, province: int, plan: Plan, population: Population
) -> list[tuple[int, int, int]]:
    """Return (team, person within the province, institution) of a plan's teams: officials and elite (M7)."""
    rng = stream(seed, Process.TEAMS, replicate=replicate, province=province, day=plan.order)
    fit = (population.status < STATUSES.index("ordinary")) & (population.occ != CHILD)
    counties = population.county.astype(np.int64) - int(population.county[0])
    members = []
    for county in range(int(counties[-1]) + 1):
        pool = np.flatnonzero(fit & (counties == county))
        chosen = rng.permutation(pool)[: scenario.team.members]
        members += [(plan.first_team + county, int(i), k % len(INSTITUTIONS)) for k, i in enumerate(chosen)]
    return members


class Calendar:
    """The segments of one province's run, made when they are first needed."""

    def __init__(self, scenario: Scenario, made: list[Plan], rules: Rules, strata: Strata) -> None:
        self._scenario, self._plans, self._rules = scenario, made, rules
        self._strata_status, self._sizes = strata.status, strata.size
        self._enter = base_rates(scenario, strata)
        self._daily = daily_rates(scenario)
        self._severe = np.array([way.severe for way in sorted_transitions(scenario)])
        self._pulse = np.array([way.pulse for way in sorted_transitions(scenario)])
        self._segment = cache(self._make)

    def on(self, day: int) -> Segment:
        """Return what holds on a day."""
        active = tuple(plan.number for plan in self._plans if plan.day_from <= day < plan.day_to)
        laws = tuple(
            number
            for number, order in enumerate(self._scenario.order)
            if order.kind == "law" and order.day <= day < _end(order, self._scenario.meta.days)
        )
        return self._segment(active, laws)

    def _make(self, active: tuple[int, ...], laws: tuple[int, ...]) -> Segment:
        scenario = self._scenario
        running = [plan for plan in self._plans if plan.number in active]
        orders = [(scenario.order[plan.order], plan.intensity) for plan in running]
        orders += [(scenario.order[number], scenario.order[number].intensity) for number in laws]
        pulse, severity = np.ones(len(STATUSES)), np.ones((len(STATUSES), len(GROUNDS)))
        for order, intensity in orders:
            bears = np.array([name in order.statuses for name in STATUSES])
            pulse[bears] *= intensity
            severity[np.ix_(bears, _named(order))] *= order.severity
        order_of, team_of = np.full(len(STATUSES), -1, np.int16), np.full(len(STATUSES), -1, np.int16)
        deeds = np.array([_base_deeds(scenario)] * len(STATUSES), np.uint16)
        for plan in sorted(running, key=lambda plan: (plan.day_from, plan.order)):  # the latest one bears
            order = scenario.order[plan.order]
            for rank in (STATUSES.index(name) for name in order.statuses):
                order_of[rank], team_of[rank] = plan.order, plan.first_team
                if order.grounds:
                    deeds[rank] = mask(order.grounds, GROUNDS)
        met = self._enter * pulse[self._strata_status]
        enter, nobody = -np.expm1(-met), np.exp(-met * self._sizes)
        chances = self._chances(pulse, severity)
        ways = zip(self._rules.start, self._rules.stop, strict=True)
        fastest = np.array([chances[..., stop - 1].max() if start < stop else 0.0 for start, stop in ways])
        return Segment(enter, nobody, chances, fastest, order_of, team_of, deeds, _charges(deeds))

    def _chances(self, pulse: NDArray[np.float64], severity: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return cumulative daily chances: 1 - exp(-sum) to leave at all, shared out by rate."""
        rates = self._daily * np.where(self._pulse, pulse[:, None, None, None, None], 1.0)
        rates = rates * np.where(self._severe, severity[:, None, :, None, None], 1.0)
        chances = np.zeros_like(rates)
        for start, stop in zip(self._rules.start, self._rules.stop, strict=True):
            if start < stop:
                sums = np.cumsum(rates[..., start:stop], axis=-1)
                total = sums[..., -1:]
                share = np.divide(sums, total, out=np.zeros_like(sums), where=total > 0)
                chances[..., start:stop] = -np.expm1(-total) * share
        return chances


def _end(order: Order, days: int) -> int:
    return days if order.length is None else order.day + order.length


def _named(order: Order) -> NDArray[np.bool_]:
    return np.array([not order.grounds or name in order.grounds for name in GROUNDS])


def _base_deeds(scenario: Scenario) -> int:
    return mask(tuple(scenario.involvement.shares), GROUNDS) | (1 << UNEMPLOYMENT)


def _charges(deeds: NDArray[np.uint16]) -> NDArray[np.float64]:
    bits = (deeds[:, None] >> np.arange(N_INVOLVED, dtype=np.uint16)) & 1
    charges: NDArray[np.float64] = np.cumsum(bits, axis=1) / bits.sum(axis=1, keepdims=True)
    return charges
