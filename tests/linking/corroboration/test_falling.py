from tests.linking.corroboration.conftest import Told, link

from saksi.linking.corroboration import if_report_is_withdrawn, if_source_is_false, link_events
from saksi.linking.corroboration.linked import Event, Linked
from saksi.linking.origins.independence import Origin

GROUP = link("Kell Rights Watch", "ngo")
SECOND = [
    {
        "chain": [link("a driver", "witness", place="Orin Province"), link("Isk Radio")],
        "directness": "eyewitness",
        "stance": "confirms",
    }
]


def origin(linked: Linked, report: str) -> Origin:
    [found] = [o for e in linked.events for o in e.sources.origins if o.reports == (report,)]
    return found


def the_event(linked: Linked, ref: tuple[str, str]) -> Event:
    return next(event for event in linked.events if ref in event.claims)


def test_with_a_source_fall_all_claims_that_rest_on_it_alone(told: Told) -> None:
    linked = link_events([told(0, GROUP, claims=[{}, {"act": "release"}]), told(1, GROUP), told(2)])
    false = the_event(linked, ("r0", "c2")).sources.origins[0]
    fallen = if_source_is_false(
        false, linked, {"arrests": [("r0", "c1"), ("r1", "c1")], "all": [("r0", "c1"), ("r2", "c1")]}
    )
    assert fallen.claims == (("r0", "c1"), ("r0", "c2"), ("r1", "c1"))
    assert fallen.findings == ("arrests",)
    assert fallen.findings_weakened == (("all", 1, 2),)
    assert fallen.events == (the_event(linked, ("r0", "c2")).id,)
    assert fallen.events_weakened == (the_event(linked, ("r2", "c1")).id,)


def test_a_claim_that_another_source_confirms_is_weakened_and_stays(told: Told) -> None:
    linked = link_events([told(0, claims=[{"more_attributions": SECOND}])])
    [event] = linked.events
    first = next(o for o in event.sources.origins if o.tellers[0].stance == "own")
    fallen = if_source_is_false(first, linked)
    assert (fallen.claims, fallen.weakened) == ((), (("r0", "c1"),))


def test_a_source_that_nobody_heard_takes_nothing_with_it(told: Told) -> None:
    fallen = if_source_is_false([("named", "nobody")], link_events([told(0), told(1)]))
    assert not any((fallen.claims, fallen.weakened, fallen.events, fallen.events_weakened))


def test_with_a_report_fall_those_that_only_cite_it(told: Told) -> None:
    citing = told(1, link("a source", "insider_source", place="North Kell"), link("Isk Radio"))
    linked = link_events([told(0), citing, told(2)])
    fallen = if_report_is_withdrawn("r0", linked)
    assert fallen.claims == (("r0", "c1"), ("r1", "c1"))
    assert fallen.events == ()


def test_with_a_report_fall_those_that_name_only_its_outlet(told: Told) -> None:
    linked = link_events([told(0), told(1, link("Isk Radio"))])
    assert if_report_is_withdrawn("r0", linked).claims == (("r0", "c1"), ("r1", "c1"))


def test_with_a_citation_falls_only_itself(told: Told) -> None:
    citing = told(1, link("a source", "insider_source", place="North Kell"), link("Isk Radio"))
    assert if_report_is_withdrawn("r1", link_events([told(0), citing])).claims == (("r1", "c1"),)


def test_asking_changes_nothing(told: Told) -> None:
    linked = link_events([told(0), told(1)])
    before = linked.events
    if_report_is_withdrawn("r0", linked)
    if_source_is_false(origin(linked, "r1"), linked)
    assert linked.events == before
