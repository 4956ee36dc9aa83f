"""Giving reports out, coding blind, finishing: each works, explains bad input, refuses outsiders."""

import pytest
from django.test import Client
from tests.workspace.conftest import ClientAs, last_entry
from tests.workspace.review.conftest import (
    CLAIM,
    PAGE,
    Told,
    check_names_nobody,
    check_outsiders,
    code_all,
    fields_of,
    form,
)

from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.models import Report
from saksi.workspace.holdings.selectors import answerable
from saksi.workspace.review.adding import claim_from_words
from saksi.workspace.review.assigning import assign_share, drawable
from saksi.workspace.review.differing import open_differences
from saksi.workspace.review.models import Assignment, Coding, Decision
from saksi.workspace.session import Archive


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
        ({"coder": "cho", "percent": "1" * 5_000}, "whole number of percent"),
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


@pytest.mark.parametrize("action", ["finish/", "conflict/"])
def test_outsiders_find_nothing(report: Report, archive: Archive, client_as: ClientAs, action: str) -> None:
    check_outsiders(client_as, archive, report, f"{PAGE}{action}", **form(verdict="accepted"))
