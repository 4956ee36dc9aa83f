"""The training task of data/reading-model: what it says of unseen reports must be said of unseen reports."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from saksi.record import vocabulary

TASK = Path(__file__).parents[3] / "data" / "reading-model" / "src"
N, GROUPS = 1_200, 24


@pytest.fixture(scope="module")
def fitting() -> Iterator[ModuleType]:
    yield from module("fitting")


@pytest.fixture(scope="module")
def acts() -> Iterator[ModuleType]:
    yield from module("acts")


@pytest.fixture(scope="module")
def choices() -> Iterator[ModuleType]:
    yield from module("choices")


@pytest.fixture(scope="module")
def options() -> Iterator[ModuleType]:
    yield from module("options")


def module(name: str) -> Iterator[ModuleType]:
    """A module of the task, which is no package."""
    sys.path.insert(0, str(TASK))
    try:
        yield import_module(name)
    finally:
        sys.path.remove(str(TASK))


def test_what_only_a_group_knows_does_not_help_where_the_group_is_left_out(fitting: ModuleType) -> None:
    """Each outlet is all right or all wrong and named in the evidence: a leak would order them perfectly."""
    groups = [f"g{row % GROUPS}" for row in range(N)]
    right = np.array([float(int(group[1:]) % 2) for group in groups])
    fit = fitting.fit(fitting.Examples([{"outlet": group} for group in groups], right, groups))
    assert abs(fit.apart[right == 1].mean() - fit.apart[right == 0].mean()) < 0.1
    for outlet in ("g1", "g2"):  # and nothing of it is shipped
        assert fit.weights.probability({"outlet": outlet}) == pytest.approx(0.5, abs=0.05)


def test_the_probabilities_are_those_that_the_cases_were_drawn_with(fitting: ModuleType) -> None:
    rng = np.random.default_rng(7)
    near = rng.random(N)
    truth = 1 / (1 + np.exp(-(-1 + 3 * near)))
    right = (rng.random(N) < truth).astype(float)
    groups = [f"g{row % GROUPS}" for row in range(N)]
    fit = fitting.fit(fitting.Examples([{"near": float(value)} for value in near], right, groups))
    assert np.abs(fit.apart - truth).mean() < 0.04
    assert fit.weights.weights["near"] == pytest.approx(3, abs=0.7)


def test_what_is_always_right_is_a_share_and_no_more(fitting: ModuleType) -> None:
    fit = fitting.fit(fitting.Examples([{"act": "torture"}] * 18, np.ones(18), ["g"] * 9 + ["h"] * 9))
    assert fit.weights.weights == {}
    assert fit.weights.probability({}) == pytest.approx(19 / 20)


def test_what_is_rare_gets_no_weight(fitting: ModuleType) -> None:
    rng = np.random.default_rng(3)
    right = (rng.random(200) < 0.5).astype(float)
    known = [{"rare": float(row < 5), "near": float(right[row])} for row in range(200)]
    groups = [f"g{row % 10}" for row in range(200)]
    fit = fitting.fit(fitting.Examples(known, right, groups))
    assert set(fit.weights.weights) == {"near"}


def test_cases_beside_the_examples_are_judged_by_models_that_saw_nothing_of_their_group(
    fitting: ModuleType,
) -> None:
    groups = [f"g{row % GROUPS}" for row in range(N)]
    right = np.array([float(int(group[1:]) % 2) for group in groups])
    examples = fitting.Examples([{"outlet": group} for group in groups], right, groups)
    beside = examples.at(np.arange(0, N, 3))
    fit = fitting.fit(examples, beside)
    assert len(fit.apart) == len(beside.right)
    assert abs(fit.apart[beside.right == 1].mean() - fit.apart[beside.right == 0].mean()) < 0.1


def test_the_invented_sentences_tell_every_act_and_some_tell_none(acts: ModuleType) -> None:
    invented = acts.by_hand()
    named = [act for told in invented.acts for act in told]
    assert set(named) == set(vocabulary("act").terms)
    assert min(named.count(act) for act in set(named)) >= 10
    assert sum(not told for told in invented.acts) >= 100


def test_an_act_is_learned_from_the_words_that_tell_it(acts: ModuleType) -> None:
    rng = np.random.default_rng(5)
    hurt = rng.random(200) < 0.5
    about = [{"hurting": float(yes), "weather": float(rng.random() < 0.5)} for yes in hurt]
    told = acts.Told(about, [{"torture"} if yes else set() for yes in hurt])
    found = acts.fit_acts([told])
    odds = found.log_odds({"hurting": 1.0}), found.log_odds({"weather": 1.0})
    assert odds[0]["torture"] > 1 > -1 > odds[1]["torture"]
    assert abs(found.weights.get("weather", {}).get("torture", 0.0)) < 0.5


def test_what_stands_near_is_chosen_because_it_was_right(choices: ModuleType, options: ModuleType) -> None:
    """Of three values the nearer is right three times in four, in groups that tell nothing of themselves."""
    rng = np.random.default_rng(11)

    @dataclass
    class Case:
        group: str
        options: list[dict[str, list[object]]]

    def option(same: int, *, right: bool, **known: float) -> object:
        return options.Option(known, same, right, {}, {})

    def case(number: int) -> Case:
        near = bool(rng.random() < 0.75)
        told = [
            option(0, right=False, none=1.0),
            option(1, right=near, near=1.0),
            option(2, right=not near, far=1.0),
        ]
        return Case(f"g{number % GROUPS}", [{"victim": told}])

    cases = [case(number) for number in range(240)]
    weights, apart = choices.fit_choices(cases, "victim")
    assert weights.weights["near"] - weights.weights["far"] == pytest.approx(np.log(3), abs=0.35)
    taken = [choices.chosen(apart[one.group], one.options[0]["victim"]) for one in cases]
    assert {choice.same for choice in taken} == {1}
    assert weights.weights["none"] < weights.weights["far"]
