import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.linking.corroboration.conftest import link
from tests.workspace.linking.conftest import LinkEvents, Told, key

from saksi.record import InvalidInput
from saksi.workflows import Settings
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings import reading
from saksi.workspace.holdings.models import Report, Source
from saksi.workspace.linking import running
from saksi.workspace.linking.judging import judge
from saksi.workspace.linking.models import Change, Cluster, Membership, Pair, Telling, Tie
from saksi.workspace.linking.selectors import corroboration, current
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive


def events() -> dict[frozenset[str], Cluster]:
    return {
        frozenset(m.claim.report.report_id for m in cluster.members.all()): cluster
        for cluster in current("event")
    }


def test_claims_of_one_arrest_become_one_event_with_its_bounds(told: Told, link_events: LinkEvents) -> None:
    told(0)
    told(1)
    told(2, claims=[{"act": "fine"}])
    done = link_events()
    assert (done.reports, done.events, done.new) == (3, 2, 2)
    event = events()[frozenset({"r0", "r1"})]
    assert (event.act, event.n_reports, event.count_min, event.count_max) == ("detention_other", 2, 2, 2)
    assert event.sources_min == 1
    assert str(event.first_day) == "2024-03-01"


def test_what_is_unchanged_is_skipped_and_leaves_no_entry(told: Told, link_events: LinkEvents) -> None:
    told(0)
    link_events()
    entries = Entry.objects.count()
    done = link_events()
    assert (done.reports, done.skipped, done.events) == (0, 1, 1)
    assert Entry.objects.count() == entries


def test_the_log_vouches_for_all_that_is_written(
    archive: Archive, told: Told, link_events: LinkEvents
) -> None:
    told(0)
    told(1)
    link_events()
    told(2)
    link_events()
    assert verify(archive).code == 0


def test_an_event_keeps_its_number_when_a_report_joins_it(told: Told, link_events: LinkEvents) -> None:
    told(0)
    told(1)
    link_events()
    [before] = current("event").values_list("pk", flat=True)
    told(2)
    link_events()
    [after] = current("event").values_list("pk", flat=True)
    assert before == after
    assert [row.change for row in Change.objects.filter(cluster=after)] == ["new"]


def test_a_reviewers_word_parts_an_event_and_joins_it_again(
    archive: Archive, told: Told, link_events: LinkEvents
) -> None:
    told(0)
    told(1)
    link_events()
    judge(archive, kind="event", pairs=[(key("r0"), key("r1"))], verdict="different")
    assert link_events().events == 2
    assert "split" in set(Change.objects.values_list("change", flat=True))
    judge(archive, kind="event", pairs=[(key("r0"), key("r1"))], verdict="same")
    assert link_events().events == 1
    assert {"merged", "dissolved"} <= set(Change.objects.values_list("change", flat=True))
    assert verify(archive).code == 0


def test_a_reviewers_word_joins_what_the_claims_do_not(
    archive: Archive, told: Told, link_events: LinkEvents
) -> None:
    told(0)
    told(1, claims=[{"act": "release", "place": {"text": "Halm"}}])
    assert link_events().events == 2
    judge(archive, kind="event", pairs=[(key("r0"), key("r1"))], verdict="same")
    assert link_events().events == 1


def test_a_verdict_that_contradicts_another_is_refused(
    archive: Archive, told: Told, link_events: LinkEvents
) -> None:
    for number in range(3):
        told(number)
    judge(archive, kind="event", pairs=[(key("r0"), key("r1"))], verdict="same")
    judge(archive, kind="event", pairs=[(key("r1"), key("r2"))], verdict="same")
    with pytest.raises(InvalidInput, match="contradicts"):
        judge(archive, kind="event", pairs=[(key("r0"), key("r2"))], verdict="different")


def test_a_rejected_claim_leaves_its_event(archive: Archive, told: Told, link_events: LinkEvents) -> None:
    told(0)
    told(1)
    link_events()
    record_decision(archive, report_id="r1", claim_id="c1", verdict="rejected")
    link_events()
    assert set(events()) == {frozenset({"r0"})}


def test_a_withdrawn_sources_reports_take_no_part(
    archive: Archive, told: Told, link_events: LinkEvents
) -> None:
    told(0)
    told(1)
    link_events()
    now = datetime.now(UTC)
    source = Source.objects.create(code="S-TEST", registered_at=now, withdrawn_at=now)
    Report.objects.filter(report_id="r1").update(source=source)
    link_events()
    assert set(events()) == {frozenset({"r0"})}


def test_a_retraction_propagates_to_who_only_passes_it_on(told: Told, link_events: LinkEvents) -> None:
    told(0)
    told(1, link("a source", "insider_source", place="North Kell"), link("Isk Radio"))
    link_events()
    Report.objects.filter(report_id="r0").update(retracted_by="Isk Radio")
    link_events()
    [event] = current("event")
    assert set(event.members.values_list("withdrawn", flat=True)) == {True}
    assert (event.sources_min, event.grade) == (0, 6)


def test_who_cites_whom_is_kept_and_sources_are_counted(told: Told, link_events: LinkEvents) -> None:
    told(0)
    told(1, link("a source", "insider_source", place="North Kell"), link("Isk Radio"))
    link_events()
    assert [tie.kind for tie in Tie.objects.all()] == ["cites"]
    [source] = [s for s in Cluster.objects.filter(kind="origin") if s.n_claims == 2]
    assert (source.alone, source.alone_events) == (2, 1)
    assert Telling.objects.filter(source=source).count() == 2


def test_events_that_may_be_one_are_suggested_to_a_person(told: Told, link_events: LinkEvents) -> None:
    told(0)
    told(1, claims=[{"count": {"min": 9, "max": 9, "text": "nine"}}])
    assert link_events().suggested == 1
    pair = Pair.objects.get()
    assert pair.probability == pytest.approx(0.39, abs=0.1)
    assert pair.verdict is None
    assert json.loads(str(pair.explanation))["differs"] == ["days", "number"]


def test_reading_anew_takes_claims_out_of_their_events_first(
    archive: Archive, told: Told, link_events: LinkEvents
) -> None:
    told(0)
    told(1)
    link_events()
    other = replace(Settings(), reading=replace(Settings().reading, threshold=0.0))
    reading.read_reports(archive, settings=other, pause=lambda _seconds: None)
    assert verify(archive).code == 0
    link_events()
    assert set(events()) == {frozenset({"r0", "r1"})}


def test_new_reports_are_put_beside_what_is_known(
    archive: Archive, told: Told, link_events: LinkEvents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SMALL", 0)
    monkeypatch.setattr(running, "SHARE", 1.0)
    told(0, claims=[{}, {"act": "fine", "place": {"text": "Halm"}}])
    told(1, claims=[{"act": "release"}])
    link_events(whole=True)
    alone = Cluster.objects.get(members__claim=key("r0", "c2"))
    told(2)
    done = link_events()
    assert (done.whole, done.reports, done.skipped) == (False, 1, 2)
    assert frozenset({"r0", "r2"}) in events()
    assert Cluster.objects.get(members__claim=key("r0", "c2")) == alone
    assert Membership.objects.filter(cluster__dissolved_at=None).count() == 4
    assert verify(archive).code == 0


def test_the_table_for_findings_has_a_row_a_claim(told: Told, link_events: LinkEvents) -> None:
    told(0)
    told(1)
    link_events()
    table = corroboration()
    assert table["report_id"].to_list() == ["r0", "r1"]
    assert table["event_id"].n_unique() == 1
    assert corroboration(Report.objects.filter(report_id="r0")).height == 1
