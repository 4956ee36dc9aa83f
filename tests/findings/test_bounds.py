from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.findings.bounds import bounds_by_unit, bounds_of, largest, numbered
from saksi.findings.select import Statement
from saksi.record import Bounds
from saksi.testing import a_claim, a_report

Ends = tuple[int | None, int | None]


def statements(*ends: Ends, unit: str = "persons") -> list[Statement]:
    report = a_report()
    counts = [{"min": low, "max": high, "unit": unit} for low, high in ends]
    return [Statement(report, a_claim(id=f"c{n}", count=count)) for n, count in enumerate(counts)]


def ends() -> st.SearchStrategy[Ends]:
    number = st.none() | st.integers(0, 10_000)
    return st.tuples(number, number).map(_ordered)


def _ordered(pair: Ends) -> Ends:
    low, high = pair
    return (high, low) if low is not None and high is not None and low > high else pair


@pytest.mark.parametrize(
    ("said", "together"),
    [
        ([(2, 2)], (2, 2)),
        ([(24, 999)], (24, 999)),
        ([(None, 40)], (None, 40)),
        ([(None, None)], (None, None)),
        ([(3, 3), (5, 5)], (5, None)),
        ([(3, 3), (3, 3)], (3, None)),
        ([(3, 3), (None, None)], (3, None)),
        ([(None, 9), (None, 7)], (None, None)),
    ],
)
def test_claims_that_may_speak_of_the_same_people_are_never_added(said: list[Ends], together: Ends) -> None:
    assert bounds_of(statements(*said)) == Bounds(min=together[0], max=together[1], unit="persons")


def test_units_are_never_added_to_one_another() -> None:
    mixed = [*statements((3, 3)), *statements((7, 7), unit="families")]
    assert bounds_by_unit(mixed) == (
        Bounds(min=3, max=3, unit="persons"),
        Bounds(min=7, max=7, unit="families"),
    )


@given(
    st.lists(ends(), min_size=1, max_size=6).flatmap(
        lambda said: st.tuples(st.just(said), st.permutations(said))
    )
)
def test_the_order_of_claims_never_matters_and_bounds_stay_ordered(
    case: tuple[list[Ends], list[Ends]],
) -> None:
    said, shuffled = case
    bounds = bounds_of(statements(*said))
    assert bounds == bounds_of(statements(*shuffled))
    assert bounds.min is None or bounds.max is None or bounds.min <= bounds.max


@given(st.lists(ends(), min_size=1, max_size=6))
def test_the_lower_end_is_one_that_somebody_said(said: list[Ends]) -> None:
    bounds = bounds_of(statements(*said))
    assert bounds.min in {low for low, _ in said}
    assert all(low is None or (bounds.min is not None and low <= bounds.min) for low, _ in said)


@given(st.lists(ends(), min_size=2, max_size=6))
def test_two_claims_have_no_upper_end(said: Sequence[Ends]) -> None:
    assert bounds_of(statements(*said)).max is None


def test_a_claim_without_a_number_is_not_among_those_that_give_one() -> None:
    made = statements((None, None), (2, None), (24, 999))
    assert [s.claim.id for s in numbered(made)] == ["c2", "c1"]


def test_of_two_equal_lower_ends_the_one_with_an_upper_end_is_shown() -> None:
    top = largest(statements((24, None), (24, 999), (3, 3)))
    assert top is not None
    assert top.claim.id == "c1"
