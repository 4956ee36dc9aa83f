"""The stylised facts of the two seed reports, as numbers of one simulated world."""

from typing import Any, NamedTuple

import polars as pl

from saksi.simulation import World, in_words
from saksi.simulation.tables import ACT_BITS

SEVERE = ("detention_political_camp", "banishment", "execution")
YEAR = 365


class Counts(NamedTuple):
    """What the facts are ratios of; sums over worlds are counts again."""

    severe: dict[str, int]  # severe acts by status
    severe_family: int
    people: dict[str, int]
    grown: dict[str, int]
    involved: dict[str, int]
    screened: dict[str, int]  # persons screened in the first year
    screened_severe: dict[str, int]  # of them, met a severe act of their own
    accused: dict[str, int]
    accused_falsely: dict[str, int]
    screenings: int  # of the first year
    screenings_in_pulse: int


def counts(world: World) -> Counts:
    """Count what F1 to F6 speak of."""
    persons = in_words(world.persons, "persons")
    acts = in_words(world.acts, "acts").join(persons.select("person", "status"), on="person")
    severe = acts.filter(pl.col("act").is_in(SEVERE))
    own = severe.filter(pl.col("ground") != "association")
    first_year = acts.filter(pl.col("day") < YEAR)
    screenings = first_year.filter(pl.col("act") == "screening")
    screened = screenings.unique("person")
    accused = acts.filter(pl.col("act") == "accusation")
    grown = persons.filter(pl.col("occ") != "child")
    plans = world.plans.filter(pl.col("order") == 1).select(
        "day_from", "day_to", province=pl.col("province").cast(pl.Int64)
    )
    placed = screenings.with_columns(province=pl.col("act_id") // 2**ACT_BITS).join(
        plans, on="province", how="left"
    )
    in_pulse = (pl.col("day") >= pl.col("day_from")) & (pl.col("day") < pl.col("day_to"))
    return Counts(
        severe=by_status(severe),
        severe_family=severe.filter(pl.col("ground") == "association").height,
        people=by_status(persons),
        grown=by_status(grown),
        involved=by_status(grown.filter(pl.col("involved") > 0)),
        screened=by_status(screened),
        screened_severe=by_status(screened.filter(pl.col("person").is_in(own["person"].implode()))),
        accused=by_status(accused),
        accused_falsely=by_status(accused.filter(~pl.col("true_ground"))),
        screenings=screenings.height,
        screenings_in_pulse=placed.filter(in_pulse).height,
    )


def by_status(table: pl.DataFrame) -> dict[str, int]:
    """Return rows a status; a status without any is 0."""
    found = dict(table["status"].value_counts().rows())
    return {status: found.get(status, 0) for status in ("elite", "official", "ordinary")}


def ratio(top: int, bottom: int) -> float:
    """Return a share or ratio; above an empty bottom it is infinite."""
    return top / bottom if bottom else float("inf")


def ordinary_share(c: Counts) -> float:
    """F1: the ordinary among severe victims."""
    return ratio(c.severe["ordinary"], sum(c.severe.values()))


def unequal_outcome(c: Counts) -> float:
    """F2: chance of a severe outcome once screened, ordinary over elite."""
    rates = {s: ratio(c.screened_severe[s], c.screened[s]) for s in ("elite", "ordinary")}
    return rates["ordinary"] / rates["elite"] if rates["elite"] else float("inf")


def involved_share(c: Counts, status: str) -> float:
    """F3: the truly involved of a status."""
    return ratio(c.involved[status], c.grown[status])


def severe_a_head(c: Counts, status: str) -> float:
    """F3: severe acts a head of a status."""
    return ratio(c.severe[status], c.people[status])


def false_share(c: Counts, status: str) -> float:
    """F4: false among the accusations of a status."""
    return ratio(c.accused_falsely[status], c.accused[status])


def family_share(c: Counts) -> float:
    """F5: relatives among severe victims."""
    return ratio(c.severe_family, sum(c.severe.values()))


def pulse_share(c: Counts) -> float:
    """F6: screenings of the first year that fall into the province's pulse."""
    return ratio(c.screenings_in_pulse, c.screenings)


def pooled(some: list[Counts]) -> Counts:
    """Add up the counts of several worlds."""

    def added(name: str) -> Any:
        values = [getattr(c, name) for c in some]
        if isinstance(values[0], dict):
            return {key: sum(value[key] for value in values) for key in values[0]}
        return sum(values)

    return Counts(**{name: added(name) for name in Counts._fields})
