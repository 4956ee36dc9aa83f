from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.linking.corroboration import as_results, link_events
from saksi.linking.events.facts import Facts, facts_of
from saksi.record import Report, vocabulary
from saksi.testing import a_claim, a_report

DAYS = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))


def fact(report: dict[str, Any] | None = None, **claim: Any) -> Facts:
    [found] = facts_of([a_report(**(report or {}), claims=[a_claim(**claim)])])
    return found


def day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


@pytest.mark.parametrize(
    ("time", "first", "last", "dated"),
    [
        ({"text": "on 3 March", "from": "2024-03-03", "to": "2024-03-03"}, "2024-03-03", "2024-03-03", True),
        ({"text": "in March", "from": "2024-03-01", "to": "2024-03-31"}, "2024-03-01", "2024-03-20", True),
        ({"text": "since 1 March", "from": "2024-03-01", "to": None}, "2024-03-01", "2024-03-20", True),
        ({"text": "recently", "from": None, "to": None}, "2024-01-20", "2024-03-20", True),
        ({"text": "until April", "from": None, "to": "2024-04-01"}, "2023-02-26", "2024-03-20", False),
        ({"text": None, "from": None, "to": None}, "2023-02-14", "2024-03-20", False),
    ],
)
def test_days_end_with_the_report_and_silence_is_bounded(
    time: dict[str, Any], first: str, last: str, *, dated: bool
) -> None:
    found = fact(time=time)
    assert (day(found.first), day(found.last), found.dated) == (first, last, dated)


def test_what_is_planned_may_lie_after_the_report() -> None:
    found = fact(modality="planned", time={"text": "in April", "from": "2024-04-01", "to": "2024-04-30"})
    assert day(found.last) == "2024-04-30"


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("42", (42, 42)),
        ("50s", (50, 59)),
        ("30대", (30, 39)),
        ("18 to 20", (18, 20)),
        ("old", None),
        (None, None),
    ],
)
def test_an_age_is_an_interval(said: str | None, years: tuple[int, int] | None) -> None:
    assert fact(victim={"age": said}).age == years


@pytest.mark.parametrize(
    ("claim", "particular"),
    [
        ({}, True),
        ({"kind": "order"}, False),
        ({"modality": "feared"}, False),
        ({"victim": {"type": "unspecified"}}, False),
    ],
)
def test_an_episode_is_told_from_laws_habits_and_fears(claim: dict[str, Any], *, particular: bool) -> None:
    assert fact(**claim).particular == particular


@given(st.lists(st.tuples(DAYS, DAYS, DAYS, st.sampled_from(list(vocabulary("modality").terms))), max_size=4))
def test_no_days_that_a_report_may_hold_break_linking(
    told: list[tuple[date | None, date | None, date | None, str]],
) -> None:
    reports: list[Report] = []
    for number, (published, one, other, modality) in enumerate(told):
        first, last = (one, other) if one is None or other is None else (min(one, other), max(one, other))
        time = {"text": None, "from": first and first.isoformat(), "to": last and last.isoformat()}
        shown = published.isoformat() if published else None
        claim = a_claim(time=time, modality=modality)
        reports.append(a_report(id=f"r{number}", outlet=f"Outlet {number}", published=shown, claims=[claim]))
    found = as_results(link_events(reports))
    assert sum(len(event["claims"]) for event in found["events"]) == len(told)
