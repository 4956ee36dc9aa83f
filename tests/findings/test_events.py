"""Events that several reports tell; changes between years; what claims leave out."""

from typing import Any

import pytest
from tests.findings.links import Told, some_links

from saksi.findings import build_findings, render_html
from saksi.findings.blocks import Cell, Refused, Table
from saksi.findings.links import Links
from saksi.findings.model import Finding
from saksi.record import Report
from saksi.record.reports import Retraction
from saksi.testing import a_claim, a_report

DEAD = {"act": "execution", "victim": {"text": "a baker", "type": "individual"}}


def about(name: str, reports: list[Report], links: Links | None = None) -> Finding:
    return next(f for f in build_findings(reports, links=links).results if f.id == name)


def table(finding: Finding, name: str) -> Table:
    return next(b for b in finding.blocks if isinstance(b, Table) and b.id == name)


def words(cell: Cell) -> str:
    return " ".join(t.plain("en") for t in (*((cell.text,) if cell.text else ()), *cell.lines))


def two_reports_of_one_execution() -> tuple[list[Report], Links]:
    reports = [
        a_report(id="isk", claims=[a_claim(**DEAD, count={"min": 2, "max": 2})]),
        a_report(id="herald", outlet="Osmere Herald", claims=[a_claim(**DEAD, count={"min": 3, "max": 3})]),
    ]
    told: list[Told] = [("isk", "c1", "e1", ["s1"]), ("herald", "c1", "e1", ["s2"])]
    fight = [("e1", "count", "2", "isk", "c1"), ("e1", "count", "3", "herald", "c1")]
    return reports, some_links(told, conflicts=fight)


def test_an_event_that_two_reports_tell_is_one_line_with_its_contradiction() -> None:
    reports, links = two_reports_of_one_execution()
    found = about("events", reports, links)
    (row,) = table(found, "events").rows
    assert words(row.cells[2]) == "3 persons or more"
    assert words(row.cells[3]) == "1 to 2 independent sources in 2 reports"
    contradiction = words(row.cells[4])
    assert contradiction.startswith("how many: ")
    assert "2 persons (Isk Radio c1)" in contradiction
    assert "3 persons (Osmere Herald c1)" in contradiction
    assert "1 event" in found.answer.plain("en")
    assert [group.id for group in found.claims_for] == ["events-contested"]


def test_the_evidence_of_a_claim_leads_to_the_other_claims_of_its_event() -> None:
    reports, links = two_reports_of_one_execution()
    page = render_html(build_findings(reports, links=links), reports, links)
    start = page.index('<article class="ev" id="e-isk-c1">')
    entry = page[start : page.index("</article>", start)]
    assert 'href="#e-herald-c1"' in entry
    assert "Event e1:" in entry


def test_claims_of_two_events_confirm_nothing() -> None:
    reports = [a_report(id=name, claims=[a_claim()]) for name in ("a", "b")]
    links = some_links([("a", "c1", "e1", ["s1"]), ("b", "c1", "e2", ["s2"])])
    found = about("events", reports, links)
    assert "do not confirm each other" in found.answer.plain("en")
    assert not found.blocks


def test_without_links_events_are_refused_with_the_command_that_links_them() -> None:
    (box,) = about("events", [a_report(claims=[a_claim()])]).refusals
    assert "saksi link events" in box.needed[0].plain("en")


def test_a_denial_of_an_event_stands_against_it() -> None:
    reports, links = two_reports_of_one_execution()
    denied = reports[1].claims[0].model_copy(update={"modality": "denied"})
    found = about("events", [reports[0], reports[1].model_copy(update={"claims": (denied,)})], links)
    assert [ref.report_id for ref in found.claims_against] == ["herald"]


def year(number: int, sources: str, acts: int) -> list[Report]:
    """Return a report a source, published in one year, each with some claims of acts."""
    made = []
    for source in sources:
        chain = [
            {"text": f"source {source}", "role": "insider_source", "anonymous": True},
            {"text": "Isk Radio", "role": "outlet"},
        ]
        attribution: dict[str, Any] = {"chain": chain, "directness": "anonymous"}
        claims = [a_claim(id=f"c{n}", attribution=attribution) for n in range(acts)]
        made.append(a_report(id=f"{number}-{source}", published=f"{number}-05-01", claims=claims))
    return made


def test_a_change_is_said_only_of_the_sources_that_speak_in_both_years() -> None:
    found = about("changes", [*year(2021, "abcd", 1), *year(2022, "abcefgh", 2)])
    assert "3 events in 2021 and 6 in 2022 (3 sources)" in found.answer.plain("en")
    assert not [b for b in found.blocks if isinstance(b, Refused)]
    (row,) = table(found, "changes").rows
    assert [words(cell) or cell.value for cell in row.cells[1:6]] == ["4 → 14", "3 → 6", 3, 1, 4]


def test_with_too_few_sources_in_both_years_the_change_is_refused_and_the_network_shown() -> None:
    found = about("changes", [*year(2021, "ab", 1), *year(2022, "abxyz", 2)])
    refused = [b for b in found.blocks if isinstance(b, Refused)]
    assert len(refused) == 1
    assert "rose" not in found.answer.plain("en")
    (row,) = table(found, "changes").rows
    assert words(row.cells[-1]).startswith("no")


def test_events_are_counted_once_in_a_year_however_many_claims_tell_them() -> None:
    reports = [*year(2021, "abc", 1), *year(2022, "abc", 1)]
    told: list[Told] = [(r.id, "c0", "e1" if r.id.startswith("2021") else "e2", ["s1"]) for r in reports]
    found = about("changes", reports, some_links(told))
    (row,) = table(found, "changes").rows
    assert words(row.cells[1]) == "1 → 1"


def test_what_claims_leave_out_is_counted_by_act() -> None:
    bare = a_claim(
        id="c2",
        place={"text": None},
        time={"text": None, "from": None, "to": None},
        count={"min": None, "max": None, "text": None},
        perpetrator={"text": None, "institution": None},
    )
    found = about("limits", [a_report(claims=[a_claim(grounds=["religion"]), bare])])
    (row,) = table(found, "unsaid").rows
    assert [cell.value for cell in row.cells[1:]] == [2, 1, 1, 1, 1, 1]
    assert "1 of 2 claims of acts leave out" in found.answer.plain("en")


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Unlike last year, agents arrested two traders in Corrow.", True),
        ("지난해와 달리 올해는 요원들이 상인 두 명을 체포했다.", True),
        ("Agents arrested two traders in Corrow last year.", False),
    ],
)
def test_a_source_that_compares_with_last_year_is_listed_as_a_claim(text: str, listed: bool) -> None:
    found = about("changes", [a_report(text, claims=[a_claim(passages=[[0, len(text)]])])])
    assert bool(found.claims_apart) is listed


def test_a_side_that_only_a_withdrawn_report_takes_contradicts_nothing() -> None:
    reports, links = two_reports_of_one_execution()
    gone = reports[1].model_copy(update={"retracted": Retraction(by="herald")})
    found = about("events", [reports[0], gone], links)
    assert not found.claims_for
    assert not found.blocks
