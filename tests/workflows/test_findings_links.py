"""Linked events as the tables that findings take."""

from typing import Any

from saksi.findings.select import select
from saksi.findings.sources import independence
from saksi.linking.corroboration import link_events
from saksi.record import Report
from saksi.testing import TEXT, a_claim, a_report
from saksi.workflows.findings_links import links_of

ISK = {"text": "Isk Radio", "role": "outlet"}


def said_by(*people: dict[str, Any], directness: str = "anonymous") -> dict[str, Any]:
    return {"chain": list(people), "directness": directness}


def witness(name: str) -> dict[str, Any]:
    return said_by({"text": name, "role": "witness"}, ISK, directness="eyewitness")


def unlike(name: str, **fields: Any) -> Report:
    """Return a report that shares no wording with others: another outlet, another day, other words."""
    text = f"{TEXT} {name} tells it at length, {' '.join(f'{name}{n}' for n in range(40))}."
    return a_report(text, id=name, **fields)


def test_a_copy_adds_a_report_and_no_source() -> None:
    reports = [a_report(id="a", claims=[a_claim()]), a_report(id="b", outlet="Herald", claims=[a_claim()])]
    links = links_of(link_events(reports))
    found = independence(select(reports, links).statements)
    assert (found.low, found.high, found.reports, found.events) == (1, 1, 2, 1)


def test_every_claim_has_an_event_and_sources_that_are_in_the_table() -> None:
    reports = [
        a_report(id="a", claims=[a_claim(), a_claim(id="c2", act="torture")]),
        unlike("b", outlet="Herald", claims=[a_claim()]),
    ]
    links = links_of(link_events(reports))
    assert links.claims.select("report_id", "claim_id").rows() == [("a", "c1"), ("a", "c2"), ("b", "c1")]
    named = {name for names in links.claims["sources"] for name in names}
    assert named == set(links.sources["source_id"])
    assert set(links.claims["event_id"]) <= set(links.events["event_id"])
    assert {name for names in links.events["sure"] for name in names} <= named


def test_a_person_named_in_two_reports_on_two_events_is_one_source() -> None:
    one = unlike("a", claims=[a_claim(attribution=witness("Tarsel Omm"))])
    other = unlike(
        "b", claims=[a_claim(act="execution", attribution=witness("Tarsel Omm"))], published="2025-03-20"
    )
    links = links_of(link_events([one, other]))
    assert links.events.height == 2
    assert links.sources.height == 1


def test_two_anonymous_sources_worded_alike_are_possibly_two_and_fall_together() -> None:
    one = unlike("a", claims=[a_claim()])
    other = unlike("b", claims=[a_claim(act="execution")], published="2025-03-20")
    links = links_of(link_events([one, other]))
    assert links.sources["source_id"].n_unique() == 2
    assert links.sources["wording_id"].n_unique() == 1


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [unlike(name, claims=[a_claim(), a_claim(id="c2", act="torture")]) for name in "abc"]
    first, second = links_of(link_events(reports)), links_of(link_events(reports[::-1]))
    for name in ("claims", "sources", "conflicts"):
        assert getattr(first, name).equals(getattr(second, name))


def test_contradictions_of_an_event_are_rows_by_value() -> None:
    reports = [
        a_report(id="a", claims=[a_claim(count={"min": 2, "max": 2})]),
        a_report(id="b", outlet="Herald", claims=[a_claim(count={"min": 3, "max": 3})]),
    ]
    rows = links_of(link_events(reports)).conflicts.select("field", "value", "report_id").rows()
    assert sorted(rows) == [("count", "2", "a"), ("count", "3", "b")]
