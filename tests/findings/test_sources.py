from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.findings.links import Told, some_links

from saksi.findings.links import Links
from saksi.findings.select import Statement, select
from saksi.findings.sources import alone, distinct, independence, tellers, weakest
from saksi.record import InvalidInput
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


def linked(told: list[Told], **more: Any) -> tuple[Statement, ...]:
    """Return statements of reports that hold just these claims."""
    claims: dict[str, list[str]] = {}
    for report, claim, _, _ in told:
        claims.setdefault(report, []).append(claim)
    reports = [a_report(id=name, claims=[a_claim(id=c) for c in cs]) for name, cs in claims.items()]
    return select(reports, some_links(told, **more)).statements


def test_five_prints_of_one_story_are_one_source() -> None:
    found = independence(linked([(f"r{n}", "c1", "e1", ["s1"]) for n in range(5)]))
    assert (found.low, found.high, found.reports) == (1, 1, 5)
    assert (found.events, found.events_sure, found.events_single) == (1, 0, 1)


def test_people_who_were_there_and_are_surely_different_raise_the_lower_end() -> None:
    told: list[Told] = [("a", "c1", "e1", ["s1"]), ("b", "c1", "e1", ["s2"]), ("c", "c1", "e1", ["s3"])]
    everything = linked(told, sure={"e1": ["s1", "s2"]})
    found = independence(everything)
    assert (found.low, found.high, found.events_sure) == (2, 3, 1)
    part = independence(everything[1:])
    assert (part.low, part.high) == (1, 2)


def test_sources_of_two_events_are_never_added_up_at_the_lower_end() -> None:
    told: list[Told] = [("a", "c1", "e1", ["s1"]), ("a", "c2", "e2", ["s2"])]
    found = independence(linked(told, sure={"e1": ["s1"], "e2": ["s2"]}))
    assert (found.low, found.high, found.events) == (1, 2, 2)


def test_one_source_of_two_events_counts_once() -> None:
    assert independence(linked([("a", "c1", "e1", ["s1"]), ("b", "c1", "e2", ["s1"])])).high == 1


def test_several_people_without_a_number_leave_the_upper_end_open() -> None:
    found = independence(linked([("a", "c1", "e1", ["s1"])], open_ended=["s1"]))
    assert (found.low, found.high, found.events_single) == (1, None, 0)


def test_an_outlets_own_voice_counts_only_where_nobody_is_named() -> None:
    told: list[Told] = [("a", "c1", "e1", ["voice"]), ("b", "c1", "e1", ["s1"]), ("c", "c1", "e2", ["other"])]
    found = independence(linked(told, voices=["voice", "other"]))
    assert (found.low, found.high) == (1, 2)


def test_a_claim_that_linking_has_not_seen_stands_for_itself() -> None:
    reports = [a_report(id=name, claims=[a_claim()]) for name in ("a", "b")]
    found = independence(select(reports, some_links([("a", "c1", "e1", ["s1"])])).statements)
    assert found.events is None
    assert found.high == 2


def test_what_falls_with_a_source_is_counted_in_claims_and_in_events() -> None:
    told: list[Told] = [
        ("a", "c1", "e1", ["s1"]),
        ("a", "c2", "e2", ["s1"]),
        ("b", "c1", "e2", ["s2"]),
    ]
    statements = linked(told)
    weak = weakest(statements, figure=statements[:1])
    assert weak is not None
    assert (weak.falls, weak.of, weak.events, weak.of_events) == (2, 3, 1, 2)
    assert weak.figure
    stands = weakest(statements, figure=(statements[0], statements[2]))
    assert stands is not None
    assert not stands.figure


def test_sources_that_an_outlet_words_alike_fall_together() -> None:
    told: list[Told] = [("a", "c1", "e1", ["s1"]), ("b", "c1", "e2", ["s2"])]
    weak = weakest(linked(told, wordings={"s1": "w", "s2": "w"}))
    assert weak is not None
    assert (weak.falls, weak.of) == (2, 2)


def test_a_table_of_links_with_a_missing_column_is_refused_by_name() -> None:
    good = some_links([("a", "c1", "e1", ["s1"])])
    with pytest.raises(InvalidInput, match=r"events of links: missing columns: .*sure"):
        Links(good.events.drop("sure"), good.claims, good.sources, good.conflicts)
    wrong = good.sources.with_columns(pl.col("people").cast(pl.String))
    with pytest.raises(InvalidInput, match="sources of links, column people"):
        Links(good.events, good.claims, wrong, good.conflicts)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"), st.sampled_from(["e1", "e2", "e3"]), st.sets(st.sampled_from("uvwxyz"))
        ),
        min_size=1,
        max_size=12,
    ),
    st.sets(st.sampled_from("uvwxyz")),
    st.randoms(use_true_random=False),
)
def test_bounds_stay_ordered_and_never_shrink_when_a_claim_is_added(
    rows: list[tuple[str, str, set[str]]], voices: set[str], rng: Any
) -> None:
    told: list[Told] = [(report, f"c{n}", event, sorted(s)) for n, (report, event, s) in enumerate(rows)]
    sure = {
        event: sorted({s for _, _, e, ss in told if e == event for s in ss} - voices)
        for _, _, event, _ in told
    }
    statements = list(linked(told, sure=sure, voices=sorted(voices)))
    whole = independence(statements)
    assert whole.high is not None
    assert whole.low <= whole.high
    shuffled = list(statements)
    rng.shuffle(shuffled)
    assert independence(shuffled) == whole
    assert independence(statements[:-1]).low <= whole.low
