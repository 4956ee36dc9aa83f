"""Section 5.6 of the design: which error each network makes; none can be seen from inside."""

import os

import numpy as np
import polars as pl
import pytest

from saksi.record import InvalidInput
from saksi.simulation.networks import NETWORKS, Network, compare, lists_of

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
STATUSES = np.random.default_rng(5).choice(3, p=[0.003, 0.06, 0.937], size=2_700)


@pytest.fixture(scope="module")
def found() -> pl.DataFrame:
    return compare(STATUSES, replicates=200 if LONG else 12, seed=1)


def ratio(found: pl.DataFrame, network: str, method: str) -> float:
    row = found.filter(pl.col("network").str.starts_with(network) & (pl.col("method") == method))
    return float(row["ratio"].item())


@pytest.mark.parametrize(
    ("network", "method", "published"),
    [
        ("A", "union", 0.54), ("A", "chao", 1.03), ("A", "independence", 1.01), ("A", "stepwise BIC", 1.01),
        ("B", "union", 0.55), ("B", "chao", 0.78), ("B", "independence", 0.68), ("B", "stepwise BIC", 1.07),
        ("C", "independence", 0.77), ("C", "stepwise BIC", 1.00), ("C", "two classes", 0.99),
        ("D", "union", 0.38), ("D", "chao", 0.72), ("D", "independence", 0.71), ("D", "stepwise BIC", 0.71),
        ("E", "union", 0.57), ("E", "chao", 0.79), ("E", "independence", 0.68),
        ("F", "chao", 1.30), ("F", "independence", 1.25), ("F", "stepwise BIC", 1.25),
        ("G", "union", 0.51), ("G", "independence", 0.87),
        ("H", "union", 0.44), ("H", "chao", 0.65), ("H", "independence", 0.56), ("H", "stepwise BIC", 1.03),
    ],
)  # fmt: skip
def test_the_table_of_the_design_comes_out_again(
    found: pl.DataFrame, network: str, method: str, published: float
) -> None:
    assert ratio(found, network, method) == pytest.approx(published, abs=0.08)


def test_every_number_has_its_monte_carlo_error(found: pl.DataFrame) -> None:
    assert found.height == 8 * 5
    assert found["ratio_error"].is_between(0, 0.08).all()
    with_interval = found.filter(pl.col("method").is_in(["chao", "independence", "stepwise BIC"]))
    assert with_interval["coverage"].is_between(0, 1).all()
    assert with_interval["coverage_error"].null_count() == 0


def test_what_no_witness_survived_is_missed_by_every_estimator(found: pl.DataFrame) -> None:
    dark = found.filter(pl.col("network").str.starts_with("D"))
    assert (dark["ratio"] < 0.85).all()
    assert dark["coverage"].drop_nulls().max() == 0


def test_under_equal_access_intervals_cover(found: pl.DataFrame) -> None:
    equal = found.filter(pl.col("network").str.starts_with("A"))
    assert equal["coverage"].drop_nulls().min() > (0.9 if LONG else 0.7)  # type: ignore[operator]


def test_linking_errors_keep_the_number_of_records_apart_from_that_of_people() -> None:
    rng = np.random.default_rng(0)
    plain, missed, false = (lists_of(n, STATUSES, rng) for n in (NETWORKS[0], NETWORKS[5], NETWORKS[6]))
    assert missed.shape[0] > plain.shape[0] > false.shape[0]
    assert missed.any(axis=1).all()
    assert abs(missed.sum() - plain.sum()) < 0.05 * plain.sum()


def test_the_elite_centred_network_shows_more_of_the_elite() -> None:
    rng = np.random.default_rng(0)
    statuses = np.repeat([0, 2], 4_000)
    on = (
        lists_of(Network("x", elite=6.0), np.zeros(4_000, int), rng),
        lists_of(Network("x"), statuses[4_000:], rng),
    )
    assert on[0].shape[0] > 1.5 * on[1].shape[0]


def test_it_refuses_an_empty_truth() -> None:
    with pytest.raises(InvalidInput, match="0 people hit"):
        compare(np.zeros(0, int))
