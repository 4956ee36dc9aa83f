from datetime import date
from itertools import product
from xml.etree import ElementTree as ET

import pytest

from saksi.findings import build_findings, figures
from saksi.findings.blocks import (
    Bar,
    Block,
    CountryMap,
    Interval,
    RangeChart,
    Spot,
    Stack,
    StackChart,
    Timeline,
)
from saksi.findings.charts import NARROW, WIDE, Drawing, draw
from saksi.findings.charts.drawing import COLOURS, GLYPHS, fit, text_width, wrapped
from saksi.findings.charts.timeline import ROWS_SHOWN
from saksi.findings.select import ClaimRef
from saksi.findings.text import Language, plain, said
from saksi.testing import a_claim, a_report

REF = ClaimRef(report_id="a", claim_id="c1")
NAME = "<b>Kell & “Corrow”</b>\u202e"
DAY = date(2024, 3, 14)


def interval(start: date | None, end: date | None, family: str = "life") -> Interval:
    return Interval(ref=REF, act="execution", family=family, start=start, end=end, label=plain(NAME))


CHARTS: dict[str, Block] = {
    "ranges": RangeChart(
        id="x",
        title=plain(NAME),
        unit="persons",
        bars=(
            Bar(
                label=plain(NAME),
                low=24,
                high=999,
                said=said("dozens", "en"),
                family="liberty",
                claims=(REF,),
            ),
            Bar(label=plain("open"), low=2, high=None, family="liberty", claims=(REF,)),
            Bar(label=plain("up to"), low=None, high=50, family="liberty", claims=(REF,)),
            Bar(label=plain("one"), low=1, high=1, family="liberty", claims=(REF,)),
            Bar(label=plain("nobody"), low=0, high=0, family="liberty", claims=(REF,)),
            Bar(label=plain("a million"), low=1_000_000, high=1_000_000, family="liberty", claims=(REF,)),
        ),
    ),
    "stacks": StackChart(
        id="x", title=plain(NAME), rows=(Stack(label=plain(NAME), parts={"life": 3, "camp": 1}),)
    ),
    "timeline": Timeline(
        id="x",
        title=plain(NAME),
        intervals=(
            interval(DAY, DAY),
            interval(date(2024, 1, 1), date(2024, 12, 31)),
            interval(None, DAY, "watch"),
            interval(DAY, None, "camp"),
        ),
    ),
    "one day": Timeline(id="x", title=plain("one"), intervals=(interval(DAY, DAY),)),
    "centuries": Timeline(
        id="x",
        title=plain("long"),
        intervals=(interval(date(1600, 1, 1), date(1650, 1, 1)), interval(DAY, DAY)),
    ),
    "map": CountryMap(
        id="x",
        title=plain(NAME),
        country="XO",
        rings=(((-36.0, -28.0), (-33.0, -28.0), (-33.0, -25.0), (-36.0, -25.0)),),
        provinces=(((-36.0, -28.0), (-34.0, -28.0), (-34.0, -25.0)),),
        spots=(
            Spot(name=plain(NAME), level="area", lat=-27.0, lon=-35.0, claims=9),
            Spot(name=plain("Corrow"), level="point", lat=-26.5, lon=-34.9, claims=1),
        ),
        unplaced=3,
    ),
    "map over the date line": CountryMap(
        id="x",
        title=plain("wide"),
        country="XA",
        rings=(
            ((170.0, 50.0), (180.0, 50.0), (180.0, 60.0)),
            ((-180.0, 50.0), (-175.0, 50.0), (-175.0, 60.0)),
        ),
        spots=(Spot(name=plain("East"), level="point", lat=55.0, lon=-176.0, claims=1),),
        unplaced=0,
    ),
}


def drawn(name: str, language: Language = "en", width: int = WIDE) -> Drawing:
    drawing = draw(CHARTS[name], language, width)
    assert drawing is not None
    return drawing


@pytest.mark.parametrize(("name", "width"), list(product(CHARTS, (WIDE, NARROW))))
def test_a_chart_is_well_formed_as_part_of_the_page_and_as_a_file(name: str, width: int) -> None:
    drawing = drawn(name, "ko", width)
    inline = ET.fromstring(drawing.inline("w-only"))  # noqa: S314  # our own text
    alone = ET.fromstring(drawing.standalone())  # noqa: S314  # our own text
    assert inline.get("role") == ("group" if inline.findall(".//a") else "img")
    assert inline.get("aria-label")
    assert alone.find("{http://www.w3.org/2000/svg}title") is not None
    assert alone.find("{http://www.w3.org/2000/svg}desc") is not None


@pytest.mark.parametrize("name", CHARTS)
def test_a_file_carries_its_own_colours_and_leads_nowhere(name: str) -> None:
    alone = drawn(name).standalone()
    assert "var(" not in alone
    assert "class=" not in alone
    assert "href" not in alone
    assert "style=" not in alone


@pytest.mark.parametrize("name", CHARTS)
def test_in_the_page_colours_are_classes_so_that_dark_mode_can_change_them(name: str) -> None:
    inline = drawn(name).inline("w-only")
    assert "style=" not in inline
    assert not [colour for colour in COLOURS.values() if colour in inline]


@pytest.mark.parametrize(("name", "width"), list(product(CHARTS, (WIDE, NARROW))))
def test_nothing_is_drawn_outside_the_field(name: str, width: int) -> None:
    drawing = drawn(name, "en", width)
    for element in ET.fromstring(drawing.standalone()).iter():  # noqa: S314  # our own text
        for key, limit in (
            ("x", drawing.width),
            ("cx", drawing.width),
            ("y", drawing.height),
            ("cy", drawing.height),
        ):
            value = float(element.get(key, "0"))
            assert 0 <= value <= limit + 1


def test_a_day_is_a_diamond_and_a_year_is_a_bar_that_begins_and_ends_inside_it() -> None:
    alone = drawn("timeline").standalone()
    assert alone.count("l4.5 4.5-4.5 4.5-4.5-4.5z") == 1
    assert "l6 3.5-6 3.5z" in alone  # open to the right
    assert "l-6 3.5 6 3.5z" in alone  # open to the left


def test_marks_that_find_no_row_are_counted() -> None:
    chart = Timeline(
        id="x", title=plain("x"), intervals=tuple(interval(DAY, DAY) for _ in range(ROWS_SHOWN + 3))
    )
    drawing = draw(chart, "en")
    assert drawing is not None
    assert "+3 in the fold" in drawing.inline("w-only")


def test_marks_lead_to_their_claims() -> None:
    assert drawn("timeline").inline("w-only").count('href="#e-a-c1"') == 4


def test_each_chart_of_the_findings_is_a_file_in_each_language() -> None:
    made = figures(build_findings([a_report(claims=[a_claim(grounds=["drugs"])])]))
    assert {"grounds-grounds.en.svg", "grounds-grounds.ko.svg", "times-timeline.en.svg"} <= set(made)
    assert all(text.startswith("<svg ") for text in made.values())


def test_words_are_cut_to_their_place() -> None:
    assert fit("Corrow", 100) == "Corrow"
    assert text_width(fit("가나다라마바사아자차", 60)) <= 60
    assert fit("가나다라마바사아자차", 60).endswith("…")


def test_the_outcomes_are_a_picture_with_one_sign_a_claim() -> None:
    freed = a_claim(act="release", victim={"status": "elite"})
    shot = a_claim(id="c2", act="execution", victim={"status": "ordinary"}, count={"min": 1, "max": 1})
    made = figures(build_findings([a_report(claims=[freed, shot])]))["outcomes-outcomes.en.svg"]
    assert made.count(GLYPHS["life"]) == 1
    assert made.count(GLYPHS["release"]) == 1
    assert "1 person" in made


def test_words_are_broken_into_lines_and_none_is_lost() -> None:
    lines = wrapped("2 persons or more", 80)
    assert " ".join(lines) == "2 persons or more"
    assert all(text_width(line) <= 80 for line in lines)
