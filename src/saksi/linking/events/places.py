"""Where, comparably: a place's country, province and most specific spot, in either script.

The gazetteers answer first. A place that none of them holds is compared by how it sounds; words that only
describe a place ("the border", "his home county", 현지) say nothing that two reports could share.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from saksi.countries import Place, find_countries, find_places, places_of
from saksi.linking.texts.sound import is_hangul, sound

PROVINCE_UNITS = re.compile(
    r"\b(province|region|oblast|governorate|state|prefecture)\b|(?<=\S)(도|주)$", re.IGNORECASE
)
UNITS = re.compile(
    r"\b(province|region|oblast|governorate|prefecture|state|city|county|district|village|town|township|"
    r"camp|prison|labou?r|re-?education|detention|centre|center|station|market|airport|airfield|area|border|"
    r"the|a|an|in|at|of|near|outside|central|no)\b"
    r"|(?<=\S)(특별시|직할시|구역|시|군|도|주|읍|리|동)$",
    re.IGNORECASE,
)
DESCRIBED_KO = re.compile(
    r"현지|국경|마을|고향|수도|감옥|교화소|수용소|관리소|구류장|단련대|보위부|보안서|안전부|집결소|시장|장마당|"
    r"광장|학교|공장|농장|병원|강변|일대|지역|인근|국내|해외|운동장|경기장|처형실|집$"
)
PROPER = re.compile(r"[A-Z][\w’'-]+|\d+")
SOUNDS_ALIKE = 86  # rapidfuzz ratio from which two places that no gazetteer holds are one
MOST_SOUNDS = 4_000  # keys; above, only equal ones are joined
LEAST_SOUND = 3  # letters of a key below which two places of one sound mean little


class Spot(NamedTuple):
    """A place as it is compared: ``#`` marks an id of a gazetteer, the rest is a sound. Null is unknown."""

    country: str | None
    admin1: str | None
    place: str | None  # below the province


@lru_cache(maxsize=65_536)
def spot_of(text: str | None, country: str | None, admin1: str | None) -> Spot:
    """Return the spot that a claim's place names.

    Parameters
    ----------
    text, country, admin1
        As in `saksi.record.Place`: words as written, ISO code, the province in the report's language.

    Raises
    ------
    InvalidInput
        The data of a country pack is wrong.
    """
    named, province = _located(text, country), _located(admin1, country)
    above = province.admin1 or province.place
    if named.admin1 is None and above is not None:
        named = named._replace(admin1=above)
    return named._replace(country=country or named.country or province.country)


def _located(text: str | None, country: str | None) -> Spot:
    if not text:
        return Spot(country, None, None)
    found = _in_gazetteer(text, country)
    if found is not None:
        return found
    key = None if find_countries(text, language=None) else _unknown(text)  # "across North Korea"
    if key is None:
        return Spot(country, None, None)
    if PROVINCE_UNITS.search(text.strip()):
        return Spot(country, key, None)
    return Spot(country, None, key)


def _in_gazetteer(text: str, country: str | None) -> Spot | None:
    matches = find_places(text, language=None, prefer=[country] if country else [])
    places = [match.place for match in matches if country in (None, match.place.country)]
    if not places:
        return None
    finest = next((p for p in places if p.level != "province"), None)
    province = next((p for p in places if p.level == "province"), None)
    if finest is None:
        return Spot(province.country, f"#{province.id}", None) if province else None
    admin1 = f"#{province.id}" if province else _province_of(finest)
    return Spot(finest.country, admin1, f"#{finest.id}")


def _province_of(place: Place) -> str | None:
    known = _by_id(place.country)
    seen = {place.id}
    while place.parent in known and place.parent not in seen:
        place = known[place.parent]
        seen.add(place.id)
        if place.level == "province":
            return f"#{place.id}"
    name = place.admin1.get("en") or place.admin1.get("ko")
    return sound(name) if name else None


@lru_cache(maxsize=64)
def _by_id(country: str) -> dict[str, Place]:
    return {place.id: place for place in reversed(places_of(country))}


def parents(key: str, country: str | None) -> frozenset[str]:
    """Return the places below the province that hold this one: a camp's county, a district's city."""
    if country is None or not key.startswith("#"):
        return frozenset()
    known, place = _by_id(country), _by_id(country).get(key[1:])
    above: set[str] = set()
    while place is not None and place.parent in known and f"#{place.parent}" not in above:
        above.add(f"#{place.parent}")
        place = known[place.parent]
    return frozenset(above)


def _unknown(text: str) -> str | None:
    """Return how the proper part of an unknown place sounds; null where nothing proper is said."""
    if is_hangul(text):
        last = text.rsplit(maxsplit=1)[-1]
        bare = "" if DESCRIBED_KO.search(last) else UNITS.sub("", last)
        key = sound(bare) if len(bare) >= 2 else ""
    else:
        proper = [word for word in PROPER.findall(text) if not UNITS.fullmatch(word)]
        key = sound(" ".join(proper))
    return key if len(key) >= LEAST_SOUND else None


def joined(keys: Iterable[str | None]) -> dict[str, str]:
    """Return, for the sounds of places that no gazetteer holds, the first sound that each is taken for."""
    sounds = sorted({key for key in keys if key and not key.startswith("#")})
    if not 1 < len(sounds) <= MOST_SOUNDS:
        return {}
    alike = process.cdist(sounds, sounds, scorer=fuzz.ratio, score_cutoff=SOUNDS_ALIKE, dtype=np.uint8)
    return {key: sounds[int(np.flatnonzero(row)[0])] for key, row in zip(sounds, alike, strict=True)}
