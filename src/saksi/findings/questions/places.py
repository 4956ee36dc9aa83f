"""Answers where, at the level known."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from saksi.countries import Place, outline_of
from saksi.findings.atlas import country_name, level_of, place_name, spot_of
from saksi.findings.blocks import Block, Cell, CountryMap, Row, Spot, Table
from saksi.findings.model import Finding
from saksi.findings.parts import column, finding
from saksi.findings.select import Record, Statement, denied, told_or_planned
from saksi.findings.settings import FindingsSettings
from saksi.findings.text import Text, joined, listed, plain, said, say

NO_COUNTRY = "??"


@dataclass(slots=True)
class _Country:
    """One country's claims, sorted by how far their places are known."""

    iso: str
    spots: dict[str, tuple[Place, list[Statement]]] = field(default_factory=dict)
    unknown_names: dict[str, list[Statement]] = field(default_factory=dict)
    nameless: list[Statement] = field(default_factory=list)

    @property
    def placed(self) -> int:
        return sum(len(members) for _, members in self.spots.values())

    @property
    def members(self) -> list[Statement]:
        known = [s for _, ss in self.spots.values() for s in ss]
        return [*known, *(s for ss in self.unknown_names.values() for s in ss), *self.nameless]


def places(record: Record, settings: FindingsSettings) -> Finding:
    """Answer with a small map a country and a table; what cannot be placed is counted beside."""
    statements = record.where(told_or_planned)
    found = _by_country(statements)
    drawn = _drawn(found, settings.maps)
    blocks: list[Block] = [_map(country) for country in drawn]
    if found:
        blocks.append(_table(found))
    return finding(
        "places",
        answer=_answer(found, len(statements)),
        unit="claims",
        rules=(told_or_planned, spot_of),
        groups=[(c.iso, _name(c.iso), c.members) for c in found],
        against=record.where(denied),
        blocks=blocks,
        not_counted=_not_drawn(found, drawn),
    )


def maps(statements: Sequence[Statement], most: int) -> tuple[CountryMap, ...]:
    """Return the maps of the countries with most claims at a place known, at most so many."""
    found = _by_country([s for s in statements if told_or_planned(s.claim)])
    return tuple(_map(country) for country in _drawn(found, most))


def _drawn(found: Sequence[_Country], most: int) -> list[_Country]:
    return [country for country in found if country.placed and outline_of(country.iso)][:most]


def _by_country(statements: Sequence[Statement]) -> list[_Country]:
    found: dict[str, _Country] = {}
    for s in statements:
        where = s.claim.place
        country = found.setdefault(where.country or NO_COUNTRY, _Country(where.country or NO_COUNTRY))
        spot = spot_of(s)
        if spot is not None:
            country.spots.setdefault(spot.id, (spot, []))[1].append(s)
        elif where.text or where.admin1:
            country.unknown_names.setdefault(where.text or where.admin1 or "", []).append(s)
        else:
            country.nameless.append(s)
    return sorted(found.values(), key=lambda c: (c.iso == NO_COUNTRY, -c.placed, -len(c.members), c.iso))


def _map(country: _Country) -> CountryMap:
    outline = outline_of(country.iso)
    spots = tuple(
        Spot(
            name=place_name(place),
            level=level_of(place),
            lat=place.lat or 0.0,
            lon=place.lon or 0.0,
            claims=len(members),
        )
        for place, members in country.spots.values()
    )
    unplaced = len(country.members) - country.placed
    return CountryMap(
        id=f"map-{country.iso}",
        title=say("chart.map", country=_name(country.iso), n=country.placed)
        + say("map.unplaced", n=unplaced),
        country=country.iso,
        rings=outline.country if outline else (),
        provinces=tuple(r for rings in outline.provinces.values() for r in rings) if outline else (),
        spots=tuple(sorted(spots, key=lambda s: (-s.claims, s.name.plain("en")))),
        unplaced=unplaced,
    )


def _table(found: Sequence[_Country]) -> Table:
    rows: list[Row] = []
    for c in found:
        for place, members in sorted(c.spots.values(), key=lambda item: (-len(item[1]), item[0].id)):
            rows.append(
                _row(f"{c.iso}/{place.id}", place_name(place), c, say(f"level.{level_of(place)}"), members)
            )
        for name, members in sorted(c.unknown_names.items(), key=lambda item: (-len(item[1]), item[0])):
            words = said(name, members[0].report.language)
            rows.append(_row(f"{c.iso}/said/{name}", words, c, say("level.name_only"), members))
        if c.nameless:
            rows.append(_row(f"{c.iso}/", say("place.unsaid"), c, say("level.country"), c.nameless))
    columns = (column("place"), column("country"), column("level"), column("claims", number=True))
    return Table(
        id="places", caption=say("table.places"), columns=columns, rows=tuple(rows), folded=len(rows) > 12
    )


def _row(name: str, place: Text, country: _Country, level: Text, members: Sequence[Statement]) -> Row:
    cells = (
        Cell(text=place),
        Cell(text=_name(country.iso)),
        Cell(text=level),
        Cell(kind="claims", value=len(members), anchor=f"places-{country.iso}"),
    )
    return Row(id=name, cells=cells)


def _name(iso: str) -> Text:
    return say("place.no_country") if iso == NO_COUNTRY else country_name(iso)


def _answer(found: Sequence[_Country], n: int) -> Text:
    if not n:
        return say("places.none")
    placed = sum(c.placed for c in found)
    top = listed(_name(c.iso) + plain(f" {len(c.members):,}") for c in sorted(found, key=_size)[:4])
    nameless = sum(len(c.nameless) for c in found)
    return say("places.answer", placed=placed, of=n, top=top, nameless=nameless)


def _size(country: _Country) -> tuple[int, str]:
    return -len(country.members), country.iso


def _not_drawn(found: Sequence[_Country], drawn: Sequence[_Country]) -> tuple[Text, ...]:
    rest = [c for c in found if c not in drawn and c.iso != NO_COUNTRY]
    return (say("places.not_drawn", names=joined(_name(c.iso) for c in rest)),) if rest else ()
