from typing import Any

import numpy as np
import pytest

from saksi.linking.events.agreement import agreement, kinship, name_likeness
from saksi.linking.events.columns import columns_of
from saksi.linking.events.facts import facts_of
from saksi.testing import a_claim, a_report

ONE, OTHER = np.array([0]), np.array([1])


def odds(one: dict[str, Any], other: dict[str, Any], *, occurrence: bool = False) -> float:
    """Return the log odds that two claims of two reports are of one event, or of one occurrence."""
    reports = [
        a_report(id="a", claims=[a_claim(**one)]),
        a_report(id="b", outlet="Corrow Post", published="2024-03-24", claims=[a_claim(**other)]),
    ]
    claims = columns_of(facts_of(reports))
    return float(agreement(claims, ONE, OTHER)[occurrence][0])


def test_one_act_in_one_place_and_month_on_as_many_people_is_one_event() -> None:
    assert odds({}, {}) > 0


DISAGREEING: list[dict[str, Any]] = [
    {"act": "release"},
    {"place": {"text": "Halm"}},
    {"time": {"text": "in January", "from": "2024-01-01", "to": "2024-01-31"}},
    {"count": {"min": 30, "max": 30, "text": "30"}},
    {"victim": {"status": "elite", "roles": ["minister"]}},
    {"grounds": ["religion"]},
    {"victim": {"type": "unspecified", "text": "traders"}, "count": {"min": None, "max": None, "text": None}},
    {"modality": "planned"},
    {"kind": "order"},
]


@pytest.mark.parametrize("change", DISAGREEING, ids=lambda change: next(iter(change)))
def test_each_field_that_disagrees_speaks_against_one_event(change: dict[str, Any]) -> None:
    base = {"grounds": ["economic"]}
    assert odds(base, base | change) < odds(base, base)


def test_silence_says_nothing_against() -> None:
    silent = {"count": {"min": None, "max": None, "text": None}, "grounds": []}
    told = {"grounds": ["economic"]}
    assert odds(told, silent) > odds(
        told, told | {"count": {"min": 9, "max": 9, "text": "9"}, "grounds": ["drugs"]}
    )


def test_an_exact_day_says_more_than_a_month() -> None:
    day = {"time": {"text": "on 3 March", "from": "2024-03-03", "to": "2024-03-03"}}
    assert odds(day, day) > odds({}, {})


def test_a_rare_number_says_more_than_one_person() -> None:
    many = {"count": {"min": 37, "max": 37, "text": "37"}}
    single = {"count": {"min": 1, "max": 1, "text": "a"}}
    assert odds(many, many) > odds(single, single)


def test_a_day_or_two_of_difference_is_no_other_event() -> None:
    third = {"time": {"text": "on 3 March", "from": "2024-03-03", "to": "2024-03-03"}}
    fifth = {"time": {"text": "on 5 March", "from": "2024-03-05", "to": "2024-03-05"}}
    assert odds(third, fifth) > 0


def test_two_victims_of_one_night_are_two_events_and_one_occurrence() -> None:
    night = {"time": {"text": "on 3 March", "from": "2024-03-03", "to": "2024-03-03"}}
    one = night | {"victim": {"name": "Tarin Vol", "type": "individual"}, "count": {"min": 1, "max": 1}}
    other = night | {"victim": {"name": "Peska Orin", "type": "individual"}, "count": {"min": 1, "max": 1}}
    assert odds(one, other) < 0 < odds(one, other, occurrence=True)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Kim Hyok-chol", "김혁철", True),
        ("Mun", "문 씨", True),
        ("Luraleth Tavoth", "타보스 루라레스", True),
        ("Kim Yong-chol", "Kim Hyok-chol", False),
    ],
)
def test_names_are_compared_across_scripts(one: str, other: str, *, alike: bool) -> None:
    assert (name_likeness(one, other) >= 0.5) == alike


def test_kinship_of_acts_goes_both_ways() -> None:
    table = kinship()
    assert (table == table.T).all()
    assert (np.diag(table) == table.max()).all()
