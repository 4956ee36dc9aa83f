from tests.linking.corroboration.conftest import link
from tests.workspace.linking.conftest import LinkEvents, Told

from saksi.findings.links import known
from saksi.workflows.findings_links import links_of
from saksi.workspace.holdings.models import Report
from saksi.workspace.holdings.selectors import answerable
from saksi.workspace.linking.tables import links
from saksi.workspace.session import Archive


def test_without_links_there_is_no_table(archive: Archive, told: Told) -> None:
    told(0)
    assert links() is None


def test_stored_events_say_what_linking_on_the_fly_says(told: Told, link_events: LinkEvents) -> None:
    from saksi.linking.corroboration import link_events as on_the_fly  # noqa: PLC0415 - the fixture's name

    told(0, claims=[{}, {"act": "fine"}])
    told(1, link("a source", "insider_source", place="North Kell"), link("Isk Radio"))
    told(2, link("Ored Samsa", "ngo"), claims=[{"count": {"min": 4, "max": 4, "text": "four"}}])
    link_events()
    reports = answerable().reports
    stored = links()
    assert stored is not None
    mine, theirs = known(stored, reports), known(links_of(on_the_fly(reports)), reports)
    assert mine.events.keys() == theirs.events.keys()
    for ref, event in mine.events.items():
        other = theirs.events[ref]
        assert len(event.sure) == len(other.sure)
        assert [c.field for c in event.conflicts] == [c.field for c in other.conflicts]
        assert [(s.people, s.voice) for s in mine.sources[ref]] == [
            (s.people, s.voice) for s in theirs.sources[ref]
        ]
    same = {(a, b) for a in mine.sources for b in mine.sources if mine.sources[a] == mine.sources[b]}
    assert same == {
        (a, b) for a in theirs.sources for b in theirs.sources if theirs.sources[a] == theirs.sources[b]
    }


def test_reports_that_are_left_out_are_in_no_table(told: Told, link_events: LinkEvents) -> None:
    told(0)
    told(1)
    link_events()
    found = links(Report.objects.filter(report_id="r0"))
    assert found is not None
    assert found.claims["report_id"].to_list() == ["r0"]
    assert set(found.sources["report_id"]) == {"r0"}
