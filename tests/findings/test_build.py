import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.findings import Findings, FindingsSettings, build_findings, findings_json, render_html
from saksi.findings.parts import by_act
from saksi.findings.questions.outcomes import APART, OUTCOMES
from saksi.findings.select import select
from saksi.record import Report, vocabulary
from saksi.testing import a_claim, a_report

SCHEMA = Path(__file__).with_name("findings.schema.json")
KILLED = {"victim": {"text": "a baker", "type": "individual"}, "count": {"min": 1, "max": 1}}


def reports() -> list[Report]:
    """Build a record with each kind of report: counted, copied, withdrawn, silent, undated."""
    order = a_claim(
        id="c2", kind="order", act="crackdown", modality="planned", count={"min": None, "max": None}
    )
    fear = a_claim(id="c3", kind="condition", act="execution", modality="feared")
    return [
        a_report(id="a", claims=[a_claim(), order, fear]),
        a_report(id="b", outlet="Osmere Herald", claims=[a_claim(count={"min": 24, "max": 99})]),
        a_report(id="c", duplicate_of="a", outlet="Kell Wire", claims=[a_claim()]),
        a_report(
            id="d",
            retracted={"by": "Osmere Herald", "at": "2024-04-01"},
            claims=[a_claim(act="execution", **KILLED)],
        ),
        a_report(
            id="e", published=None, claims=[a_claim(time={"text": "this year", "from": None, "to": None})]
        ),
        a_report(id="f"),
    ]


@given(st.permutations(reports()))
def test_the_order_of_reports_never_matters(shuffled: list[Report]) -> None:
    assert findings_json(build_findings(shuffled)) == findings_json(build_findings(reports()))


def test_the_input_is_not_modified() -> None:
    given_reports = reports()
    before = [report.model_dump_json() for report in given_reports]
    build_findings(given_reports)
    assert [report.model_dump_json() for report in given_reports] == before


def test_one_claim_more_changes_the_hash_of_the_input() -> None:
    more = [*reports()[:-1], a_report(id="f", claims=[a_claim()])]
    assert build_findings(more).input_sha256 != build_findings(reports()).input_sha256


def test_nothing_is_reviewed_and_every_finding_says_so() -> None:
    assert all(finding.reviewed.decided == 0 for finding in build_findings(reports()).results)


def test_claims_of_withdrawn_reports_stand_only_among_the_withdrawn() -> None:
    found = build_findings(reports())
    holding = {f.id for f in found.results if any(ref.report_id == "d" for ref in f.refs)}
    assert holding == {"doubts"}


def test_claims_of_copies_stand_nowhere() -> None:
    found = build_findings(reports())
    assert not [f.id for f in found.results if any(ref.report_id == "c" for ref in f.refs)]


def test_every_claim_of_a_finding_is_in_the_record() -> None:
    record = select(reports())
    known = {s.ref for s in (*record.statements, *record.withdrawn)}
    assert all(set(finding.refs) <= known for finding in build_findings(reports()).results)


def test_every_finding_says_both_languages() -> None:
    for finding in build_findings(reports()).results:
        for text in (finding.question, finding.answer, finding.unit, finding.rule.words):
            assert text.plain("en").strip()
            assert text.plain("ko").strip()
            assert text.plain("en") != text.plain("ko")


def test_every_rule_shows_the_code_that_ran() -> None:
    assert all("def " in finding.rule.code for finding in build_findings(reports()).results)


@pytest.mark.parametrize("given_reports", [[], [a_report()]])
def test_a_record_without_claims_is_answered_and_not_an_error(given_reports: list[Report]) -> None:
    found = build_findings(given_reports)
    answers = {finding.id: finding.answer.plain("en") for finding in found.results}
    assert "No claim was found" in answers["holds"]
    assert "not evidence" in answers["camps"]


def test_settings_and_versions_are_recorded() -> None:
    found = build_findings(
        reports(), today=date(2024, 5, 1), settings=FindingsSettings(language="ko", title="Osmere")
    )
    data = json.loads(findings_json(found))
    assert (data["settings"]["language"], data["title"]["ko"], data["made"]) == ("ko", "Osmere", "2024-05-01")
    assert data["versions"]["format"] == "findings/2"


def test_the_form_of_the_data_is_stable() -> None:
    """Programs read findings.json: a change of its form is a change of `versions.format`."""
    now = Findings.model_json_schema(mode="serialization")
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == now


def test_every_act_has_a_column_or_is_apart() -> None:
    placed = [act for acts in OUTCOMES.values() for act in acts]
    assert sorted([*placed, *APART]) == sorted(vocabulary("act").terms)


def test_acts_stand_gravest_family_first() -> None:
    record = select(
        [a_report(claims=[a_claim(), a_claim(id="c2", act="fine"), a_claim(id="c3", act="execution")])]
    )
    assert list(by_act(record.statements)) == ["execution", "detention_other", "fine"]


def test_what_a_person_decided_is_told_apart_from_what_the_reader_suggests() -> None:
    held = [a_report(id="a", claims=[a_claim(), a_claim(id="c2")])]
    found = build_findings(held, decided=[("a", "c1")])
    acts = next(finding for finding in found.results if finding.id == "acts")
    assert (acts.reviewed.decided, acts.reviewed.of) == (1, 2)
    page = render_html(found, held, decided=[("a", "c1")])
    assert page.count('<span class="st">') > 0
    assert "1 of 2 decided by a person" in page
