"""Giving reports out, coding blind, finishing, ruling: each works, explains bad input, refuses outsiders."""

import pytest
from django.test import Client
from tests.workspace.conftest import ClientAs
from tests.workspace.review.conftest import (
    PAGE,
    Told,
    after_of,
    check_names_nobody,
    check_outsiders,
    fields_of,
    form,
    last_entry,
)

from saksi.testing import a_claim
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.drafts.models import Draft
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.selectors import answerable
from saksi.workspace.review.adding import claim_from_words
from saksi.workspace.review.agreements import agreements
from saksi.workspace.review.assigning import assign_share, drawable
from saksi.workspace.review.differing import open_differences
from saksi.workspace.review.models import Assignment, Coding, Decision, Ruling, Standing
from saksi.workspace.session import Archive

CLAIM = a_claim(id="c0", confidence=0.9)


@pytest.fixture
def decided(report: Report, reviewer: Client) -> Report:
    """Dae has accepted all three."""
    for number in range(3):
        reviewer.post(f"{PAGE}decide/", form(f"c{number}", verdict="accepted"))
    return report


@pytest.fixture
def given(decided: Report, reviewer: Client, coder: Client) -> Assignment:
    """Dae gives the report to cho."""
    assert reviewer.post("/coding/assign/", {"coder": "cho", "reports": decided.report_id}).status_code == 302
    return Assignment.objects.get()


def code_all(coder: Client, first: str = "accepted") -> None:
    coder.post(f"{PAGE}decide/", form("c0", verdict=first))
    for number in (1, 2):
        coder.post(f"{PAGE}decide/", form(f"c{number}", verdict="accepted"))


def differing(report: Report, reviewer: Client, coder: Client, first: str = "rejected") -> str:
    code_all(coder, first)
    coder.post(f"{PAGE}finish/")
    [found] = open_differences(Member.objects.get(name="dae"))
    return f"/adjudicate/{report.report_id}/{found.slug}/"


def test_reports_are_given_by_id_or_by_lot(
    decided: Report, told: Told, reviewer: Client, coder: Client
) -> None:
    told("isk-2", text="Guards took two weavers from Lower Mill, a cook told Isk Radio. " * 2)
    for number in range(3):
        reviewer.post("/reports/isk-2/read/decide/", form(f"c{number}", verdict="accepted"))
    assert drawable(Member.objects.get(name="cho")).count() == 2
    assert drawable(Member.objects.get(name="dae")).count() == 0  # they decided these themselves
    reviewer.post("/coding/assign/", {"coder": "cho", "percent": "50"})
    assert Assignment.objects.count() == 1
    entry = last_entry()
    assert entry.action == "assigned"
    assert entry.object.startswith("1 reports, by lot, seed ")
    reviewer.post("/coding/assign/", {"coder": "cho", "percent": "100"})
    assert set(Assignment.objects.values_list("sample", flat=True)) == {1, 2}


def test_a_lot_can_be_drawn_again_from_its_seed(decided: Report, archive: Archive, coder: Client) -> None:
    cho = Member.objects.get(name="cho")
    [first] = assign_share(archive, coder=cho, share=0.5, seed=7)
    first.delete()
    [again] = assign_share(archive, coder=cho, share=0.5, seed=7)
    assert again.report_id == first.report_id


def test_what_cannot_be_given_out_is_explained(decided: Report, reviewer: Client, coder: Client) -> None:
    for sent, words in (
        ({"coder": "nobody", "percent": "10"}, "choose a coder"),
        ({"coder": "cho", "percent": "ten"}, "whole number of percent"),
        ({"coder": "cho", "percent": "0"}, "whole number of percent"),
        ({"coder": "cho", "reports": "elsewhere"}, "cannot be given"),
        ({"coder": "dae", "percent": "10"}, "no report is left to draw"),
    ):
        answer = reviewer.post("/coding/assign/", sent)
        assert answer.status_code in {403, 422}
        assert words in answer.content.decode()
    assert coder.post("/coding/assign/", {"coder": "cho", "percent": "10"}).status_code == 404
    assert Assignment.objects.count() == 0


def test_a_blind_coder_sees_neither_decisions_nor_confidence(given: Assignment, coder: Client) -> None:
    answer = coder.get(PAGE)
    html = answer.content.decode()
    assert "You code this report blind." in html
    for told_of_others in ("Accepted", "dae", "Probably right", "Most useful first", "right so far", "doubt"):
        assert told_of_others not in html
    assert 'name="version" value="0"' in html
    check_names_nobody(answer)


def test_what_a_blind_coder_says_decides_nothing(given: Assignment, archive: Archive, coder: Client) -> None:
    before = Decision.objects.count()
    code_all(coder, "rejected")
    coder.post(f"{PAGE}correct/", form("c1") | fields_of(CLAIM, act="execution"))
    coder.post(f"{PAGE}add/", {"span": "0-8", "key": "n", **fields_of(claim_from_words(given.report, 0, 8))})
    coder.post(f"{PAGE}undo/", form("c2"))
    said = list(Coding.objects.values_list("local_id", "verdict"))
    assert said == [
        ("c0", "rejected"), ("c1", "accepted"), ("c2", "accepted"), ("c1", "corrected"), ("p1", "added"),
        ("c2", "withdrawn"),
    ]  # fmt: skip
    assert Decision.objects.count() == before
    assert len(answerable().reports[0].claims) == 3
    assert {e.action for e in Entry.objects.order_by("-n")[:6]} == {"coding kept"}  # and not what was said
    assert verify(archive).faults == []
    assert coder.post(f"{PAGE}group/", {"claim": "c0:0"}).status_code == 403


def test_additions_of_others_are_not_shown_to_a_blind_coder(
    given: Assignment, reviewer: Client, coder: Client
) -> None:
    sent = {"span": "0-8", "key": "n", **fields_of(claim_from_words(given.report, 0, 8), act="torture")}
    reviewer.post(f"{PAGE}add/", sent)
    assert "Torture" not in coder.get(PAGE).content.decode()


def test_who_has_finished_sees_what_others_decided_and_changes_nothing(
    given: Assignment, coder: Client
) -> None:
    code_all(coder)
    assert coder.post(f"{PAGE}finish/").status_code == 302
    assert last_entry().action == "coded"
    assert "Accepted" in coder.get(PAGE).content.decode()
    assert coder.post(f"{PAGE}finish/").status_code == 404


def test_those_who_agree_leave_nothing_to_rule_on(given: Assignment, coder: Client) -> None:
    code_all(coder)
    coder.post(f"{PAGE}finish/")
    assert open_differences(Member.objects.get(name="dae")) == []


def test_an_unfinished_coding_is_not_compared(given: Assignment, coder: Client) -> None:
    code_all(coder, "rejected")
    assert open_differences(Member.objects.get(name="dae")) == []


@pytest.mark.parametrize(
    ("answer", "verdict", "way"),
    [
        ("first", "accepted", None),
        ("second", "rejected", "adjudicated"),
        ("all_wrong", "rejected", "adjudicated"),
        ("cannot_tell", "cannot_tell", "adjudicated"),
        ("own", "accepted", "adjudicated"),
    ],
)
def test_each_answer_settles_the_difference(
    given: Assignment,
    archive: Archive,
    reviewer: Client,
    coder: Client,
    answer: str,
    verdict: str,
    way: str | None,
) -> None:
    address = differing(given.report, reviewer, coder)
    page = reviewer.get(address)
    assert "Your ruling" in page.content.decode()
    check_names_nobody(page)
    sent = {"answer": answer, "note": "the text says so", "pick_act": "machine"}
    assert reviewer.post(f"{address}rule/", sent).status_code == 302
    standing = Standing.objects.select_related("decision").get(claim__claim_id="c0")
    assert (standing.verdict, standing.decision.way) == (verdict, way)
    assert last_entry().action == "ruled"
    assert open_differences(Member.objects.get(name="dae")) == []
    assert reviewer.get(address).status_code == 404
    assert verify(archive).faults == []


def test_an_own_answer_is_put_together_field_by_field(
    given: Assignment, reviewer: Client, coder: Client
) -> None:
    typed = fields_of(CLAIM, act="execution", count_min="3", count_max="3")
    coder.post(f"{PAGE}correct/", form("c0") | typed)
    for number in (1, 2):
        coder.post(f"{PAGE}decide/", form(f"c{number}", verdict="accepted"))
    coder.post(f"{PAGE}finish/")
    [found] = open_differences(Member.objects.get(name="dae"))
    assert found.fields == ("act", "count")
    address = f"/adjudicate/{given.report.report_id}/{found.slug}/rule/"
    bad = reviewer.post(address, {"answer": "own", "pick_act": "nobody"})
    assert bad.status_code == 422
    reviewer.post(address, {"answer": "own", "pick_act": "first", "pick_count": "second"})
    after = after_of(Standing.objects.get(claim__claim_id="c0").decision)
    assert (after["act"], after["count"]["min"]) == ("detention_other", 3)


def test_all_wrong_needs_a_note_and_a_ruling_is_made_once(
    given: Assignment, reviewer: Client, coder: Client
) -> None:
    address = differing(given.report, reviewer, coder)
    for sent, words in (
        ({"answer": "all_wrong"}, "say in a note why"),
        ({"answer": "maybe"}, "choose an answer"),
        ({}, "choose an answer"),
    ):
        answer = reviewer.post(f"{address}rule/", sent)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert Ruling.objects.count() == 0
    reviewer.post(f"{address}rule/", {"answer": "first"})
    assert reviewer.post(f"{address}rule/", {"answer": "second"}).status_code == 404


def test_a_note_that_is_being_typed_is_there_again_until_it_is_ruled(
    given: Assignment, reviewer: Client, coder: Client
) -> None:
    address = differing(given.report, reviewer, coder)
    slug, note = address.split("/")[-2], "Both misread the second line."
    draft = {"draft": "ruling", "slug": slug, "note": note, "answer": ""}
    assert reviewer.post(f"{PAGE}draft/", draft).status_code == 204
    assert note in reviewer.get(address).content.decode()
    assert address in reviewer.get("/desk/").content.decode()
    reviewer.post(f"{address}rule/", {"answer": "all_wrong", "note": note})
    assert (Ruling.objects.get().note, Draft.objects.count()) == (note, 0)


def test_an_added_claim_enters_the_record_when_the_second_coder_is_right(
    given: Assignment, archive: Archive, reviewer: Client, coder: Client
) -> None:
    code_all(coder)
    sent = {"span": "0-8", "key": "n", **fields_of(claim_from_words(given.report, 0, 8), act="torture")}
    coder.post(f"{PAGE}add/", sent)
    coder.post(f"{PAGE}finish/")
    [found] = open_differences(Member.objects.get(name="dae"))
    assert found.claim is None
    reviewer.post(f"/adjudicate/{given.report.report_id}/{found.slug}/rule/", {"answer": "second"})
    assert Claim.objects.get(act="torture").standing.verdict == "accepted"
    assert verify(archive).faults == []


def test_what_nobody_could_tell_waits_for_an_adjudicator_with_its_notes(
    report: Report, coder: Client, reviewer: Client
) -> None:
    coder.post(f"{PAGE}decide/", form(verdict="cannot_tell"))
    coder.post(f"{PAGE}note/", form(text="Which of the two towns?"))
    [found] = open_differences(Member.objects.get(name="dae"))
    address = f"/adjudicate/{report.report_id}/{found.slug}/"
    assert "Which of the two towns?" in reviewer.get(address).content.decode()
    assert reviewer.post(f"{address}rule/", {"answer": "first"}).status_code == 422
    reviewer.post(f"{address}rule/", {"answer": "own"})
    assert Standing.objects.get().verdict == "accepted"


def test_a_verdict_that_came_too_late_is_kept_for_the_adjudicator(
    report: Report, coder: Client, reviewer: Client
) -> None:
    reviewer.post(f"{PAGE}decide/", form(verdict="rejected"))
    mine = a_claim(id="c0", confidence=0.9, act="execution").model_dump_json(by_alias=True)
    coder.post(f"{PAGE}conflict/", form(verdict="corrected", mine=mine))
    assert last_entry().action == "coding kept"
    [found] = open_differences(Member.objects.get(name="dae"))
    assert (found.first, getattr(found.second, "act", None)) == (False, "execution")
    assert coder.post(f"{PAGE}conflict/", form(verdict="guilty")).status_code == 422


def test_agreement_is_of_those_who_decided_before_a_ruling(
    given: Assignment, reviewer: Client, coder: Client
) -> None:
    address = differing(given.report, reviewer, coder)
    before = agreements(Member.objects.get(name="dae"))
    reviewer.post(f"{address}rule/", {"answer": "second"})
    after = agreements(Member.objects.get(name="dae"))
    assert [m.fields for m in before] == [m.fields for m in after]
    by_pair = {measures.pair: measures for measures in after}
    assert by_pair["first_second"].n_claims == 3
    [claim] = [row for row in by_pair["first_second"].fields if row.field == "claim"]
    assert claim.alpha.n == 3
    assert claim.alpha.value is not None
    assert claim.alpha.value < 0.5
    assert "First and second coder" in reviewer.get("/coding/agreement/").content.decode()


@pytest.mark.parametrize("action", ["finish/", "conflict/"])
def test_outsiders_find_nothing(report: Report, archive: Archive, client_as: ClientAs, action: str) -> None:
    check_outsiders(client_as, archive, report, f"{PAGE}{action}", **form(verdict="accepted"))


def test_outsiders_rule_on_nothing(
    given: Assignment, archive: Archive, reviewer: Client, coder: Client, client_as: ClientAs
) -> None:
    address = differing(given.report, reviewer, coder)
    check_outsiders(client_as, archive, given.report, f"{address}rule/", answer="second")
    assert coder.get(address).status_code == 404
