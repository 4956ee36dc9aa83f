"""Looks up what the packs know of one country; a pack about the country itself goes first."""

from collections.abc import Sequence

from saksi.countries.model import Country, Outline, Place
from saksi.countries.packs import Pack, load_packs


def country_of(iso: str, *, packs: Sequence[Pack] | None = None) -> Country | None:
    """Return the country with this code, null if no pack names it."""
    return next((found for pack in _own_first(iso, packs) if (found := pack.country(iso))), None)


def outline_of(iso: str, *, packs: Sequence[Pack] | None = None) -> Outline | None:
    """Return the outline of the country, null if no pack has one; degrees, (longitude, latitude)."""
    return next((pack.outlines[iso] for pack in _own_first(iso, packs) if iso in pack.outlines), None)


def places_of(iso: str, *, packs: Sequence[Pack] | None = None) -> tuple[Place, ...]:
    """Return the places known in the country, those of its own pack first."""
    return tuple(place for pack in _own_first(iso, packs) for place in pack.places if place.country == iso)


def _own_first(iso: str, packs: Sequence[Pack] | None) -> list[Pack]:
    return sorted(load_packs() if packs is None else packs, key=lambda pack: pack.iso != iso)
