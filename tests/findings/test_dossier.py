"""Dossiers: what they hold, that nothing is read as markup, that an issued one can be checked."""

import json
from datetime import date
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from tests.findings.links import Told, some_links

from saksi.findings.custody import Handled
from saksi.findings.dossier import (
    Dossier,
    dossier_of_campaign,
    dossier_of_case,
    dossier_of_event,
    dossier_of_person,
    intact,
    issue,
    render_dossier,
    typeset,
    with_received,
)
from saksi.findings.select import Record, select
from saksi.record import InvalidInput, Report
from saksi.testing import TEXT, a_claim, a_report

HOSTILE = 'Agents #panic("x") $1/0$ *arrested* <script>alert(1)</script> two \\ traders.'


def record(*reports: Report, told: list[Told] | None = None) -> Record:
    links = some_links(told) if told else None
    return select(reports, links)


def named(name: str, **fields: Any) -> Any:
    return a_claim(victim={"text": name, "name": name, "type": "individual"}, **fields)


def refs(dossier: Dossier) -> dict[str, list[str]]:
    return {s.id: [f"{e.ref.report_id}:{e.ref.claim_id}" for e in s.entries] for s in dossier.sections}


def pages(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_case_holds_its_reports_claims_by_act_with_fears_denials_and_withdrawals_apart() -> None:
    kept = a_report(
        id="a",
        claims=[
            a_claim(),
            a_claim(id="c2", act="execution", kind="condition", modality="feared"),
            a_claim(id="c3", act="torture", modality="denied"),
        ],
    )
    gone = a_report(id="b", retracted={"by": "Isk Radio"}, claims=[a_claim()])
    other = a_report(id="z", claims=[a_claim()])
    found = dossier_of_case(record(kept, gone, other), ["a", "b"])
    assert refs(found) == {
        "detention_other": ["a:c1"],
        "apart": ["a:c2"],
        "denied": ["a:c3"],
        "withdrawn": ["b:c1"],
    }
    assert [(r.number, r.report_id, r.retracted_by) for r in found.references] == [
        (1, "a", None),
        (2, "b", "Isk Radio"),
    ]


def test_an_event_is_told_report_by_report_with_its_contradictions() -> None:
    reports = [a_report(id="a", claims=[a_claim(count={"min": 2, "max": 2})])]
    reports.append(a_report(id="b", outlet="Herald", claims=[a_claim(count={"min": 3, "max": 3})]))
    told: list[Told] = [("a", "c1", "e1", ["s1"]), ("b", "c1", "e1", ["s2"])]
    fights = [("e1", "count", "2", "a", "c1"), ("e1", "count", "3", "b", "c1")]
    found = dossier_of_event(select(reports, some_links(told, conflicts=fights)), "e1")
    assert refs(found) == {"r1": ["a:c1"], "r2": ["b:c1"]}
    assert "2 persons (Isk Radio c1) ≠ 3 persons (Herald c1)" in found.contradictions[0].plain("en")
    assert "1 to 2 independent sources" in found.sources.plain("en")


def test_a_person_is_found_by_spelling_and_the_page_says_that_names_are_no_proof() -> None:
    held = record(
        a_report(id="a", claims=[named("Omm Tarsel"), named("Wen", id="c2")]),
        a_report(id="b", claims=[named("Tarsel Omm")]),
    )
    found = dossier_of_person(
        held, "TARSEL omm", lambda one, other: set(one.lower().split()) == set(other.lower().split())
    )
    assert refs(found) == {"r1": ["a:c1"], "r2": ["b:c1"]}
    assert "may be several" in found.lead.plain("en")


def test_a_campaign_has_its_order_and_later_acts_without_a_link_between_them() -> None:
    order = a_claim(
        kind="order",
        modality="planned",
        time={"from": "2024-03-01", "to": "2024-03-01"},
        place={"country": "XO"},
    )
    later = a_claim(id="c2", time={"from": "2024-03-05", "to": "2024-03-05"}, place={"country": "XO"})
    earlier = a_claim(id="c3", time={"from": "2024-02-05", "to": "2024-02-05"}, place={"country": "XO"})
    found = dossier_of_campaign(record(a_report(id="a", claims=[order, later, earlier])), ("a", "c1"))
    assert refs(found) == {"order": ["a:c1"], "after": ["a:c2"]}
    assert "No link" in (found.sections[1].note or found.lead).plain("en")


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda r: dossier_of_case(r, ["nowhere"]), "no report 'nowhere'"),
        (lambda r: dossier_of_case(r, ["silent"]), "none of these reports has a claim"),
        (lambda r: dossier_of_event(r, "e9"), "no event 'e9'"),
        (lambda r: dossier_of_campaign(r, ("a", "c1")), "no order"),
        (lambda r: dossier_of_person(r, "Hidden Name", lambda _a, _b: False), "no claim names"),
    ],
)
def test_what_is_not_in_the_record_is_refused_with_the_next_step(ask: Any, why: str) -> None:
    held = record(a_report(id="a", claims=[named("Wen")]), a_report("Nothing.", id="silent"))
    with pytest.raises(InvalidInput, match=why) as caught:
        ask(held)
    assert "Hidden" not in str(caught.value)


@pytest.fixture(scope="module")
def hostile() -> Dossier:
    report = a_report(HOSTILE, id="a", title="<b>#x", claims=[a_claim(passages=[[0, len(HOSTILE)]])])
    return issue(dossier_of_case(select([report]), ["a"]), date(2024, 5, 1))


def test_words_of_a_report_are_never_markup(hostile: Dossier) -> None:
    page = render_dossier(hostile, "en")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    text = " ".join(pages(typeset(hostile, "en")).split())
    assert '#panic("x") $1/0$ *arrested*' in text


def test_the_pdf_is_the_same_each_time_and_holds_korean() -> None:
    text = "보위원들이 코로우에서 상인 두 명을 체포했다."
    report = a_report(text, id="a", language="ko", claims=[a_claim(passages=[[0, len(text)]])])
    found = dossier_of_case(select([report]), ["a"])
    first = typeset(found, "ko")
    assert first == typeset(found, "ko")
    assert "상인 두 명을 체포했다" in pages(first)
    assert "발행 전" in pages(first)


def test_charts_show_days_places_and_tellers_on_paper_and_screen_with_the_same_in_words() -> None:
    when = {"from": "2024-03-05", "to": "2024-03-09", "text": "early March"}
    claims = [a_claim(time=when, place={"country": "XO", "admin1": "South Calder", "text": "South Calder"})]
    found = issue(dossier_of_case(record(a_report(id="a", claims=claims)), ["a"]), date(2024, 5, 1))
    assert [chart.id for chart in found.charts] == ["timeline", "map-XO", "sources"]
    page = render_dossier(found, "en")
    assert page.count("<svg") == 5  # time line and tellers in two widths, one map
    assert 'href="#e-a-c1"' in page
    assert 'id="e-a-c1"' in page
    for words in ("5 to 9 Mar 2024", "South Calder 1", "“a source”, Isk Radio 1"):
        assert f"{words}</li>" in page
    pdf = typeset(found, "ko")
    assert "2024년 3월" in pages(pdf)
    assert pdf == typeset(Dossier.model_validate_json(found.model_dump_json()), "ko")
    fewer = found.model_copy(update={"charts": found.charts[:1]})
    assert not intact(fewer)


def test_a_dossier_issued_before_there_were_charts_and_custody_is_still_intact() -> None:
    found = dossier_of_case(record(a_report(id="a", claims=[a_claim()])), ["a"])
    old = issue(found.model_copy(update={"charts": ()}), date(2024, 5, 1))
    data = json.loads(old.model_dump_json())
    assert not {"charts", "received"} & {*data, *data["references"][0]}
    assert intact(Dossier.model_validate(data))


def test_a_source_says_when_the_archive_received_it_and_nothing_that_changes_later(hostile: Dossier) -> None:
    come = Handled(event="received", times=1, first=date(2024, 3, 21), last=date(2024, 3, 21), by=("K-7QX2",))
    seen = Handled(event="verified", times=1, first=date(2024, 4, 1), last=date(2024, 4, 1))
    kept = with_received(hostile, {"a": (come, seen)})
    assert "custody: received 21 Mar 2024 by K-7QX2<" in render_dossier(kept, "en").replace("</span>", "<")
    assert "received 21 Mar 2024 by K-7QX2" in pages(typeset(kept, "en"))
    assert kept == with_received(hostile, {"a": (come,)})


def test_an_issued_dossier_shows_its_hash_and_a_change_is_noticed(hostile: Dossier) -> None:
    assert hostile.content_sha256 is not None
    assert hostile.content_sha256 in render_dossier(hostile, "ko")
    held = Dossier.model_validate_json(hostile.model_dump_json())
    assert intact(held)
    data = json.loads(hostile.model_dump_json())
    data["sections"][0]["entries"][0]["decided"] = True
    assert not intact(Dossier.model_validate(data))
    assert issue(hostile, date(2024, 5, 2)).content_sha256 != hostile.content_sha256


def test_a_page_loads_nothing_and_names_what_vouches_for_each_report(hostile: Dossier) -> None:
    page = render_dossier(hostile, "en")
    assert "default-src 'none'" in page
    assert "src=" not in page
    assert hostile.references[0].text_sha256 in page
    assert "not checked for release" in page
    assert TEXT not in page
