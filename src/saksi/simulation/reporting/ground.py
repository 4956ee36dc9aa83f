"""What sources could learn of: the claimable acts, sorted by county, with what makes them known."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.simulation.codes import ACTS, GROUNDS, SEVERE_CODES, STATUSES, code
from saksi.simulation.geography import layout
from saksi.simulation.reporting.tables import Arrow
from saksi.simulation.scenario import Scenario
from saksi.simulation.streams import uniform
from saksi.simulation.tables import ACT_BITS
from saksi.simulation.world import World

TABLES = ("persons", "acts", "orders", "plans", "conditions", "places")  # those that the reporting side reads
WEEK = 7
NO_GROUND = code("none_given", GROUNDS)
KIN = code("association", GROUNDS)
ELITE = code("elite", STATUSES)


@dataclass(frozen=True)
class Truth:
    """The part of a world that the reporting side looks at; codes as in `saksi.simulation.tables`."""

    scenario: Scenario
    seed: int
    replicate: int
    persons: pl.DataFrame
    acts: pl.DataFrame
    orders: pl.DataFrame
    plans: pl.DataFrame
    conditions: pl.DataFrame
    places: pl.DataFrame

    @classmethod
    def of(cls, world: World, scenario: Scenario | None = None) -> "Truth":
        """Return what the reporting side sees of a world, under its own or another network."""
        tables = {name: getattr(world, name) for name in TABLES}
        return cls(scenario or world.scenario, world.seed, world.replicate, **tables)


@dataclass(frozen=True)
class Ground:
    """Acts of a kind that is ever told, by county.

    ``acts`` holds the columns of the truth, ``province``, ``episode``, ``n_people`` (acts of the episode) and
    ``weight`` (rate at which a source in the county learns of it, for reach 1).
    """

    acts: pl.DataFrame
    below: NDArray[np.float64]  # (acts + 1,): sums of weights
    county_start: NDArray[np.int64]  # (counties + 1,): acts of county c are [c, c + 1)
    province_start: NDArray[np.int64]


def ground(truth: Truth) -> Ground:
    """Return what could be learnt, columns of the truth's acts and four more.

    An accusation is told as a false one, so only those that are false count. Acts without a living witness
    weigh nothing; how well known the others are varies by a hash of the act, the same for all sources. An
    episode is what a county sees of one kind of act: on a day if it is severe, in a week if not.
    """
    scenario, settings = truth.scenario, truth.scenario.sources
    told = [code(name, ACTS) for name, weight in settings.visibility.items() if weight > 0]
    is_false = (pl.col("act") != code("accusation", ACTS)) | ~pl.col("true_ground")
    acts = (
        truth.acts.filter(pl.col("act").is_in(told) & is_false)
        .join(truth.persons.select("person", "status", "occ", "sex", "birth", "hh"), on="person", how="left")
        .with_columns(province=(pl.col("act_id") // 2**ACT_BITS).cast(pl.UInt8))
        .sort("county", "act_id")
    )
    week = pl.when(pl.col("act").is_in(SEVERE_CODES)).then("day").otherwise(pl.col("day") // WEEK - 2**14)
    together = ["county", week, "act"]
    acts = acts.with_columns(
        episode=pl.col("act_id").min().over(together), n_people=pl.len().over(together).cast(pl.Int32)
    )
    acts = acts.with_columns(weight=pl.Series(_weights(truth, acts)))
    counties = np.arange(scenario.people.counties + 1)
    where = layout(scenario, truth.seed)
    county_start = np.searchsorted(acts["county"].to_numpy(), counties)
    return Ground(
        acts=acts,
        below=np.concatenate([[0.0], np.cumsum(acts["weight"].to_numpy())]),
        county_start=county_start,
        province_start=county_start[where.first_county],
    )


def pulses(truth: Truth) -> NDArray[np.bool_]:
    """Return in which province a campaign or purge is carried out on which day, shape (provinces, days)."""
    running = np.zeros((truth.scenario.people.provinces, truth.scenario.meta.days), bool)
    for province, begin, end in truth.plans.select("province", "day_from", "day_to").iter_rows():
        running[province, max(begin, 0) : max(end, 0)] = True
    return running


def _weights(truth: Truth, acts: pl.DataFrame) -> NDArray[np.float64]:
    settings, ids, kind = truth.scenario.sources, acts["act_id"].to_numpy(), acts["act"].to_numpy()
    visibility, dark = np.zeros(len(ACTS)), np.zeros(len(ACTS))
    for name, seen in settings.visibility.items():
        visibility[code(name, ACTS)] = seen
    for name, share in truth.scenario.dark.no_living_witness.items():
        dark[code(name, ACTS)] = share
    mixed = truth.seed + truth.replicate * 7919
    u, v, w = (uniform(mixed, ids, Arrow.ACTS * 8 + field) for field in range(3))
    z = np.sqrt(-2 * np.log1p(-u)) * np.cos(2 * np.pi * v)  # Box and Muller 1958
    weight: NDArray[np.float64] = visibility[kind] * np.exp(
        settings.visibility_sigma * z - settings.visibility_sigma**2 / 2
    )
    weight *= settings.access.array[acts["status"].to_numpy()]
    weight *= np.where(acts["public"].to_numpy() == 1, settings.public, 1.0)
    weight *= np.where(acts["day"].to_numpy() >= settings.later_from, settings.later, 1.0)
    weight[(w < dark[kind]) & (acts["public"].to_numpy() == 0)] = 0
    return weight
