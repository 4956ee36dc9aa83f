"""Each mechanism that the table calls represented, at work; and the table itself."""

import ast
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from saksi.simulation import Scenario, World, default_world, in_words, run
from saksi.simulation.mechanisms import MECHANISMS, methods_page
from saksi.simulation.population import VIGILANCE
from saksi.simulation.streams import uniform

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PLAIN = default_world().with_people(12_000, provinces=1, counties=2)
NO_ORDERS = PLAIN.model_copy(update={"order": ()}).with_days(300)


def screening(world: Scenario, **changes: object) -> Scenario:
    return world.model_copy(update={"screening": world.screening.model_copy(update=changes)})


def screened(world: World) -> pl.DataFrame:
    people = in_words(world.persons, "persons")
    return in_words(world.acts, "acts").filter(pl.col("act") == "screening").join(people, on="person")


def rate(world: World, column: str) -> dict[object, float]:
    """Return screenings a head of each value of a column, children left out."""
    people = in_words(world.persons, "persons").filter(pl.col("occ") != "child")
    heads = dict(people[column].value_counts().rows())
    met = dict(screened(world)[column].value_counts().rows())
    return {value: met.get(value, 0) / n for value, n in heads.items()}


def test_the_table_has_every_mechanism_once() -> None:
    assert [m.id for m in MECHANISMS] == [f"M{n}" for n in range(1, 47)]


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=[m.id for m in MECHANISMS])
def test_each_represented_mechanism_names_a_module_and_a_test_that_exist(mechanism: object) -> None:
    m = MECHANISMS[[one is mechanism for one in MECHANISMS].index(True)]
    assert bool(m.where) == bool(m.test) == (m.represented != "not yet")
    if m.test:
        file, _, name = m.test.partition("::")
        tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        module = m.where.replace(".", "/")
        assert (ROOT / "src/saksi/simulation" / f"{module}.py").is_file()


def test_the_page_is_as_the_code_makes_it() -> None:
    page = (ROOT / "docs/methods/simulation.md").read_text(encoding="utf-8")
    assert page == methods_page(), "run `make generate`"


def test_a_campaign_opens_a_pulse() -> None:
    world = run(PLAIN.with_days(150), seed=1)
    plan = world.plans.row(0, named=True)
    days = screened(world)["day"].to_numpy()
    inside = ((days >= plan["day_from"]) & (days < plan["day_to"])).sum() / 90
    outside = (days >= plan["day_to"]).sum() / (150 - plan["day_to"])
    assert inside > 3 * outside


def test_a_briefing_is_dated_and_does_nothing_by_itself() -> None:
    with_it = run(PLAIN.with_days(60), seed=1)
    orders = in_words(with_it.orders, "orders")
    assert orders.filter(pl.col("kind") == "briefing")["day"].to_list() == [-9]
    silent = PLAIN.with_days(60).order[0].model_copy(update={"grounds": ()})
    without = run(PLAIN.with_days(60).model_copy(update={"order": (silent, PLAIN.order[1])}), seed=1)
    assert with_it.acts.equals(without.acts)


def test_a_cell_that_watches_more_watches_more() -> None:
    watch = NO_ORDERS.screening.watch.model_copy(update={"ordinary": 0.001})
    world = run(screening(NO_ORDERS, watch=watch), seed=1)
    watched = world.acts.filter(pl.col("act") == 0).join(world.persons.select("person", "cell"), on="person")
    vigilance = uniform(1, watched["cell"].to_numpy(), VIGILANCE)
    everybody = uniform(1, world.persons["cell"].to_numpy(), VIGILANCE)
    assert watched.height > 500
    assert vigilance.mean() == pytest.approx(2 / 3, abs=0.04)  # drawn in proportion: 2/3, not 1/2
    assert everybody.mean() == pytest.approx(1 / 2, abs=0.04)


def test_provinces_differ_in_lag_and_intensity() -> None:
    plans = run(default_world().with_people(5000, provinces=30, counties=60).with_days(1), seed=1).plans
    assert plans["day_from"].n_unique() > 8
    assert plans["day_from"].mean() == pytest.approx(14, abs=5)
    assert np.log(plans["intensity"].to_numpy() / 8).std() == pytest.approx(0.25, abs=0.1)


def test_inspectors_are_hardly_screened() -> None:
    met = []
    for inspector in (0.0, 1.0):
        world = run(
            screening(PLAIN, inspector=inspector).model_copy(
                update={"team": PLAIN.team.model_copy(update={"members": 200}), "order": PLAIN.order[1:2]}
            ).with_days(120),
            seed=1,
        )  # fmt: skip
        serving = world.team_members.join(world.teams, on="team").select("person", "day_from", "day_to")
        acts = in_words(world.acts, "acts").filter(
            (pl.col("act") == "screening") & (pl.col("from") == "free")
        )
        joined = acts.join(serving, on="person")
        met.append(
            joined.filter((pl.col("day") >= pl.col("day_from")) & (pl.col("day") < pl.col("day_to"))).height
        )
    assert met[0] == 0
    assert met[1] > 5


def test_every_status_is_screened() -> None:
    assert min(rate(run(PLAIN, seed=1), "status").values()) > 0


def test_a_campaign_charges_with_its_own_grounds() -> None:
    grounds = ("religion", "criticism")
    order = PLAIN.order[1].model_copy(update={"grounds": grounds})
    world = run(PLAIN.with_days(110).model_copy(update={"order": (order,)}), seed=1)
    under = screened(world).filter((pl.col("order") == 0) & (pl.col("from") == "free"))
    innocent = under.filter(pl.col("involved") == 0)
    assert innocent.height > 100
    assert set(innocent["ground"]) == set(grounds)
    looked_for = under.filter((pl.col("involved") & (2 + 16)) > 0)
    assert set(looked_for["ground"]) <= set(grounds)
    assert looked_for["true_ground"].all()


def test_the_jobless_are_screened_most() -> None:
    jobs = screening(NO_ORDERS, daily=NO_ORDERS.screening.daily.model_copy(update={"ordinary": 0.001}))
    by_job = rate(run(jobs, seed=1), "occ")
    assert max(by_job, key=by_job.__getitem__) == "jobless"
    assert by_job["jobless"] > 2 * by_job["worker"]
    traders = rate(run(screening(jobs, occupations={}), seed=1), "market")
    assert traders[0] > 1.1 * traders[1]


def test_a_child_of_the_elite_gets_off() -> None:
    met = screening(NO_ORDERS, daily=NO_ORDERS.screening.daily.model_copy(update={"ordinary": 0.01}))
    mixed = met.people.model_copy(update={"parent_same_status": 0.0, "status": met.people.status.model_copy(
        update={"elite": 0.3, "ordinary": 0.6})})  # fmt: skip
    world = run(met.model_copy(update={"people": mixed}), seed=1)
    parents = in_words(world.persons, "persons").select(parent="person", parent_status="status")
    people = screened(world).select("person", "status", "parent").unique().join(parents, on="parent")
    acts = in_words(world.acts, "acts").filter(pl.col("from") == "summoned").join(people, on="person")
    off = (
        acts.filter(pl.col("status") == "ordinary")
        .group_by("parent_status")
        .agg((pl.col("act") == "release").mean())
    )
    shares = dict(off.rows())
    assert shares["elite"] > 0.4
    assert shares["ordinary"] < 0.15


def test_executions_may_be_public() -> None:
    met = screening(NO_ORDERS, daily=NO_ORDERS.screening.daily.model_copy(update={"ordinary": 0.02}))
    acts = in_words(run(met, seed=1).acts, "acts")
    executions = acts.filter((pl.col("act") == "execution") & (pl.col("from") == "accused"))
    assert executions.height > 30
    assert executions["public"].mean() == pytest.approx(0.6, abs=0.25)
    assert acts.filter(pl.col("act") != "execution")["public"].sum() == 0


def test_remnants_of_a_faction_are_screened_more() -> None:
    many = NO_ORDERS.people.model_copy(
        update={"faction": NO_ORDERS.people.faction.model_copy(update={"ordinary": 0.5})}
    )
    met = screening(
        NO_ORDERS, daily=NO_ORDERS.screening.daily.model_copy(update={"ordinary": 0.001}), faction=3.0
    )
    by_faction = rate(run(met.model_copy(update={"people": many}), seed=1), "faction")
    assert by_faction[1] == pytest.approx(3 * by_faction[0], rel=0.35)


def test_a_law_makes_its_grounds_more_severe_for_good() -> None:
    met = screening(PLAIN, daily=PLAIN.screening.daily.model_copy(update={"ordinary": 0.005}))
    law = PLAIN.order[2].model_copy(
        update={"day": 0, "severity": 6.0, "grounds": ("foreign_media",), "intensity": 1}
    )
    camps = []
    for orders in ((), (law,)):
        acts = in_words(run(met.with_days(300).model_copy(update={"order": orders}), seed=1).acts, "acts")
        entries = acts.filter((pl.col("act") == "detention_political_camp") & (pl.col("from") == "detained"))
        camps.append(
            entries.group_by(pl.col("ground") == "foreign_media").len().sort("ground")["len"].to_numpy()
        )
    without, with_law = camps
    assert with_law[1] > 1.7 * without[1]
    assert with_law[0] < 1.3 * without[0]


def test_hardly_anybody_leaves_a_camp_alive() -> None:
    met = screening(PLAIN, daily=PLAIN.screening.daily.model_copy(update={"ordinary": 0.005}))
    acts = in_words(run(met.model_copy(update={"order": ()}), seed=1).acts, "acts")
    entered = acts.filter(pl.col("to") == "camp").height
    left = acts.filter((pl.col("from") == "camp") & (pl.col("to") == "free")).height
    assert entered > 300
    assert left < 0.03 * entered
