from collections.abc import Callable

import pytest

from saksi.reading.english.circumstances import penalty
from saksi.record import Claim


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("was sentenced to ten years in prison", "ten years in prison"),
        ("got between eight and ten years of reeducation", "between eight and ten years of reeducation"),
        ("were given up to one year", "up to one year"),
        ("was given six months in a labour brigade", "six months in a labour brigade"),
        ("was jailed for life", "for life"),
        ("Last year three were arrested", None),
        ("was arrested", None),
    ],
)
def test_a_penalty_is_the_term_and_not_a_date(clause: str, said: str | None) -> None:
    assert penalty("detention_other", clause) == said


def test_an_act_without_a_term_has_no_penalty() -> None:
    assert penalty("torture", "was beaten for two days") is None


def test_every_circumstance_tells_which_rule_found_it(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("Police arrested two traders in Vennick on Monday for smuggling.")
    wanted = {"time.clause", "place.clause", "perpetrator.agent", "grounds.sentence"}
    assert wanted <= set(claim.rules or ())
