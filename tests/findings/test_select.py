from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.findings.select import particular, select, told
from saksi.record import InvalidInput, Report
from saksi.testing import a_claim, a_report


def report(name: str, **fields: Any) -> Report:
    return a_report(id=name, claims=[a_claim()], **fields)


def test_an_exact_copy_is_not_counted_again() -> None:
    record = select([report("a"), report("b", duplicate_of="a")])
    assert [s.report.id for s in record.statements] == ["a"]
    assert [r.id for r in record.duplicates] == ["b"]


def test_a_copy_counts_when_the_report_it_copies_is_not_there() -> None:
    assert [r.id for r in select([report("b", duplicate_of="elsewhere")]).counted] == ["b"]


def test_of_reports_that_call_each_other_copies_one_stays() -> None:
    ring = [report("a", duplicate_of="b"), report("b", duplicate_of="c"), report("c", duplicate_of="a")]
    assert [r.id for r in select(ring).counted] == ["a"]


def test_a_withdrawn_report_leaves_the_figures_and_not_the_record() -> None:
    record = select([report("a"), report("b", retracted={"by": "Isk Radio"})])
    assert [s.report.id for s in record.statements] == ["a"]
    assert [s.report.id for s in record.withdrawn] == ["b"]
    assert [r.id for r in record.reports] == ["a", "b"]


def test_a_copy_does_not_keep_a_withdrawn_report_alive() -> None:
    record = select([report("a", retracted={"by": "Isk Radio"}), report("b", duplicate_of="a")])
    assert record.statements == ()


def test_an_id_that_occurs_twice_is_refused_because_no_trace_could_name_it() -> None:
    with pytest.raises(InvalidInput, match="report id 'a' occurs twice"):
        select([report("a"), report("a")])


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_reports_never_matters(order: list[str]) -> None:
    made = {
        "a": report("a", published=None),
        "b": report("b"),
        "c": report("c", duplicate_of="b"),
        "d": report("d", retracted={"by": "b"}),
    }
    assert select([made[name] for name in order]) == select(list(made.values()))


def test_undated_reports_come_last() -> None:
    assert [r.id for r in select([report("a", published=None), report("b")]).reports] == ["b", "a"]


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, True),
        ({"modality": "ongoing"}, True),
        ({"modality": "denied"}, False),
        ({"modality": "planned"}, False),
        ({"kind": "order"}, False),
        ({"kind": "condition"}, False),
    ],
)
def test_an_act_is_told_when_it_happened_or_goes_on(fields: dict[str, str], counts: bool) -> None:
    assert told(a_claim(**fields)) is counts


NOBODY = {
    "victim": {"type": "group"},
    "count": {"min": 2, "max": None},
    "place": {"text": None},
    "time": {"text": "in the past", "from": None, "to": None},
}


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, False),
        ({"victim": {"type": "individual"}}, True),
        ({"victim": {"type": "group", "name": "Tarsel"}}, True),
        ({"count": {"min": 2, "max": 4}}, True),
        ({"place": {"text": "Corrow"}}, True),
        ({"time": {"text": "in May", "from": "2024-05-01", "to": "2024-05-31"}}, True),
        ({"victim": {"type": "individual"}, "modality": "ongoing"}, False),
    ],
)
def test_an_episode_tells_somebody_a_number_a_place_or_a_day(fields: dict[str, object], counts: bool) -> None:
    assert particular(a_claim(**(NOBODY | fields))) is counts
