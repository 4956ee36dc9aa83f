"""How likely a sentence tells each act: log-odds that can be added up by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.english.parsing import parse
from saksi.reading.english.themes import themes, with_neighbours
from saksi.reading.learned import ActWeights, load_act_weights
from saksi.reading.learned.acts import FURTHEST
from saksi.record import vocabulary

WEIGHTS = ActWeights({"torture": -2.0, "fine": -3.0}, {"hitting": {"torture": 1.5}, "money": {"fine": 2.0}})


def test_each_act_gets_its_base_and_what_the_themes_weigh() -> None:
    assert WEIGHTS.log_odds({"hitting": 2.0, "money": 0.5}) == {"torture": 1.0, "fine": -2.0}


def test_a_theme_without_weights_counts_as_nothing() -> None:
    assert WEIGHTS.log_odds({"weather": 9.0}) == {"torture": -2.0, "fine": -3.0}


@given(st.dictionaries(st.sampled_from(["hitting", "money"]), st.floats(0, 1e6)))
def test_the_log_odds_stay_within_bounds(about: dict[str, float]) -> None:
    assert all(abs(odds) <= FURTHEST for odds in WEIGHTS.log_odds(about).values())


def test_a_language_without_a_file_has_no_acts() -> None:
    assert load_act_weights("fr").log_odds({"hitting": 1.0}) == {}


def test_the_weights_shipped_are_of_acts_that_exist() -> None:
    shipped = load_act_weights("en")
    known = set(vocabulary("act").terms)
    assert set(shipped.base) <= known
    assert len(shipped.base) >= 24
    assert {act for by_act in shipped.weights.values() for act in by_act} <= set(shipped.base)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("They pushed splinters under her toenails.", "torture"),
        ("The barber had to hand over his scooter and his savings to the corporal.", "confiscation"),
        (
            "Nobody has laid eyes on the postman since; every office says that it does not have him.",
            "disappearance",
        ),
        ("A man with a folded umbrella notes who calls on the bishop.", "surveillance"),
        ("The lecturer's contract was torn up and her name struck from the roll.", "dismissal"),
        ("The nephews were driven to a hamlet in the hills with two bundles.", "banishment"),
    ],
)
def test_sentences_that_nobody_trained_on_are_told_apart(text: str, act: str) -> None:
    about = with_neighbours([themes(sentence) for sentence in parse(text)])
    odds = load_act_weights("en").log_odds(about[0])
    assert act in sorted(odds, key=lambda name: -odds[name])[:3]
