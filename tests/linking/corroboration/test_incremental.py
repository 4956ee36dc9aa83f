import pytest
from tests.linking.corroboration.conftest import Told, link

from saksi.linking.corroboration import Linked, link_events, relink, touched
from saksi.linking.events.facts import Facts, Ref, joined_facts, told_facts
from saksi.linking.origins.outlets import outlets_of
from saksi.record import Report
from saksi.simulation.known import known_reports

DOUBT, NEAR = 0.9, 0.25


def beside(
    before: Linked, old: list[Report], new: list[Report]
) -> tuple[Linked, dict[Ref, str], frozenset[Ref]]:
    """Put new reports beside linked ones, as the archive does."""
    reports = sorted((*old, *new), key=lambda report: report.id)
    facts: list[Facts] = joined_facts([fact for report in reports for fact in told_facts(report)])
    events = {ref: event.id for event in before.events for ref in event.claims}
    weak = [ref for ref, chance in before.belongs.items() if chance < DOUBT]
    weak += [ref for miss in before.near if miss.chance >= NEAR for ref in (miss.a, miss.b)]
    solve = touched(facts, events, {report.id for report in new}, doubtful=weak)
    names = {report for report, _ in solve}
    chosen = [report for report in reports if report.id in names]
    found = relink(
        chosen, facts, events, solve, outlets_of(reports), sharing=before.sharing, beside=reports[:300]
    )
    return found, events, solve


def all_groups(found: Linked, events: dict[Ref, str], solve: frozenset[Ref]) -> set[frozenset[Ref]]:
    kept: dict[str, set[Ref]] = {}
    for ref, event in events.items():
        if ref not in solve:
            kept.setdefault(event, set()).add(ref)
    return {frozenset(refs) for refs in kept.values()} | {frozenset(event.claims) for event in found.events}


@pytest.mark.parametrize("seed", [101, 102])
def test_new_reports_give_the_clusters_of_a_full_run(seed: int) -> None:
    reports = sorted(known_reports(seed=seed).reports, key=lambda report: (str(report.published), report.id))
    cut = int(0.97 * len(reports))
    found, events, solve = beside(link_events(reports[:cut]), reports[:cut], reports[cut:])
    full = {frozenset(event.claims) for event in link_events(reports).events}
    assert len(all_groups(found, events, solve) & full) >= 0.99 * len(full)
    assert len(solve) < 0.8 * sum(len(report.claims) for report in reports)


def test_what_new_reports_do_not_come_near_is_left_alone(told: Told) -> None:
    old = [told(0), told(1, claims=[{"act": "fine", "place": {"text": "Halm"}}])]
    found, _, solve = beside(link_events(old), old, [told(2)])
    assert solve == {("r0", "c1"), ("r2", "c1")}
    assert [event.claims for event in found.events] == [(("r0", "c1"), ("r2", "c1"))]


def test_bounds_of_a_joined_event_are_those_of_a_full_run(told: Told) -> None:
    old, new = [told(0), told(1)], [told(2, link("Isk Radio"))]
    found, _, _ = beside(link_events(old), old, new)
    [event] = found.events
    [full] = link_events([*old, *new]).events
    assert (event.sources.low, event.sources.high) == (full.sources.low, full.sources.high)
    assert [(p.a, p.b, p.dependence) for p in found.pairs] == [
        (p.a, p.b, p.dependence) for p in link_events([*old, *new]).pairs
    ]


def test_claims_that_are_gone_let_their_event_be_solved_anew(told: Told) -> None:
    old = [told(0), told(1), told(2)]
    before = link_events(old)
    facts = joined_facts([fact for report in old[:2] for fact in told_facts(report)])
    events = {ref: event.id for event in before.events for ref in event.claims}
    assert touched(facts, events, set()) == {("r0", "c1"), ("r1", "c1")}
