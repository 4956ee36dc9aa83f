"""Country packs: folders of data, found by entry point, read on first use and kept."""

import gzip
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import polars as pl

from saksi.countries.files import (
    Row,
    by_language,
    read_json,
    read_manifest,
    read_rows,
    read_yaml,
    string_list,
)
from saksi.countries.model import PLACE_LEVELS, Country, Institution, Outline, Place, Ring
from saksi.record import InvalidInput, vocabulary

GROUP = "saksi.countries"
PLACE_COLUMNS = (
    "id", "level", "parent", "name_en", "aliases_en", "name_ko", "aliases_ko", "lat", "lon", "source",
)  # fmt: skip
INSTITUTION_KEYS = ("id", "institution", "level", "en", "ko", "note")
COUNTRY_KEYS = ("en", "ko", "demonyms_en", "demonyms_ko", "ambiguous")


@dataclass(frozen=True, eq=False)
class Pack:
    """One country pack. Its parts are read when first asked for; a part without a file is empty."""

    code: str
    folder: Traversable  # where other stages find their own data, for example lexicon/
    manifest: Mapping[str, Any]

    @property
    def iso(self) -> str | None:
        """The country that the pack is about, null for the general pack."""
        return self.manifest.get("iso")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its data, BCP 47."""
        return tuple(self.manifest.get("languages", ()))

    @property
    def note(self) -> str:
        """What the pack is, in one sentence."""
        return str(self.manifest.get("note", ""))

    @cached_property
    def countries(self) -> tuple[Country, ...]:
        """The countries named by pack.toml, or by countries.yml."""
        if "names" in self.manifest:
            return (_own_country(self),)
        return _listed_countries(self) if _has(self.folder, "countries.yml") else ()

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Places of gazetteer/places.csv and gazetteer/world.parquet."""
        return (*_hand_places(self), *_world_places(self))

    @cached_property
    def institutions(self) -> tuple[Institution, ...]:
        """The institutions of institutions.yml."""
        return _institutions(self) if _has(self.folder, "institutions.yml") else ()

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """Country code -> outline, of outline.json (one country) and outlines.json.gz (many)."""
        found: dict[str, Outline] = {}
        if _has(self.folder, "outlines.json.gz"):
            with self.folder.joinpath("outlines.json.gz").open("rb") as packed:
                data = json.loads(gzip.decompress(packed.read()))
            found |= {iso: Outline(tuple(map(_ring, rings))) for iso, rings in data.items()}
        if self.iso and _has(self.folder, "outline.json"):
            found[self.iso] = _own_outline(self)
        return found

    def country(self, iso: str) -> Country | None:
        """Return the country of this code, null if the pack does not name it."""
        return next((country for country in self.countries if country.iso == iso), None)


def read_pack(folder: Traversable) -> Pack:
    """Open a pack's folder; only pack.toml is read.

    Raises
    ------
    InvalidInput
        pack.toml is missing or wrong: says which key.
    """
    manifest = read_manifest(folder)
    return Pack(manifest["code"], folder, manifest)


@cache
def built_in(code: str) -> Pack:
    """Return a pack that ships with Saksi, opened once."""
    return read_pack(files("saksi.countries") / code)


@cache
def load_packs() -> tuple[Pack, ...]:
    """Return every pack installed: the general one first, the others by name.

    Raises
    ------
    InvalidInput
        An entry point of ``saksi.countries`` gives no pack, or two packs have one code.
    """
    packs: dict[str, Pack] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name != "general", entry.name)):
        pack = entry.load()()
        if not isinstance(pack, Pack):
            raise InvalidInput(
                f"entry point {entry.name!r} of {GROUP} ({entry.value}) gives {type(pack).__name__};"
                " it must be a function that returns saksi.countries.Pack (see read_pack)"
            )
        if pack.code in packs:
            raise InvalidInput(f"two country packs have the code {pack.code!r}: uninstall one or rename it")
        packs[pack.code] = pack
    return tuple(packs.values())


def _has(folder: Traversable, *path: str) -> bool:
    return folder.joinpath(*path).is_file()


def _own_country(pack: Pack) -> Country:
    where = f"{pack.folder.name}/pack.toml, key"
    data = pack.manifest
    return Country(
        iso=data["iso"],
        names=by_language(data["names"], f"{where} names"),
        demonyms=by_language(data.get("demonyms"), f"{where} demonyms"),
        ambiguous=frozenset(string_list(data.get("ambiguous"), f"{where} ambiguous")),
        pack=pack.code,
    )


def _listed_countries(pack: Pack) -> tuple[Country, ...]:
    where = f"{pack.folder.name}/countries.yml"
    found = []
    for iso, entry in read_yaml(pack.folder, "countries.yml").items():
        if not isinstance(iso, str) or not isinstance(entry, dict) or set(entry) - set(COUNTRY_KEYS):
            raise InvalidInput(
                f"{where}, {iso}: needed is a quoted code with keys of {', '.join(COUNTRY_KEYS)}"
            )
        lists = {key: string_list(entry.get(key), f"{where}, {iso}.{key}") for key in COUNTRY_KEYS}
        found.append(
            Country(
                iso=iso,
                names={"en": lists["en"], "ko": lists["ko"]},
                demonyms={"en": lists["demonyms_en"], "ko": lists["demonyms_ko"]},
                ambiguous=frozenset(lists["ambiguous"]),
                pack=pack.code,
            )
        )
    return tuple(found)


def _hand_places(pack: Pack) -> tuple[Place, ...]:
    path = ("gazetteer", "places.csv")
    if not _has(pack.folder, *path):
        return ()
    rows = list(read_rows(pack.folder, path, PLACE_COLUMNS))
    by_id: dict[str, Row] = {}
    for row in rows:
        if row.needed("id") in by_id:
            raise row.fault("id", f"already used in row {by_id[row['id']].number}")
        by_id[row["id"]] = row
    return tuple(_hand_place(row, by_id, pack) for row in rows)


def _hand_place(row: Row, by_id: Mapping[str, Row], pack: Pack) -> Place:
    if row["level"] not in PLACE_LEVELS:
        raise row.fault("level", f"not one of {', '.join(PLACE_LEVELS)}")
    names = {language: row.spellings(f"name_{language}", f"aliases_{language}") for language in ("en", "ko")}
    if not any(names.values()):
        raise row.fault("name_en", "the place has no name in any language")
    return Place(
        id=row["id"],
        level=row["level"],
        country=pack.iso or "",
        names=names,
        parent=row["parent"] or None,
        admin1=_admin1(row, by_id),
        lat=row.degrees("lat", 90),
        lon=row.degrees("lon", 180),
        pack=pack.code,
    )


def _admin1(row: Row, by_id: Mapping[str, Row]) -> dict[str, str]:
    """Climb to the place without a parent: the province, or a city that stands for one."""
    passed = [row]
    while passed[-1]["parent"]:
        parent = by_id.get(passed[-1]["parent"])
        if parent is None:
            raise passed[-1].fault("parent", "no place of the file has this id")
        if parent in passed:
            raise row.fault("parent", "its parents go round in a circle")
        passed.append(parent)
    top = passed[-1]
    return {language: top[f"name_{language}"] for language in ("en", "ko") if top[f"name_{language}"]}


def _world_places(pack: Pack) -> tuple[Place, ...]:
    if not _has(pack.folder, "gazetteer", "world.parquet"):
        return ()
    with pack.folder.joinpath("gazetteer", "world.parquet").open("rb") as packed:
        table = pl.read_parquet(io.BytesIO(packed.read()))
    columns = [
        table[name].to_list()
        for name in (
            "id",
            "level",
            "iso",
            "en",
            "ko",
            "admin1_en",
            "admin1_ko",
            "lat",
            "lon",
            "population",
            "ambiguous",
        )
    ]
    places = []
    for id_, level, iso, en, ko, province, province_ko, lat, lon, population, ambiguous in zip(
        *columns, strict=True
    ):
        names = {"en": tuple(en), "ko": tuple(ko)} if ko else {"en": tuple(en)}
        admin1 = {"en": province} if province else {}
        if province_ko:
            admin1["ko"] = province_ko
        places.append(Place(id_, level, iso, names, None, admin1, lat, lon, population, ambiguous, pack.code))
    return tuple(places)


def _institutions(pack: Pack) -> tuple[Institution, ...]:
    where = f"{pack.folder.name}/institutions.yml"
    found: dict[str, Institution] = {}
    for number, entry in enumerate(read_yaml(pack.folder, "institutions.yml") or (), 1):
        at = f"{where}, entry {number}"
        if not isinstance(entry, dict) or set(entry) - set(INSTITUTION_KEYS) or not entry.get("id"):
            raise InvalidInput(
                f"{at}: needed is a table with an id and keys of {', '.join(INSTITUTION_KEYS)}"
            )
        at, level = f"{at} ({entry['id']})", entry.get("level")
        if entry["id"] in found:
            raise InvalidInput(f"{at}: the id is already used above")
        if entry.get("institution") not in vocabulary("institution"):
            raise InvalidInput(f"{at}, institution: not a code of the vocabulary institution")
        if level is not None and level not in vocabulary("level"):
            raise InvalidInput(f"{at}, level: not a code of the vocabulary level")
        phrases = {
            language: string_list(entry.get(language), f"{at}, {language}") for language in ("en", "ko")
        }
        found[entry["id"]] = Institution(
            entry["id"], entry["institution"], level, phrases, str(entry.get("note") or ""), pack.code
        )
    return tuple(found.values())


def _own_outline(pack: Pack) -> Outline:
    data = read_json(pack.folder, "outline.json")
    try:
        provinces = {place: _rings(rings) for place, rings in data.get("provinces", {}).items()}
        return Outline(_rings(data["country"]), provinces)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InvalidInput(
            f"{pack.folder.name}/outline.json: needed are 'country' and 'provinces', with rings of"
            " [lon, lat] pairs"
        ) from None


def _rings(value: Any) -> tuple[Ring, ...]:
    """Accept a list of rings, or one ring: an invented country is often one piece of land."""
    one = isinstance(value[0][0], int | float)
    return tuple(map(_ring, [value] if one else value))


def _ring(points: Any) -> Ring:
    return tuple((float(lon), float(lat)) for lon, lat in points)
