"""The two inferences of the seed reports' headlines: with a known truth, both come from the network alone."""

import polars as pl
import pytest
from tests.simulation.reporting.networked import changed

from saksi.simulation import Scenario, World, default_world, run
from saksi.simulation.baselines import chao, patterns
from saksi.simulation.parts import Rates
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.lists import Lists, list_names, make_lists
from saksi.simulation.reporting.process import report
from saksi.simulation.reporting.stories import stories


@pytest.fixture(scope="module")
def steady() -> World:
    """Return two years alike: no orders, everyday repression only, much of it."""
    scenario = default_world().with_people(40_000, provinces=3, counties=9).model_copy(update={"order": ()})
    daily = Rates(elite=0.0015, official=0.0015, ordinary=0.0015)
    return run(changed(scenario, "screening", daily=daily), seed=3)


def equal_access(scenario: Scenario, **sources: object) -> Scenario:
    plain = {"reach": 0.006, "near": 1.0, "far": 1.0, "visibility_sigma": 0.0, "shared_informant": 0.0,
             "loss_per_year": 0.0}  # fmt: skip
    made = changed(scenario, "sources", **{**plain, **sources})
    made = changed(made, "outlets", copy_=0.0)
    return changed(changed(made, "sending", fear=0.0, elsewhere=0.0), "desks", elite_preference=1.0)


def lists_of(world: World, scenario: Scenario) -> Lists:
    made = report(Truth.of(world, scenario))
    return make_lists(made, list(stories(made)))


def ratios(lists: Lists) -> tuple[float, float, float]:
    """Return year 2 over year 1: true, reported, estimated."""
    names = list_names(5)
    years = [
        lists.people.filter(pl.col("year") == year).select(names).to_numpy().astype(bool) for year in (1, 2)
    ]
    true = [int(lists.totals.filter(pl.col("year") == year)["total"].sum()) for year in (1, 2)]
    found = [chao(patterns(on)).total or 0.0 for on in years]
    return true[1] / true[0], len(years[1]) / len(years[0]), found[1] / found[0]


def test_a_network_that_grows_makes_more_victims_in_the_news_and_not_in_the_estimate(steady: World) -> None:
    same = ratios(lists_of(steady, equal_access(steady.scenario)))
    grown = ratios(lists_of(steady, equal_access(steady.scenario, later=1.8)))
    assert same[0] == grown[0] == pytest.approx(1, abs=0.1)
    assert same[1] == pytest.approx(1, abs=0.2)
    assert grown[1] > 1.35 * same[1]
    assert grown[2] == pytest.approx(1, abs=0.3)


def test_sources_close_to_the_elite_make_the_elite_seem_to_be_hit_more(steady: World) -> None:
    access = Rates(elite=6.0, official=4.0, ordinary=1.0)
    lists = lists_of(steady, equal_access(steady.scenario, access=access))
    powerful = pl.col("status") != "ordinary"
    seen = lists.people.filter(powerful).height / lists.people.height
    true = int(lists.totals.filter(powerful)["total"].sum()) / int(lists.totals["total"].sum())
    assert seen > 1.3 * true
