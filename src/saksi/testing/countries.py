"""The contract of a country pack: what every pack, ours or a plugin's, must keep."""

from collections import Counter
from collections.abc import Iterator

from saksi.countries import Country, Institution, Pack, Place, find_countries, find_institutions, find_places

MANY = 500  # places above which only the first are looked for in a text
BOX = 90.0, 180.0  # degrees of latitude and longitude


def check_country(pack: Pack) -> None:
    """Check a whole country pack: read every part, then find in a text what it says it knows.

    Parameters
    ----------
    pack
        As the pack's entry point returns it.

    Raises
    ------
    AssertionError
        The pack breaks the contract: says what, by file, id or code.
    InvalidInput
        A file of the pack cannot be used: says row and column.
    """
    faults = [*_folder(pack), *_countries(pack), *_places(pack), *_institutions(pack), *_outlines(pack)]
    if faults:
        raise AssertionError(f"country pack {pack.code}: " + "; ".join(faults))


def _folder(pack: Pack) -> Iterator[str]:
    if not pack.folder.joinpath("SOURCES.md").is_file():
        yield "SOURCES.md is missing: it says where each file's facts come from and under which licence"
    if not pack.note:
        yield "pack.toml has no note that says what the pack is"
    if not pack.languages:
        yield "pack.toml names no languages"


def _countries(pack: Pack) -> Iterator[str]:
    yield from (f"country {iso} is listed twice" for iso in _twice(country.iso for country in pack.countries))
    for country in pack.countries:
        if len(country.iso) != 2 or not country.iso.isupper():
            yield f"country {country.iso}: needed are two capital letters"
        for language in ("en", "ko"):
            if not country.names.get(language):
                yield f"country {country.iso} has no name in {language}"
            elif not _finds_country(pack, country, language):
                yield f"country {country.iso}: its label in {language} is not found in a text"
        spelt = {
            name for names in (country.names, country.demonyms) for many in names.values() for name in many
        }
        unknown = len(country.ambiguous - spelt)
        if unknown:
            yield f"country {country.iso}: {unknown} ambiguous spellings are no names of it"


def _finds_country(pack: Pack, country: Country, language: str) -> bool:
    found = find_countries(country.names[language][0], language=language, packs=(pack,))
    return any(match.country.iso == country.iso for match in found)


def _places(pack: Pack) -> Iterator[str]:
    places = {place.id: place for place in pack.places}
    yield from (f"place {place} is listed twice" for place in _twice(place.id for place in pack.places))
    for place in pack.places:
        if place.parent is not None and place.parent not in places:
            yield f"place {place.id}: its parent is not in the pack"
        if not place.country:
            yield f"place {place.id} has no country"
        if (place.lat is None) != (place.lon is None):
            yield f"place {place.id} has only one of latitude and longitude"
        if abs(place.lat or 0) > BOX[0] or abs(place.lon or 0) > BOX[1]:
            yield f"place {place.id} lies outside the world"
    lost = [place for place in pack.places[:MANY] if not place.ambiguous and not _finds_place(pack, place)]
    yield from (f"place {place.id}: its label is not found in a text" for place in lost)


def _finds_place(pack: Pack, place: Place) -> bool:
    return all(
        any(
            place.id in {match.place.id, *(other.id for other in match.others)}
            for match in find_places(names[0], language=language, packs=(pack,), prefer=(place.country,))
        )
        for language, names in place.names.items()
        if names
    )


def _institutions(pack: Pack) -> Iterator[str]:
    for entry in pack.institutions:
        if not any(entry.phrases.values()):
            yield f"institution {entry.id} has no phrase"
        for language, phrases in entry.phrases.items():
            lost = sum(not _finds_institution(pack, entry, phrase, language) for phrase in phrases)
            if lost:
                yield f"institution {entry.id}: {lost} phrases in {language} are not found as this kind"


def _finds_institution(pack: Pack, entry: Institution, phrase: str, language: str) -> bool:
    found = find_institutions(phrase, language=language, packs=(pack,))
    return any(match.institution.institution == entry.institution for match in found)


def _outlines(pack: Pack) -> Iterator[str]:
    places = {place.id for place in pack.places}
    for iso, outline in pack.outlines.items():
        rings = [*outline.country, *(ring for many in outline.provinces.values() for ring in many)]
        if not outline.country or any(len(ring) < 3 for ring in rings):
            yield f"outline {iso}: a ring needs three points"
        if any(abs(lat) > BOX[0] or abs(lon) > BOX[1] for ring in rings for lon, lat in ring):
            yield f"outline {iso}: a point lies outside the world; pairs are (longitude, latitude)"
        unknown = len(outline.provinces.keys() - places)
        if unknown:
            yield f"outline {iso}: {unknown} provinces are no places of the pack"


def _twice(ids: Iterator[str]) -> list[str]:
    return [id_ for id_, n in Counter(ids).items() if n > 1]
