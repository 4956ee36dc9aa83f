from typing import Any

import pytest

from saksi.findings.select import Statement
from saksi.findings.tellers import alone, distinct, independence, teller_of, tellers, weakest
from saksi.testing import a_claim, a_report

SOURCE = {"text": "a source", "role": "insider_source", "anonymous": True, "place": "North Kell"}
ISK = {"text": "Isk Radio", "role": "outlet"}
HERALD = {"text": "Osmere Herald", "role": "outlet"}


def chain(*links: dict[str, Any], directness: str = "anonymous") -> dict[str, Any]:
    return {"chain": list(links), "directness": directness}


def statement(*links: dict[str, Any], name: str = "r", claim: str = "c1", **fields: Any) -> Statement:
    report = a_report(id=name, outlet=links[-1]["text"])
    return Statement(report, a_claim(id=claim, attribution=chain(*links), **fields))


def test_a_chain_through_another_outlet_is_that_outlets_source() -> None:
    first = statement(SOURCE, ISK, name="a")
    passed_on = statement(SOURCE, ISK, HERALD, name="b")
    assert len(distinct([first, passed_on])) == 1
    assert independence([first, passed_on]).reports == 2


def test_the_same_words_at_two_outlets_are_two_tellers() -> None:
    assert independence([statement(SOURCE, ISK, name="a"), statement(SOURCE, HERALD, name="b")]).high == 2


def test_spelling_in_capitals_makes_no_second_teller() -> None:
    loud = statement({**SOURCE, "text": "A  Source"}, ISK, name="b")
    assert len(distinct([statement(SOURCE, ISK, name="a"), loud])) == 1


@pytest.mark.parametrize(
    ("link", "directness", "kind"),
    [
        (SOURCE, "anonymous", "anonymous"),
        ({"text": "Tarsel", "role": "witness"}, "eyewitness", "named"),
        ({"text": "the ministry", "role": "official"}, "official", "official"),
        ({"text": "an officer", "role": "official", "anonymous": True}, "anonymous", "anonymous"),
    ],
)
def test_a_teller_is_anonymous_named_or_official(link: dict[str, Any], directness: str, kind: str) -> None:
    claim = a_claim(attribution=chain(link, ISK, directness=directness))
    assert teller_of(claim.attribution, a_report()).kind == kind


def test_the_outlets_own_voice_has_no_words() -> None:
    own = statement(ISK)
    assert (tellers(own)[0].kind, tellers(own)[0].words) == ("outlet", None)


def test_a_source_that_confirms_is_a_second_one_and_one_that_disputes_is_none() -> None:
    second = {"text": "a teacher", "role": "witness", "anonymous": True}
    for stance, expected in (("confirms", 2), ("disputes", 1)):
        more = [{**chain(second, ISK), "stance": stance}]
        assert len(tellers(statement(SOURCE, ISK, more_attributions=more))) == expected


def test_independence_begins_at_one_however_many_tellers_there_are() -> None:
    many = [statement({**SOURCE, "text": f"source {n}"}, ISK, name=f"r{n}") for n in range(5)]
    assert (independence(many).low, independence(many).high) == (1, 5)
    assert (independence([]).low, independence([]).high) == (0, 0)


def test_the_weakest_source_is_the_one_on_whose_word_alone_most_rests() -> None:
    other = {"text": "a teacher", "role": "witness", "anonymous": True}
    made = [
        statement(SOURCE, ISK, claim="c1"),
        statement(SOURCE, ISK, claim="c2"),
        statement(other, ISK, claim="c3"),
    ]
    weak = weakest(made)
    assert weak is not None
    assert (weak.teller.words, weak.falls, weak.of) == ("a source", 2, 3)
    assert sum(alone(made).values()) == 3
    assert weakest([]) is None
