"""The twenty questions of docs/methods/findings.md, on the two reports alone, as the reader reads them."""

import shutil
from pathlib import Path

import pytest
from tests.journeys.commands import saksi
from tests.journeys.seeds import CAMPS, RFA, Answers, found

from saksi.record import Claim, Report

pytestmark = pytest.mark.shared


@pytest.fixture(scope="session")  # a stolen test may come back to this file: no second folder
def two(seeds: Path) -> Path:
    """Run `saksi findings` on the two first reports alone."""
    folder = seeds / "two"
    (folder / "read").mkdir(parents=True)
    for name in (RFA, CAMPS):
        shutil.copy(seeds / "read" / f"{name}.json", folder / "read")
    assert saksi("findings", "read", "--output", "out", folder=folder).returncode == 0
    return folder / "out"


@pytest.fixture(scope="module")
def answers(two: Path, as_read: dict[str, Report]) -> Answers:
    return Answers(two, as_read)


@pytest.fixture(scope="module")
def student(as_read: dict[str, Report], shared: Path) -> Claim:
    [claim] = found(as_read, shared, RFA, "c18")
    return claim


def test_q1_who_was_executed_and_on_what_accusation(answers: Answers, student: Claim) -> None:
    assert "1 person" in answers.article("deaths")
    assert "foreign media" in answers.article("deaths")
    assert "student" in answers.one_click("deaths", RFA, student)


def test_q2_where_and_when_the_student_was_executed_is_said_to_be_unknown(
    answers: Answers, student: Claim
) -> None:
    evidence = answers.one_click("deaths", RFA, student)
    assert "place not said" in evidence
    assert "time not said" in evidence
    row = next(row for row in answers.table("limits", "unsaid") if row["id"] == "execution")
    assert all(row["cells"][n]["value"] >= 1 for n in (2, 3))  # no place, no day


def test_q3_who_says_so_and_who_heard_it_first(answers: Answers, student: Claim) -> None:
    evidence = answers.one_click("deaths", RFA, student)
    assert "North Hamgyong" in evidence
    assert "RFA" in evidence
    sources = answers.findings["deaths"]["sources"]
    assert (sources["low"], sources["high"]) == (1, 1)
    assert "the whole figure falls" in answers.article("deaths")


def test_q4_which_officials_went_to_the_camps_and_for_what(
    answers: Answers, as_read: dict[str, Report], shared: Path
) -> None:
    for gold in ("c6", "c10", "c11"):
        claims = found(as_read, shared, CAMPS, gold)
        evidence = [answers.one_click("camps", CAMPS, c) for c in claims if c.victim.status == "official"]
        assert evidence, gold
        assert not all("no accusation told" in words for words in evidence), gold


def test_q5_families_taken_with_the_accused(answers: Answers, as_read: dict[str, Report]) -> None:
    claims = [c for c in as_read[CAMPS].claims if c.victim.family_included]
    assert any("families" in answers.one_click("families", CAMPS, claim) for claim in claims)


def test_q6_children_of_executives_are_screened_and_get_off(
    answers: Answers, as_read: dict[str, Report], shared: Path
) -> None:
    claims = [c for c in found(as_read, shared, RFA, "c17") if c.act == "release"]
    assert any("children" in answers.one_click("outcomes", RFA, claim) for claim in claims)
    assert "Getting off is told only of the elite" in answers.article("outcomes")


def test_q7_those_without_work_are_accused_and_lose_power_water_and_food(
    answers: Answers, as_read: dict[str, Report], shared: Path
) -> None:
    for gold in ("c20", "c21"):
        assert [answers.one_click("grounds", RFA, claim) for claim in found(as_read, shared, RFA, gold)], gold
    assert "unemployment" in answers.article("grounds")


def test_q8_who_gave_the_order_in_which_words(answers: Answers, as_read: dict[str, Report]) -> None:
    leader = [c for c in as_read[RFA].claims if c.kind == "order" and c.perpetrator.institution == "leader"]
    assert any("Kim" in answers.one_click("orders", RFA, claim) for claim in leader)
    assert "leader" in answers.article("orders").lower()
    assert "23 Dec 2017" in answers.article("orders")
    evidence = [answers.one_click("orders", RFA, claim) for claim in leader]
    assert any("first day of the new year" in words for words in evidence)  # read by a person, not the reader


def test_q9_acts_that_carried_an_order_out_only_where_the_report_ties_them_to_it(answers: Answers) -> None:
    assert "No link between an order and an act is asserted" in answers.article("orders")
    tied = answers.table("orders", "orders_carried")
    assert [row["id"].split("/")[0] for row in tied] == [RFA]
    assert "screenings" in tied[0]["cells"][0]["lines"][0]["en"]


def test_q10_which_office_sent_people_to_the_camps_is_said_to_be_unknown(answers: Answers) -> None:
    rows = {row["id"]: row for row in answers.table("limits", "unsaid")}
    camps = rows["detention_political_camp"]["cells"]
    assert 0 < camps[5]["value"] <= camps[1]["value"]  # by whom not said


def test_q11_nobody_denies_it(answers: Answers) -> None:
    assert all(finding["claims_against"] == [] for finding in answers.findings.values())
    assert "no report denies it" in answers.article("deaths")
    assert "denial" not in answers.findings["doubts"]["answer"]["en"]


def test_q12_fears_and_announcements_are_apart_and_in_no_count(answers: Answers) -> None:
    assert "feared" in answers.findings["doubts"]["answer"]["en"]
    counted = {
        (r["report_id"], r["claim_id"]) for g in answers.findings["acts"]["claims_for"] for r in g["refs"]
    }
    feared = [g["refs"] for g in answers.findings["doubts"]["claims_for"] if g["id"] == "doubts-feared"]
    assert feared
    assert not counted & {(r["report_id"], r["claim_id"]) for refs in feared for r in refs}


def test_q13_what_falls_with_the_first_source_in_north_hamgyong(answers: Answers) -> None:
    rows = answers.table("origins", "origins")
    [first] = [
        row
        for row in rows
        if "North Hamgyong" in row["cells"][0]["text"]["en"] and "second" not in row["cells"][0]["text"]["en"]
    ]
    assert first["cells"][4]["value"] >= 5  # claims that rest on it alone
    assert "Who was executed" in first["cells"][6]["text"]["en"]


def test_q14_the_two_reports_confirm_each_other_in_nothing(answers: Answers) -> None:
    assert "the reports do not confirm each other" in answers.article("events")


def test_q15_how_many_are_in_the_camps_as_one_source_puts_it(answers: Answers) -> None:
    figure = answers.findings["camps"]["figure"]["bounds"]
    assert (figure["min"], figure["max"]) == (24, 999)
    assert "as one source puts it" in answers.article("camps")
    assert answers.findings["camps"]["sources"]["high"] == 1


def test_q16_q17_q20_totals_shares_and_the_unreported_are_refused(answers: Answers) -> None:
    refused = answers.refusals("limits")
    assert "No total number of victims" in refused
    assert "nobody knows how many were never reported" in refused
    assert "No shares and no rates" in refused
    assert "No rate by status" in answers.refusals("outcomes")


def test_q18_a_change_between_years_is_refused_and_the_sources_own_word_kept(answers: Answers) -> None:
    assert "No change from one year to the next" in answers.refusals("changes")
    assert "unlike last year" in answers.article("changes")
    assert "Did the sources change? Entirely." in answers.article("changes")


def test_q19_each_figure_names_its_unit_and_how_much_is_reviewed(answers: Answers) -> None:
    for name, finding in answers.findings.items():
        assert finding["unit"]["en"], name
        if finding["reviewed"]["of"]:
            words = answers.article(name)
            assert "0 of" in words, name
            assert "Events" in words, name


def test_each_answer_ends_at_the_files_it_rests_on_and_what_is_refused_says_what_would_cure_it(
    answers: Answers,
) -> None:
    refused = {name for name in answers.findings if answers.refusals(name)}
    assert {"outcomes", "changes", "limits", "undocumented"} <= refused
    for name, finding in answers.findings.items():
        if not finding["claims_for"]:
            continue
        behind = {ref["report_id"] for group in finding["claims_for"] for ref in group["refs"]}
        fold = answers.article(name).split(" Original ")[-1]
        assert all(answers.reports[report].text_sha256 in fold for report in behind), name
        assert "Custody is not recorded" in fold, name  # files, no archive
