import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.countries import find_places, general, kp
from saksi.countries.latin import key_of

KP = ("KP",)


def found(text: str, language: str | None = "en", prefer: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    matches = find_places(text, language=language, prefer=prefer)
    return [(text[match.start : match.end], match.place.id) for match in matches]


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("traders in Ch'ŏngjin said", "Ch'ŏngjin", "chongjin"),
        ("traders in Cheongjin said", "Cheongjin", "chongjin"),
        ("the Hyesan-based trader", "Hyesan", "hyesan"),
        ("Hyesan's market", "Hyesan", "hyesan"),
        ("HYESAN -- the market", "HYESAN", "hyesan"),
        ("in Musan County, snow", "Musan County", "musan"),
        ("in Hoeryong\nCity", "Hoeryong", "hoeryong"),
        ("in Hoeryong City", "Hoeryong City", "hoeryong"),
        ("Yanggang Province", "Yanggang Province", "ryanggang"),
        ("North Hamkyung", "North Hamkyung", "north-hamgyong"),
        ("Hamgyong-bukto", "Hamgyong-bukto", "north-hamgyong"),
        ("North\nPyongan province", "North\nPyongan province", "north-pyongan"),
        ("held in Camp No. 14 for", "Camp No. 14", "camp-14"),
        ("the Yodok political prison camp", "Yodok political prison camp", "camp-15"),
        ("Jongori prison", "Jongori prison", "kyohwaso-jongori"),
        ("Kim Jong Suk County", "Kim Jong Suk County", "kim-jong-suk"),
        ("Sinuiju", "Sinuiju", "sinuiju"),
        ("near Yongbyon", "Yongbyon", "nyongbyon"),
    ],
)
def test_a_press_spelling_is_found_with_its_unit(text: str, words: str, place: str) -> None:
    assert found(text) == [(words, place)]


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("혜산에서 열린", "혜산", "hyesan"),
        ("회령시에서는", "회령시", "hoeryong"),
        ("양강도의 한 마을", "양강도", "ryanggang"),
        ("량강도 주민", "량강도", "ryanggang"),
        ("혜산역 앞", "혜산", "hyesan"),
        ("평안남도 증산교화소에", "증산교화소", "kyohwaso-jungsan"),
        ("14호 관리소로", "14호 관리소", "camp-14"),
        ("14호관리소로", "14호관리소", "camp-14"),
        ("함흥시 사포구역에서", "함흥시 사포구역", "sapo-hamhung"),
        ("해주시에", "해주시", "haeju"),
        ("블라디보스토크에서", "블라디보스토크", "geonames-2013348"),
    ],
)
def test_a_korean_name_is_found_before_particles(text: str, words: str, place: str) -> None:
    assert (words, place) in found(text, "ko")


@pytest.mark.parametrize(
    "text",
    [
        "말을 해주는 사람",
        "회의가 무산된 뒤",
        "당 세포 회의",
        "코로나 환자",
        "제품의 구성과",
        "사과는 과일이다",
        "키와 신장",
    ],
)
def test_a_korean_word_is_no_place(text: str) -> None:
    assert found(text, "ko") == []


@pytest.mark.parametrize(
    "text", ["Most people said", "Police came", "in March", "Mary and Victoria", "to Nice people", "hyesan"]
)
def test_an_english_word_or_a_persons_name_is_no_place(text: str) -> None:
    assert found(text) == []


def test_a_name_that_is_also_a_word_is_found_where_the_report_is_about_its_country() -> None:
    assert found("a trial in Mary", prefer=("TM",)) == [("Mary", "geonames-1218667")]


def test_the_report_country_decides_between_places_of_one_name() -> None:
    matches = find_places("in Santiago", language="en", prefer=("PH",))
    assert matches[0].place.country == "PH"
    assert find_places("in Birmingham", language="en")[0].place.country == "GB"
    assert "US" in {place.country for place in find_places("in Birmingham", language="en")[0].others}


def test_a_city_that_bears_the_name_goes_before_another_spelling_of_a_larger_one() -> None:
    assert find_places("across the river in Tumen", language="en")[0].place.country == "CN"


def test_a_county_and_a_camp_of_one_name_are_told_apart() -> None:
    assert found("Hwasong County") == [("Hwasong County", "hwasong")]
    assert found("Hwasong concentration camp") == [("Hwasong concentration camp", "camp-16")]


def test_the_province_is_told_in_both_languages() -> None:
    place = find_places("Musan", language="en")[0].place
    assert place.admin1 == {"en": "North Hamgyong", "ko": "함경북도"}
    monywa = find_places("Monywa", language="en")[0].place
    assert monywa.admin1 == {"en": "Sagaing Region"}


def test_without_a_language_both_spellings_are_found() -> None:
    assert [words for words, _ in found("Hyesan 혜산시", None)] == ["Hyesan", "혜산시"]


def test_only_the_packs_given_are_used() -> None:
    assert find_places("Hyesan and Paris", language="en", packs=(general(),))[0].place.country == "FR"
    assert [match.place.id for match in find_places("Hyesan and Paris", language="en", packs=(kp(),))] == [
        "hyesan"
    ]


NAMES = st.sampled_from(
    ["Chongjin", "Ch'ŏngjin", "Camp No. 14", "혜산시", "함경북도 청진시", "무산", "St. Petersburg", "Paris"]
)
SCRAPS = st.text(alphabet="abc XYZ.,-'’\n가나다시군도에서는1호\u202e\u00a0😀", max_size=12)


@given(
    st.lists(st.tuples(SCRAPS, NAMES), max_size=6).map(lambda parts: "".join(a + b for a, b in parts)), SCRAPS
)
def test_matches_lie_in_the_text_in_order_and_are_known_spellings(head: str, tail: str) -> None:
    text, end = head + tail, 0
    for match in find_places(text, language=None):
        assert end <= match.start < match.end <= len(text)
        end = match.end
        words = key_of(text[match.start : match.end])
        names = [key_of(name) for names in match.place.names.values() for name in names]
        compact = words.replace(" ", "")
        assert any(compact.startswith(name.replace(" ", "")) for name in names if name)


@pytest.mark.parametrize("name", ["Chongjin", "Ch'ŏngjin", "Camp No. 14", "혜산시", "무산", "St. Petersburg"])
def test_a_name_alone_is_found_whole(name: str) -> None:
    match = find_places(name, language=None)[0]
    assert (match.start, match.end) == (0, len(name))
