"""F1 to F7 of the design: what the two seed reports say must come out of the mechanisms.

A fact holds if its 95 % interval over worlds lies on the right side; `make harden` takes 200 seeds.
"""

import os
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from tests.simulation import facts
from tests.simulation.facts import Counts

from saksi.simulation import Scenario, default_world, in_words, run

SEEDS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 20
WORLD = default_world().with_people(5_000, provinces=1, counties=3)
GROUP = 5 if SEEDS < 100 else 20  # worlds pooled into one: a single one holds few of the elite


def pooled_groups(some: list[Counts]) -> list[Counts]:
    return [facts.pooled(some[i : i + GROUP]) for i in range(0, len(some), GROUP)]


@pytest.fixture(scope="module")
def groups() -> list[Counts]:
    return pooled_groups([facts.counts(run(WORLD, seed=seed)) for seed in range(SEEDS)])


def lower(values: list[float]) -> float:
    """Return the lower end of the 95 % interval of the mean over groups of worlds."""
    taken = np.array(values)
    return float(taken.mean() - 1.96 * taken.std(ddof=1) / np.sqrt(len(taken)))


@pytest.mark.parametrize(
    ("fact", "least"),
    [(facts.ordinary_share, 0.5), (facts.family_share, 0.2), (facts.pulse_share, 0.6)],
    ids=["F1 most severe victims are ordinary", "F5 relatives are hit", "F6 a pulse"],
)
def test_shares_lie_where_the_reports_put_them(
    groups: list[Counts], fact: Callable[[Counts], float], least: float
) -> None:
    assert lower([fact(c) for c in groups]) > least


def test_f2_once_screened_the_ordinary_fare_worse_than_the_elite(groups: list[Counts]) -> None:
    assert facts.unequal_outcome(facts.pooled(groups)) > 3


def test_f3_the_elite_is_more_involved_and_fares_better_per_head(groups: list[Counts]) -> None:
    more = [facts.involved_share(c, "elite") - facts.involved_share(c, "ordinary") for c in groups]
    worse = [facts.severe_a_head(c, "ordinary") - facts.severe_a_head(c, "elite") for c in groups]
    assert lower(more) > 0
    assert lower(worse) > 0


def test_f4_accusations_are_falser_the_lower_the_rank(groups: list[Counts]) -> None:
    c = facts.pooled(groups)
    ordinary, official, elite = (facts.false_share(c, status) for status in ("ordinary", "official", "elite"))
    assert ordinary > official > elite


def test_f4_accusations_are_falser_the_higher_the_tally() -> None:
    def share(tally: float) -> float:
        plan = WORLD.plan.model_copy(update={"tally_per_1e4": tally})
        world = WORLD.with_days(200).model_copy(update={"plan": plan})
        found = [facts.counts(run(world, seed=seed)) for seed in range(8)]
        return facts.false_share(facts.pooled(found), "ordinary")

    shares = [share(tally) for tally in (0, 600, 1200)]
    assert shares[0] + 0.03 < shares[1] < shares[2] - 0.03


def officials_entries(world: Scenario, seeds: range) -> float:
    """F7: officials' camp entries of the second year over those of the first."""
    years = np.zeros(2)
    for seed in seeds:
        made = run(world, seed=seed)
        people = in_words(made.persons, "persons").filter(pl.col("status") == "official").select("person")
        entries = in_words(made.acts, "acts").filter(pl.col("act") == "detention_political_camp")
        years += np.bincount(entries.join(people, on="person")["day"].to_numpy() // facts.YEAR, minlength=2)[
            :2
        ]
    return float(years[1] / years[0])


def test_f7_officials_camp_entries_rise_in_the_year_of_the_purge_and_not_without_it() -> None:
    """In a long-run state: everyday repression and the purge, officials numerous enough to count."""
    people = WORLD.people.model_copy(
        update={"status": WORLD.people.status.model_copy(update={"official": 0.58, "ordinary": 0.4})}
    )
    daily = WORLD.screening.daily.model_copy(update={"official": 0.0008})
    base = {"people": people, "screening": WORLD.screening.model_copy(update={"daily": daily})}
    calm = WORLD.model_copy(update={**base, "order": ()})
    purge = WORLD.model_copy(update={**base, "order": (WORLD.order[3],)})
    assert officials_entries(purge, range(6)) > 1.5
    assert 0.5 < officials_entries(calm, range(6)) < 1.5
