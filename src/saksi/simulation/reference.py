"""The slow engine: the same day as `engine`, in plain Python, written apart from it.

It makes the same draws in the same order, with lists in place of index arrays; the tests compare the two bit
for bit. Read this one to learn the model.
"""

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate, takewhile
from math import exp, log1p, prod

import numpy as np

from saksi.simulation.codes import ACTS, GROUNDS, N_INVOLVED, STATES, code
from saksi.simulation.engine import Charge
from saksi.simulation.plans import Segment
from saksi.simulation.population import Population
from saksi.simulation.rows import ROW, Rows
from saksi.simulation.rules import SCREEN, WATCH, Rules, Strata
from saksi.simulation.streams import DayStreams, StreamName

AT_LARGE = tuple(code(name, STATES) for name in ("free", "watched", "dismissed"))
FREE, WATCHED, SUMMONED, ACCUSED = (code(name, STATES) for name in ("free", "watched", "summoned", "accused"))
SURVEILLANCE, SCREENING, ACCUSATION = (
    code(name, ACTS) for name in ("surveillance", "screening", "accusation")
)
FEW, TRIES = 20.0, 50


class Reference:
    """One province; the people's columns are changed in place, as the fast engine changes them."""

    def __init__(
        self, people: Population, rules: Rules, strata: Strata, orders: int, name: StreamName
    ) -> None:
        self._days = DayStreams(*name[:2], replicate=name.replicate, province=name.province)
        self.people, self.rules, self.strata = people, rules, strata
        self.within: dict[int, list[int]] = {
            state: [] for state in range(len(STATES)) if self._ways_out(state)
        }
        self.found = np.zeros(max(orders, 1), np.int64)
        self.acts: list[tuple[int, ...]] = []
        self.base = 0

    def take_rows(self) -> Rows:
        """Return the acts since the last call, and forget them."""
        taken = np.array(self.acts, ROW)
        self.base += len(self.acts)
        self.acts.clear()
        return taken

    def run_days(self, now: Segment, first: int, stop: int) -> None:
        """Do the days from first up to stop, all of one segment."""
        for day in range(first, stop):
            self._today = self._days.on(day)
            self._step(now, day, self._today)

    def _step(self, now: Segment, day: int, rng: np.random.Generator) -> None:
        for state, inside in self.within.items():
            if inside and now.fastest[state] > 0:
                self._move(now, day, rng, state)
        for way in (WATCH, SCREEN):
            for stratum in range(len(self.strata.size)):
                if now.enter[way, stratum] > 0:
                    self._meet(now, day, rng, way, stratum)

    def fill(self, now: Segment, day: int, charge: Charge) -> int:
        """Charge up to ``wanted`` of the uninvolved; returns how many were found to charge."""
        people, sizes, rng = self.people, self.strata.size.tolist(), self._today
        met = (now.enter[SCREEN] > 0).tolist()
        weights = [
            size * charge.weight[rank] * here
            for size, rank, here in zip(sizes, self.strata.status, met, strict=True)
        ]
        bounds, filled = list(accumulate(weights)), 0
        for _ in range(charge.wanted * TRIES if bounds[-1] > 0 else 0):
            if filled == charge.wanted:
                break
            u = rng.random() * bounds[-1]
            stratum = min(bisect_right(bounds, u), len(bounds) - 1)
            below = bounds[stratum - 1] if stratum else 0.0
            share = (u - below) / (bounds[stratum] - below)
            person = self._member(stratum, min(int(share * sizes[stratum]), sizes[stratum] - 1))
            busy = people.state[person] != FREE or people.since[person] == day
            if busy or people.involved[person] or people.inspector[person]:
                continue
            self._case(
                person, _charge(now, int(people.status[person]), rng.random()), 0, charge.order, charge.team
            )
            self._emit(day, person, ACCUSATION, ACCUSED, -1, 0)
            filled += 1
        return filled

    def _move(self, now: Segment, day: int, rng: np.random.Generator, state: int) -> None:
        people, inside = self.people, tuple(self.within[state])
        fastest = float(now.fastest[state])
        drawn: list[int] = []
        for _ in range(binomial(len(inside), fastest, rng)):
            drawn.append(_another(lambda: inside[int(rng.random() * len(inside))], drawn))
        for person in drawn:
            if people.since[person] == day:
                continue
            own, parent = int(people.status[person]), int(people.parent[person])
            highest = min(own, int(people.status[parent])) if parent >= 0 else own
            chances = now.chances[own, highest, people.ground[person], people.true[person]]
            u = rng.random() * fastest
            way = next((way for way in self._ways_out(state) if u < chances[way]), None)
            if way is not None:
                self._leave(now, day, rng, person, way)

    def _leave(self, now: Segment, day: int, rng: np.random.Generator, person: int, way: int) -> None:
        people, rules = self.people, self.rules
        public = int(rules.public[way] > 0 and rng.random() < rules.public[way])
        if rules.act[way] == SCREENING:
            self._under_todays_order(now, person)
        order, team = int(people.order[person]), int(people.team[person])
        cause = self._emit(
            day, person, int(rules.act[way]), int(rules.to[way]), int(people.last[person]), public
        )
        if rules.act[way] == ACCUSATION and order >= 0:
            self.found[order] += 1
        if rules.family_act[way] >= 0:
            self._family(day, rng, person, way, (order, team, cause))

    def _family(
        self, day: int, rng: np.random.Generator, person: int, way: int, trigger: tuple[int, int, int]
    ) -> None:
        people, (order, team, cause) = self.people, trigger
        home = people.hh[person]
        for member in takewhile(
            lambda i: i < len(people.hh) and people.hh[i] == home, range(home, len(people.hh))
        ):
            if member == person or people.state[member] not in AT_LARGE or people.since[member] == day:
                continue
            if rng.random() < self.rules.family[way, people.status[member]]:
                people.ground[member], people.true[member] = code("association", GROUNDS), 0
                people.order[member], people.team[member] = order, team
                act, to = int(self.rules.family_act[way]), int(self.rules.family_to[way])
                self._emit(day, member, act, to, cause, 0)

    def _meet(self, now: Segment, day: int, rng: np.random.Generator, way: int, stratum: int) -> None:
        people, n = self.people, int(self.strata.size[stratum])
        drawn: list[int] = []
        k = binomial(n, float(now.enter[way, stratum]), rng, float(now.nobody[way, stratum]))
        for _ in range(k):
            person = _another(lambda: self._member(stratum, int(rng.random() * n)), drawn)
            drawn.append(person)
            if people.state[person] != FREE or people.since[person] == day:
                continue
            weight = prod(
                [
                    self.rules.keep[
                        way, int(people.involved[person] > 0), people.market[person], people.inspector[person]
                    ],
                    (int(people.vigilance[person]) + 0.5) / 256 if way == WATCH else 1.0,
                ]
            )
            if weight < 1 and rng.random() >= weight:
                continue
            self._suspicion(now, person, rng.random())
            act, to = (SURVEILLANCE, WATCHED) if way == WATCH else (SCREENING, SUMMONED)
            self._emit(day, person, act, to, -1, 0)

    def _suspicion(self, now: Segment, person: int, u: float) -> None:
        status, involved = int(self.people.status[person]), int(self.people.involved[person])
        bits = involved & int(now.deeds[status]) or involved
        deeds = [ground for ground in range(N_INVOLVED) if bits >> ground & 1]
        ground = deeds[int(u * len(deeds))] if deeds else _charge(now, status, u)
        self.people.ground[person], self.people.true[person] = ground, bool(deeds)
        self._under_todays_order(now, person)

    def _under_todays_order(self, now: Segment, person: int) -> None:
        rank, people = int(self.people.status[person]), self.people
        self._case(
            person,
            int(people.ground[person]),
            int(people.true[person]),
            int(now.order_of[rank]),
            int(now.team_of[rank]),
        )

    def _case(self, person: int, ground: int, true: int, order: int, first_team: int) -> None:
        people = self.people
        county = int(people.county[person]) - int(people.county[0])
        people.ground[person], people.true[person] = ground, true
        people.order[person], people.team[person] = order, first_team + county if first_team >= 0 else -1

    def _emit(self, day: int, person: int, act: int, to: int, cause: int, public: int) -> int:
        people = self.people
        before, number = int(people.state[person]), self.base + len(self.acts)
        held = (int(people.ground[person]), before, to, int(people.team[person]), int(people.order[person]))
        self.acts.append((day, person, act, *held, cause, int(people.true[person]), public))
        people.last[person] = number
        if to == before:
            return number
        if before in self.within:
            inside = self.within[before]
            inside[inside.index(person)] = inside[-1]
            inside.pop()
        if to in self.within:
            self.within[to].append(person)
        people.state[person], people.since[person] = to, day
        if to == FREE:
            people.last[person] = people.order[person] = people.team[person] = -1
        return number

    def _ways_out(self, state: int) -> range:
        return range(int(self.rules.start[state]), int(self.rules.stop[state]))

    def _member(self, stratum: int, place: int) -> int:
        return int(self.strata.members[self.strata.first[stratum] + place])


def _another(draw: Callable[[], int], taken: list[int]) -> int:
    person = draw()
    while person in taken:
        person = draw()
    return person


def binomial(n: int, chance: float, rng: np.random.Generator, nobody: float | None = None) -> int:
    """Return a binomial number: how many of n are not spared, in parts of `FEW` on average."""
    if n == 0 or chance in (0.0, 1.0):
        return int(chance) * n
    if chance > 0.5:
        return n - binomial(n, 1 - chance, rng)
    part = n if n * chance <= FEW else int(FEW / chance)
    sizes = [part] * (n // part) + ([n % part] if n % part else [])
    spared = [nobody if nobody is not None and size == n else exp(size * log1p(-chance)) for size in sizes]
    return sum(_inverted(size, chance, mass, rng.random()) for size, mass in zip(sizes, spared, strict=True))


def _inverted(n: int, chance: float, mass: float, left: float) -> int:
    for k in range(n):
        if left < mass:
            return k
        left -= mass
        mass *= (n - k) * (chance / (1 - chance)) / (k + 1)
    return n


def _charge(now: Segment, status: int, u: float) -> int:
    return bisect_right(now.charges[status].tolist(), u)
