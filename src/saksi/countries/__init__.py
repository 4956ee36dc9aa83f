"""Country packs: which countries, places and institutions reports name, and how they spell them.

A pack is a folder of data (docs: what a pack holds); its entry point in the group `saksi.countries`
is a function that returns `read_pack(folder)`. Nothing is read before it is asked for.
"""

from saksi.countries.find import CountryMatch, PlaceMatch, find_countries, find_places
from saksi.countries.institutions import InstitutionMatch, find_institutions
from saksi.countries.lookup import country_of, outline_of, places_of
from saksi.countries.model import PLACE_LEVELS, Country, Institution, Outline, Place, Ring
from saksi.countries.packs import Pack, built_in, load_packs, read_pack

__all__ = [
    "PLACE_LEVELS",
    "Country",
    "CountryMatch",
    "Institution",
    "InstitutionMatch",
    "Outline",
    "Pack",
    "Place",
    "PlaceMatch",
    "Ring",
    "country_of",
    "er",
    "find_countries",
    "find_institutions",
    "find_places",
    "general",
    "kp",
    "load_packs",
    "outline_of",
    "places_of",
    "read_pack",
    "xo",
]


def er() -> Pack:
    """Return the pack of Eritrea."""
    return built_in("er")


def general() -> Pack:
    """Return the general pack: the world's countries and cities, and institutions found anywhere."""
    return built_in("general")


def kp() -> Pack:
    """Return the pack of North Korea."""
    return built_in("kp")


def xo() -> Pack:
    """Return the pack of Osmere, the invented country of the demo."""
    return built_in("xo")
