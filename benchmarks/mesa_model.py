"""The stripped campaign model in Mesa, as one writes it there: each person is an agent, asked every day.

M1, M8 to M15 and M28 at the rates of the default world, in their simplest form: the hazard of screening from
status, work, market, involvement and service on a team; evasion by the parent's rank; outcomes by status;
relatives of those sent to a camp; charges against the uninvolved to fill a tally.
"""

from math import exp
from time import process_time

import mesa  # type: ignore[import-untyped]

SCREEN = {"elite": 0.00005, "official": 0.00007, "ordinary": 0.0001}
JOBS = {"worker": 1.0, "farmer": 1.0, "trader": 1.3, "student": 1.2, "soldier": 0.6, "jobless": 2.5}
EVADE = {"elite": 0.30, "official": 0.08, "ordinary": 0.008}
CHARGE = {"elite": 0.12, "official": 0.15, "ordinary": 0.22}
DETAIN = {"elite": 0.03, "official": 0.045, "ordinary": 0.07}
CAMP = {"elite": 0.001, "official": 0.0015, "ordinary": 0.002}
FAMILY = {"elite": 0.25, "official": 0.35, "ordinary": 0.35}
PULSE, PULSE_DAYS, TALLY_DAYS = 8.0, 90, 30


class Person(mesa.Agent):  # type: ignore[misc]
    """One person of a household."""

    def __init__(self, model: "Country", status: str, parent_status: str, home: list["Person"]) -> None:
        super().__init__(model)
        draw = model.random
        self.status, self.parent_status, self.home = status, parent_status, home
        self.job, self.market = draw.choice(list(JOBS)), draw.random() < 0.35
        self.involved, self.inspector = draw.random() < 0.1, draw.random() < 0.001
        self.state = "free"
        home.append(self)

    def step(self) -> None:
        """Live one day."""
        u = self.model.random.random()
        if self.state == "free":
            hazard = SCREEN[self.status] * JOBS[self.job] * self.model.pulse
            hazard *= 2.0 if self.involved else 1.0
            hazard *= 1.0 if self.market else 1.25
            hazard *= 0.05 if self.inspector else 1.0
            if u < 1 - exp(-hazard):
                self.state = "summoned"
        elif self.state == "summoned":
            off = EVADE[self.parent_status]
            charge = CHARGE[self.status] * (1.0 if self.involved else 0.12)
            self.state = "free" if u < off + 0.12 else "accused" if u < off + 0.12 + charge else "summoned"
        elif self.state == "accused":
            held = DETAIN[self.status]
            self.state = "detained" if u < held else "free" if u < held + 0.05 else "accused"
        elif self.state == "detained":
            if u < CAMP[self.status]:
                self.state = "camp"
                for other in self.home:
                    if other.state == "free" and self.model.random.random() < FAMILY[other.status]:
                        other.state = "camp"
            elif u < 0.014:
                self.state = "free"


class Country(mesa.Model):  # type: ignore[misc]
    """Households of four, one status each."""

    def __init__(self, n: int, seed: int) -> None:
        super().__init__(seed=seed)
        self.pulse, home, ranks = PULSE, list[Person](), list(SCREEN)
        for number in range(n):
            if number % 4 == 0:
                home, [status, above] = [], self.random.choices(ranks, [0.02, 0.10, 0.88], k=2)
            Person(self, status, above, home)

    def step(self) -> None:
        """Let everybody live one day; now and then fill the tally."""
        self.pulse = PULSE if self.steps <= PULSE_DAYS else 1.0
        self.agents.shuffle_do("step")
        if self.steps % TALLY_DAYS == 0:
            for person in self.random.sample(list(self.agents), len(self.agents) // 1000):
                if person.state == "free" and not person.involved:
                    person.state = "accused"


def person_steps_a_second(n: int = 100_000, days: int = 10) -> float:
    """Return person-steps a second of CPU time, the making of the agents left out."""
    country = Country(n, seed=1)
    begun = process_time()
    for _ in range(days):
        country.step()
    return n * days / (process_time() - begun)
