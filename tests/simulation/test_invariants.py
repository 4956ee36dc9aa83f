import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.simulation import World, default_world, in_words, run
from saksi.simulation.codes import CONDITION_KINDS, STATES
from saksi.simulation.tables import ACT_BITS

FREE = STATES.index("free")
SMALL = default_world().with_people(600, provinces=2, counties=4)


def mass_balance(world: World) -> None:
    """I1: everybody begins free; who is where at the end is what the acts have moved."""
    acts = world.acts
    into = np.bincount(acts["to"].to_numpy(), minlength=len(STATES))
    out = np.bincount(acts["from"].to_numpy(), minlength=len(STATES))
    begin = np.bincount([FREE] * world.persons.height, minlength=len(STATES))
    end = np.bincount(world.persons["state"].to_numpy(), minlength=len(STATES))
    assert (begin + into - out == end).all()


def chains_hold(world: World) -> None:
    """I1 a person: each act leaves the state into which the one before led; one move a day at most."""
    acts = world.acts.with_columns(
        before=pl.col("to").shift(1).over("person", order_by="act_id").fill_null(FREE),
        last_move=pl.when(pl.col("from") != pl.col("to")).then(pl.col("day")),
    )
    assert acts.filter(pl.col("before") != pl.col("from")).is_empty()
    moves = acts.drop_nulls("last_move")
    assert moves.group_by("person", "day").len().filter(pl.col("len") > 1).is_empty()


def test_everybody_is_in_one_state_and_acts_account_for_every_change(world: World) -> None:
    mass_balance(world)
    chains_hold(world)


@given(st.integers(0, 2**63 - 1))
@settings(max_examples=8)
def test_the_balance_holds_for_any_seed(seed: int) -> None:
    made = run(SMALL, seed=seed)
    mass_balance(made)
    chains_hold(made)


def test_the_state_of_a_person_is_that_of_the_last_act(world: World) -> None:
    moves = world.acts.filter(pl.col("from") != pl.col("to"))
    last = moves.group_by("person").agg(pl.col("to", "day").sort_by("act_id").last())
    joined = world.persons.join(last, on="person", how="left")
    assert (joined["state"] == joined["to"].fill_null(FREE)).all()
    assert (joined["since"] == joined["day"].fill_null(-1)).all()


def test_nothing_is_done_to_the_dead(world: World) -> None:
    words = in_words(world.acts, "acts")
    dead = words.filter(pl.col("to") == "dead").select("person", died="act_id")
    assert dead.height > 5
    after = words.join(dead, on="person").filter(pl.col("act_id") > pl.col("died"))
    assert after.is_empty()


def test_what_is_done_in_a_camp_is_done_to_those_in_it(world: World) -> None:
    words = in_words(world.acts, "acts").filter(pl.col("from") == "camp")
    assert words.height > 0
    assert set(words["act"]) <= {"death_in_custody", "release"}
    entries = in_words(world.acts, "acts").filter(pl.col("act") == "detention_political_camp")
    assert set(entries["to"]) == {"camp"}


def test_a_cause_is_an_earlier_act_of_the_same_province(world: World) -> None:
    caused = world.acts.filter(pl.col("cause") >= 0)
    assert caused.height > 100
    assert (caused["cause"] < caused["act_id"]).all()  # so no chain can close
    assert (caused["cause"] // 2**ACT_BITS == caused["act_id"] // 2**ACT_BITS).all()
    known = caused.join(world.acts.select(cause="act_id", earlier="day"), on="cause", how="left")
    assert known["earlier"].is_not_null().all()
    assert (known["earlier"] <= known["day"]).all()


def test_a_cause_is_the_persons_last_act_or_that_of_the_household(world: World) -> None:
    words = in_words(world.acts, "acts").filter(pl.col("cause") >= 0)
    home = world.persons.select("person", "hh")
    trigger = words.select(cause="act_id", by="person").join(
        home.rename({"person": "by", "hh": "by_hh"}), on="by"
    )
    pairs = in_words(world.acts, "acts").join(home, on="person").join(trigger, on="cause")
    family = pl.col("ground") == "association"
    follow_ups = pairs.filter(family & (pl.col("person") != pl.col("by")))
    assert follow_ups.height > 50
    assert (follow_ups["hh"] == follow_ups["by_hh"]).all()
    own = pairs.filter(~family)
    assert (own["person"] == own["by"]).all()


def test_act_ids_grow_with_the_days_of_a_province(world: World) -> None:
    for _, acts in world.acts.group_by(pl.col("act_id") // 2**ACT_BITS):
        assert acts["act_id"].is_sorted()
        assert acts["day"].is_sorted()


def test_an_act_lies_in_the_persons_county(world: World) -> None:
    acts = world.acts.join(world.persons.select("person", home="county"), on="person")
    assert (acts["county"] == acts["home"]).all()


def test_a_team_acts_in_its_county_and_under_its_plans_order(world: World) -> None:
    teams = world.teams.join(world.plans.select("plan", planned="order"), on="plan")
    by_team = world.acts.filter(pl.col("team") >= 0).join(
        teams.select("team", "planned", "day_from", where="county"), on="team", how="left"
    )
    assert by_team.height > 500
    assert (by_team["where"] == by_team["county"]).all()
    assert (by_team["planned"] == by_team["order"]).all()
    assert (by_team["day_from"] <= by_team["day"]).all()


def test_everyday_acts_carry_out_no_order_and_have_no_team(world: World) -> None:
    everyday = world.acts.filter(pl.col("order") < 0)
    assert everyday.height > 500
    assert (everyday["team"] == -1).all()


def test_households_stay_in_their_county_and_parents_in_their_province(world: World) -> None:
    homes = world.persons.group_by("hh").agg(pl.col("county", "cell", "status").n_unique(), n=pl.len())
    assert homes.select(pl.col("county", "cell", "status").max()).row(0) == (1, 1, 1)
    assert homes["n"].max() == 7
    province = world.places.filter(pl.col("county") >= 0).select(pl.col("county").cast(pl.UInt16), "province")
    people = world.persons.join(province, on="county")
    parents = people.select(parent="person", older="birth", over="province")
    ties = people.join(parents, on="parent")
    assert ties.height > 2000
    assert (ties["province"] == ties["over"]).all()
    assert (ties["older"] <= ties["birth"]).all()


def test_children_are_never_met_but_may_be_hit_with_their_family(world: World) -> None:
    acts = in_words(world.acts, "acts").join(in_words(world.persons, "persons"), on="person")
    children = acts.filter(pl.col("occ") == "child")
    assert children.height > 20
    assert set(children["ground"]) == {"association"}


def test_a_ground_is_true_where_the_person_is_involved_in_it(world: World) -> None:
    acts = world.acts.join(world.persons.select("person", "involved"), on="person")
    own = acts.filter(pl.col("ground") < 16)
    bit = (pl.col("involved").cast(pl.Int64) // 2 ** pl.col("ground").cast(pl.Int64)) % 2
    assert (own.select(bit == 1).to_series() == own["true_ground"]).all()


def test_false_charges_made_for_a_tally_are_counted_with_their_plan(world: World) -> None:
    words = in_words(world.acts, "acts")
    charged = words.filter((pl.col("act") == "accusation") & (pl.col("from") == "free"))
    assert charged.height == world.plans["filled"].sum() > 20
    assert not charged["true_ground"].any()
    involved = world.persons.filter(pl.col("person").is_in(charged["person"].implode()))["involved"]
    assert (involved == 0).all()


def test_a_deprivation_moves_nobody_and_holds_for_a_household_and_a_time(world: World) -> None:
    words = in_words(world.acts, "acts").filter(pl.col("act") == "deprivation")
    assert (words["from"] == words["to"]).all()
    held = world.conditions.filter(pl.col("kind") == CONDITION_KINDS.index("deprivation"))
    assert held.height == words.height > 20
    homes = words.select(cause="act_id", person="person").join(
        world.persons.select("person", "hh"), on="person"
    )
    joined = held.join(homes, on="cause", suffix="_of_person")
    assert (joined["hh"] == joined["hh_of_person"]).all()
    assert (held["day_to"] > held["day_from"]).all()
    assert 10 < (held["day_to"] - held["day_from"]).mean() < 30  # type: ignore[operator]


def test_fear_is_there_for_every_county_and_month_and_rises_with_the_campaign(world: World) -> None:
    fear = world.conditions.filter(pl.col("kind") == CONDITION_KINDS.index("fear"))
    assert fear.height == 9 * 24
    assert (fear["value"] >= 0).all()
    pulse = fear.filter(pl.col("day_from").is_between(59, 120))["value"].mean()
    late = fear.filter(pl.col("day_from").is_between(300, 360))["value"].mean()
    assert isinstance(pulse, float)
    assert isinstance(late, float)
    assert pulse > late


@pytest.mark.parametrize("name", ["persons", "acts", "orders", "plans", "teams", "team_members", "places"])
def test_no_table_is_empty_or_has_a_hole(world: World, name: str) -> None:
    table = getattr(world, name)
    assert table.height > 0
    assert sum(table.null_count().row(0)) == 0
