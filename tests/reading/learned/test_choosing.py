"""One of several values told near a claim: the likeliest is taken, none is among them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.learned import FieldWeights, Offer, settled
from saksi.reading.learned.choosing import likeliest
from saksi.record import Place
from saksi.testing import a_claim

NEAR = FieldWeights(0.0, {"near": 2.0, "none": 1.0})
KELL, ORSK = Place(text="Kell"), Place(text="Orsk")


def offer(place: Place, same: str, **known: float) -> Offer:
    return Offer({"place": place}, known, same)


NONE = offer(Place(), "", none=1.0)


def test_the_likeliest_value_is_taken() -> None:
    assert likeliest(NEAR, [NONE, offer(KELL, "kell", near=1.0), offer(ORSK, "orsk")]).value["place"] == KELL


def test_nothing_is_taken_where_nothing_stands_near() -> None:
    assert likeliest(NEAR, [NONE, offer(ORSK, "orsk"), offer(KELL, "kell", near=0.2)]) is NONE


def test_a_value_told_twice_has_the_sum_of_both_and_its_best_telling_is_taken() -> None:
    once, twice = offer(ORSK, "orsk", near=0.5), offer(KELL, "kell", near=0.4)
    better = offer(Place(text="the town of Kell"), "kell", near=0.45)
    assert likeliest(FieldWeights(0.0, {"near": 1.0}), [once, twice, better]) is better


def test_what_the_grammar_names_stays_unless_another_is_likely_enough() -> None:
    firm = Offer({"place": ORSK}, {}, "orsk", firm=True)
    unsure = offer(Place(text="Vesh"), "vesh", near=0.5)  # three of equal size
    assert likeliest(NEAR, [NONE, firm, unsure, offer(KELL, "kell", near=0.5)]) is firm
    assert likeliest(NEAR, [NONE, firm, offer(KELL, "kell", near=2.0)]).value["place"] == KELL


def test_a_claim_says_which_of_its_fields_were_learned() -> None:
    claim = a_claim(place={"text": "Orsk"}, rules=["general.arrest", "place.sentence"])
    offers = {"place": [NONE, offer(KELL, "kell", near=1.0)], "time": [Offer({"time": None}, {}, 0)]}
    after = settled(claim, offers, {"place": NEAR})
    assert (after.place, after.time) == (KELL, claim.time)
    assert after.rules == ("general.arrest", "place.sentence", "place.learned")


def test_where_the_rules_were_right_nothing_changes() -> None:
    claim = a_claim(place={"text": "Kell"})
    assert settled(claim, {"place": [NONE, offer(KELL, "kell", near=1.0)]}, {"place": NEAR}) is claim


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(-3, 3)), min_size=1), st.randoms())
def test_the_order_of_different_values_does_not_matter(
    told: list[tuple[str, float]], shuffling: Random
) -> None:
    values = {same: offer(Place(text=same), same, near=size) for same, size in told}
    offers = list(values.values())
    again = list(offers)
    shuffling.shuffle(again)
    one, two = likeliest(NEAR, offers), likeliest(NEAR, again)
    assert NEAR.log_odds(one.known) == pytest.approx(NEAR.log_odds(two.known))
