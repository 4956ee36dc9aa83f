"""What is counted in one simulated world for each stylised fact; `simulation_facts` makes the facts of it.

Worlds are small, and where a fact speaks of few people, those are made more numerous: the reports fix
orderings, not magnitudes.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.simulation import Scenario, World, default_world, in_words, run
from saksi.simulation.codes import ACTS, SEVERE_CODES, code
from saksi.simulation.parts import Shares
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.process import Reporting, report
from saksi.simulation.tables import ACT_BITS

YEAR = 365
COUNTIES = 20  # of the regressions
SEVERE = ("detention_political_camp", "banishment", "execution")
WORLD = default_world().with_people(5_000, provinces=1, counties=3)

Counts = Mapping[str, float]  # of one seed


def changed(scenario: Scenario, part: str, **values: Any) -> Scenario:
    """Return a scenario with some values of one of its tables changed."""
    table = getattr(scenario, part).model_copy(update=values)
    return scenario.model_copy(update={part: table})


def by_status(name: str, table: pl.DataFrame) -> dict[str, float]:
    """Return rows a status, as "name elite"; the status of nobody in the table counts 0."""
    found = dict(table["status"].value_counts().rows())
    return {f"{name} {status}": found.get(status, 0) for status in ("elite", "official", "ordinary")}


def campaign(seed: int) -> Counts:
    """Count what F1 and F3 to F6 speak of in a world with campaign and purge."""
    world = run(WORLD.with_people(10_000), seed=seed)
    persons = in_words(world.persons, "persons")
    acts = in_words(world.acts, "acts").join(persons.select("person", "status"), on="person")
    severe = acts.filter(pl.col("act").is_in(SEVERE))
    own = severe.filter(pl.col("ground") != "association")
    screenings = acts.filter((pl.col("act") == "screening") & (pl.col("day") < YEAR))
    accused = acts.filter(pl.col("act") == "accusation")
    grown = persons.filter(pl.col("occ") != "child")
    return {
        **by_status("severe", severe),
        **by_status("people", persons),
        **by_status("grown", grown),
        **by_status("involved", grown.filter(pl.col("involved") > 0)),
        **by_status("accused", accused),
        **by_status("falsely", accused.filter(~pl.col("true_ground"))),
        "family": severe.height - own.height,
        "screenings": screenings.height,
        "in pulse": in_pulse(world, screenings).height,
    }


def outcomes(seed: int) -> Counts:
    """Count who is screened in a year, and whom of them a severe act of their own befalls (F2)."""
    scenario = changed(
        WORLD.with_people(20_000), "people", status=Shares(elite=0.5, official=0.1, ordinary=0.4)
    )
    world = run(scenario.with_days(YEAR), seed=seed)
    acts = in_words(world.acts, "acts")
    screened = acts.filter(pl.col("act") == "screening").unique("person")
    screened = screened.join(in_words(world.persons, "persons").select("person", "status"), on="person")
    own = acts.filter(pl.col("act").is_in(SEVERE) & (pl.col("ground") != "association"))["person"]
    punished = screened.filter(pl.col("person").is_in(own.implode()))
    return {**by_status("screened", screened), **by_status("punished", punished)}


def in_pulse(world: World, screenings: pl.DataFrame) -> pl.DataFrame:
    """Return the screenings on the days of the campaign's plan in their province."""
    plans = world.plans.filter(pl.col("order") == 1).select(
        "day_from", "day_to", province=pl.col("province").cast(pl.Int64)
    )
    placed = screenings.with_columns(province=pl.col("act_id") // 2**ACT_BITS)
    within = (pl.col("day") >= pl.col("day_from")) & (pl.col("day") < pl.col("day_to"))
    return placed.join(plans, on="province", how="left").filter(within)


def tallies(seed: int) -> Counts:
    """Count false accusations of the ordinary at three tallies (F4)."""
    counts = {}
    for name, tally in (("none", 0), ("some", 600), ("high", 1_200)):
        world = run(changed(WORLD, "plan", tally_per_1e4=tally).with_days(200), seed=seed)
        ordinary = in_words(world.persons, "persons").filter(pl.col("status") == "ordinary")
        accused = in_words(world.acts, "acts").filter(pl.col("act") == "accusation")
        accused = accused.join(ordinary.select("person"), on="person", how="semi")
        counts[f"{name} accused"] = accused.height
        counts[f"{name} falsely"] = accused.filter(~pl.col("true_ground")).height
    return counts


def purges(seed: int) -> Counts:
    """Count officials' camp entries by year with and without a purge in the second year (F7).

    In a long-run state of everyday repression, with officials numerous enough to count.
    """
    status = Shares(elite=0.02, official=0.58, ordinary=0.4)
    world = changed(WORLD.with_people(15_000), "people", status=status)
    daily = WORLD.screening.daily.model_copy(update={"official": 0.0008})
    world = changed(world, "screening", daily=daily)
    counts: dict[str, float] = {}
    for name, orders in (("purge", (WORLD.order[3],)), ("calm", ())):
        made = run(world.model_copy(update={"order": orders}), seed=seed)
        officials = in_words(made.persons, "persons").filter(pl.col("status") == "official")
        entries = in_words(made.acts, "acts").filter(pl.col("act") == "detention_political_camp")
        day = entries.join(officials.select("person"), on="person", how="semi")["day"]
        counts |= {f"{name} 1": int((day < YEAR).sum()), f"{name} 2": int((day >= YEAR).sum())}
    return counts


def preference(seed: int) -> Counts:
    """Count severe victims by status in the truth and in reports of outlets that prefer the elite (F8)."""
    status = Shares(elite=0.2, official=0.1, ordinary=0.7)
    scenario = changed(WORLD.with_people(8_000), "people", status=status)
    scenario = changed(scenario, "desks", elite_preference=8.0, publish=0.1)
    scenario = changed(scenario, "sources", n=40, reach=1.0)
    made = reported(scenario, seed)
    ranks = in_words(made.truth.persons, "persons").select("person", "status")
    acts = made.ground.acts.select("act_id", "person", "act").filter(pl.col("act").is_in(SEVERE_CODES))
    rows = made.claim_rows.join(made.observations.select("observation", "act_id"), on="observation")
    told = acts.filter(pl.col("act_id").is_in(rows["act_id"].implode()))
    return {
        **by_status("hit", acts.join(ranks, on="person")),
        **by_status("told", told.join(ranks, on="person")),
    }


def reported(scenario: Scenario, seed: int) -> Reporting:
    """Return what the network of a scenario makes of its truth."""
    return report(Truth.of(run(scenario, seed=seed)))


def second_sources(seed: int) -> Counts:
    """Count the reports in which a second source tells of the same act, and of something else (F9)."""
    made = reported(changed(changed(WORLD, "desks", second_source=1.0), "sources", n=40, reach=0.4), seed)
    rows = made.claim_rows.filter(pl.col("observation") >= 0).join(made.observations, on="observation")
    sources = rows.group_by("report").agg(pl.col("source").n_unique().alias("n"))
    same = made.claim_rows.filter(pl.col("second") >= 0)["report"].n_unique()
    return {"same": same, "else": sources.filter(pl.col("n") > 1).height}


def sizes(seed: int) -> Counts:
    """Count banishments of one and of four and more in a week, and those with a source (F10)."""
    made = reported(changed(WORLD, "sources", reach=0.01), seed)
    banished = made.ground.acts.filter(pl.col("act") == code("banishment", ACTS)).unique("episode")
    known = banished["episode"].is_in(made.observations["episode"].implode())
    small, large = banished["n_people"] == 1, banished["n_people"] >= 4
    kinds = {"small": small, "large": large, "small known": small & known, "large known": large & known}
    return {name: len(banished.filter(some)) for name, some in kinds.items()}


def coverage(seed: int) -> Counts:
    """Sum up the regressions of acts and of known acts a person on the sources of a county (F11)."""
    scenario = WORLD.with_people(20_000, provinces=1, counties=COUNTIES)
    scenario = changed(scenario, "sources", n=80, reach=0.6, near=0.02, far=0.0)
    made = reported(scenario, seed)

    def per_county(table: pl.DataFrame) -> NDArray[np.float64]:
        return np.bincount(table["county"].to_numpy(), minlength=COUNTIES).astype(float)

    acts, people = made.ground.acts, per_county(made.truth.persons)
    known = acts.filter(pl.col("act_id").is_in(made.observations["act_id"].implode()))
    x = per_county(made.sources)
    x -= x.mean()
    return {
        "xx": float(x @ x),
        "x known": float(x @ (per_county(known) / people)),
        "x true": float(x @ (per_county(acts) / people)),
    }
