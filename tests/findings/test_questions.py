"""What each question answers to the one case that it is about."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from tests.findings.links import some_links

from saksi.findings import build_findings, render_html
from saksi.findings.blocks import CountryMap, Network, RangeChart, Refused, Table, Timeline
from saksi.findings.links import CARRIED
from saksi.findings.model import Finding
from saksi.record import Bounds, Claim, Report
from saksi.testing import a_claim, a_report

BAKER = {"text": "a baker", "type": "individual", "status": "ordinary"}
UNSAID = {"min": None, "max": None, "text": None}


def ask(name: str, *claims: Claim, **fields: Any) -> Finding:
    return about(name, [a_report(claims=list(claims), **fields)])


def about(name: str, reports: list[Report]) -> Finding:
    return next(f for f in build_findings(reports).results if f.id == name)


def table(finding: Finding, name: str) -> Table:
    return next(b for b in finding.blocks if isinstance(b, Table) and b.id == name)


def test_one_execution_of_somebody_is_one_person_with_its_accusation() -> None:
    shot = a_claim(act="execution", victim=BAKER, count={"min": 1, "max": 1}, grounds=["foreign_media"])
    found = ask("deaths", shot)
    assert found.figure is not None
    assert found.figure.bounds == Bounds(min=1, max=1, unit="persons")
    assert found.figure.unit.plain("en") == "person, as one claim puts it"
    assert "1 person" in found.answer.plain("en")
    assert "foreign media" in found.answer.plain("en")


@pytest.mark.parametrize(
    "fields",
    [
        {"modality": "feared", "kind": "condition"},
        {"modality": "planned", "kind": "order"},
        {"modality": "ongoing", "victim": {"type": "unspecified"}, "count": UNSAID},
        {"modality": "uncertain"},
    ],
)
def test_fears_plans_habits_and_doubts_are_listed_and_not_counted(fields: dict[str, Any]) -> None:
    found = ask("deaths", a_claim(act="execution", **fields))
    assert found.figure is None
    assert found.reviewed.of == 0
    assert [len(group.refs) for group in found.claims_apart] == [1]
    assert table(found, "deaths_apart").rows


def test_a_denied_death_stands_against() -> None:
    found = ask("deaths", a_claim(act="execution", modality="denied"))
    assert [ref.claim_id for ref in found.claims_against] == ["c1"]
    assert found.figure is None


def test_two_executions_are_not_added_up() -> None:
    shot = {"act": "execution", "victim": BAKER}
    found = ask(
        "deaths",
        a_claim(count={"min": 1, "max": 1}, **shot),
        a_claim(id="c2", count={"min": 3, "max": 3}, **shot),
    )
    assert found.figure is not None
    assert found.figure.bounds == Bounds(min=3, max=None, unit="persons")
    assert "not a total" in found.figure.unit.plain("en")


def test_the_camps_figure_is_what_one_source_says() -> None:
    many = a_claim(
        act="detention_political_camp", count={"min": 24, "max": 999, "text": "dozens to hundreds"}
    )
    some = a_claim(id="c2", act="detention_political_camp", count={"min": 2, "max": None})
    found = ask("camps", some, many)
    assert found.figure is not None
    assert found.figure.bounds == Bounds(min=24, max=999, unit="persons")
    assert found.bounds == (Bounds(min=24, max=None, unit="persons"),)
    chart = next(b for b in found.blocks if isinstance(b, RangeChart))
    assert [(bar.low, bar.high) for bar in chart.bars] == [(24, 999), (2, None)]


def test_without_a_number_there_is_no_figure_and_never_a_zero() -> None:
    found = ask("camps", a_claim(act="detention_political_camp", count=UNSAID))
    assert found.figure is None
    assert "none gives a number" in found.answer.plain("en")


def test_outcomes_put_one_mark_a_claim_by_status_and_gravity() -> None:
    found = ask(
        "outcomes",
        a_claim(act="release", victim={"status": "elite"}),
        a_claim(id="c2", act="execution", victim={"status": "ordinary"}),
        a_claim(id="c3", act="crackdown", victim={"status": "ordinary"}),
    )
    matrix = table(found, "outcomes")
    assert [c.id for c in matrix.columns] == ["status", "got_off", "died"]
    assert [row.id for row in matrix.rows] == ["elite", "ordinary"]
    assert "Getting off is told only of the elite" in found.answer.plain("en")
    assert found.refusals[0].title.plain("en") == "No rate by status"


def test_a_claim_with_two_accusations_is_in_two_rows_and_one_claim() -> None:
    found = ask("grounds", a_claim(grounds=["religion", "drugs"]), a_claim(id="c2", grounds=["drugs"]))
    rows = {row.id: row.cells[1].value for row in table(found, "grounds").rows}
    assert rows == {"drugs": 2, "religion": 1}
    assert found.reviewed.of == 2


def test_an_act_that_a_reviewer_ties_to_an_order_stands_beside_it() -> None:
    claims = [a_claim(id="c1", kind="order", modality="planned"), a_claim(id="c2")]
    ties = [("isk-1", "c1", "isk-1", "c2"), ("foreign", "c1", "isk-1", "c2")]
    links = replace(some_links([]), carried=pl.DataFrame(ties, schema=dict(CARRIED), orient="row"))
    reports = [a_report(id="isk-1", claims=claims)]
    found = next(f for f in build_findings(reports, links=links).results if f.id == "orders")
    assert "1 act is said by a reviewer" in found.answer.plain("en")
    (apart,) = (group for group in found.claims_apart if "by a reviewer" in group.title.plain("en"))
    assert [ref.claim_id for ref in apart.refs] == ["c2"]
    (row,) = table(found, "orders").rows
    assert [ref.claim_id for ref in row.cells[4].refs] == ["c2"]
    only_act = [a_report(id="isk-1", claims=claims[1:])]  # whoever does not see the order sees no tie
    assert "reviewer" not in next(
        f for f in build_findings(only_act, links=links).results if f.id == "orders"
    ).answer.plain("en")


def test_an_order_counts_later_acts_of_its_kind_without_linking_them() -> None:
    where = {"text": None, "country": "XO"}
    order = a_claim(
        kind="order", modality="planned", place=where, time={"from": "2024-02-01", "to": "2024-02-01"}
    )
    after = a_claim(id="c2", place=where)
    before = a_claim(id="c3", place=where, time={"from": "2024-01-01", "to": "2024-01-31"})
    elsewhere = a_claim(id="c4", place={"text": None, "country": "XA"})
    (row,) = table(ask("orders", order, after, before, elsewhere), "orders").rows
    assert [ref.claim_id for ref in row.cells[4].refs] == ["c2"]


@pytest.mark.parametrize(
    ("before", "act", "tied"),
    [
        ("Under the campaign, ", "agents arrested two traders", True),
        ("Following Verrow's order, ", "agents arrested two traders", True),
        ("", "방침에 따라 상인 두 명을 체포했다", True),
        ("A campaign was announced under an order. ", "Agents arrested two traders", False),
        ("On the orders of the committee, ", "agents arrested two traders", True),
        ("On Sunday, ", "when order police arrested two traders", False),
        ("In March, ", "agents arrested two traders", False),
    ],
)
def test_an_act_is_tied_to_an_order_only_by_its_own_sentence(before: str, act: str, tied: bool) -> None:
    claim = a_claim(passages=[[len(before), len(before + act)]])
    found = about("orders", [a_report(before + act + ".", claims=[claim])])
    assert bool(found.claims_apart) is tied
    assert not found.claims_for


def test_an_undated_report_keeps_its_relative_times_in_words() -> None:
    loose = a_claim(time={"text": "this year", "from": None, "to": None})
    found = ask("times", loose, published=None)
    assert "undated" in found.answer.plain("en")
    assert "“this year”" in table(found, "loose_times").rows[0].cells[3].lines[0].plain("en")
    assert not [b for b in found.blocks if isinstance(b, Timeline)]


def test_a_place_stands_on_the_map_at_the_level_known() -> None:
    found = ask(
        "places",
        a_claim(place={"text": None, "country": "XO", "admin1": "Merrin"}),
        a_claim(id="c2", place={"text": "nowhere anybody knows", "country": "XO"}),
        a_claim(id="c3", place={"text": None, "country": "XO"}),
    )
    drawn = next(b for b in found.blocks if isinstance(b, CountryMap))
    assert [(s.name.plain("en"), s.level, s.claims) for s in drawn.spots] == [("Merrin", "area", 1)]
    assert drawn.unplaced == 2
    assert [row.cells[2].text.plain("en") for row in table(found, "places").rows if row.cells[2].text] == [
        "province",
        "a name not on the map",
        "country only",
    ]


def test_a_finding_that_rests_on_one_source_falls_with_it() -> None:
    found = ask("origins", a_claim())
    (row,) = table(found, "origins").rows
    assert "Who did what to whom?" in (row.cells[6].text or found.unit).plain("en")
    assert "1 of 1" in found.answer.plain("en")


def test_a_disputed_claim_and_a_withdrawn_report_are_told() -> None:
    denies = {
        "chain": [{"text": "the ministry", "role": "official"}],
        "directness": "official",
        "stance": "disputes",
    }
    reports = [
        a_report(id="a", claims=[a_claim(more_attributions=[denies])]),
        a_report(id="b", retracted={"by": "Isk Radio", "at": "2024-04-02"}, claims=[a_claim()]),
    ]
    found = about("doubts", reports)
    assert "1 disputed" in found.answer.plain("en")
    assert "1 report is withdrawn" in found.answer.plain("en")
    assert table(found, "withdrawn").rows[0].id == "b/c1"


def test_a_withdrawn_report_without_claims_is_told_too() -> None:
    found = about("doubts", [a_report(id="b", retracted={"by": "Isk Radio"})])
    assert [row.id for row in table(found, "withdrawn").rows] == ["b"]


def test_families_named_with_the_accused_and_relatives_on_their_own_are_two_things() -> None:
    found = ask(
        "families",
        a_claim(victim={"family_included": True}),
        a_claim(
            id="c2", victim={"status": "family_of_accused"}, count={"min": 6, "max": 6, "unit": "families"}
        ),
    )
    assert [len(g.refs) for g in found.claims_for] == [1, 1]
    assert found.bounds == (Bounds(min=6, max=6, unit="families"),)


def test_totals_shares_and_changes_are_refused_with_a_cure() -> None:
    blocks = [b for name in ("limits", "changes") for b in ask(name, a_claim()).blocks]
    refused = [b for b in blocks if isinstance(b, Refused)]
    assert len(refused) == 3
    assert all(box.needed for box in refused)


def test_two_years_are_compared_by_who_speaks() -> None:
    old = a_report(id="a", published="2022-03-01", claims=[a_claim()])
    new = a_report(id="b", published="2024-03-01", outlet="Osmere Herald", claims=[a_claim()])
    network = next(b for b in about("changes", [new, old]).blocks if isinstance(b, Network))
    titles = (network.first.title.plain("en"), network.second.title.plain("en"))
    assert titles == ("2022", "2024")
    assert len(network.both.tellers) == 1  # one source of Isk Radio, also at the Herald's end of a chain


def test_the_record_counts_languages_dates_copies_and_silence() -> None:
    reports = [
        a_report(id="a", claims=[a_claim()]),
        a_report(id="b", language="ko", published=None),
        a_report(id="c", duplicate_of="a", claims=[a_claim()]),
    ]
    found = about("holds", reports)
    notes = {n.label.plain("en"): n.text.plain("en") for n in found.notes}
    assert notes["Languages"] == "English 1, Korean 1"
    assert notes["Dates of publication"] == "1 dated, 1 undated"
    assert [text.plain("en") for text in found.not_counted] == [
        "1 exact copy of another report",
        "1 report holds no claim",
    ]


def test_a_denial_stands_against_each_figure_that_counts_acts_and_no_page_says_there_is_none() -> None:
    claims = [
        a_claim(grounds=["religion"]),
        a_claim(id="c2", modality="denied", grounds=["religion"]),
    ]
    report = a_report(claims=claims)
    findings = build_findings([report])
    against = {f.id for f in findings.results if "c2" in {ref.claim_id for ref in f.claims_against}}
    assert {"acts", "grounds", "places", "times"} <= against
    counts = {found.id for found in findings.results if not found.deniable}
    assert {"holds", "doubts", "limits", "origins"} <= counts
    page = render_html(findings, [report])
    holds = page[page.index('<article class="finding" id="holds">') : page.index('id="acts"')]
    assert "no report denies it" not in holds
