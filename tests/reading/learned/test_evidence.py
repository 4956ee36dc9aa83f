import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.learned import evidence
from saksi.record import Claim
from saksi.testing import a_claim


def at(start: int, end: int, **fields: object) -> Claim:
    return a_claim(passages=[[start, end]], **fields)


def test_claims_with_the_same_words_are_told_apart_from_those_beside_them() -> None:
    alone, one, other = evidence([at(0, 40), at(50, 90), at(60, 100, act="torture")])
    assert (alone["beside"], one["beside"], other["beside"]) == (0, 1 / 3, 1 / 3)


def test_of_claims_with_the_same_words_one_is_the_surest() -> None:
    ahead, after, alone = evidence(
        [at(0, 40, confidence=0.6), at(0, 40, act="torture", confidence=0.2), at(90, 120, confidence=0.1)]
    )
    assert ahead["behind"] == alone["behind"] == 0
    assert float(after["behind"]) > 0.1


def test_it_says_which_fields_are_filled_and_never_with_what() -> None:
    named = a_claim(victim={"text": "Pavel Orsin", "name": "Pavel Orsin"}, place={"text": "Corrow"})
    (known,) = evidence([named])
    assert (known["named"], known["placed"], known["whom"]) == (1, 1, 1)
    assert not {"Pavel Orsin", "Corrow"} & {value for value in known.values() if isinstance(value, str)}


def test_the_confidence_of_the_rules_counts_as_log_odds() -> None:
    sure, even, unsure, without = evidence(
        [at(0, 9, confidence=0.9), at(20, 29, confidence=0.5), at(40, 49, confidence=0.1), at(60, 69)],
    )
    assert sure["rules"] == pytest.approx(-float(unsure["rules"]))
    assert float(sure["rules"]) > 0
    assert even["rules"] == without["rules"] == 0


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 99), st.floats(0, 1)), max_size=20))
def test_numbers_are_between_0_and_1_but_for_the_log_odds(spans: list[tuple[int, int, float]]) -> None:
    claims = [at(start, start + size, confidence=sure) for start, size, sure in sorted(spans)]
    found = evidence(claims)
    assert len(found) == len(claims)
    for known in found:
        for name, value in known.items():
            assert isinstance(value, str) or 0 <= value <= 1 or (name == "rules" and -1 <= value <= 1)
