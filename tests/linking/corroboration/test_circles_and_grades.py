import pytest
from tests.linking.corroboration.conftest import Told, link

from saksi.linking.corroboration import Event, Grade, link_events
from saksi.record import Report, Retraction


def whole(*reports: Report) -> Event:
    [found] = [event for event in link_events(reports).events if len(event.reports) == len(reports)]
    return found


def test_two_outlets_that_quote_each_other_are_a_circle(told: Told) -> None:
    found = whole(told(0, link("Corrow Post")), told(1, link("Isk Radio")))
    assert [circle.reports for circle in found.circles] == [("r0", "r1")]


def test_three_outlets_in_a_ring_are_a_circle(told: Told) -> None:
    found = whole(told(0, link("Corrow Post")), told(1, link("Kell Wire")), told(2, link("Isk Radio")))
    assert [circle.reports for circle in found.circles] == [("r0", "r1", "r2")]


def test_quoting_one_way_is_no_circle(told: Told) -> None:
    assert whole(told(0), told(1, link("Isk Radio"))).circles == ()


def witness(place: str) -> dict[str, object]:
    return link("a neighbour", "witness", place=place)


def test_what_two_witnesses_saw_is_confirmed(told: Told) -> None:
    found = whole(told(0, witness("Kell Province")), told(1, witness("Orin Province")))
    assert found.grade == Grade.CONFIRMED


def test_what_sources_tell_that_may_be_two_is_probably_true(told: Told) -> None:
    assert whole(told(0), told(1)).grade == Grade.PROBABLY_TRUE


def test_what_one_source_tells_is_possibly_true_in_however_many_outlets(told: Told) -> None:
    source = link("a source", "insider_source", place="North Kell")
    assert (
        whole(told(0), *(told(n, source, link("Isk Radio")) for n in (1, 2, 3))).grade == Grade.POSSIBLY_TRUE
    )


def test_what_somebody_denies_is_doubtful(told: Told) -> None:
    assert whole(told(0), told(1, claims=[{"modality": "denied"}])).grade == Grade.DOUBTFUL


def test_what_more_deny_than_assert_is_improbable(told: Told) -> None:
    denials = [
        told(n, witness(f"{place} Province"), claims=[{"modality": "denied"}])
        for n, place in ((1, "Kell"), (2, "Orin"))
    ]
    assert whole(told(0), *denials).grade == Grade.IMPROBABLE


@pytest.mark.parametrize("heard", [link("Isk Radio"), link("people", "rumour")])
def test_without_a_source_or_by_rumour_it_cannot_be_judged(told: Told, heard: dict[str, object]) -> None:
    assert whole(told(0, heard)).grade == Grade.CANNOT_BE_JUDGED


def test_after_a_withdrawal_it_cannot_be_judged(told: Told) -> None:
    gone = told(0).model_copy(update={"retracted": Retraction(by="notice")})
    assert whole(gone).grade == Grade.CANNOT_BE_JUDGED
