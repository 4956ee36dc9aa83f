"""The closed forms inside the moves, against sums and integrals done the long way."""

from itertools import product
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaln
from scipy.stats import nbinom
from tests.estimation.latent_class.worlds import a_prior, draw_world

from saksi.estimation.latent_class.draws import share_out, soft_plus, unseen_draw
from saksi.estimation.latent_class.gibbs import missed_by_class, stick_weights
from saksi.estimation.latent_class.labels import log_seating
from saksi.estimation.latent_class.ladder import height, log_chances
from saksi.estimation.latent_class.patterns import patterns_of, rungs_of
from saksi.estimation.latent_class.splits import log_class, log_places
from saksi.estimation.latent_class.surface import desk, slope, to_angles, to_log_odds


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.floats(0.01, 20))
def test_sticks_summed_out_are_a_product_of_beta_functions(sizes: list[int], alpha: float) -> None:
    long_way = sum(
        betaln(1 + size, alpha + sum(sizes[k + 1 :])) - betaln(1, alpha) for k, size in enumerate(sizes[:-1])
    )
    assert log_seating(np.array(sizes), alpha) == pytest.approx(long_way, abs=1e-7)


def test_rates_summed_out_are_what_seating_people_one_by_one_gives() -> None:
    """The chance of the next person's membership is (a + yes so far) / (a + b + asked so far)."""
    member = np.array([[1, 0, 1], [0, 1, -1]], dtype=np.int8)
    table, prior = patterns_of(member, np.array([3, 2])), a_prior()
    rows = [(1, 0, 1)] * 3 + [(0, 1, -1)] * 2 + [(0, 0, 0)] * 4
    yes, asked, total = np.zeros(3), np.zeros(3), 0.0
    for row in rows:
        for j, on in enumerate(row):
            if on >= 0:
                chance = (prior.rate_yes + yes[j]) / (prior.rate_yes + prior.rate_no + asked[j])
                total += log(chance if on else 1 - chance)
                yes[j], asked[j] = yes[j] + on, asked[j] + 1
    assert log_class(table, prior, np.array([3, 2, 4])) == pytest.approx(total)


def test_slopes_are_those_of_the_height() -> None:
    rng = np.random.default_rng(4)
    world = draw_world(rng, a_prior(), 60)
    lists, classes = world.rates.shape
    room, up, up_angles = desk(lists, classes), np.empty(classes - 1), np.empty((lists, classes))
    angles = angles_of(world.rates)

    def at(sticks: np.ndarray, angles: np.ndarray) -> float:
        return slope(
            world.table, world.prior, sticks, angles, np.empty_like(up), np.empty_like(up_angles), room
        )

    slope(world.table, world.prior, world.sticks, angles, up, up_angles, room)
    for k in range(classes - 1):
        step = 1e-5 * np.eye(classes - 1)[k]
        rise = at(world.sticks + step, angles) - at(world.sticks - step, angles)
        assert up[k] == pytest.approx(rise / 2e-5, rel=1e-4, abs=1e-4)
    for j, k in product(range(lists), range(classes)):
        step = np.zeros((lists, classes))
        step[j, k] = 1e-5
        rise = at(world.sticks, angles + step) - at(world.sticks, angles - step)
        assert up_angles[j, k] == pytest.approx(rise / 2e-5, rel=1e-4, abs=1e-4)


def angles_of(rates: np.ndarray) -> np.ndarray:
    angles = np.empty_like(rates)
    to_angles(rates, angles)
    return angles


@given(st.floats(-40, 40), st.integers(-3, 3))
def test_angles_lead_back_to_their_log_odds_from_anywhere_on_the_line(odds: float, turns: int) -> None:
    rates = np.array([[odds]])
    back = np.empty_like(rates)
    to_log_odds(angles_of(rates), back)
    assert back[0, 0] == pytest.approx(odds, rel=1e-6, abs=1e-9)
    if abs(odds) < 10:  # beyond, a turn costs digits
        to_log_odds(turns * np.pi - angles_of(rates), back)
        assert back[0, 0] == pytest.approx(odds, rel=1e-6, abs=1e-6)


def test_the_surface_is_likelihood_and_prior_with_alpha_integrated_on_a_grid() -> None:
    rng, prior = np.random.default_rng(8), a_prior()
    values, slow = [], []
    alphas = np.exp(np.linspace(-25, 6, 4_000))
    for _ in range(5):
        world = draw_world(rng, prior)
        lists, classes = world.rates.shape
        up, up_angles = np.empty(classes - 1), np.empty((lists, classes))
        angles, room = angles_of(world.rates), desk(lists, classes)
        height = slope(world.table, prior, world.sticks, angles, up, up_angles, room)
        values.append(height - _likelihood(world))
        log_first = -np.logaddexp(0, -world.sticks)
        log_rest = -np.logaddexp(0, world.sticks)
        sticks = ((alphas[:, None] - 1) * log_rest + np.log(alphas)[:, None]).sum(axis=1)
        sticks += (log_first + log_rest).sum()
        weight = prior.alpha_shape * np.log(alphas) - prior.alpha_rate * alphas
        log_sin, log_cos = np.log(np.sin(angles)), np.log(np.cos(angles))
        rates = ((2 * prior.rate_yes - 1) * log_sin + (2 * prior.rate_no - 1) * log_cos).sum()
        slow.append(float(np.logaddexp.reduce(sticks + weight) + rates))
    assert np.diff(values) == pytest.approx(np.diff(slow), abs=1e-3)


def _likelihood(world) -> float:  # type: ignore[no-untyped-def]
    chances = np.empty(len(world.table.people) + 1)
    log_chances(world.table, world.sticks, world.rates, chances)
    return height(world.table.people, chances)


def test_remainders_do_not_cancel_where_one_class_holds_all_but_a_millionth() -> None:
    weights = stick_weights(np.array([40.0, 40.0]))
    assert weights[1] == pytest.approx(np.exp(-40), rel=1e-12)
    assert weights[2] == pytest.approx(np.exp(-80), rel=1e-12)
    assert soft_plus(-745.0) >= 0


def test_unknown_membership_is_summed_over() -> None:
    known = patterns_of(np.array([[1, 0, 1], [1, 1, 1]], dtype=np.int8), np.array([1, 1]))
    unknown = patterns_of(np.array([[1, -1, 1]], dtype=np.int8), np.array([1]))
    world = draw_world(np.random.default_rng(2), a_prior())
    both, one = np.empty(3), np.empty(2)
    log_chances(known, world.sticks, world.rates, both)
    log_chances(unknown, world.sticks, world.rates, one)
    assert np.exp(one[0]) == pytest.approx(np.exp(both[:2]).sum())
    missed = float(np.sum(stick_weights(world.sticks) * missed_by_class(world.rates)))
    assert np.exp(one[1]) == pytest.approx(1 - missed)


def test_unseen_people_are_negative_binomial_and_never_above_the_bound() -> None:
    rng = np.random.default_rng(6)
    drawn = np.array([unseen_draw(rng, 9, 0.4, 0.6, 12) for _ in range(20_000)])
    kept = drawn[drawn >= 0]
    law = nbinom.pmf(np.arange(13), 9, 0.6)
    assert np.bincount(kept, minlength=13) / len(kept) == pytest.approx(law / law.sum(), abs=0.012)
    assert (drawn < 0).mean() == pytest.approx(nbinom.sf(12, 9, 0.6), abs=0.012)
    assert unseen_draw(rng, 9, 1.0, 0.0, 12) == -1
    assert unseen_draw(rng, 9, 1.0, 1e-12, 12) == -1


@given(st.integers(0, 500), st.lists(st.floats(0, 1), min_size=2, max_size=6), st.integers(0, 99))
def test_everybody_is_seated_and_nobody_where_the_weight_is_nothing(
    people: int, weights: list[float], seed: int
) -> None:
    weights[0] += 0.1
    seats = np.empty(len(weights), np.int64)
    share_out(np.random.default_rng(seed), people, np.array(weights), seats)
    assert seats.sum() == people
    assert (seats >= 0).all()
    assert (seats[np.array(weights) == 0] == 0).all()


@given(st.lists(st.integers(1, 30), min_size=2, max_size=9), st.floats(0.001, 1))
def test_thinning_keeps_counts_whole_and_never_empties_the_table(people: list[int], share: float) -> None:
    member = np.array([[(m + 1) >> j & 1 for j in range(4)] for m in range(len(people))], dtype=np.int8)
    rungs = rungs_of(patterns_of(member, np.array(people)), np.array([1.0, share]))
    assert rungs[0].tolist() == people
    assert 0 < rungs[1].sum() <= sum(people)
    assert abs(rungs[1] - share * np.array(people)).max() <= 1


def test_a_new_class_takes_only_an_empty_place() -> None:
    chances = log_places(np.array([5, 0, 2, 0]), 3, 0.7)
    assert np.isneginf(chances[[0, 2]]).all()
    assert np.exp(chances[[1, 3]]).sum() == pytest.approx(1)
    assert chances[1] > chances[3]  # the stick is longer there
