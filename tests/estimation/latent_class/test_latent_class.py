"""The estimator as its users meet it."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from tests.estimation.tables import patterns

from saksi.estimation import CaptureHistories, EstimationSettings, Refused
from saksi.estimation.estimators import estimator
from saksi.estimation.latent_class import LatentClassSettings, chains, latent_class
from saksi.estimation.latent_class.chains import compile_now
from saksi.estimation.latent_class.ladder import run_ladder
from saksi.estimation.latent_class.model import modes
from saksi.estimation.results import as_json

Reference = tuple[CaptureHistories, Mapping[str, Any]]
EASY = {"100": 60, "010": 45, "001": 50, "110": 22, "101": 20, "011": 17, "111": 9}


def run(table: CaptureHistories, *, seed: int = 1, seconds: float = 60, **model: Any) -> Any:
    return latent_class(
        table,
        seed=seed,
        budget_seconds=seconds,
        settings=EstimationSettings(),
        model=LatentClassSettings(**model),
    )


def test_it_finds_independent_people_again() -> None:
    rng = np.random.default_rng(11)
    on = rng.random((1_000, 4)) < np.array([0.3, 0.25, 0.35, 0.2])
    seen = on[on.any(axis=1)]
    row = run(CaptureHistories.grouped("ABCD", seen.astype(np.int8)), classes=4)
    assert row.diagnostics["converged"]
    assert row.lower <= 1_000 <= row.upper
    assert row.documented <= row.lower <= row.total <= row.upper
    assert row.warnings == ()


def test_the_same_seed_gives_the_same_draws_and_another_seed_does_not() -> None:
    one, same, other = (run(patterns(EASY), seed=seed, classes=3) for seed in (4, 4, 5))
    assert one.diagnostics["converged"]
    assert np.array_equal(one.draws, same.draws)
    assert not np.array_equal(one.draws, other.draws)
    assert other.total == pytest.approx(one.total, rel=0.05)


def test_without_time_it_says_that_it_has_not_converged_and_no_other_sampler_is_begun() -> None:
    row = run(patterns({k: 40 * n for k, n in EASY.items()}), seconds=0.01)
    assert not row.diagnostics["converged"]
    assert row.diagnostics["cut_by_the_clock"]
    assert "The time was too short" in row.warnings[0]
    assert {place["sampler"] for place in row.diagnostics["modes"]} == {"chains"}


def test_chains_that_never_agree_say_where_each_sampler_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "AGREE", 0.0)
    row = run(patterns(EASY), seconds=4, classes=3)
    assert not row.diagnostics["converged"]
    assert "Not converged" in row.warnings[0]
    assert {place["sampler"] for place in row.diagnostics["modes"]} >= {"chains", "ladders"}
    fits = [place["log_likelihood"] for place in row.diagnostics["modes"]]
    assert fits == sorted(fits, reverse=True)
    as_json(row.diagnostics)


def test_nothing_is_compiled_while_the_clock_runs() -> None:
    compile_now()
    compiled = len(run_ladder.signatures)  # type: ignore[attr-defined]
    row = run(patterns({k: 40 * n for k, n in EASY.items()}), seconds=0.01)
    assert not row.diagnostics["converged"]
    assert len(run_ladder.signatures) == compiled  # type: ignore[attr-defined]


def test_all_lists_that_miss_nobody_leave_nobody_unseen() -> None:
    row = run(patterns({"111": 500, "110": 3, "011": 2, "101": 4}), classes=3)
    assert row.upper <= row.documented + 3


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        (patterns({"11": 9, "10": 8, "01": 7}), "too_few_lists"),
        (patterns({"110": 9, "100": 8, "010": 7}), "too_few_lists"),
        (
            CaptureHistories.grouped(
                "ABC", np.eye(3, dtype=int), np.array([5, 6, 7]), reliable=np.array([True, False, True])
            ),
            "doubted_cells",
        ),
    ],
)
def test_it_refuses_what_classes_cannot_carry(table: CaptureHistories, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        run(table, seconds=1)
    assert refused.value.rule == rule
    assert refused.value.needed


def test_unknown_memberships_are_taken_as_they_are() -> None:
    rng = np.random.default_rng(12)
    on = (rng.random((900, 4)) < 0.3).astype(np.int8)
    on[rng.random(on.shape) < 0.1] = -1
    seen = on[(on == 1).any(axis=1)]
    row = run(CaptureHistories.grouped("ABCD", seen), classes=3)
    assert latent_class.takes_unknown  # type: ignore[attr-defined]
    assert row.documented <= row.lower <= row.upper


def test_it_is_the_estimator_of_its_name() -> None:
    assert estimator("lcm") is latent_class


@pytest.mark.parametrize("name", ["western_us", "sim_wide_growing_5", "congenital_massachusetts"])
def test_it_agrees_with_the_r_package_where_that_converged(
    reference: Callable[[str], Reference], name: str
) -> None:
    table, told = reference(name)
    theirs = told["LCMCR"]
    assert theirs["split_rhat_log_n0"] < 1.01
    row = run(table)
    assert row.diagnostics["converged"]
    assert row.total == pytest.approx(theirs["quantiles"]["50%"], rel=0.05)
    assert row.lower == pytest.approx(theirs["quantiles"]["2.5%"], rel=0.10)
    assert row.upper == pytest.approx(theirs["quantiles"]["97.5%"], rel=0.10)


def test_modes_of_no_run_are_none() -> None:
    assert modes({}, None) == []
