from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.linking.corroboration import Event, link_events
from saksi.record import Report, Retraction
from saksi.testing import a_claim, a_report

Chain = list[dict[str, Any]]
OUTLETS = ("Isk Radio", "Corrow Post", "Kell Wire", "Halm Herald", "Vol Tribune", "Orin Lantern")
# Words of their own: no run of words is shared, so that only what is claimed can join the reports.
TEXTS = tuple(" ".join(f"{outlet.split()[0].lower()}{n}" for n in range(30)) for outlet in OUTLETS)


def link(text: str, role: str = "outlet", **fields: Any) -> dict[str, Any]:
    return {"text": text, "role": role, "anonymous": role not in ("outlet", "ngo", "document"), **fields}


def source(place: str | None = "North Kell", words: str = "a source") -> dict[str, Any]:
    return link(words, "insider_source", place=place)


def told(number: int, *before: dict[str, Any], directness: str = "anonymous", **fields: Any) -> Report:
    """Build a report of the outlet with this number: a chain of these links and the outlet itself."""
    attribution = {"chain": [*before, link(OUTLETS[number])], "directness": directness}
    day = f"2024-03-{10 + 4 * number:02}"  # days apart: not one story told anew at once
    claim = a_claim(
        attribution=attribution,
        time={"text": "on 3 March", "from": "2024-03-03", "to": "2024-03-03"},
        **fields,
    )
    return a_report(
        f"{TEXTS[number]} {TEXTS[number]}",
        id=f"r{number}",
        outlet=OUTLETS[number],
        published=day,
        claims=[claim],
    )


def event(*reports: Report) -> Event:
    [found] = [e for e in link_events(reports).events if len(e.claims) == max(len(reports), 1)]
    return found


def bounds(*reports: Report) -> tuple[int, int | None]:
    found = event(*reports)
    return found.sources.low, found.sources.high


@pytest.mark.parametrize("quoting", range(1, len(OUTLETS)))
def test_one_source_of_one_outlet_quoted_by_many_is_one(quoting: int) -> None:
    first = told(0, source())
    others = [told(n, source(), link(OUTLETS[0])) for n in range(1, quoting + 1)]
    assert bounds(first, *others) == (1, 1)


@pytest.mark.parametrize("quoting", range(2, len(OUTLETS)))
def test_it_is_one_also_where_the_outlet_that_heard_it_is_not_at_hand(quoting: int) -> None:
    assert bounds(*(told(n, source(), link("Radio Free Asia")) for n in range(quoting))) == (1, 1)


def test_copies_of_a_text_are_one_however_many_and_whoever_signs_them() -> None:
    first = told(0, source())
    copies = [
        told(n, source()).model_copy(update={"text": f"{OUTLETS[n]} says.\n\n{first.text}"})
        for n in range(1, 6)
    ]
    found = event(first, *copies)
    assert (found.sources.low, found.sources.high) == (1, 1)
    assert [origin.reports for origin in found.sources.origins] == [tuple(f"r{n}" for n in range(6))]


def test_anonymous_sources_of_two_outlets_may_be_one_or_two() -> None:
    assert bounds(told(0, source()), told(1, source())) == (1, 2)


def test_two_witnesses_from_two_provinces_are_surely_two() -> None:
    one = told(0, link("a neighbour", "witness", place="Kell Province"), directness="eyewitness")
    other = told(1, link("a driver", "witness", place="Orin Province"), directness="eyewitness")
    assert bounds(one, other) == (2, 2)


def test_a_named_organisation_is_one_source_in_whatever_outlet() -> None:
    group = link("Kell Rights Watch", "ngo")
    assert bounds(*(told(n, group, directness="named") for n in range(4))) == (1, 1)


def test_sources_without_a_number_leave_the_upper_bound_open() -> None:
    assert bounds(told(0, source(words="several sources"))) == (1, None)


def test_two_sources_may_be_two() -> None:
    assert bounds(told(0, source(words="two sources"))) == (1, 2)


def test_a_second_source_in_the_same_report_is_counted_as_possible() -> None:
    more = [
        {
            "chain": [source(words="another source"), link(OUTLETS[0])],
            "directness": "anonymous",
            "stance": "confirms",
        }
    ]
    assert bounds(told(0, source(), more_attributions=more)) == (1, 2)


def test_copies_of_a_report_with_two_sources_have_these_two() -> None:
    more = [
        {
            "chain": [source(words="an official"), link(OUTLETS[0])],
            "directness": "anonymous",
            "stance": "confirms",
        }
    ]
    first = told(0, source(), more_attributions=more)
    copies = [first.model_copy(update={"id": f"copy-{n}", "outlet": f"Copier {n}"}) for n in range(5)]
    assert bounds(first, *copies) == bounds(first) == (1, 2)


def test_a_states_denial_adds_no_source() -> None:
    ministry = link("the ministry", "official", anonymous=False)
    denial = [{"chain": [ministry, link(OUTLETS[0])], "directness": "official", "stance": "disputes"}]
    assert bounds(told(0, source(), more_attributions=denial)) == (1, 1)


def test_an_outlets_own_voice_beside_its_source_is_no_second_one() -> None:
    lead = told(0, directness="author")
    named = told(0, source()).model_copy(update={"id": "r0b"})
    assert bounds(lead, named) == (1, 1)


def test_a_withdrawn_report_and_those_that_only_cite_it_count_no_more() -> None:
    first = told(0, source()).model_copy(update={"retracted": Retraction(by="notice")})
    citing = told(1, source(), link(OUTLETS[0]))
    found = event(first, citing)
    assert (found.sources.low, found.sources.high) == (0, 0)
    assert found.withdrawn == (("r0", "c1"), ("r1", "c1"))


def chains() -> Iterator[st.SearchStrategy[Chain]]:
    yield st.just([source()])
    yield st.just([source(place=None)])
    yield st.just([source(words="two sources")])
    yield st.just([source(), link("Radio Free Asia")])
    yield st.just([link("Kell Rights Watch", "ngo")])
    yield st.just([])


@given(st.lists(st.one_of(*chains()), min_size=1, max_size=4))
def test_bounds_are_ordered_and_origins_name_the_reports_of_the_event(
    given_chains: list[Chain],
) -> None:
    reports = [told(n, *chain) for n, chain in enumerate(given_chains)]
    for found in link_events(reports).events:
        low, high = found.sources.low, found.sources.high
        assert low >= 1
        assert high is None or low <= high <= 2 * len(reports)
        assert {name for origin in found.sources.origins for name in origin.reports} <= set(found.reports)
