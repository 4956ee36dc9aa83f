"""The scenario's transitions as arrays, and who is met at all: what holds on every day of the run."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saksi.simulation.codes import ACTS, GROUNDS, OCCUPATIONS, STATES, STATUSES, code
from saksi.simulation.population import CHILD, Population
from saksi.simulation.scenario import Scenario, Transition

WATCH, SCREEN = 0, 1  # the two ways out of freedom


class Rules(NamedTuple):
    """Transitions sorted by the state they leave; ``start[s]:stop[s]`` are those of state s."""

    start: NDArray[np.int64]
    stop: NDArray[np.int64]
    to: NDArray[np.uint8]
    act: NDArray[np.uint8]
    public: NDArray[np.float64]
    family: NDArray[np.float64]  # (transitions, statuses)
    family_act: NDArray[np.int16]  # -1: the family is left alone
    family_to: NDArray[np.uint8]
    keep: NDArray[
        np.float64
    ]  # (ways out of freedom, involved, market, inspector): share of the stratum's rate


class Strata(NamedTuple):
    """Status x occupation x faction x county: hazards are the same for all members but for `Rules.keep`."""

    members: NDArray[np.int32]  # persons by stratum
    first: NDArray[np.int64]
    size: NDArray[np.int64]
    status: NDArray[np.uint8]
    occ: NDArray[np.uint8]
    faction: NDArray[np.uint8]


def sorted_transitions(scenario: Scenario) -> list[Transition]:
    """Return the transitions by the state they leave, in the file's order within one."""
    return sorted(scenario.transition, key=lambda way: STATES.index(way.from_))


def rules(scenario: Scenario) -> Rules:
    """Return the transitions and thinning weights of a scenario as arrays."""
    ways = sorted_transitions(scenario)
    leaving = np.array([STATES.index(way.from_) for way in ways])
    return Rules(
        start=np.searchsorted(leaving, np.arange(len(STATES)), side="left"),
        stop=np.searchsorted(leaving, np.arange(len(STATES)), side="right"),
        to=np.array([STATES.index(way.to) for way in ways], np.uint8),
        act=np.array([code(way.act, ACTS) for way in ways], np.uint8),
        public=np.array([way.public for way in ways]),
        family=np.array([way.family.array if way.family else np.zeros(len(STATUSES)) for way in ways]),
        family_act=np.array([code(way.family_act, ACTS) if way.family_act else -1 for way in ways], np.int16),
        family_to=np.array([STATES.index(way.family_to or "free") for way in ways], np.uint8),
        keep=_keep(scenario),
    )


def heaviest(scenario: Scenario) -> float:
    """Return the largest product of the personal multipliers of screening: the stratum's rate is for it."""
    met = scenario.screening
    return max(met.involved, 1) * max(met.no_market, 1) * max(met.inspector, 1)


def _keep(scenario: Scenario) -> NDArray[np.float64]:
    met = scenario.screening
    keep = np.ones((2, 2, 2, 2))
    keep[SCREEN, 1] *= met.involved
    keep[SCREEN, :, 0] *= met.no_market
    keep[:, :, :, 1] *= met.inspector
    keep[SCREEN] /= heaviest(scenario)
    keep[WATCH] /= max(met.inspector, 1)
    return keep


def strata(population: Population) -> Strata:
    """Return the strata that hold anybody, members in order of their number."""
    counties = population.county.astype(np.int64) - int(population.county[0])
    width = int(counties[-1]) + 1
    rank = population.status.astype(np.int64) * len(OCCUPATIONS) + population.occ
    key = (rank * 2 + population.faction) * width + counties
    members = np.argsort(key, kind="stable").astype(np.int32)
    first = np.flatnonzero(np.diff(key[members], prepend=-1))
    size = np.diff(np.append(first, len(key)))
    of = members[first]
    return Strata(members, first, size, population.status[of], population.occ[of], population.faction[of])


def base_rates(scenario: Scenario, of: Strata) -> NDArray[np.float64]:
    """Return the everyday rate of each stratum, shape (2, strata): to be watched, to be screened.

    Children are never met. The rate is that of the heaviest member; `Rules.keep` thins it exactly.
    """
    met = scenario.screening
    jobs = np.array([met.occupations.get(name, 1.0) for name in OCCUPATIONS[:-1]] + [0.0])
    faction = np.where(of.faction == 1, met.faction, 1.0)
    watch = (
        2 * met.watch.array[of.status] * max(met.inspector, 1) * (of.occ != CHILD)
    )  # vigilance has mean 1/2
    return np.stack([watch, met.daily.array[of.status] * jobs[of.occ] * faction * heaviest(scenario)])


def daily_rates(scenario: Scenario) -> NDArray[np.float64]:
    """Return each transition's everyday rate, shape (own status, own or parent's, ground, true, ways)."""
    ways = sorted_transitions(scenario)
    rates = np.zeros((len(STATUSES), len(STATUSES), len(GROUNDS), 2, len(ways)))
    for j, way in enumerate(ways):
        daily = way.daily.array
        by_rank = daily[None, :] if way.kin else daily[:, None]
        grounds = np.array([way.grounds.get(name, way.other_grounds) for name in GROUNDS])
        truth = np.array([way.uninvolved, way.involved])
        rates[..., j] = by_rank[:, :, None, None] * grounds[:, None] * truth
    return rates
