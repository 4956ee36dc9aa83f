import pytest
from tests.estimation.tables import patterns

from saksi.estimation import EstimationSettings, estimate
from saksi.record import InvalidInput


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("budget_seconds", 0),
        ("level", 1.0),
        ("largest_ratio", 1),
        ("threshold", 1),
        ("replicates", 0),
        ("chains", 0),
        ("expansion_low", 1.0),
        ("expansion_high", 22.0),
    ],
)
def test_a_value_that_no_run_could_use_is_named(name: str, value: float) -> None:
    with pytest.raises(InvalidInput, match=name):
        EstimationSettings(**{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("factors", "why"),
    [
        ({"expansion_low": 2.0}, "needed both"),
        ({"expansion_high": 2.0}, "needed both"),
        ({"expansion_low": 4.0, "expansion_high": 1.5}, "not below"),
    ],
)
def test_expansion_factors_come_as_a_rising_pair(factors: dict[str, float], why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        EstimationSettings(**factors)  # type: ignore[arg-type]


def test_what_was_believed_reaches_the_model_and_stands_beside_what_was_learnt() -> None:
    """Lists that say little leave the answer to the prior: a narrow one pulls it in."""
    table = patterns({"100": 30, "010": 25, "001": 28, "110": 3, "101": 2, "011": 3})
    flat, told = (
        estimate(table, "lcm", settings=made)["lcm"]
        for made in (EstimationSettings(), EstimationSettings(expansion_low=1.1, expansion_high=1.6))
    )
    assert told.total is not None
    assert flat.total is not None
    assert told.total < flat.total
    low, _, high = told.diagnostics["expansion_prior"]
    assert 1.05 < low < high < 1.75
    assert told.diagnostics["model"]["expansion"] == (1.1, 1.6)
