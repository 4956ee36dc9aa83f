import pytest

from saksi.linking.origins.outlets import Outlets, outlets_of, plain_name
from saksi.testing import a_report


def known(*outlets: tuple[str, str | None]) -> Outlets:
    return outlets_of(a_report(id=f"r{i}", outlet=name, url=url) for i, (name, url) in enumerate(outlets))


@pytest.mark.parametrize(
    "name",
    [
        "RFA",
        "Radio Free Asia",
        "the Korean Service of Radio Free Asia",
        "자유아시아방송",
        "RFA’s Korean Service",
    ],
)
def test_an_outlet_is_known_by_all_its_names(name: str) -> None:
    assert known().meant(name) == {"rfa"}


def test_a_description_may_mean_several_outlets() -> None:
    assert {"rfa", "voa"} <= known().meant("a US-funded broadcaster")


def test_a_name_that_only_begins_like_a_description_is_a_name_of_its_own() -> None:
    assert known().meant("American Military News") == {"american military news"}


def test_two_scripts_on_one_site_are_one_outlet() -> None:
    site = "https://www.kell-post.invalid/2024/03/20/"
    outlets = known(("Free Kell Radio", site + "a"), ("자유켈방송", site + "b"))
    assert outlets.by_report["r0"] == outlets.by_report["r1"]
    assert outlets.meant("자유켈방송") == outlets.meant("Free Kell Radio")


def test_two_outlets_on_one_site_stay_two() -> None:
    site = "https://news.portal.invalid/"
    outlets = known(("Kell Post", site), ("Corrow Wire", site))
    assert outlets.by_report["r0"] != outlets.by_report["r1"]


def test_two_blogs_of_one_host_stay_two() -> None:
    outlets = known(("Kell Diary", "https://kell.blogspot.com/a"), ("켈일기", "https://diary.blogspot.com/b"))
    assert outlets.by_report["r0"] != outlets.by_report["r1"]


def test_case_article_and_edition_do_not_tell_outlets_apart() -> None:
    assert (
        plain_name("The Corrow Post")
        == plain_name("corrow post")
        == plain_name("Corrow Post (English edition)")
    )
