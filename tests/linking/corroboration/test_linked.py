import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.linking.corroboration.conftest import Told, link

from saksi.linking.corroboration import as_results, link_events
from saksi.record import InvalidInput, Report
from saksi.simulation.known import known_reports
from saksi.testing import a_claim, a_report


def test_every_claim_stands_in_one_event(told: Told) -> None:
    linked = link_events(
        [told(0, claims=[{}, {"act": "release"}]), told(1), told(2, claims=[{"act": "fine"}])]
    )
    claims = [ref for event in linked.events for ref in event.claims]
    assert sorted(claims) == [("r0", "c1"), ("r0", "c2"), ("r1", "c1"), ("r2", "c1")]


@given(st.permutations(range(4)))
def test_the_order_of_reports_never_matters(order: list[int]) -> None:
    chains: tuple[list[dict[str, Any]], ...] = (
        [link("a source", "insider_source")],
        [link("Outlet 0")],
        [link("Radio Free Asia")],
        [],
    )
    reports = [
        a_report(
            id=f"r{n}",
            outlet=f"Outlet {n}",
            claims=[a_claim(attribution={"chain": [*chain, link(f"Outlet {n}")], "directness": "anonymous"})],
        )
        for n, chain in enumerate(chains)
    ]
    assert as_results(link_events([reports[n] for n in order])) == as_results(link_events(reports))


def test_a_small_folder_lists_every_pair_with_a_reason(told: Told) -> None:
    linked = link_events([told(0), told(1), told(2, claims=[{"act": "fine"}])])
    assert [(p.a, p.b) for p in linked.pairs] == [("r0", "r1"), ("r0", "r2"), ("r1", "r2")]
    assert all(pair.why for pair in linked.pairs)


def test_a_report_that_names_the_others_outlet_cites_it(told: Told) -> None:
    citing = told(1, link("a source", "insider_source"), link("Isk Radio"))
    [pair] = link_events([told(0), citing]).pairs
    assert (pair.dependence, pair.same_event > 0.5) == ("cites", True)


def test_an_outlet_between_is_cited_as_well(told: Told) -> None:
    far = told(2, link("a source", "insider_source"), link("Radio Free Asia"), link("Isk Radio"))
    near = told(0, link("a source", "insider_source"), link("Radio Free Asia"))
    [pair] = link_events([near, far]).pairs
    assert pair.dependence == "cites"


def test_reports_on_two_events_of_two_outlets_are_independent(told: Told) -> None:
    [pair] = link_events([told(0), told(1, claims=[{"act": "fine", "place": {"text": "Halm"}}])]).pairs
    assert (pair.dependence, pair.same_event < 0.5) == ("independent", True)


def test_an_id_stays_when_later_reports_are_added(told: Told) -> None:
    before = link_events([told(0), told(1)]).events
    after = link_events([told(0), told(1), told(2)]).events
    assert [event.id for event in before] == [event.id for event in after]


def test_the_file_has_the_form_that_scripts_rely_on(told: Told) -> None:
    found = json.loads(json.dumps(as_results(link_events([told(0), told(1)]))))
    [event] = found["events"]
    assert event["claims"] == ["r0:c1", "r1:c1"]
    assert event["independent_sources"] == {"min": 1, "max": 2}
    assert sorted(event["origins"]) == [["r0"], ["r1"]]
    [pair] = found["pairs"]
    assert set(pair) == {"a", "b", "same_event", "dependence", "why"}


def test_reports_without_claims_are_compared_by_their_words(told: Told) -> None:
    bare = told(0).model_copy(update={"claims": ()})
    copy = bare.model_copy(update={"id": "x", "outlet": "Kell Wire"})
    [pair] = link_events([bare, copy]).pairs
    assert pair.dependence == "copy"


def test_nothing_to_link_is_no_fault() -> None:
    linked = link_events([])
    assert (linked.events, linked.pairs) == ((), ())


def test_an_id_that_occurs_twice_is_refused(told: Told) -> None:
    with pytest.raises(InvalidInput, match="'r0' occurs twice"):
        link_events([told(0), told(0)])


@pytest.mark.shared
def test_the_developers_groups_are_judged_as_the_annotators_did(
    shared: Path, developers: list[Report]
) -> None:
    folder = shared / "data" / "claims"
    pairs = {(pair.a, pair.b): pair for pair in link_events(developers).pairs}
    wanted = [
        pair
        for group in json.loads((folder / "groups-dev.json").read_text())["groups"]
        for pair in group["pairs"]
    ]
    right = [
        (found := pairs[min(w["a"], w["b"]), max(w["a"], w["b"])]).dependence == w["dependence"]
        and (found.same_event >= 0.5) == (w["same_event"] == "yes")
        for w in wanted
    ]
    assert sum(right) / len(right) >= 0.8


def test_on_a_simulated_network_bounds_hold_the_true_number_of_informants() -> None:
    known = known_reports(seed=29)
    informants: dict[tuple[str, str], set[int]] = {}
    for report, claim, *roots in known.claims.select(
        "report_id", "claim_id", "root", "second_root"
    ).iter_rows():
        informants.setdefault((report, claim), set()).update(
            root for root in roots if root is not None and root >= 0
        )
    held = []
    for event in link_events(known.reports).events:
        true = len(set().union(*(informants[ref] for ref in event.claims)))
        if true:
            high = event.sources.high
            held.append(event.sources.low <= true and (high is None or true <= high))
    assert len(held) > 100
    assert sum(held) / len(held) >= 0.9
