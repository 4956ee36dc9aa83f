"""The engine against a program written apart from it; `python -m benchmarks.simulation` takes 600 worlds."""

import pytest
from benchmarks.person_loop import acts_by_kind
from benchmarks.simulation import DOCKED, docking, docking_world


def test_the_engine_and_the_person_by_person_loop_follow_the_same_law() -> None:
    world = docking_world().with_people(6_000, provinces=1, counties=3).with_days(100)
    found = docking(world, range(18))
    assert set(found) == set(DOCKED)
    for act, (engine, loop, error, p) in found.items():
        assert engine > 10, act
        assert error < 0.2 * loop, act  # else the comparison would say nothing
        assert p > 1e-4, (act, engine, loop)


def test_the_comparison_notices_another_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter more screening in one of the two must be seen: the comparison can fail."""
    world = docking_world().with_people(6_000, provinces=1, counties=3).with_days(100)
    daily = world.screening.daily
    more = world.screening.model_copy(
        update={"daily": daily.model_copy(update={"ordinary": daily.ordinary * 1.25})}
    )
    monkeypatch.setattr(
        "benchmarks.simulation.acts_by_kind",
        lambda w, seed: acts_by_kind(w.model_copy(update={"screening": more}), seed),
    )
    assert docking(world, range(12))["screening"][3] < 1e-4
