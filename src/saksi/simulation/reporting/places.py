"""The words of a truth's places, as reports name them."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from saksi.simulation.codes import PLACE_KINDS
from saksi.simulation.texts import Where, Words


@dataclass(frozen=True)
class Places:
    """The words of counties, provinces and camps."""

    counties: Mapping[int, Where]
    provinces: Mapping[int, Words]
    camps: Mapping[int, Where]


def places_of(table: pl.DataFrame) -> Places:
    """Return the words of the places of a truth."""
    provinces: dict[int, Words] = {}
    counties: dict[int, Where] = {}
    camps: dict[int, Where] = {}
    for row in table.iter_rows(named=True):
        name, province = Words(row["name_en"], row["name_ko"]), row["province"]
        kind = PLACE_KINDS[row["kind"]]
        if kind == "province":
            provinces[province] = name
        elif kind == "camp":
            camps[province] = Where(name, "camp", provinces[province])
        else:
            counties[row["county"]] = Where(name, "city" if kind == "city" else "county", provinces[province])
    return Places(counties, provinces, camps)
