"""A cloud of particles over a growing table: a witness that shares no chain with the chains.

From a few people to all of them; particles are weighted by how well they foretell the people who come, with
classes and unseen summed out, drawn again by weight and moved by Gibbs. Chopin (2002); Del Moral, Doucet and
Jasra (2006). It can be wrong with good figures of its own, so it never judges alone.
"""

from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from saksi.estimation.latent_class.draws import Counts, Floats
from saksi.estimation.latent_class.ladder import height, log_chances, run_ladder, unseen_beside
from saksi.estimation.latent_class.patterns import Patterns, Prior, rungs_of
from saksi.estimation.latent_class.sweeps import Moves

PARTICLES = 300
FEW = 40  # people to begin with
SWEEPS = 3  # after each growth
WORTH = 0.6  # effective share of the particles, kept by the size of a growth
MOVES = Moves(swaps=1, splits=1, glides=0, steps=0)


@dataclass(frozen=True)
class Testimony:
    """What the particles say.

    Parameters
    ----------
    totals, heights
        People and log likelihoods, shape (particles,).
    ancestors
        Particles of the first table from which all descend: few means that they say little.
    stages
        Growths of the table.
    """

    totals: Floats
    heights: Floats
    ancestors: int
    stages: int


def bear_witness(
    table: Patterns, prior: Prior, *, classes: int, seed: int, seconds: float, particles: int = PARTICLES
) -> Testimony | None:
    """Return the particles' totals; null when the time ran out first."""
    ends = monotonic() + seconds
    rng = np.random.Generator(np.random.PCG64DXSM([seed, particles, classes]))
    swarm = _Swarm(table, prior, classes, particles, rng)
    share = min(1.0, FEW / table.documented)
    in_time = swarm.move(share, sweeps=30, ends=ends)
    stages = 0
    while share < 1.0 and in_time:
        share = swarm.next_share(share)
        swarm.grow(share)
        in_time = swarm.move(share, sweeps=SWEEPS, ends=ends)
        stages += 1
    if not in_time:
        return None
    chances = swarm.chances()
    heights = np.array([height(table.people, row) for row in chances])
    return Testimony(
        (swarm.unseen + table.documented).astype(np.float64), heights, len(np.unique(swarm.ancestor)), stages
    )


class _Swarm:
    """The particles and where they stand."""

    def __init__(
        self, table: Patterns, prior: Prior, classes: int, particles: int, rng: np.random.Generator
    ) -> None:
        self.table, self.prior, self.rng = table, prior, rng
        self.people = rungs_of(table, np.ones(1))[0]
        self.sticks = rng.logistic(size=(particles, 1, classes - 1))
        self.rates = rng.logistic(size=(particles, 1, table.lists, classes))
        self.unseen: Counts = np.zeros(particles, np.int64)
        self.ancestor = np.arange(particles)

    def move(self, share: float, *, sweeps: int, ends: float) -> bool:
        """Move each particle by Gibbs on the table thinned to a share; false where the time ran out."""
        self.people = self._thin(share)
        prior = self._bounded(self.people)
        for at in range(len(self.sticks)):
            if monotonic() > ends:
                return False
            unseen = self.unseen[at : at + 1]
            state = (self.sticks[at], self.rates[at], unseen, np.zeros(1, np.int64), np.ones(1))
            run_ladder(self.rng, self.table, self.people[None, :], prior, MOVES, state, sweeps, -1)
        return True

    def next_share(self, share: float) -> float:
        """Return the largest share at which enough particles still count, by halving."""
        chances = self.chances()
        low, high = share, 1.0
        if _worth(self._gain(chances, 1.0)) >= WORTH:
            return 1.0
        for _ in range(20):
            middle = (low + high) / 2
            low, high = (middle, high) if _worth(self._gain(chances, middle)) >= WORTH else (low, middle)
        return high

    def grow(self, share: float) -> None:
        """Weigh the particles by the people who come, draw the unseen anew, and draw particles by weight."""
        gain = self._gain(self.chances(), share)
        people = self._thin(share)
        most = self._bounded(people).most_unseen
        for at in range(len(gain)):
            beside = unseen_beside(self.rng, int(people.sum()), self.sticks[at, 0], self.rates[at, 0], most)
            if beside < 0:
                gain[at] = -np.inf
            else:
                self.unseen[at] = beside
        weights = np.exp(gain - gain.max())
        steps = (np.arange(len(gain)) + self.rng.random()) / len(gain)
        chosen = np.minimum(np.searchsorted(np.cumsum(weights / weights.sum()), steps), len(gain) - 1)
        self.sticks, self.rates = self.sticks[chosen].copy(), self.rates[chosen].copy()
        self.unseen, self.ancestor = self.unseen[chosen].copy(), self.ancestor[chosen]

    def chances(self) -> Floats:
        """Return the log chances of patterns for each particle, shape (particles, patterns + 1)."""
        found = np.empty((len(self.sticks), len(self.table.people) + 1))
        for at in range(len(found)):
            log_chances(self.table, self.sticks[at, 0], self.rates[at, 0], found[at])
        return found

    def _gain(self, chances: Floats, share: float) -> Floats:
        come = self._thin(share) - self.people
        gain: Floats = (chances[:, :-1] - chances[:, -1:]) @ come.astype(np.float64)
        return gain

    def _thin(self, share: float) -> Counts:
        return rungs_of(self.table, np.array([1.0, share]))[1] if share < 1.0 else self.table.people

    def _bounded(self, people: Counts) -> Prior:
        share = people.sum() / self.table.documented
        return self.prior._replace(most_unseen=int(self.prior.most_unseen * share))


def _worth(gain: NDArray[np.float64]) -> float:
    weights = np.exp(gain - gain.max())
    return float(weights.sum() ** 2 / (weights**2).sum() / len(gain))
