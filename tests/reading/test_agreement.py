import pytest

from saksi.reading.agreement import agree
from saksi.testing import a_claim


def test_two_readings_of_the_same_act_and_words_agree() -> None:
    first = [a_claim(passages=[[0, 40]]), a_claim(act="torture", passages=[[50, 90]])]
    second = [a_claim(act="torture", passages=[[55, 100]]), a_claim(act="execution", passages=[[0, 40]])]
    found = agree(first, second)
    assert found.both == ((1, 0),)
    assert (found.only_first, found.only_second) == ((0,), (1,))
    assert found.share == pytest.approx(0.5)


def test_a_page_is_no_passage() -> None:
    assert agree([a_claim(passages=[[0, 40]])], [a_claim(passages=[[0, 4000]])]).both == ()


def test_the_pairing_has_the_most_pairs() -> None:
    first = [a_claim(passages=[[0, 100]]), a_claim(passages=[[60, 100]])]
    second = [a_claim(passages=[[55, 100]]), a_claim(passages=[[0, 50]])]
    assert agree(first, second).both == ((0, 1), (1, 0))


def test_where_neither_states_anything_there_is_no_share() -> None:
    assert agree([], []).share is None
    assert agree([a_claim()], []).share == 0
