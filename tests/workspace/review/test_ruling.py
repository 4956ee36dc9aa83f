"""Where coders differ: each answer settles it once, and what was said before stays to be read."""

import pytest
from django.test import Client
from tests.workspace.conftest import ClientAs, last_entry
from tests.workspace.review.conftest import (
    CLAIM,
    PAGE,
    after_of,
    check_names_nobody,
    check_outsiders,
    code_all,
    differing,
    fields_of,
    form,
)

from saksi.testing import a_claim
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.verifying import verify
from saksi.workspace.drafts.models import Draft
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.adding import claim_from_words
from saksi.workspace.review.agreements import agreements
from saksi.workspace.review.differing import open_differences
from saksi.workspace.review.models import Assignment, Ruling, Standing
from saksi.workspace.session import Archive


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
    typed = fields_of(CLAIM, act="release", count_min="3", count_max="3")
    coder.post(f"{PAGE}correct/", form("c0") | typed)
    for number in (1, 2):
        coder.post(f"{PAGE}decide/", form(f"c{number}", verdict="accepted"))
    coder.post(f"{PAGE}finish/")
    [found] = open_differences(Member.objects.get(name="dae"))
    assert found.fields == ("act", "count")
    address = f"/adjudicate/{given.report.report_id}/{found.slug}/"
    assert 'href="#g-release"' in reviewer.get(address).content.decode()
    bad = reviewer.post(f"{address}rule/", {"answer": "own", "pick_act": "nobody"})
    assert bad.status_code == 422
    reviewer.post(f"{address}rule/", {"answer": "own", "pick_act": "first", "pick_count": "second"})
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
    mine, outside = (
        a_claim(id="c0", confidence=0.9, act="execution", **fields).model_dump_json(by_alias=True)
        for fields in ({}, {"passages": [[0, 99_999]]})
    )
    for broken in ("{", outside):
        assert coder.post(f"{PAGE}conflict/", form(verdict="corrected", mine=broken)).status_code == 422
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


def test_outsiders_rule_on_nothing(
    given: Assignment, archive: Archive, reviewer: Client, coder: Client, client_as: ClientAs
) -> None:
    address = differing(given.report, reviewer, coder)
    check_outsiders(client_as, archive, given.report, f"{address}rule/", answer="second")
    assert coder.get(address).status_code == 404
