"""The fast engine: a day of a province, compiled. `reference` says the same slowly, draw for draw.

Order of operations, which both follow, so that the same stream gives the same truth:

1. Each state that has a way out, by its code: k ~ Binomial(people in it, its fastest chance), k distinct
   people of its list, one draw each (a repeated one is drawn again). Then for each of them, unless they moved
   today: one draw below the fastest chance decides whether and how they leave (exact thinning); where the way
   can be public, one draw for that; where it hits the family, one draw for each other member of the
   household who is at large and has not moved today, in order. Who comes goes to a list's end; the last
   fills a gap.
2. For being watched, then for being screened, each stratum: k ~ Binomial(members, chance), by inversion of
   one draw where it is small; then k distinct members, one draw each (a repeated one is drawn again). Those
   not free, or who moved today, are discarded; where the person's weight is under 1, one draw against it
   (exact thinning); one draw for the ground.
3. At the end of a plan's period the shortfall's share is filled: one draw for the person, one for the ground.

Nobody moves twice on a day. Thinning: Lewis and Shedler (1979). docs/methods/simulation.md.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saksi.simulation.codes import ACTS, GROUNDS, N_INVOLVED, STATES
from saksi.simulation.compiled import compiled
from saksi.simulation.plans import Segment
from saksi.simulation.population import Population
from saksi.simulation.rows import BASE, FILLED, ROW, ROWS, STAMP, Rows
from saksi.simulation.rules import SCREEN, WATCH, Rules, Strata

FREE, WATCHED, SUMMONED, ACCUSED, DISMISSED = (
    STATES.index(name) for name in ("free", "watched", "summoned", "accused", "dismissed")
)
SURVEILLANCE, SCREENING, ACCUSATION = (
    ACTS.index(name) for name in ("surveillance", "screening", "accusation")
)
ASSOCIATION = GROUNDS.index("association")
FEW = 20.0  # people met in a stratum and day, on average; above it inversion walks too far
TRIES = 50  # draws a charge, before a tally stays unfilled because nobody is left


class Work(NamedTuple):
    """What a province's run keeps from day to day beside the people."""

    lists: NDArray[
        np.int32
    ]  # (states, people): who is in a state that has a way out; rows are touched as needed
    sizes: NDArray[np.int64]  # (states,): how many of each row hold
    drawn: NDArray[np.int32]  # scratch: who was drawn from a list
    counts: NDArray[np.int64]  # by the places in `rows`
    found: NDArray[np.int64]  # accusations an order, those made to fill a tally left out


class Today(NamedTuple):
    """All that a day's functions look at."""

    people: Population
    rules: Rules
    now: Segment
    strata: Strata
    work: Work
    day: int


def work(n: int, orders: int) -> Work:
    """Return the empty lists of a province of n people."""
    return Work(
        lists=np.empty((len(STATES), n), np.int32),
        sizes=np.zeros(len(STATES), np.int64),
        drawn=np.empty(n, np.int32),
        counts=np.zeros(4, np.int64),
        found=np.zeros(max(orders, 1), np.int64),
    )


@compiled
def step(today: Today, rng: np.random.Generator, rows: Rows) -> Rows:
    """Do a day of a province: those held or watched, then the free; returns the rows, maybe moved."""
    now, strata, work = today.now, today.strata, today.work
    for state in range(len(work.sizes)):
        if work.sizes[state] > 0 and now.fastest[state] > 0:
            rows = _move(today, rng, state, rows)
    for way in (WATCH, SCREEN):
        for stratum in range(len(strata.size)):
            chance = now.enter[way, stratum]
            if chance > 0:
                k = _how_many(strata.size[stratum], chance, now.nobody[way, stratum], rng)
                if k > 0:  # rarely: the call is dear, the draw is not
                    rows = _meet(today, rng, way, stratum, k, rows)
    return rows


@compiled
def fill(
    today: Today,
    rng: np.random.Generator,
    rows: Rows,
    order: int,
    team: int,
    wanted: int,
    weight: NDArray[np.float64],
) -> Rows:
    """Charge up to `wanted` of the uninvolved, by the weight of their status (M15); counts them in FILLED."""
    people, now, strata, work = today.people, today.now, today.strata, today.work
    bounds = np.cumsum(strata.size * weight[strata.status] * (now.enter[SCREEN] > 0))
    work.counts[FILLED] = 0
    if bounds[-1] <= 0:
        return rows
    for _ in range(wanted * TRIES):
        if work.counts[FILLED] == wanted:
            break
        u = rng.random() * bounds[-1]
        stratum = min(np.searchsorted(bounds, u, side="right"), len(bounds) - 1)
        below = bounds[stratum - 1] if stratum > 0 else 0.0
        share = (u - below) / (bounds[stratum] - below)
        place = min(int(share * strata.size[stratum]), strata.size[stratum] - 1)
        i = strata.members[strata.first[stratum] + place]
        if (
            people.state[i] != FREE
            or people.since[i] == today.day
            or people.involved[i] != 0
            or people.inspector[i] == 1
        ):
            continue
        people.ground[i], people.true[i] = _charge(now, people.status[i], rng.random()), 0
        people.order[i], people.team[i] = order, _of_county(team, people, i)
        rows = _emit(today, i, ACCUSATION, ACCUSED, -1, 0, rows)
        work.counts[FILLED] += 1
    return rows


@compiled
def _move(today: Today, rng: np.random.Generator, state: int, rows: Rows) -> Rows:
    people, rules, now, work = today.people, today.rules, today.now, today.work
    n, fastest = work.sizes[state], now.fastest[state]
    k = rng.binomial(n, fastest)
    work.counts[STAMP] += 1
    for j in range(k):
        i = work.lists[state, int(rng.random() * n)]
        while people.mark[i] == work.counts[STAMP]:
            i = work.lists[state, int(rng.random() * n)]
        people.mark[i] = work.counts[STAMP]
        work.drawn[j] = i
    for j in range(k):  # only now: whoever leaves changes the list
        i = work.drawn[j]
        if people.since[i] == today.day:
            continue
        chances = now.chances[people.status[i], people.highest[i], people.ground[i], people.true[i]]
        u = rng.random() * fastest
        if u < chances[rules.stop[state] - 1]:
            way = rules.start[state]
            while u >= chances[way]:
                way += 1
            rows = _leave(today, rng, i, way, rows)
    return rows


@compiled
def _leave(today: Today, rng: np.random.Generator, i: int, way: int, rows: Rows) -> Rows:
    people, rules, now, work = today.people, today.rules, today.now, today.work
    public = 0
    if rules.public[way] > 0 and rng.random() < rules.public[way]:
        public = 1
    if rules.act[way] == SCREENING:  # whoever screens now acts under today's order
        people.order[i] = now.order_of[people.status[i]]
        people.team[i] = _of_county(now.team_of[people.status[i]], people, i)
    order, team = people.order[i], people.team[i]
    rows = _emit(today, i, rules.act[way], rules.to[way], people.last[i], public, rows)
    cause = work.counts[BASE] + work.counts[ROWS] - 1
    if rules.act[way] == ACCUSATION and order >= 0:
        work.found[order] += 1
    if rules.family_act[way] < 0:
        return rows
    member = people.hh[i]
    while member < len(people.hh) and people.hh[member] == people.hh[i]:
        state = people.state[member]
        at_large = state in (FREE, WATCHED, DISMISSED) and people.since[member] != today.day
        if member != i and at_large and rng.random() < rules.family[way, people.status[member]]:
            people.ground[member], people.true[member] = ASSOCIATION, 0
            people.order[member], people.team[member] = order, team
            act, to = rules.family_act[way], rules.family_to[way]
            rows = _emit(today, member, act, to, cause, 0, rows)
        member += 1
    return rows


@compiled
def _meet(today: Today, rng: np.random.Generator, way: int, stratum: int, k: int, rows: Rows) -> Rows:
    people, now, strata, work = today.people, today.now, today.strata, today.work
    n, first = strata.size[stratum], strata.first[stratum]
    work.counts[STAMP] += 1
    for _ in range(k):
        i = strata.members[first + int(rng.random() * n)]
        while people.mark[i] == work.counts[STAMP]:
            i = strata.members[first + int(rng.random() * n)]
        people.mark[i] = work.counts[STAMP]
        if people.state[i] != FREE or people.since[i] == today.day:
            continue
        weight = today.rules.keep[way, int(people.involved[i] != 0), people.market[i], people.inspector[i]]
        if way == WATCH:
            weight *= (people.vigilance[i] + 0.5) / 256
        if weight < 1 and rng.random() >= weight:
            continue
        _suspicion(people, now, i, rng.random())
        act, to = (SURVEILLANCE, WATCHED) if way == WATCH else (SCREENING, SUMMONED)
        rows = _emit(today, i, act, to, -1, 0, rows)
    return rows


@compiled
def _how_many(n: int, chance: float, nobody: float, rng: np.random.Generator) -> int:
    """Return k ~ Binomial(n, chance): by inversion of one draw where k is small, else NumPy's way."""
    if n * chance > FEW or chance > 0.5:
        return rng.binomial(n, chance)
    u, k, mass = rng.random(), 0, nobody
    while u >= mass and k < n:
        u -= mass
        k += 1
        mass *= (n - k + 1) * chance / (k * (1 - chance))
    return k


@compiled
def _suspicion(people: Population, now: Segment, i: int, u: float) -> None:
    """Set the ground and the order of a new case: a deed of the person's if there is one, else any charge."""
    status = people.status[i]
    bits = people.involved[i] & now.deeds[status]
    if bits == 0:
        bits = people.involved[i]
    if bits == 0:
        people.ground[i], people.true[i] = _charge(now, status, u), 0
    else:
        n = 0
        for g in range(N_INVOLVED):
            n += (bits >> g) & 1
        nth = int(u * n)
        for g in range(N_INVOLVED):
            if (bits >> g) & 1:
                if nth == 0:
                    people.ground[i], people.true[i] = g, 1
                    break
                nth -= 1
    people.order[i] = now.order_of[status]
    people.team[i] = _of_county(now.team_of[status], people, i)


@compiled
def _charge(now: Segment, status: int, u: float) -> int:
    ground = 0
    while u >= now.charges[status, ground]:
        ground += 1
    return ground


@compiled
def _of_county(team: int, people: Population, i: int) -> int:
    if team < 0:
        return -1
    return team + int(people.county[i]) - int(people.county[0])


@compiled
def _emit(today: Today, i: int, act: int, to: int, cause: int, public: int, rows: Rows) -> Rows:
    """Write an act and move the person; grows the rows when they are full."""
    people, rules, work = today.people, today.rules, today.work
    n = work.counts[ROWS]
    if n == len(rows):
        more = np.zeros(2 * n, ROW)
        more[:n] = rows
        rows = more
    row = rows[n]
    row["day"], row["person"], row["act"], row["ground"] = today.day, i, act, people.ground[i]
    row["before"], row["after"] = people.state[i], to
    row["team"], row["order"], row["cause"] = people.team[i], people.order[i], cause
    row["true"], row["public"] = people.true[i], public
    people.last[i] = work.counts[BASE] + n
    work.counts[ROWS] = n + 1
    if to != people.state[i]:
        _relist(people, rules, work, i, people.state[i], to)
        people.state[i], people.since[i] = to, today.day
        if to == FREE:
            people.last[i], people.order[i], people.team[i] = -1, -1, -1
    return rows


@compiled
def _relist(people: Population, rules: Rules, work: Work, i: int, before: int, after: int) -> None:
    """Take a person off one state's list, where the last one fills the gap, and put them at another's end."""
    if rules.start[before] < rules.stop[before]:
        last = work.lists[before, work.sizes[before] - 1]
        work.lists[before, people.place[i]] = last
        people.place[last] = people.place[i]
        work.sizes[before] -= 1
    if rules.start[after] < rules.stop[after]:
        work.lists[after, work.sizes[after]] = i
        people.place[i] = work.sizes[after]
        work.sizes[after] += 1
