"""What a documenter must find on the page of the two seed reports; their texts stay outside the project."""

from pathlib import Path

import pytest

from saksi.findings import Finding, build_findings, render_html
from saksi.findings.blocks import Table
from saksi.record import Bounds, Report, load_report

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[Report]:
    return [load_report(path) for path in sorted((shared / "data/claims/seeds").glob("*.json"))]


@pytest.fixture(scope="module")
def found(seeds: list[Report]) -> dict[str, Finding]:
    return {finding.id: finding for finding in build_findings(seeds).results}


def named(finding: Finding, block: str, row: str | None = None) -> list[str]:
    table = next(b for b in finding.blocks if isinstance(b, Table) and b.id == block)
    rows = [r for r in table.rows if row in (None, r.id)]
    return [ref.claim_id for r in rows for cell in r.cells for ref in cell.refs]


def test_the_student_is_one_person_executed_for_foreign_media(found: dict[str, Finding]) -> None:
    deaths = found["deaths"]
    assert deaths.figure is not None
    assert deaths.figure.bounds == Bounds(min=1, max=1, unit="persons")
    assert named(deaths, "executions") == ["c18"]
    assert "foreign media" in deaths.answer.plain("en")
    assert (deaths.sources.low, deaths.sources.high) == (1, 1)


def test_the_new_year_order_is_dated_and_from_the_leader(found: dict[str, Finding]) -> None:
    table = next(b for b in found["orders"].blocks if isinstance(b, Table))
    order = next(r for r in table.rows if r.id == "seed-rfa-2018/c1")
    assert order.cells[1].text is not None
    assert "leader" in order.cells[1].text.plain("en").lower()
    assert order.cells[2].text is not None
    assert order.cells[2].text.plain("en").startswith("1 Jan 2018")


@pytest.mark.parametrize(
    ("status", "claims"),
    [
        ("mixed", {"c4", "c12"}),  # screenings of executives and ordinary alike; dozens to hundreds
        ("elite", {"c16", "c17"}),  # executives' children are screened and get off
        ("ordinary", {"c13", "c18", "c19", "c20", "c21", "c23"}),
        ("official", {"c2", "c3", "c6", "c8", "c9", "c10", "c11"}),
    ],
)
def test_outcomes_by_status_are_those_of_the_reference_page(
    found: dict[str, Finding], status: str, claims: set[str]
) -> None:
    assert set(named(found["outcomes"], "outcomes", status)) == claims


def test_dozens_to_hundreds_is_what_one_source_says(found: dict[str, Finding]) -> None:
    camps = found["camps"]
    assert camps.figure is not None
    assert camps.figure.bounds == Bounds(min=24, max=999, unit="persons")
    assert {"c6", "c8", "c10", "c11", "c12", "c13"} <= set(named(camps, "camps"))
    assert camps.weakest is not None
    assert camps.weakest.falls == camps.weakest.of


def test_officials_in_camps_with_their_families(found: dict[str, Finding]) -> None:
    assert "c8" in named(found["families"], "families_appended")


def test_undated_reports_say_so(found: dict[str, Finding], seeds: list[Report]) -> None:
    assert "undated" in found["times"].answer.plain("en")
    assert render_html(build_findings(seeds), seeds).count("undated") > 10
