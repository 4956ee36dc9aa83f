"""Finds countries, places and institutions in a text, by the spellings of the packs.

Pure: the text goes in, spans come out, half-open in code points of the text. A name is found as such;
whether the words around it make it the place of an act is for the reader to say.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from saksi.countries.hangul import HangulIndex
from saksi.countries.latin import Found, LatinIndex
from saksi.countries.model import Country, Place, Spellings
from saksi.countries.packs import Pack, load_packs
from saksi.countries.units import PLACE_HEADS, with_unit

Payload = TypeVar("Payload")

ESE = ("ese", "ish", "ch", "s")  # such demonyms have no plural in s


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A stretch of text that names a place; `others` bear the same name, likelier ones first."""

    start: int
    end: int
    place: Place
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class CountryMatch:
    """A stretch of text that names a country or, as `demonym`, its people or things."""

    start: int
    end: int
    country: Country
    demonym: bool = False
    ambiguous: bool = False  # the spelling often means something else: wants other words about the country


def find_places(
    text: str, *, language: str | None, packs: Sequence[Pack] | None = None, prefer: Sequence[str] = ()
) -> list[PlaceMatch]:
    """Find the places that a text names, the longest spelling first, none overlapping.

    Parameters
    ----------
    text
        Any text; not changed.
    language
        ``en`` or ``ko`` (BCP 47, regions ignored); null looks for the spellings of both.
    packs
        Where to look; null means all that are installed.
    prefer
        Country codes: among places of one name these come first, in this order. Then come places of a
        country's own pack, then those whose label it is, then the more populous. Places whose name is
        also a word or a person's name (Mary, Police, Nice) are found in these countries only.

    Returns
    -------
    list of PlaceMatch
        From left to right. The span takes in the unit said: ``Musan County``, ``회령시``.

    Raises
    ------
    InvalidInput
        The data of a pack is wrong: says file, row and column.
    """
    found: list[PlaceMatch] = []
    for match in _found(text, language, chosen(packs), _places_latin, _places_hangul):
        meant = [place for place in match.payloads if not place.ambiguous or place.country in prefer]
        if not meant:
            continue
        ranked = sorted(meant, key=lambda place: _rank(place, match.spelling, prefer))
        end, ranked = with_unit(text, match.end, ranked)
        found.append(PlaceMatch(match.start, end, ranked[0], tuple(ranked[1:])))
    return found


def find_countries(
    text: str, *, language: str | None, packs: Sequence[Pack] | None = None
) -> list[CountryMatch]:
    """Find the countries that a text names, demonyms included; see `find_places`.

    Returns
    -------
    list of CountryMatch
        From left to right. ``ambiguous`` marks spellings such as Georgia, Jordan, "the North".

    Raises
    ------
    InvalidInput
        The data of a pack is wrong: says file and key.
    """
    found: list[CountryMatch] = []
    for match in _found(text, language, chosen(packs), _countries_latin, _countries_hangul):
        country, demonym = match.payloads[0]
        ambiguous = not country.ambiguous.isdisjoint({match.spelling, match.spelling.removesuffix("s")})
        found.append(CountryMatch(match.start, match.end, country, demonym, ambiguous))
    return found


def _found(
    text: str,
    language: str | None,
    packs: tuple[Pack, ...],
    latin: Callable[[tuple[Pack, ...]], LatinIndex[Payload]],
    hangul: Callable[[tuple[Pack, ...]], HangulIndex[Payload]],
) -> list[Found[Payload]]:
    tongue = (language or "").partition("-")[0]
    found: list[Found[Payload]] = []
    if tongue != "ko":
        found += latin(packs).find(text)
    if tongue in ("", "ko"):
        found += (match for match, _ in hangul(packs).find(text))
    return sorted(found, key=lambda match: match.start)


def _rank(place: Place, spelling: str, prefer: Sequence[str]) -> tuple[int, bool, bool, int]:
    wanted = prefer.index(place.country) if place.country in prefer else len(prefer)
    second_name = spelling not in (place.name("en"), place.name("ko"))  # Tumen is one city, Tyumen another
    return wanted, place.pack == "general", second_name, -place.population


def chosen(packs: Sequence[Pack] | None) -> tuple[Pack, ...]:
    """Return the packs given, or all that are installed."""
    return load_packs() if packs is None else tuple(packs)


def _spelt(names: Spellings, language: str) -> Iterable[str]:
    return names.get(language, ())


@lru_cache(maxsize=8)
def _places_latin(packs: tuple[Pack, ...]) -> LatinIndex[Place]:
    places = (place for pack in packs for place in pack.places)
    return LatinIndex((name, place) for place in places for name in _spelt(place.names, "en"))


@lru_cache(maxsize=8)
def _places_hangul(packs: tuple[Pack, ...]) -> HangulIndex[Place]:
    places = (place for pack in packs for place in pack.places)
    return HangulIndex(
        ((name, place) for place in places for name in _spelt(place.names, "ko")), heads=PLACE_HEADS
    )


def _countries(packs: tuple[Pack, ...]) -> list[Country]:
    """Return the countries of all packs, each once by name: its own pack speaks before the general one."""
    by_pack = [country for pack in packs for country in pack.countries]
    return sorted(by_pack, key=lambda country: country.pack == "general")


@lru_cache(maxsize=8)
def _countries_latin(packs: tuple[Pack, ...]) -> LatinIndex[tuple[Country, bool]]:
    spellings = []
    for country in _countries(packs):
        spellings += [(name, (country, False)) for name in _spelt(country.names, "en")]
        for name in _spelt(country.demonyms, "en"):
            spellings += [(form, (country, True)) for form in _plurals(name)]
    return LatinIndex(spellings)


def _plurals(demonym: str) -> tuple[str, ...]:
    return (demonym,) if demonym.endswith(ESE) else (demonym, f"{demonym}s")


@lru_cache(maxsize=8)
def _countries_hangul(packs: tuple[Pack, ...]) -> HangulIndex[tuple[Country, bool]]:
    spellings = []
    for country in _countries(packs):
        spellings += [(name, (country, False)) for name in _spelt(country.names, "ko")]
        spellings += [(name, (country, True)) for name in _spelt(country.demonyms, "ko")]
    return HangulIndex(
        spellings, heads=("인", "인들", "내", "산", "군", "당국", "정부", "경찰", "공안", "주민")
    )
