"""Worlds drawn from the model itself: what a move must leave as it is.

Under p(N) ~ 1/N the number documented says nothing about the classes, so for a fixed number of documented
people classes come from the prior and patterns from the classes. A move that is right for the posterior,
applied to such a pair, gives another draw of the same pair: no chain, no autocorrelation, an exact test
(Geweke 2004; Gandy and Scott 2020).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import ks_2samp

from saksi.estimation.histories import UNKNOWN
from saksi.estimation.latent_class.draws import log_odds_draw
from saksi.estimation.latent_class.gibbs import missed_by_class, stick_weights
from saksi.estimation.latent_class.ladder import height, log_chances
from saksi.estimation.latent_class.patterns import Patterns, Prior, patterns_of

LISTS, CLASSES, PEOPLE = 3, 3, 14
LONGER = 8 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 1  # as `make harden` asks
SURE = 1e-5  # p-value under which a move is called broken, of several statistics
Move = Callable[[np.random.Generator, "World"], "World"]


@dataclass(frozen=True)
class World:
    """Classes with the table they made."""

    table: Patterns
    prior: Prior
    sticks: NDArray[np.float64]
    rates: NDArray[np.float64]
    unseen: int

    def told(self) -> tuple[float, ...]:
        """Return statistics of classes and table together."""
        weights, missed = stick_weights(self.sticks), missed_by_class(self.rates)
        chances = np.empty(len(self.table.people) + 1)
        log_chances(self.table, self.sticks, self.rates, chances)
        return (
            np.log(self.table.documented + self.unseen),
            float(np.sum(weights * missed)),
            height(self.table.people, chances),
            float(self.sticks[0]),
            float(self.sticks[-1]),
            float(weights[-1]),
            float(weights.max()),
            float(np.sum(weights * self.rates[0])),
            float(self.rates[0, 0]),
            float(self.table.people[-1] * weights.max()),
        )

    def moved(self, sticks: NDArray[np.float64], rates: NDArray[np.float64], unseen: int) -> "World":
        """Return the world with other classes and the same table."""
        return replace(self, sticks=sticks, rates=rates, unseen=unseen)


def a_prior(most_unseen: int = 10 * PEOPLE) -> Prior:
    """Return a prior under which classes, rates and the bound all matter."""
    return Prior(1.0, 1.5, 1.0, 3.0, most_unseen)


def patterns_with_unknowns() -> NDArray[np.int8]:
    """Return every pattern of three lists, and two of people of whom one membership is unknown."""
    full = [[(code >> j) & 1 for j in range(LISTS)] for code in range(1, 2**LISTS)]
    return np.array([*full, [1, UNKNOWN, 0], [UNKNOWN, 1, 1]], dtype=np.int8)


def draw_world(rng: np.random.Generator, prior: Prior, people: int = PEOPLE) -> World:
    """Draw classes from the prior, unseen people within the bound, and the patterns of those seen.

    Of some a membership is then made unknown, by chance alone.
    """
    while True:
        alpha = rng.gamma(prior.alpha_shape, 1 / prior.alpha_rate)
        sticks = np.array([log_odds_draw(rng, 1.0, alpha) for _ in range(CLASSES - 1)])
        shares = rng.beta(prior.rate_yes, prior.rate_no, (LISTS, CLASSES))
        rates = np.log(shares) - np.log1p(-shares)
        weights = stick_weights(sticks)
        missed = float(np.sum(weights * (1 - shares).prod(axis=0)))
        unseen = int(rng.negative_binomial(people, max(1 - missed, 1e-6)))
        if unseen <= prior.most_unseen:
            break
    member = patterns_with_unknowns()
    full = member[: 2**LISTS - 1]
    chances = np.array(
        [np.sum(weights * np.where(row[:, None] == 1, shares, 1 - shares).prod(axis=0)) for row in full]
    )
    counts = np.zeros(len(member), dtype=np.int64)
    counts[: len(full)] = rng.multinomial(people, chances / chances.sum())
    for unknown, row in enumerate(member[len(full) :], start=len(full)):
        for at, known in enumerate(full):
            if ((row == known) | (row == UNKNOWN)).all():
                lost = rng.binomial(counts[at], 0.3)  # unknown by chance alone
                counts[at] -= lost
                counts[unknown] += lost
    return World(patterns_of(member, counts), prior, sticks, rates, unseen)


def broken(move: Move, *, worlds: int = 1200, times: int = 4, seed: int = 1) -> float:
    """Return the smallest p-value, over all statistics, that moved and fresh worlds are alike.

    Multiplied by the number of statistics (Bonferroni).
    """
    rng = np.random.default_rng(seed)
    prior = a_prior()
    moved, fresh = [], []
    for _ in range(worlds * LONGER):
        world = draw_world(rng, prior)
        for _ in range(times):
            world = move(rng, world)
        moved.append(world.told())
        fresh.append(draw_world(rng, prior).told())
    one, other = np.array(moved), np.array(fresh)
    p_values = [float(ks_2samp(one[:, i], other[:, i]).pvalue) for i in range(one.shape[1])]
    return min(p_values) * len(p_values)
