from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.record import InvalidInput
from saksi.simulation import Scenario, World, default_world, run
from saksi.simulation.geography import layout
from saksi.simulation.province import run_province
from saksi.simulation.streams import DayStreams, Process, stream, uniform

WORLD = default_world().with_people(900, provinces=3, counties=6).with_days(260)


def same(first: World, second: World) -> bool:
    return all(table.equals(dict(second.tables())[name]) for name, table in first.tables())


@given(st.integers(0, 2**63 - 1))
@settings(max_examples=4)
def test_numba_and_the_slow_reference_give_the_same_truth_bit_for_bit(seed: int) -> None:
    assert same(run(WORLD, seed=seed), run(WORLD, seed=seed, engine="numpy"))


def crowded(world: Scenario) -> Scenario:
    """So many are met that binomials are drawn the other way, and strata empty out."""
    met = world.screening.model_copy(
        update={"daily": world.screening.daily.model_copy(update={"ordinary": 0.05})}
    )
    return world.model_copy(update={"screening": met})


def everyone(world: Scenario) -> Scenario:
    met = world.screening.model_copy(
        update={"daily": world.screening.daily.model_copy(update={"ordinary": 50.0})}
    )
    return world.model_copy(update={"screening": met})


def purge_now(world: Scenario) -> Scenario:
    orders = default_world().order
    purge = orders[3].model_copy(update={"day": 20, "length": 100, "tally": 20.0})
    return world.model_copy(update={"order": (orders[0], orders[2], purge)})


@pytest.mark.parametrize("changed", [crowded, everyone, purge_now])
def test_the_engines_agree_in_extreme_worlds(changed: Callable[[Scenario], Scenario]) -> None:
    world = changed(WORLD)
    fast = run(world, seed=3)
    assert same(fast, run(world, seed=3, engine="numpy"))
    assert fast.acts.height > 100


@pytest.mark.parametrize("shards", [2, 8])
def test_the_number_of_shards_changes_nothing(shards: int) -> None:
    assert same(run(WORLD, seed=5), run(WORLD, seed=5, shards=shards))


def test_a_province_alone_is_as_in_the_whole_country() -> None:
    whole, acts = run(WORLD, seed=5), []
    made = run_province(
        WORLD, seed=5, province=1, where=layout(WORLD, 5), take_acts=lambda _, some: acts.append(some)
    )
    here = whole.persons.filter(pl.col("person").is_in(made.persons["person"].implode()))
    assert here.equals(made.persons)
    assert whole.acts.filter(pl.col("act_id") // 2**40 == 1).equals(pl.concat(acts))


def test_another_seed_or_replicate_is_another_world() -> None:
    first = run(WORLD, seed=5)
    assert not first.acts.equals(run(WORLD, seed=6).acts)
    assert not first.acts.equals(run(WORLD, seed=5, replicate=1).acts)


def test_the_scenarios_own_seed_is_taken_where_none_is_given() -> None:
    assert same(run(WORLD), run(WORLD, seed=WORLD.meta.seed))


def test_a_later_order_leaves_the_people_and_the_days_before_it_as_they_were() -> None:
    with_law = run(WORLD, seed=5)
    without = run(WORLD.model_copy(update={"order": WORLD.order[:2]}), seed=5)
    law = WORLD.order[2].day
    assert with_law.persons.drop("state", "since").equals(without.persons.drop("state", "since"))
    assert with_law.acts.filter(pl.col("day") < law).equals(without.acts.filter(pl.col("day") < law))
    assert not with_law.acts.equals(without.acts)


def test_what_the_reporting_side_draws_leaves_the_truth_alone() -> None:
    """I8: its streams have other keys, so nothing it does can move the truth."""
    draws = {
        process: stream(5, process, replicate=0, province=1, day=2).random(4).tobytes()
        for process in (*Process, Process.REPORTING + 1)
    }
    assert len(set(draws.values())) == len(draws)
    before = run(WORLD, seed=5)
    stream(5, Process.REPORTING).random(1000)
    assert same(before, run(WORLD, seed=5))


def test_streams_of_neighbouring_days_and_provinces_do_not_overlap() -> None:
    drawn = np.concatenate(
        [stream(1, Process.TRUTH, province=p, day=d).random(200) for p in range(5) for d in range(20)]
    )
    assert len(np.unique(drawn)) == len(drawn)
    assert abs(drawn.mean() - 0.5) < 0.01


def test_a_generator_set_anew_each_day_gives_the_days_own_stream() -> None:
    days = DayStreams(7, Process.TRUTH, replicate=2, province=3)
    for day in (0, 5, 5, 729):
        fresh = stream(7, Process.TRUTH, replicate=2, province=3, day=day)
        again = days.on(day)
        assert again.random(3).tobytes() == fresh.random(3).tobytes()
        assert again.binomial(1000, 0.3) == fresh.binomial(1000, 0.3)
        assert again.integers(10) == fresh.integers(10)  # keeps half of a word for the next one


def test_the_hash_is_uniform_and_fields_are_unrelated() -> None:
    ids = np.arange(200_000)
    first, second = uniform(1, ids, 1), uniform(1, ids, 2)
    assert abs(first.mean() - 0.5) < 0.003
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.01
    assert abs(np.corrcoef(first[1:], first[:-1])[0, 1]) < 0.01


@pytest.mark.parametrize("words", [{"seed": -1}, {"seed": 2**63}, {"shards": 0}, {"replicate": -1}])
def test_numbers_out_of_range_are_named(words: dict[str, int]) -> None:
    with pytest.raises(InvalidInput, match=next(iter(words))):
        run(WORLD, **words)  # type: ignore[arg-type]
