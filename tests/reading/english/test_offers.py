"""What may fill the fields of a claim: from its own words and from those around it."""

from collections.abc import Sequence
from datetime import date

import pytest

from saksi.reading.english.reader import suggest_english
from saksi.reading.learned import Offer, Offers
from saksi.record import Count, Perpetrator, Place, Time, Victim

REPORT = (
    "VESHANY, March 3 - Police in Kell searched the dormitory of the technical college on February 20."
    " A source in Orsk said that two students were taken away."
    " They were beaten in the cellar of the station."
    "\n\nThe ministry was silent. Ana Miret, one of them, was freed last week."
)


@pytest.fixture(scope="module")
def offered() -> dict[str, Offers]:
    """Offers by act, for the first claim of each."""
    found = suggest_english(REPORT, published=date(2024, 3, 3), outlet="Isk Radio")
    offers = found.offering(range(len(found.claims)))
    result: dict[str, Offers] = {}
    for claim, values in zip(found.claims, offers, strict=True):
        result.setdefault(claim.act, values)
    return result


def texts(offers: Sequence[Offer]) -> set[str]:
    found = set()
    for offer in offers:
        for value in offer.value.values():
            if isinstance(value, Place | Time | Victim | Perpetrator):
                found.add(value.text or "")
    return found


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("place", {"", "the dormitory of the technical college", "the cellar of the station"}),
        ("time", {"", "on February 20"}),
        ("victim", {"", "two students"}),
        ("perpetrator", {"", "Police"}),
    ],
)
def test_what_is_told_before_is_offered_and_nothing_is_too(
    offered: dict[str, Offers], field: str, said: set[str]
) -> None:
    assert said <= texts(offered["torture"][field])


def test_exactly_one_offer_of_each_field_is_none(offered: dict[str, Offers]) -> None:
    for fields in offered.values():
        for values in fields.values():
            assert [offer.known.get("none", 0.0) for offer in values].count(1.0) == 1
            assert values[0].known["none"] == 1.0


def test_where_a_source_sits_is_never_offered(offered: dict[str, Offers]) -> None:
    places = [offer.value["place"] for fields in offered.values() for offer in fields["place"]]
    assert not any("Orsk" in (place.text or "") for place in places if isinstance(place, Place))


def test_the_dateline_is_nobody(offered: dict[str, Offers]) -> None:
    assert not any("VESHANY" in text.upper() for text in texts(offered["screening"]["victim"]))


def test_people_come_with_their_number(offered: dict[str, Offers]) -> None:
    two = next(o for o in offered["torture"]["victim"] if o.same == "two students")
    count = two.value["count"]
    assert isinstance(count, Count)
    assert (count.min, count.max) == (2, 2)


def test_a_value_is_offered_once_for_each_place_where_it_is_told(offered: dict[str, Offers]) -> None:
    people = [offer.same for offer in offered["torture"]["victim"]]
    assert len(people) == len(set(people))


def test_for_no_claims_nothing_is_offered() -> None:
    found = suggest_english(REPORT, published=None, outlet=None)
    assert found.offering([]) == []
