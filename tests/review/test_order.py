from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from saksi.record import Claim
from saksi.review.order import field_doubts, rank, worth
from saksi.testing import a_claim

SURE = dict.fromkeys(
    (
        "attribution.directness", "count", "grounds", "kind", "modality", "perpetrator.institution",
        "place.text", "time", "victim.status", "victim.text",
    ),
    0.9,
)  # fmt: skip
TWO_SOURCES = {
    "chain": [{"text": "a cook", "role": "witness"}, {"text": "Isk Radio", "role": "outlet"}],
    "directness": "anonymous",
    "stance": "confirms",
}


def claim(**fields: Any) -> Claim:
    return a_claim(**{"confidence": 0.9, "field_confidence": SURE, **fields})


def test_more_doubt_or_more_people_are_worth_more() -> None:
    usual = worth(claim()).value
    assert worth(claim(confidence=0.5)).value > usual
    assert worth(claim(field_confidence={**SURE, "modality": 0.2})).value > usual
    assert worth(claim(count={"min": 200, "max": 300})).value > usual


def test_a_field_that_no_figure_reads_changes_nothing() -> None:
    assert worth(claim(penalty="ten years")).value == worth(claim()).value


def test_two_sources_with_two_numbers_put_the_count_first() -> None:
    found = claim(count={"min": 40, "max": 60, "text": "40 / about 60"}, more_attributions=[TWO_SOURCES])
    assert next(iter(field_doubts(found))) == "count"
    assert worth(found).sources_differ
    assert worth(found).group == "worth"


def test_only_small_sure_claims_that_nobody_died_of_are_probably_right() -> None:
    assert worth(claim()).group == "probable"
    for other in (
        claim(act="execution"),
        claim(modality="denied"),
        claim(count={"min": 10, "max": 10}),
        claim(confidence=0.7),
        claim(confidence=None),
    ):
        assert worth(other).group == "worth"


def test_those_worth_a_look_come_first_and_ties_keep_their_order() -> None:
    claims = [claim(id="a"), claim(id="b", confidence=0.6), claim(id="c", act="execution"), claim(id="d")]
    assert [each.id for each, _ in rank(claims, lambda each: each)] == ["b", "c", "a", "d"]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8), st.randoms())
def test_nothing_is_lost_and_groups_stay_together(confidences: list[float], chance: Any) -> None:
    claims = [claim(id=f"c{n}", confidence=each) for n, each in enumerate(confidences)]
    chance.shuffle(claims)
    ranked = rank(claims, lambda each: each)
    assert {each.id for each, _ in ranked} == {each.id for each in claims}
    groups = [found.group for _, found in ranked]
    assert groups == sorted(groups, reverse=True)
    for name in ("worth", "probable"):
        values = [found.value for _, found in ranked if found.group == name]
        assert values == sorted(values, reverse=True)


def test_without_a_readers_word_everything_is_half_in_doubt() -> None:
    doubts = field_doubts(a_claim())
    assert {doubts[name] for name in doubts if name not in {"passages", "penalty"}} == {0.5}
