import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.linking.events.conflicts import conflicts
from saksi.linking.events.facts import Facts, Ref, facts_of
from saksi.linking.events.linking import Verdicts, link_claims
from saksi.linking.events.stored import packed, unpacked
from saksi.record import Report
from saksi.testing import a_claim, a_report

IDS = ("a", "b", "c")


def told(report: str, *claims: dict[str, Any], **fields: Any) -> Report:
    made = [a_claim(id=f"c{i}", **claim) for i, claim in enumerate(claims, start=1)]
    return a_report(id=report, outlet=f"Outlet {report}", claims=made, **fields)


def events(*reports: Report) -> list[set[Ref]]:
    """Return the events that more than one claim tells of."""
    return [{fact.ref for fact in group} for group in groups(*reports) if len(group) > 1]


def groups(*reports: Report) -> list[list[Facts]]:
    facts = facts_of(reports)
    labels = link_claims(facts).labels
    found: dict[int, list[Facts]] = defaultdict(list)
    for fact, label in zip(facts, labels.tolist(), strict=True):
        found[label].append(fact)
    return list(found.values())


def test_three_reports_on_one_arrest_are_one_event() -> None:
    assert events(*(told(name, {}) for name in IDS)) == [{(name, "c1") for name in IDS}]


def test_a_denial_joins_what_it_denies_and_is_shown_as_a_conflict() -> None:
    one, other = told("a", {}), told("b", {"modality": "denied"})
    [group] = groups(one, other)
    [conflict] = conflicts(group)
    assert conflict.field == "modality"
    assert dict(conflict.values) == {"denied": (("b", "c1"),), "happened": (("a", "c1"),)}


def test_two_or_three_victims_is_a_conflict_that_is_kept() -> None:
    three = {"count": {"min": 3, "max": 3, "text": "three"}}
    [group] = groups(told("a", {}), told("b", three))
    assert [(c.field, dict(c.values)) for c in conflicts(group)] == [
        ("count", {"2": (("a", "c1"),), "3": (("b", "c1"),)})
    ]


def test_claims_of_one_report_are_never_one_event() -> None:
    assert events(told("a", {}, {})) == []


def test_a_denial_and_what_it_denies_may_stand_in_one_report() -> None:
    both = told("b", {}, {"modality": "denied"})
    assert events(told("a", {}), both) == [{("a", "c1"), ("b", "c1"), ("b", "c2")}]


def test_a_total_and_its_parts_stay_apart() -> None:
    total, part = {"count": {"min": 35, "max": 35}}, {"count": {"min": 23, "max": 23}}
    found = events(told("a", total, part), told("b", total, part))
    assert sorted(map(sorted, found)) == [[("a", "c1"), ("b", "c1")], [("a", "c2"), ("b", "c2")]]


def test_once_reports_share_an_event_their_vaguer_claims_are_likelier_shared() -> None:
    vague = {
        "act": "surveillance",
        "victim": {"text": "the neighbours", "type": "unspecified", "roles": []},
        "count": {"min": None, "max": None, "text": None},
        "time": {"text": None, "from": None, "to": None},
    }
    assert events(told("a", vague), told("b", vague)) == []
    assert len(events(told("a", {}, vague), told("b", {}, vague))) == 2


def test_no_claims_no_events() -> None:
    assert events(a_report()) == []


@given(st.permutations([*IDS]))
def test_the_order_of_reports_never_matters(order: list[str]) -> None:
    made = {name: told(name, {}, {"act": "release"}) for name in IDS}
    found = events(*(made[name] for name in order))
    assert sorted(map(sorted, found)) == [[(name, f"c{i}") for name in IDS] for i in (1, 2)]


@pytest.mark.shared
def test_claims_of_the_developers_groups_are_put_together_as_the_annotators_did(
    shared: Path, developers: list[Report]
) -> None:
    folder = shared / "data" / "claims"
    gold = json.loads((folder / "groups-dev.json").read_text())["groups"]
    grouped = {name for group in gold for name in group["reports"]}
    wanted = {
        frozenset(pair)
        for group in gold
        for cluster in group["claim_clusters"]
        for pair in combinations(cluster, 2)
    }
    found = {
        frozenset(":".join(ref) for ref in pair)
        for event in events(*developers)
        for pair in combinations(sorted(event), 2)
        if pair[0][0] in grouped and pair[1][0] in grouped
    }
    hits = len(found & wanted)
    assert 2 * hits / (len(found) + len(wanted)) >= 0.85


def test_what_reviewers_said_of_pairs_holds_whatever_the_claims_say() -> None:
    reports = [
        a_report(id="a", claims=[a_claim()]),
        a_report(id="b", claims=[a_claim()]),
        a_report(id="c", claims=[a_claim(act="fine", place={"text": "Halm"})]),
    ]
    facts = facts_of(reports)
    a, b, c = (fact.ref for fact in facts)
    said = Verdicts(same=frozenset({(b, c)}), different=frozenset({(a, b)}))
    assert link_claims(facts, verdicts=said).labels.tolist() == [0, 1, 1]
    assert link_claims(facts).labels.tolist() == [0, 0, 1]


def test_facts_come_back_as_they_were_packed() -> None:
    [fact] = facts_of([a_report(claims=[a_claim(victim={"age": "in her 30s"}, grounds=["drugs"])])])
    assert unpacked(fact.ref, json.loads(json.dumps(packed(fact)))) == fact
