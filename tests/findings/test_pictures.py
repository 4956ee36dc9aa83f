"""Sources, overlaps of outlets, documented beside undocumented: as data, as drawings, as PNG."""

import re
import struct
from typing import Any

import pytest
from tests.findings.links import Told, some_links

from saksi.findings import Estimated, build_findings, figures, png
from saksi.findings.blocks import Refused, StackChart, Table, TotalChart, UpSet
from saksi.findings.charts import NARROW, WIDE, draw
from saksi.findings.model import Finding
from saksi.findings.text import LANGUAGES
from saksi.testing import a_claim, a_report


def rows(*changes: dict[str, Any]) -> list[Estimated]:
    base = {"method": "combined", "documented": 120, "total": 300.2, "lower": 210.0, "upper": 480.0}
    return [Estimated.model_validate(base | change) for change in changes]


def undocumented(*changes: dict[str, Any]) -> Finding:
    found = build_findings([a_report(claims=[a_claim()])], estimates=rows(*changes))
    return next(f for f in found.results if f.id == "undocumented")


REFUSED = {
    "stratum": "north",
    "total": None,
    "lower": None,
    "upper": None,
    "refused": "the lists do not overlap",
}


def test_without_lists_the_undocumented_are_refused_with_what_is_needed() -> None:
    (box,) = undocumented().blocks
    assert isinstance(box, Refused)
    assert any("saksi estimate" in need.plain("en") for need in box.needed)


def test_one_answer_is_the_figure_with_its_documented_people_and_its_level() -> None:
    found = undocumented({})
    assert found.figure is not None
    assert (found.figure.bounds.min, found.figure.bounds.max) == (210, 480)
    assert "120 are documented (95 % interval)" in found.figure.unit.plain("en")


def test_strata_are_never_put_into_one_figure() -> None:
    found = undocumented({"stratum": "north"}, {"stratum": "south"})
    assert found.figure is None
    assert len(found.bounds) == 2


def test_the_combined_answer_stands_for_its_methods() -> None:
    found = undocumented({"method": "chao", "upper": 9_999.0}, {})
    table = next(b for b in found.blocks if isinstance(b, Table))
    assert [row.id for row in table.rows] == ["combined-"]


def test_a_refused_stratum_keeps_its_documented_people_and_gives_the_reason() -> None:
    found = undocumented({"stratum": "south"}, REFUSED)
    chart = next(b for b in found.blocks if isinstance(b, TotalChart))
    assert [(t.documented, t.low) for t in chart.totals] == [(120, 210), (120, None)]
    box = next(b for b in found.blocks if isinstance(b, Refused))
    assert "do not overlap" in box.reason.plain("en")
    assert box.needed
    assert "1 of 2 strata" in found.answer.plain("en")


def test_outlets_that_tell_the_same_events_are_drawn_by_combination() -> None:
    reports = [
        a_report(id="a", outlet="Isk Radio", claims=[a_claim(), a_claim(id="c2")]),
        a_report(id="b", outlet="Herald", claims=[a_claim()]),
    ]
    told: list[Told] = [("a", "c1", "e1", ["s1"]), ("b", "c1", "e1", ["s2"]), ("a", "c2", "e2", ["s1"])]
    found = build_findings(reports, links=some_links(told))
    blocks = next(f for f in found.results if f.id == "origins").blocks
    chart = next(b for b in blocks if isinstance(b, UpSet))
    assert [(label.plain("en"), n) for label, n in chart.lists] == [("Isk Radio", 2), ("Herald", 1)]
    assert chart.combinations == (((0,), 1), ((0, 1), 1))
    stacks = next(b for b in blocks if isinstance(b, StackChart))
    assert sum(sum(row.parts.values()) for row in stacks.rows) == 3


def test_one_outlet_alone_makes_no_overlap() -> None:
    found = build_findings(
        [a_report(claims=[a_claim()])], links=some_links([(a_report().id, "c1", "e1", ["s1"])])
    )
    blocks = next(f for f in found.results if f.id == "origins").blocks
    assert not [b for b in blocks if isinstance(b, UpSet)]


MANY = UpSet.model_validate(
    {
        "id": "u",
        "title": {"en": "Overlap.", "ko": "겹침."},
        "lists": [({"en": f"outlet {n}", "ko": f"매체 {n}"}, n + 1) for n in range(6)],
        "combinations": [((n % 6,), 40 - n) for n in range(40)],
    }
)
TOTALS = next(b for b in undocumented({"stratum": "south"}, REFUSED).blocks if isinstance(b, TotalChart))


@pytest.mark.parametrize("block", [MANY, TOTALS], ids=["upset", "totals"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_drawing_stays_in_its_frame_and_says_in_words_what_it_shows(
    block: Any, language: Any, width: int
) -> None:
    drawing = draw(block, language, width)
    assert drawing is not None
    svg = drawing.standalone()
    for x in re.findall(r'(?:cx|x)="(-?[\d.]+)"', svg):
        assert -1 <= float(x) <= width
    spoken = re.search(r"<desc>(.*?)</desc>", svg)
    assert spoken is not None
    assert len(spoken[1]) > 20


def test_combinations_that_do_not_fit_are_counted() -> None:
    drawing = draw(MANY, "en", NARROW)
    assert drawing is not None
    assert re.search(r"[\d,]+ events in combinations not drawn", drawing.title)


def test_a_figure_as_png_has_twice_the_size_of_its_drawing() -> None:
    found = build_findings([a_report(claims=[a_claim(grounds=["religion"])])])
    name, drawing = next((n, d) for n, d in figures(found).items() if n.endswith(".ko.svg"))
    assert name
    size = re.search(r'<svg[^>]* width="(\d+)" height="(\d+)', drawing)
    assert size is not None
    picture = png(drawing)
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert abs(width - 2 * int(size[1])) <= 2
    assert abs(height - 2 * int(size[2])) <= 3
