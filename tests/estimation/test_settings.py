import pytest

from saksi.estimation import EstimationSettings
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
    ],
)
def test_a_value_that_no_run_could_use_is_named(name: str, value: float) -> None:
    with pytest.raises(InvalidInput, match=name):
        EstimationSettings(**{name: value})  # type: ignore[arg-type]
