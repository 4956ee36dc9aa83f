"""Sentences that tell an act in words of no rule: shown by what they are about, and never many."""

import pytest

from saksi.reading.english.drafts import Draft
from saksi.reading.english.hints import BEST, EACH, LEAST, context, hinted
from saksi.reading.english.reader import read_drafts
from saksi.reading.learned import ActWeights

SURE = LEAST + 2


def drafts(text: str, acts: ActWeights | None = None) -> list[Draft]:
    return read_drafts(text, published=None, outlet="Isk Radio", acts=acts)


def test_the_likeliest_come_first_and_what_is_shown_already_does_not_come() -> None:
    likely = [{"torture": SURE, "fine": SURE + 1}, {"torture": SURE + 2, "release": LEAST}]
    found = hinted(likely, {("fine", 0)}, told=5)
    assert [(hint.act, hint.number) for hint in found] == [("torture", 1), ("torture", 0)]


def test_one_sentence_is_shown_for_few_acts_only() -> None:
    acts = ("torture", "fine", "release", "dismissal", "screening")
    likely = [{act: SURE + rank for rank, act in enumerate(acts)}]
    assert {hint.act for hint in hinted(likely, set(), told=5)} == set(acts[-BEST:])


@pytest.mark.parametrize("told", [0, 1, 2])
def test_there_are_no_more_hints_than_the_claims_allow(told: int) -> None:
    likely = [{"torture": SURE}] * 40
    assert len(hinted(likely, set(), told=told)) == EACH * told


def test_a_report_of_which_the_rules_know_nothing_shows_nothing() -> None:
    always = ActWeights({"torture": 5.0}, {})
    assert drafts("The market opened in the morning. Rain fell.", always) == []


def test_the_weights_decide_which_act_a_sentence_may_tell() -> None:
    text = "Police arrested two traders on Monday. The older one limps, and his lips are split."
    hurt = ActWeights({"torture": -6.0, "fine": -6.0}, {"hurting": {"torture": 6.0}})
    found = [draft for draft in drafts(text, hurt) if draft.features["weak"] == "hint"]
    assert [(draft.act, text[slice(*draft.passages[0])]) for draft in found] == [
        ("torture", "The older one limps, and his lips are split")
    ]


def test_how_a_draft_stands_to_its_sentence_is_told() -> None:
    assert context("torture", {"torture": 2.0, "fine": -2.0}) == {"context": 0.5, "rival": 0.0}
    assert context("fine", {"torture": 2.0, "fine": -2.0}) == {"context": -0.5, "rival": 1.0}
    assert context("fine", {}) == {}


def test_an_act_that_is_told_elsewhere_is_told_again() -> None:
    text = "Police arrested two traders on Monday. A week later soldiers arrested a priest in another town."
    found = {str(draft.features["again"]) for draft in drafts(text) if draft.act == "detention_other"}
    assert "strong:yes" in found
    alone = [draft for draft in drafts("Police arrested two traders.") if not draft.weak]
    assert [draft.features["again"] for draft in alone] == ["strong:no"]


def test_what_the_rules_find_may_be_withheld() -> None:
    text = "Police arrested two traders on Monday. The guard beat them with a cable."
    kept = read_drafts(
        text, published=None, outlet=None, acts=ActWeights({}, {}), keep=lambda draft: draft.act == "torture"
    )
    assert {draft.act for draft in kept} == {"torture"}
