"""Each move leaves worlds of the model as they are; each move with one thing wrong does not."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from tests.estimation.latent_class.worlds import SURE, World, broken, draw_world

from saksi.estimation.latent_class import gibbs, glides, labels, ladder, splits
from saksi.estimation.latent_class.draws import unseen_draw
from saksi.estimation.latent_class.surface import slope
from saksi.estimation.latent_class.sweeps import PLAIN, Moves, gibbs_sweep


def swept(moves: Moves) -> Callable[[np.random.Generator, World], World]:
    def move(rng: np.random.Generator, world: World) -> World:
        sticks, rates = world.sticks.copy(), world.rates.copy()
        unseen, _ = gibbs_sweep(rng, world.table, world.prior, sticks, rates, world.unseen, moves)
        return world.moved(sticks, rates, unseen)

    return move


def glided(rng: np.random.Generator, world: World, reach: tuple[float, int] = (2.5, 40)) -> World:
    sticks, rates = world.sticks.copy(), world.rates.copy()
    _, unseen = glides.glide(rng, world.table, world.prior, sticks, rates, world.unseen, reach)
    return world.moved(sticks, rates, unseen)


MOVES = {
    "plain Gibbs": swept(PLAIN),
    "labels swapped, alpha from sizes": swept(Moves(1, 0, 0, 0)),
    "split and merge": swept(Moves(0, 2, 0, 0)),
    "glide": glided,
}


@pytest.mark.parametrize("name", MOVES)
def test_a_move_leaves_the_worlds_of_the_model_as_they_are(name: str) -> None:
    assert broken(MOVES[name]) > SURE


def step_by_step(rng: np.random.Generator, world: World) -> World:
    """Do one sweep out of the same parts, uncompiled where a test has broken one."""
    sticks, rates, table, prior = world.sticks.copy(), world.rates.copy(), world.table, world.prior
    seats = np.empty((len(table.people) + 1, len(sticks) + 1), np.int64)
    yes, no = np.empty(rates.shape, np.int64), np.empty(rates.shape, np.int64)
    alpha = gibbs.draw_alpha(rng, prior, sticks)
    unseen = gibbs.seat(rng, table, prior, sticks, rates, world.unseen, seats)
    _, unseen = splits.split_or_merge(rng, table, prior, alpha, seats, unseen)
    gibbs.tally(table, seats, yes, no)
    order, sizes = np.arange(len(sticks) + 1), seats.sum(axis=0)
    labels.swap_labels(rng, sizes, alpha, order)
    alpha = labels.draw_alpha_from_sizes(rng, prior, sizes[order], alpha)
    gibbs.draw_sticks(rng, alpha, sizes[order], sticks)
    gibbs.draw_rates(rng, prior, yes[:, order], no[:, order], rates)
    return world.moved(sticks, rates, unseen)


def uncompiled(function: Callable[..., Any]) -> Callable[..., Any]:
    plain: Callable[..., Any] = function.py_func  # type: ignore[attr-defined]
    return plain


def six_too_many(rng: Any, people: int, *more: Any) -> int:
    return unseen_draw(rng, people + 6, *more)


def nothing(*_: Any) -> float:
    return 0.0


FAULTS: dict[str, tuple[Any, str, str, Callable[..., Any]]] = {
    "unseen as if N had another prior": (gibbs, "seat", "unseen_draw", six_too_many),
    "a swap that forgets the last place": (labels, "swap_labels", "lgamma", nothing),
    "a split that forgets how the unseen were drawn": (splits, "split_or_merge", "log_unseen", nothing),
    "a split that forgets how people were parted": (splits, "split_or_merge", "log_parting", nothing),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_sweep_with_one_thing_wrong_is_found_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, function, part, wrong = FAULTS[name]
    monkeypatch.setattr(module, function, uncompiled(getattr(module, function)))
    monkeypatch.setattr(module, part, wrong)
    assert broken(step_by_step, worlds=1_200, times=8) < SURE


def test_a_sweep_of_the_same_parts_unbroken_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, function in ((labels, "swap_labels"), (splits, "split_or_merge")):
        monkeypatch.setattr(module, function, uncompiled(getattr(module, function)))
    assert broken(step_by_step, worlds=500) > SURE


def test_a_glide_without_the_sticks_jacobian_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(table: Any, prior: Any, sticks: Any, *more: Any) -> float:
        jacobian = -float(np.sum(np.logaddexp(0, sticks) + np.logaddexp(0, -sticks)))
        return slope(table, prior, sticks, *more) - jacobian

    monkeypatch.setattr(glides, "glide", uncompiled(glides.glide))
    monkeypatch.setattr(glides, "slope", wrong)
    assert broken(glided, times=6) < SURE


@pytest.mark.usefixtures("unfloored")
def test_scales_that_follow_the_place_are_no_fault() -> None:
    assert broken(partial(glided, reach=(0.2, 24)), times=4) > SURE


@pytest.mark.usefixtures("unfloored")
def test_scales_read_at_one_end_alone_are_found_out() -> None:
    read = glides.curvature
    first: list[np.ndarray] = []

    def once(table: Any, sticks: Any, missed: Any, out: np.ndarray) -> None:
        if first:
            out[:] = first.pop()
            return
        read(table, sticks, missed, out)
        first.append(out.copy())

    def from_here(rng: np.random.Generator, world: World) -> World:
        first.clear()
        return glided(rng, world, (0.2, 24))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(glides, "curvature", once)
        assert broken(from_here, worlds=1_800, times=16) < SURE


@pytest.fixture
def unfloored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let scales change with the place, sharply read: on so small a table the floor would hold them still."""
    for name in ("glide", "curvature", "draw_scales"):
        monkeypatch.setattr(glides, name, uncompiled(getattr(glides, name)))
    for name, value in (("FLOOR", 0.5), ("PART", 0.0), ("BLUR", 0.5)):
        monkeypatch.setattr(glides, name, value)


def exchanged(rng: np.random.Generator, world: World) -> World:
    """Exchange with another world on a second rung: each rung keeps its own law."""
    people = 5
    held = world.prior._replace(most_unseen=int(world.prior.most_unseen * people / world.table.documented))
    other = draw_world(rng, held, people)
    rungs = np.stack([world.table.people, other.table.people])
    state = (
        np.stack([world.sticks, other.sticks]), np.stack([world.rates, other.rates]),
        np.array([world.unseen, other.unseen]), np.arange(2), np.full(2, 0.3),
    )  # fmt: skip
    ladder.run_ladder(rng, world.table, rungs, world.prior, PLAIN, state, 1, -1)
    top = state[3][0]
    return world.moved(state[0][top], state[1][top], int(state[2][top]))


def test_an_exchange_leaves_both_rungs_as_they_are() -> None:
    assert broken(exchanged, worlds=800, times=2) > SURE


def test_an_exchange_that_asks_nothing_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ladder, "run_ladder", uncompiled(ladder.run_ladder))
    monkeypatch.setattr(ladder, "height", nothing)
    assert broken(exchanged, worlds=600, times=1) < SURE
