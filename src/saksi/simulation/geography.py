"""Where people live: provinces, their counties and cities, camps. All invented, as are the names."""

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.simulation.codes import PLACE_KINDS, code
from saksi.simulation.scenario import People, Scenario
from saksi.simulation.streams import Process, stream
from saksi.simulation.syllables import place_name
from saksi.simulation.tables import PLACES

BORDER = 5  # every fifth province lies at the border
COUNTRY_EN, COUNTRY_KO = "Narin", "나린"


class Layout(NamedTuple):
    """How many people live where; the same for every shard."""

    county_people: NDArray[np.int64]  # (counties,)
    first_county: NDArray[np.int64]  # (provinces + 1,): counties of province p are [p, p + 1)
    first_person: NDArray[np.int64]  # (provinces + 1,)


def layout(scenario: Scenario, seed: int) -> Layout:
    """Return the sizes of counties and provinces: lognormal weights, largest remainders, no county empty."""
    people = scenario.people
    rng = stream(seed, Process.GEOGRAPHY)
    weights = np.exp(people.county_sigma * rng.standard_normal(people.counties))
    shares = 1 + weights / weights.sum() * (people.n - people.counties)
    sizes = np.floor(shares).astype(np.int64)
    order = np.argsort(sizes - shares, kind="stable")
    sizes[order[: people.n - int(sizes.sum())]] += 1
    first_county = first_counties(people)
    first_person = np.concatenate([[0], np.cumsum(sizes)])[first_county]
    return Layout(sizes, first_county, first_person)


def first_counties(people: People) -> NDArray[np.int64]:
    """Return the first county of each province, and behind the last how many counties there are."""
    first: NDArray[np.int64] = np.arange(people.provinces + 1) * people.counties // people.provinces
    return first


def places(scenario: Scenario, seed: int) -> pl.DataFrame:
    """Return the places by name, columns `PLACES`: provinces, counties, cities, and a camp a province."""
    where = layout(scenario, seed)
    rows = []
    for province in range(scenario.people.provinces):
        border = province % BORDER == 0
        rows.append(("province", province, -1, border))
        for county in range(int(where.first_county[province]), int(where.first_county[province + 1])):
            is_city = county == where.first_county[province]
            rows.append(("city" if is_city else "county", province, county, border))
        rows.append(("camp", province, -1, False))
    table = [
        (place, code(kind, PLACE_KINDS), province, county, border, *_name(kind, place))
        for place, (kind, province, county, border) in enumerate(rows)
    ]
    return pl.DataFrame(table, schema=dict(PLACES), orient="row")


def _name(kind: str, number: int) -> tuple[str, str]:
    latin, hangul = place_name(number)
    forms = {
        "province": (f"{latin} Province", f"{hangul}도"),
        "county": (f"{latin} County", f"{hangul}군"),
        "city": (f"{latin} City", f"{hangul}시"),
        "camp": (f"Camp {latin}", f"{hangul} 관리소"),
    }
    return forms[kind]
