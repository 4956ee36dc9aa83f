"""Puts a claim's place on a map at the level known: a province is an area, a town a point, else nowhere."""

from functools import cache
from typing import Literal

from saksi.countries import Place, country_of, places_of
from saksi.findings.select import Statement
from saksi.findings.text import Text

WORDS_DROPPED = ("province", "city", "county", "region", "district")


def spot_of(statement: Statement) -> Place | None:
    """Return the most specific place with coordinates that the claim's words name exactly.

    A name that the gazetteer does not hold is not guessed at: the province is taken, else nothing.
    """
    where = statement.claim.place
    if where.country is None:
        return None
    points, areas = _index(where.country)
    parts = [_key(part) for part in (where.text or "").split(",")]
    for name in (_key(where.text or ""), *parts):
        if found := points.get(name):
            return found
    return next((areas[n] for n in (*parts, _key(where.admin1 or "")) if n in areas), None)


def country_name(iso: str) -> Text:
    """Return a country's name in both languages; one that no pack knows by its code."""
    country = country_of(iso)
    if country is None:
        return Text.model_validate({"en": iso, "ko": iso})
    return Text.model_validate({"en": country.name("en"), "ko": country.name("ko")})


def place_name(place: Place) -> Text:
    """Return a place's name in both languages."""
    return Text.model_validate({"en": place.name("en"), "ko": place.name("ko")})


def level_of(place: Place) -> Literal["area", "point"]:
    """Return how a place is drawn: `area` for a province, `point` for the others."""
    return "area" if place.level == "province" else "point"


@cache
def _index(iso: str) -> tuple[dict[str, Place], dict[str, Place]]:
    points: dict[str, Place] = {}
    areas: dict[str, Place] = {}
    for place in places_of(iso):
        if place.lat is None or place.lon is None:
            continue
        into = areas if level_of(place) == "area" else points
        for spellings in place.names.values():
            for spelling in spellings:
                _keep_largest(into, _key(spelling), place)
    return points, areas


def _keep_largest(into: dict[str, Place], key: str, place: Place) -> None:
    """Of two places with one name keep the first pack's, within a pack the larger."""
    known = into.get(key)
    if known is None or (known.pack == place.pack and place.population > known.population):
        into[key] = place


def _key(name: str) -> str:
    words = name.casefold().replace("-", " ").replace("’", "").replace("'", "").split()
    kept = [word for word in words if word not in WORDS_DROPPED] or words
    return " ".join(kept)
