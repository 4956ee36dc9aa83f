"""The fast engine: the days of a province, compiled. `reference` says the same slowly, draw for draw.

Order of operations, which both follow, so that the same stream gives the same truth:

1. Each state that has a way out, by its code: k ~ Binomial(people in it, its fastest chance), k distinct
   people of its list, one draw each (a repeated one is drawn again). Then for each of them, unless they moved
   today: one draw below the fastest chance decides whether and how they leave (exact thinning); where the way
   can be public, one draw for that; where it hits the family, one draw for each other member of the
   household who is at large and has not moved today, in order. Who comes goes to a list's end; the last
   fills a gap.
2. For being watched, then for being screened, each stratum: k ~ Binomial(members, chance); then k distinct
   members, one draw each (a repeated one is drawn again). Those not free, or who moved today, are discarded;
   where the person's weight is under 1, one draw against it (exact thinning); one draw for the ground.
3. At the end of a plan's period the shortfall's share is filled: one draw for the person, one for the ground.

Nobody moves twice on a day. Thinning: Lewis and Shedler (1979). docs/methods/simulation.md.

People are records here (`saksi.simulation.population.HOT`), and functions get the few arrays they need: a
tuple of fifty arrays costs more to hand on than what is done with it.
"""

from math import exp, log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saksi.simulation.codes import ACTS, GROUNDS, N_INVOLVED, STATES
from saksi.simulation.compiled import compiled
from saksi.simulation.philox import State, begin, how_many, uniform
from saksi.simulation.plans import Segment
from saksi.simulation.rows import BASE, FILLED, ROW, ROWS, STAMP, Rows
from saksi.simulation.rules import SCREEN, WATCH, Rules, Strata

FREE, WATCHED, SUMMONED, ACCUSED, DISMISSED = (
    STATES.index(name) for name in ("free", "watched", "summoned", "accused", "dismissed")
)
SURVEILLANCE, SCREENING, ACCUSATION = (
    ACTS.index(name) for name in ("surveillance", "screening", "accusation")
)
ASSOCIATION = GROUNDS.index("association")
TRIES = 50  # draws a charge, before a tally stays unfilled because nobody is left
HOUSEHOLD = 12  # persons at most, see `saksi.simulation.scenario.People`

People = NDArray[np.void]  # records `HOT`


class Work(NamedTuple):
    """What a province's run keeps from day to day beside the people."""

    # (states, people): who is in a state that has a way out; rows are touched as needed
    lists: NDArray[np.int32]
    sizes: NDArray[np.int64]  # (states,): how many of each row hold
    listed: NDArray[np.bool_]  # (states,): has a way out, so a list is kept
    drawn: NDArray[np.int32]  # scratch: who was drawn from a list
    counts: NDArray[np.int64]  # by the places in `rows`
    found: NDArray[np.int64]  # accusations an order, those made to fill a tally left out


class Tables(NamedTuple):
    """What is looked up on the days of a segment."""

    rules: Rules
    now: Segment
    strata: Strata


class Charge(NamedTuple):
    """What a plan's shortfall asks for."""

    order: int
    team: int  # of the province's first county
    wanted: int
    weight: NDArray[np.float64]  # by status


def work(n: int, orders: int, rules: Rules) -> Work:
    """Return the empty lists of a province of n people."""
    return Work(
        lists=np.empty((len(STATES), n), np.int32),
        sizes=np.zeros(len(STATES), np.int64),
        listed=rules.start < rules.stop,
        drawn=np.empty(n, np.int32),
        counts=np.zeros(4, np.int64),
        found=np.zeros(max(orders, 1), np.int64),
    )


@compiled
def run_days(people: People, look: Tables, work: Work, rng: State, days: tuple[int, int], rows: Rows) -> Rows:
    """Do the days from the first up to the second, all of one segment; returns the rows, maybe moved."""
    strata, now = look.strata, look.now
    for day in range(days[0], days[1]):
        begin(rng, day)
        for state in range(len(work.sizes)):
            if work.sizes[state] > 0 and now.fastest[state] > 0:
                rows = _move(people, look, work, rng, rows, day, state)
        for way in (WATCH, SCREEN):
            for stratum in range(len(strata.size)):
                chance = now.enter[way, stratum]
                if chance > 0:
                    k = how_many(strata.size[stratum], chance, now.nobody[way, stratum], rng)
                    if k > 0:  # rarely: the call is dear, the draw is not
                        rows = _meet(people, look, work, rng, rows, day, way, (stratum, k))
    return rows


@compiled
def fill(people: People, look: Tables, work: Work, rng: State, day: int, rows: Rows, charge: Charge) -> Rows:
    """Charge up to `wanted` of the uninvolved, by the weight of their status (M15); counts them in FILLED."""
    strata, now, wanted = look.strata, look.now, charge.wanted
    bounds = np.cumsum(strata.size * charge.weight[strata.status] * (now.enter[SCREEN] > 0))
    work.counts[FILLED] = 0
    if bounds[-1] <= 0:
        return rows
    rows = _room(rows, work.counts, wanted)
    for _ in range(wanted * TRIES):
        if work.counts[FILLED] == wanted:
            break
        u = uniform(rng) * bounds[-1]
        stratum = min(np.searchsorted(bounds, u, side="right"), len(bounds) - 1)
        below = bounds[stratum - 1] if stratum > 0 else 0.0
        share = (u - below) / (bounds[stratum] - below)
        place = min(int(share * strata.size[stratum]), strata.size[stratum] - 1)
        i = strata.members[strata.first[stratum] + place]
        one = people[i]
        if one["state"] != FREE or one["since"] == day or one["involved"] != 0 or one["inspector"] == 1:
            continue
        one["ground"], one["true"] = _charge(now.charges[one["status"]], uniform(rng)), 0
        one["order"], one["team"] = charge.order, _of_county(charge.team, people, i)
        _emit(people, work, rows, i, day, (ACCUSATION, ACCUSED, -1, 0))
        work.counts[FILLED] += 1
    return rows


@compiled
def _move(people: People, look: Tables, work: Work, rng: State, rows: Rows, day: int, state: int) -> Rows:
    rules, now, drawn, counts = look.rules, look.now, work.drawn, work.counts
    inside, n, fastest = work.lists[state], work.sizes[state], now.fastest[state]
    k = how_many(n, fastest, exp(n * log1p(-fastest)) if fastest < 1 else 0.0, rng)
    counts[STAMP] += 1
    for j in range(k):
        i = inside[int(uniform(rng) * n)]
        while people[i]["mark"] == counts[STAMP]:
            i = inside[int(uniform(rng) * n)]
        people[i]["mark"] = counts[STAMP]
        drawn[j] = i
    rows = _room(rows, counts, k * HOUSEHOLD)
    start, stop, chances = rules.start[state], rules.stop[state], now.chances
    for j in range(k):  # only now: whoever leaves changes the list
        i = drawn[j]
        one = people[i]
        if one["since"] == day:
            continue
        rank, highest, ground, true = one["status"], one["highest"], one["ground"], one["true"]
        u = uniform(rng) * fastest
        if u >= chances[rank, highest, ground, true, stop - 1]:
            continue
        way = start
        while u >= chances[rank, highest, ground, true, way]:
            way += 1
        public = 0
        if rules.public[way] > 0 and uniform(rng) < rules.public[way]:
            public = 1
        if rules.act[way] == SCREENING:  # whoever screens now acts under today's order
            one["order"] = now.order_of[rank]
            one["team"] = _of_county(now.team_of[rank], people, i)
        order, team = one["order"], one["team"]
        _emit(people, work, rows, i, day, (rules.act[way], rules.to[way], one["last"], public))
        if rules.act[way] == ACCUSATION and order >= 0:
            work.found[order] += 1
        if rules.family_act[way] >= 0:
            cause = counts[BASE] + counts[ROWS] - 1
            _family(people, rules, work, rng, rows, day, way, (i, order, team, cause))
    return rows


@compiled
def _family(
    people: People, rules: Rules, work: Work, rng: State, rows: Rows, day: int, way: int,
    trigger: tuple[int, int, int, int],
) -> None:  # fmt: skip
    i, order, team, cause = trigger
    member = home = people[i]["hh"]
    while member < len(people) and people[member]["hh"] == home:
        other = people[member]
        at_large = other["state"] in (FREE, WATCHED, DISMISSED) and other["since"] != day
        if member != i and at_large and uniform(rng) < rules.family[way, other["status"]]:
            other["ground"], other["true"] = ASSOCIATION, 0
            other["order"], other["team"] = order, team
            _emit(people, work, rows, member, day, (rules.family_act[way], rules.family_to[way], cause, 0))
        member += 1


@compiled
def _meet(
    people: People, look: Tables, work: Work, rng: State, rows: Rows, day: int, way: int,
    who: tuple[int, int],
) -> Rows:  # fmt: skip
    now, keep, counts, (stratum, k) = look.now, look.rules.keep, work.counts, who
    first, n = look.strata.first[stratum], look.strata.size[stratum]
    members = look.strata.members[first : first + n]
    counts[STAMP] += 1
    rows = _room(rows, counts, k)
    for _ in range(k):
        i = members[int(uniform(rng) * n)]
        while people[i]["mark"] == counts[STAMP]:
            i = members[int(uniform(rng) * n)]
        one = people[i]
        one["mark"] = counts[STAMP]
        if one["state"] != FREE or one["since"] == day:
            continue
        weight = keep[way, int(one["involved"] != 0), one["market"], one["inspector"]]
        if way == WATCH:
            weight *= (one["vigilance"] + 0.5) / 256
        if weight < 1 and uniform(rng) >= weight:
            continue
        rank = one["status"]
        one["ground"], one["true"] = _suspicion(
            one["involved"], now.deeds[rank], now.charges[rank], uniform(rng)
        )
        one["order"], one["team"] = now.order_of[rank], _of_county(now.team_of[rank], people, i)
        act, to = (SURVEILLANCE, WATCHED) if way == WATCH else (SCREENING, SUMMONED)
        _emit(people, work, rows, i, day, (act, to, -1, 0))
    return rows


@compiled
def _suspicion(involved: int, deeds: int, charges: NDArray[np.float64], u: float) -> tuple[int, int]:
    """Return the ground of a new case and whether it is true: a deed of the person's, else any charge."""
    bits = involved & deeds
    if bits == 0:
        bits = involved
    if bits == 0:
        return _charge(charges, u), 0
    n = 0
    for g in range(N_INVOLVED):
        n += (bits >> g) & 1
    nth, ground = int(u * n), 0
    for g in range(N_INVOLVED):
        if (bits >> g) & 1:
            if nth == 0:
                ground = g
            nth -= 1
    return ground, 1


@compiled
def _charge(charges: NDArray[np.float64], u: float) -> int:
    ground = 0
    while u >= charges[ground]:
        ground += 1
    return ground


@compiled
def _of_county(team: int, people: People, i: int) -> int:
    if team < 0:
        return -1
    return team + int(people[i]["county"]) - int(people[0]["county"])


@compiled
def _room(rows: Rows, counts: NDArray[np.int64], more: int) -> Rows:
    """Return rows with room for so many more."""
    wanted = counts[ROWS] + more
    if wanted <= len(rows):
        return rows
    larger = np.zeros(max(2 * len(rows), wanted), ROW)
    larger[: counts[ROWS]] = rows[: counts[ROWS]]
    return larger


@compiled
def _emit(people: People, work: Work, rows: Rows, i: int, day: int, what: tuple[int, int, int, int]) -> None:
    """Write an act and move the person off one state's list, where the last fills the gap, onto another's."""
    act, to, cause, public = what
    lists, sizes, counts, one = work.lists, work.sizes, work.counts, people[i]
    row, before = rows[counts[ROWS]], one["state"]
    row["day"], row["person"], row["act"], row["ground"] = day, i, act, one["ground"]
    row["before"], row["after"] = before, to
    row["team"], row["order"], row["cause"] = one["team"], one["order"], cause
    row["true"], row["public"] = one["true"], public
    one["last"] = counts[BASE] + counts[ROWS]
    counts[ROWS] += 1
    if to == before:
        return
    if work.listed[before]:
        last = lists[before, sizes[before] - 1]
        lists[before, one["place"]] = last
        people[last]["place"] = one["place"]
        sizes[before] -= 1
    if work.listed[to]:
        lists[to, sizes[to]] = i
        one["place"] = sizes[to]
        sizes[to] += 1
    one["state"], one["since"] = to, day
    if to == FREE:
        one["last"], one["order"], one["team"] = -1, -1, -1
