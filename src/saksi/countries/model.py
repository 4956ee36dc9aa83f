"""What a country pack holds: countries, places, institutions and outlines, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Ring = tuple[tuple[float, float], ...]  # (longitude, latitude) in degrees, closed or not
Spellings = Mapping[str, tuple[str, ...]]  # language -> spellings, the first is the label

PLACE_LEVELS = ("province", "city", "county", "district", "camp", "prison", "other")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory that reports name."""

    iso: str  # ISO 3166-1 alpha-2; user-assigned codes (XA to XZ) for invented countries
    names: Spellings
    demonyms: Spellings
    ambiguous: frozenset[str] = frozenset()  # spellings that often mean something else: Georgia, Jordan
    pack: str = "general"

    def name(self, language: str = "en") -> str:
        """Return the label in this language, else the English one, else the code."""
        return _label(self.names, language) or self.iso


@dataclass(frozen=True, slots=True)
class Place:
    """A place that reports name: where it lies, how it is spelt."""

    id: str  # unique within its pack
    level: str  # one of `PLACE_LEVELS`
    country: str  # ISO 3166-1 alpha-2
    names: Spellings
    parent: str | None = None  # id of the province or city that holds it
    admin1: Mapping[str, str] = field(default_factory=dict)  # language -> name of its province
    lat: float | None = None  # degrees north; null = unknown
    lon: float | None = None  # degrees east; null = unknown
    population: int = 0  # 0 = not known; only decides between places of one name
    ambiguous: bool = False  # its name is also a common word or a person's name: needs context
    pack: str = "general"

    def name(self, language: str = "en") -> str:
        """Return the label in this language, else the English one, else the id."""
        return _label(self.names, language) or self.id


@dataclass(frozen=True, slots=True)
class Institution:
    """A kind of institution, with the words that reports use for it."""

    id: str
    institution: str  # code of the vocabulary institution
    level: str | None  # code of the vocabulary level, only where inherent in the words
    phrases: Spellings  # lower-case English words match in any case, proper names only as written
    note: str = ""
    pack: str = "general"


@dataclass(frozen=True, slots=True)
class Outline:
    """The shape of a country on an offline map."""

    country: tuple[Ring, ...]
    provinces: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict)  # place id -> rings


def _label(spellings: Spellings, language: str) -> str | None:
    for choice in (language, "en"):
        if spellings.get(choice):
            return spellings[choice][0]
    return None
