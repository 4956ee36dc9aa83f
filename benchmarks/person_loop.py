"""The model once more, person by person and day by day: what the event-driven engine must agree with.

It is written from the scenario alone: no strata, no thinning, no tables of chances, other random numbers.
Only who lives where, the plans and the teams are taken from the simulation. Every person is asked every day.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saksi.simulation.codes import ACTS, GROUNDS, OCCUPATIONS, STATES, STATUSES
from saksi.simulation.compiled import compiled
from saksi.simulation.geography import layout
from saksi.simulation.plans import Plan, plans, team_members
from saksi.simulation.population import Population, populate
from saksi.simulation.scenario import Order, Scenario

N_ACTS = len(ACTS)
FREE, WATCHED, SUMMONED, ACCUSED, DISMISSED = (
    STATES.index(name) for name in ("free", "watched", "summoned", "accused", "dismissed")
)
SURVEILLANCE, SCREENING, ACCUSATION = (
    ACTS.index(name) for name in ("surveillance", "screening", "accusation")
)
CHILD, ASSOCIATION = OCCUPATIONS.index("child"), GROUNDS.index("association")


class Law(NamedTuple):
    """The scenario as plain arrays; a row a transition, in any order."""

    leaves: NDArray[np.int64]
    to: NDArray[np.int64]
    act: NDArray[np.int64]
    daily: NDArray[np.float64]  # (transitions, statuses)
    ground: NDArray[np.float64]  # (transitions, grounds)
    truth: NDArray[np.float64]  # (transitions, 2)
    pulse: NDArray[np.bool_]
    severe: NDArray[np.bool_]
    kin: NDArray[np.bool_]
    family: NDArray[np.float64]  # (transitions, statuses); 0 where the family is left alone
    family_to: NDArray[np.int64]
    family_act: NDArray[np.int64]
    job: NDArray[np.float64]
    screen: NDArray[np.float64]
    watch: NDArray[np.float64]
    personal: NDArray[np.float64]  # factors: involved, no market, inspector, faction


class Day(NamedTuple):
    """What the orders make of a day."""

    number: int
    pulse: NDArray[np.float64]  # (statuses,)
    severity: NDArray[np.float64]  # (statuses, grounds)
    deeds: NDArray[np.float64]  # (statuses, grounds): 1 where it is looked for
    order_of: NDArray[np.int16]  # (statuses,): the order whose plan bears on them; -1: none
    inspector: NDArray[np.uint8]


def acts_by_kind(scenario: Scenario, seed: int) -> NDArray[np.int64]:
    """Return how often each act was done in the whole run, shape (ACTS,)."""
    where = layout(scenario, seed)
    return sum(
        (_province(scenario, seed, province) for province in range(len(where.first_county) - 1)),
        np.zeros(N_ACTS, np.int64),
    )


def _province(scenario: Scenario, seed: int, province: int) -> NDArray[np.int64]:
    where = layout(scenario, seed)
    people = populate(scenario, seed, 0, province, where)
    made = plans(scenario, seed, 0, province, where)
    members = {
        p.number: [i for _, i, _ in team_members(scenario, seed, 0, province, p, people)] for p in made
    }
    rng = np.random.default_rng([seed, province, 77])
    law, done = _law(scenario), np.zeros(N_ACTS, np.int64)
    found, seen = np.zeros(len(scenario.order) + 1, np.int64), dict.fromkeys(members, 0)
    since = {plan.number: plan.day_from for plan in made}
    for day in range(scenario.meta.days):
        today = _day(scenario, made, members, day, len(people.hh))
        _custody(people, law, today, done, found, rng)
        _at_large(people, law, today, done, rng)
        for plan in made:
            over = day + 1 - since[plan.number] >= scenario.plan.period_days or day + 1 == plan.day_to
            if plan.day_from <= day < plan.day_to and over:
                expected = plan.tally * (day + 1 - since[plan.number]) / (plan.day_to - plan.day_from)
                missing = max(0.0, expected - (found[plan.order] - seen[plan.number]))
                seen[plan.number], since[plan.number] = int(found[plan.order]), day + 1
                _charge(people, today, done, rng, int(scenario.plan.phi_false * missing + 0.5), plan)
    return done


def _charge(
    people: Population, today: Day, done: NDArray[np.int64], rng: np.random.Generator, wanted: int, plan: Plan
) -> None:
    fits = (people.state == FREE) & (people.since != today.number) & (people.occ != CHILD)
    fits &= (people.involved == 0) & (today.inspector == 0)
    weight = plan.weight[people.status] * fits
    n = min(wanted, int((weight > 0).sum()))
    if n:
        who = rng.choice(len(weight), n, replace=False, p=weight / weight.sum())
        people.state[who], people.since[who], people.true[who] = ACCUSED, today.number, 0
        shares = today.deeds / today.deeds.sum(axis=1, keepdims=True)
        people.ground[who] = [rng.choice(len(GROUNDS), p=shares[people.status[i]]) for i in who]
        done[ACCUSATION] += n


def _law(scenario: Scenario) -> Law:
    ways, met = scenario.transition, scenario.screening

    def column(values: Any) -> Any:
        return np.array(list(values))

    return Law(
        leaves=column(STATES.index(w.from_) for w in ways),
        to=column(STATES.index(w.to) for w in ways),
        act=column(ACTS.index(w.act) for w in ways),
        daily=column([w.daily.elite, w.daily.official, w.daily.ordinary] for w in ways),
        ground=column([dict(w.grounds).get(g, w.other_grounds) for g in GROUNDS] for w in ways),
        truth=column([w.uninvolved, w.involved] for w in ways),
        pulse=column(w.pulse for w in ways),
        severe=column(w.severe for w in ways),
        kin=column(w.kin for w in ways),
        family=column([getattr(w.family, s) if w.family else 0.0 for s in STATUSES] for w in ways),
        family_to=column(STATES.index(w.family_to or "free") for w in ways),
        family_act=column(ACTS.index(w.family_act or "other") for w in ways),
        job=column(met.occupations.get(name, 1.0) for name in OCCUPATIONS[:-1]),
        screen=column([met.daily.elite, met.daily.official, met.daily.ordinary]),
        watch=column([met.watch.elite, met.watch.official, met.watch.ordinary]),
        personal=np.array([met.involved, met.no_market, met.inspector, met.faction]),
    )


def _day(scenario: Scenario, made: list[Plan], members: dict[int, list[int]], number: int, n: int) -> Day:
    pulse, severity = np.ones(len(STATUSES)), np.ones((len(STATUSES), len(GROUNDS)))
    base = [float(name == "unemployment" or name in scenario.involvement.shares) for name in GROUNDS]
    deeds, inspector = np.array([base] * len(STATUSES)), np.zeros(n, np.uint8)
    laws = [o for o in scenario.order if o.kind == "law" and o.day <= number < o.day + (o.length or 10**6)]
    running = [plan for plan in made if plan.day_from <= number < plan.day_to]
    for order, intensity in [
        *((law, law.intensity) for law in laws),
        *((scenario.order[plan.order], plan.intensity) for plan in running),
    ]:
        for rank in (STATUSES.index(name) for name in order.statuses):
            pulse[rank] *= intensity
            severity[rank] *= [order.severity if _names(order, ground) else 1.0 for ground in GROUNDS]
    order_of = np.full(len(STATUSES), -1, np.int16)
    for plan in running:
        order = scenario.order[plan.order]
        order_of[[STATUSES.index(name) for name in order.statuses]] = plan.order
        inspector[members[plan.number]] = 1
        for rank in (STATUSES.index(name) for name in order.statuses if order.grounds):
            deeds[rank] = [float(ground in order.grounds) for ground in GROUNDS]
    return Day(number, pulse, severity, deeds, order_of, inspector)


def _names(order: Order, ground: str) -> bool:
    return not order.grounds or ground in order.grounds


@compiled
def _custody(
    people: Population,
    law: Law,
    today: Day,
    done: NDArray[np.int64],
    found: NDArray[np.int64],
    rng: np.random.Generator,
) -> None:
    """Ask everybody who is not free."""
    rate = np.zeros(len(law.leaves))
    for i in range(len(people.hh)):
        if people.state[i] == FREE or people.since[i] == today.number:
            continue
        total = _rates(people, law, today, i, rate)
        if total == 0.0 or rng.random() >= 1 - np.exp(-total):
            continue
        left, w = rng.random() * total, 0
        while left >= rate[w] and w < len(rate) - 1:
            left -= rate[w]
            w += 1
        done[law.act[w]] += 1
        if law.act[w] == SCREENING:
            people.order[i] = today.order_of[people.status[i]]
        if (
            law.act[w] == ACCUSATION and people.order[i] >= 0
        ):  # what is found counts for the order of the screening
            found[people.order[i]] += 1
        if law.to[w] != people.state[i]:
            people.state[i], people.since[i] = law.to[w], today.number
        for m in range(max(0, i - 12), min(len(people.hh), i + 13)):
            at_large = people.state[m] == FREE or people.state[m] == WATCHED or people.state[m] == DISMISSED
            if m == i or people.hh[m] != people.hh[i] or not at_large or people.since[m] == today.number:
                continue
            if rng.random() < law.family[w, people.status[m]]:
                done[law.family_act[w]] += 1
                people.state[m], people.since[m] = law.family_to[w], today.number
                people.ground[m], people.true[m] = ASSOCIATION, 0


@compiled
def _rates(people: Population, law: Law, today: Day, i: int, rate: NDArray[np.float64]) -> float:
    """Write the rate of each transition for a person, 0 where it leaves another state; returns their sum."""
    own, ground, total = people.status[i], people.ground[i], 0.0
    parent = own if people.parent[i] < 0 else people.status[people.parent[i]]
    for w in range(len(rate)):
        rate[w] = 0.0
        if law.leaves[w] == people.state[i]:
            rank = min(own, parent) if law.kin[w] else own
            rate[w] = law.daily[w, rank] * law.ground[w, ground] * law.truth[w, people.true[i]]
            if law.pulse[w]:
                rate[w] *= today.pulse[own]
            if law.severe[w]:
                rate[w] *= today.severity[own, ground]
        total += rate[w]
    return total


@compiled
def _at_large(
    people: Population, law: Law, today: Day, done: NDArray[np.int64], rng: np.random.Generator
) -> None:
    """Ask everybody who is free."""
    involved, no_market, inspector, faction = law.personal
    most = max(involved, 1.0) * max(no_market, 1.0) * max(inspector, 1.0)
    for i in range(len(people.hh)):
        if people.state[i] != FREE or people.since[i] == today.number or people.occ[i] == CHILD:
            continue
        rank, serves = people.status[i], today.inspector[i] == 1
        seen = 1 - np.exp(-2 * law.watch[rank] * today.pulse[rank] * max(inspector, 1.0))
        watched = (
            seen * (people.vigilance[i] + 0.5) / 256 * (inspector if serves else 1.0) / max(inspector, 1.0)
        )
        rate = law.screen[rank] * law.job[people.occ[i]] * today.pulse[rank] * most
        if people.faction[i] == 1:
            rate *= faction
        weight = (involved if people.involved[i] != 0 else 1.0) * (
            1.0 if people.market[i] == 1 else no_market
        )
        screened = (1 - np.exp(-rate)) * weight * (inspector if serves else 1.0) / most
        if rng.random() < watched:
            act, to = SURVEILLANCE, WATCHED
        elif rng.random() < screened:
            act, to = SCREENING, SUMMONED
        else:
            continue
        done[act] += 1
        people.order[i] = today.order_of[rank]
        people.state[i], people.since[i] = to, today.number
        people.ground[i], people.true[i] = _ground(people.involved[i], today.deeds[rank], rng)


@compiled
def _ground(involved: int, wanted: NDArray[np.float64], rng: np.random.Generator) -> tuple[int, int]:
    """Return one of the person's deeds that are looked for, else one of the deeds, else any charge."""
    for looked_for in (1, 0):
        n = 0
        for g in range(16):
            if (involved >> g) & 1 and (wanted[g] > 0 or looked_for == 0):
                n += 1
        nth = int(rng.random() * n)
        for g in range(16):
            if (involved >> g) & 1 and (wanted[g] > 0 or looked_for == 0):
                if nth == 0:
                    return g, 1
                nth -= 1
    nth, ground = int(rng.random() * wanted.sum()), 0
    while wanted[ground] == 0 or nth > 0:
        nth -= int(wanted[ground] > 0)
        ground += 1
    return ground, 0
