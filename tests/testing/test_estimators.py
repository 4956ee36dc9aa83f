"""The contract of estimators: ours keep it, and each way to break it is found."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from saksi.estimation import CaptureHistories, Estimate, known
from saksi.estimation.chao import chao
from saksi.estimation.estimators import estimator
from saksi.testing import check_estimator, estimators


@pytest.mark.parametrize("name", list(known()))
def test_our_own_keep_the_contract(name: str) -> None:
    check_estimator(estimator(name))


def changed(**fields: Any) -> Callable[..., Estimate]:
    """Return Chao's estimator with something about its row changed."""

    def plugin(histories: CaptureHistories, **options: Any) -> Estimate:
        row = chao(histories, **options)
        return replace(row, **{key: make(row, histories) for key, make in fields.items()})

    return plugin


def no_bounds(histories: CaptureHistories, **_: Any) -> Any:
    return histories.documented


def crashes(histories: CaptureHistories, **options: Any) -> Estimate:
    if not histories.documented:
        raise ZeroDivisionError
    return chao(histories, **options)


def never_twice(histories: CaptureHistories, **options: Any) -> Estimate:
    row = chao(histories, **options)
    return replace(row, diagnostics={"drawn": float(np.random.default_rng().random())})


def greedy(histories: CaptureHistories, **options: Any) -> Estimate:
    row = chao(histories, **options)
    histories.counts[0] += 1
    return row


class Clock:
    """Seconds that pass only when somebody works."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def takes(seconds: Iterable[float], clock: Clock) -> Callable[..., Estimate]:
    """Return Chao's estimator, which takes so many seconds of a clock for each of its runs, then none."""
    left = iter(seconds)

    def plugin(histories: CaptureHistories, **options: Any) -> Estimate:
        clock.now += next(left, 0.0)
        return chao(histories, **options)

    return plugin


FAULTS: dict[str, tuple[Callable[..., Any], str]] = {
    "a bare number": (no_bounds, "returned int"),
    "an exception of its own": (crashes, "on a table with an empty table it raised ZeroDivisionError"),
    "other numbers each time": (never_twice, "the same seed gives another row"),
    "a changed table": (greedy, "changed the table"),
    "a number far off": (changed(total=lambda r, _: r.total * 2, upper=lambda r, _: r.upper * 2), "it says"),
    "bounds in the wrong order": (changed(lower=lambda r, _: r.upper), "documented <= lower"),
    "fewer than are documented": (changed(draws=lambda _r, _h: np.zeros(3)), "under the documented"),
    "no assumption": (changed(caveats=lambda _r, _h: ()), "no caveat"),
    "a source": (changed(diagnostics=lambda _, h: {"where": str(dict(h.strata))}), "planted source"),
    "other people": (changed(documented=lambda r, _: r.documented - 1), "documented is"),
    "no JSON": (changed(diagnostics=lambda _r, _h: {"code": {1, 2}}), "cannot be written as JSON"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_way_to_break_it_is_found(name: str) -> None:
    plugin, said = FAULTS[name]
    with pytest.raises(AssertionError, match=said):
        check_estimator(plugin)


def test_a_budget_that_is_not_kept_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(estimators, "monotonic", clock)
    with pytest.raises(AssertionError, match="on 2 independent lists it took 31 s of a budget of 5"):
        check_estimator(takes((0, 31), clock))


def test_a_first_run_may_take_longer_since_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(estimators, "monotonic", clock)
    check_estimator(takes((600, 5), clock))
