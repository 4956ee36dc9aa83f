from pathlib import Path

import pytest

from saksi.countries import (
    Pack,
    country_of,
    er,
    find_institutions,
    find_places,
    general,
    kp,
    load_packs,
    outline_of,
    places_of,
    read_pack,
)
from saksi.record import InvalidInput
from saksi.testing.countries import check_country

HEADER = "id,level,parent,name_en,aliases_en,name_ko,aliases_ko,lat,lon,source\n"
GOOD = {
    "pack.toml": (
        'code = "xz"\niso = "XZ"\nlanguages = ["en"]\nnote = "Invented."\n'
        '[names]\nen = ["Veld"]\nko = ["벨드"]\n'
    ),
    "places.csv": HEADER
    + "kell,province,,Kell,,켈주,,1,2,invented\ncorrow,city,kell,Corrow,Korrow,코로우시,,1.5,2.5,x\n",
    "SOURCES.md": "All invented.\n",
}


def a_pack(folder: Path, **files: str) -> Pack:
    root = folder / "xz"
    (root / "gazetteer").mkdir(parents=True)
    for name, text in {**GOOD, **{key.replace("_", "."): value for key, value in files.items()}}.items():
        (root / ("gazetteer" if name.endswith(".csv") else ".") / name).write_text(text, encoding="utf-8")
    return read_pack(root)


@pytest.mark.parametrize("pack", load_packs(), ids=lambda pack: pack.code)
def test_every_installed_pack_keeps_the_contract(pack: Pack) -> None:
    check_country(pack)


def test_a_short_pack_knows_more_of_its_country_than_the_general_one() -> None:
    check_country(er())
    packs = (general(), er())
    text = "They were taken from Asmara to Mai Sarawa prison by the PFDJ."
    found = [(match.place.level, match.place.pack) for match in find_places(text, language="en", packs=packs)]
    assert found == [("city", "er"), ("prison", "er")]
    (party,) = find_institutions(text, language="en", packs=packs, prefer=["ER"])[-1:]
    assert (party.institution.institution, party.level) == ("party", "national")


def test_the_general_pack_comes_first_and_is_loaded_once() -> None:
    assert load_packs()[0] is general()
    assert [pack.code for pack in load_packs()[1:]] == sorted(pack.code for pack in load_packs()[1:])


def test_a_small_pack_is_read_and_keeps_the_contract(tmp_path: Path) -> None:
    pack = a_pack(tmp_path)
    check_country(pack)
    corrow = next(place for place in pack.places if place.id == "corrow")
    assert (corrow.country, corrow.admin1, corrow.lat) == ("XZ", {"en": "Kell", "ko": "켈주"}, 1.5)
    assert pack.institutions == ()
    assert pack.outlines == {}


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("pack_toml", "code = ", r"xz/pack\.toml: Invalid value"),
        ("pack_toml", 'code = "xz"\nlanguage = ["en"]\n', "unknown key 'language'; near it: languages"),
        ("pack_toml", 'code = "xz"\n[names]\nen = ["Veld"]\n', "needs 'iso'"),
        ("pack_toml", 'code = "xz"\nlanguages = "en"\n', "key languages: needed is a list of strings"),
        ("places_csv", "id,level\n", "missing columns: .*parent"),
        ("places_csv", HEADER + "a,city,,A,,,,1,2\n", "row 2: 9 cells, needed 10"),
        ("places_csv", HEADER + "a,town,,A,,,,1,2,x\n", "row 2, column level: not one of province"),
        ("places_csv", HEADER + "a,city,b,A,,,,1,2,x\n", "row 2, column parent: no place"),
        ("places_csv", HEADER + "a,city,a,A,,,,1,2,x\n", "row 2, column parent: .*circle"),
        ("places_csv", HEADER + "a,city,,A,,,,north,2,x\n", "row 2, column lat: no number"),
        ("places_csv", HEADER + "a,city,,A,,,,1,200,x\n", "row 2, column lon: outside -180..180"),
        ("places_csv", HEADER + 2 * "a,city,,A,,,,1,2,x\n", "row 3, column id: already used in row 2"),
        ("places_csv", HEADER + "a,city,,,,,,1,2,x\n", "row 2, column name_en: the place has no name"),
        ("institutions_yml", "- {id: a, institution: polise, en: [x]}\n", "entry 1 .a., institution: not"),
        ("institutions_yml", "- {id: a, institution: police, level: town, en: [x]}\n", "level: not a code"),
        ("institutions_yml", "- {id: a, institution: police, en: [No]}\n", "en: needed is a list of strings"),
        ("institutions_yml", "- {id: a\n", r"institutions\.yml, line \d+: this is no YAML"),
        ("outline_json", '{"country": 5}', "outline.json: needed are 'country' and 'provinces'"),
        ("outline_json", "{", "outline.json, line 1, column 2: no JSON"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_row_and_column(tmp_path: Path, file: str, text: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        read_everything(tmp_path, file, text)


def read_everything(folder: Path, file: str, text: str) -> tuple[object, ...]:
    pack = a_pack(folder, **{file: text})
    return pack.countries, pack.places, pack.institutions, pack.outlines


def test_a_folder_without_a_manifest_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"pack\.toml is missing"):
        read_pack(tmp_path)


def test_one_ring_is_read_as_well_as_a_list_of_rings(tmp_path: Path) -> None:
    ring = "[[0, 0], [1, 0], [1, 1]]"
    pack = a_pack(tmp_path, outline_json=f'{{"country": [{ring}], "provinces": {{"kell": {ring}}}}}')
    assert pack.outlines["XZ"].country == pack.outlines["XZ"].provinces["kell"]
    assert len(pack.outlines["XZ"].country) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEADER + "a,city,,A,,,,1,,x\n", "only one of latitude and longitude"),
        (HEADER + "a,city,,…,,,,1,1,x\n", "its label is not found in a text"),
    ],
)
def test_the_contract_finds_what_the_reader_lets_pass(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        check_country(a_pack(tmp_path, places_csv=text))


def test_the_countrys_own_pack_speaks_before_the_general_one() -> None:
    north = country_of("KP")
    assert north is not None
    assert north.pack == "kp"
    assert outline_of("KP") is not None
    assert {place.pack for place in places_of("KP")} == {"kp"}
    assert country_of("XQ") is None
    assert outline_of("XQ") is None


def test_north_korea_has_its_divisions() -> None:
    levels = [place.level for place in kp().places]
    assert levels.count("province") == 9
    assert levels.count("city") + levels.count("county") > 160
    assert {"camp-14", "camp-15", "camp-16", "camp-18", "camp-22", "camp-25"} <= {
        place.id for place in kp().places
    }
    assert all(36 < place.lat < 43.5 for place in kp().places if place.lat is not None)
    assert all(123.5 < place.lon < 131 for place in kp().places if place.lon is not None)


def test_places_lie_inside_the_outline_of_their_country() -> None:
    outline = outline_of("KP")
    assert outline is not None
    outside = [
        place.id
        for place in kp().places
        if place.lat is not None
        and place.lon is not None
        and not any(_inside(place.lon, place.lat, ring) for ring in outline.country)
    ]
    assert len(outside) <= 6, outside  # harbours and border towns, by the coarseness of both


def _inside(x: float, y: float, ring: tuple[tuple[float, float], ...]) -> bool:
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1
