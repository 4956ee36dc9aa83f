"""Search, events, people, origins, estimates, findings by programs: as the pages have them, and no more."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.linking.corroboration.conftest import link
from tests.workspace.api.test_interface import get, program
from tests.workspace.conftest import give_roles
from tests.workspace.linking.conftest import LinkEvents, Told, link_events, told
from tests.workspace.linking.test_persons import one

from saksi.workflows import Settings
from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.estimates.models import Estimate
from saksi.workspace.findings.services import make_edition
from saksi.workspace.holdings.models import Report
from saksi.workspace.linking.persons import link_archive_people
from saksi.workspace.linking.selectors import current
from saksi.workspace.session import Archive
from saksi.workspace.web.serving import Serving

__all__ = ["link_events", "told"]
LISTS = ("/events", "/people", "/origins", "/estimates", "/findings")


@pytest.fixture
def linked(archive: Archive, served: Serving, told: Told, link_events: LinkEvents) -> None:
    """Two reports of one arrest of a named man, the second citing the first; findings and an estimate."""
    told(0, claims=[one("Tam Orre")])
    told(
        1,
        link("a source", "insider_source", place="North Kell"),
        link("Isk Radio"),
        claims=[one("Tam Orre")],
    )
    link_events()
    link_archive_people(archive, pause=lambda _seconds: None)
    ann = Member.objects.get(name="ann")
    make_edition(archive, member=ann, settings=Settings(), on_progress=lambda *_: None)
    Estimate.objects.create(
        choice={"seen": True},
        settings={},
        table={"lists": ["Isk Radio"]},
        results=[{"stratum": None, "total": None}],
        versions={},
        input_sha256="0" * 64,
        log_head="",
        documented=1,
        made_by="ann",
        made_at=datetime.now(UTC),
    )


def test_events_people_and_origins_come_with_claims_by_name_and_no_word_of_a_source(
    archive: Archive, linked: None
) -> None:
    client = program(archive, "read")
    [event] = get(client, "/events?told=several")["results"]
    assert (event["reports"], event["claims"], event["sources_low"]) == (2, 2, 1)
    whole = get(client, f"/events/{event['event']}")
    refs = {(each["report_id"], each["claim_id"]) for each in whole["members"]}
    assert refs == {("r0", "c1"), ("r1", "c1")}
    [person] = get(client, "/people")["results"]
    assert person["names"] == [{"name": "Tam Orre", "claims": 2}]
    assert len(get(client, f"/people/{person['person']}")["members"]) == 2
    origin = get(client, "/origins")["results"][0]
    resting = get(client, f"/origins/{origin['origin']}")
    assert origin["origin"] in {told["source"] for told in whole["told"]}
    assert resting["alone"] == sum(each["falls"] for each in resting["members"])
    for path in (f"/events/{event['event']}", f"/origins/{origin['origin']}", "/origins"):
        assert b"a source" not in client.get(f"/api/v1{path}").content


def test_filters_and_pages_are_those_of_the_list(archive: Archive, linked: None) -> None:
    client = program(archive, "read")
    assert get(client, "/events?told=once")["results"] == []
    assert get(client, "/events?act=release")["results"] == []
    assert get(client, "/events?before=1")["results"] == []
    assert get(client, "/origins?before=0-1")["results"] == []
    assert client.get("/api/v1/origins?before=x").status_code == 422
    assert client.get("/api/v1/events/999999").status_code == 404


def test_words_are_searched_and_shown_with_their_surroundings(archive: Archive, linked: None) -> None:
    word = Report.objects.get(report_id="r0").text.split()[3]
    [found] = get(program(archive, "read"), f"/search?q={word}")["results"]
    assert (found["report"]["report_id"], found["hits"]) == ("r0", 1)
    assert word in found["contexts"][0]


def test_estimates_and_findings_come_as_they_were_made(archive: Archive, linked: None) -> None:
    client = program(archive, "read")
    [estimate] = get(client, "/estimates")
    assert get(client, f"/estimates/{estimate['estimate']}")["table"] == {"lists": ["Isk Radio"]}
    [edition] = get(client, "/findings")
    answers = get(client, f"/findings/{edition['edition']}")["answers"]
    assert {"report_id": "r0", "claim_id": "c1"} in [ref for each in answers for ref in each["claims"]]
    assert all(each["question"]["ko"] and each["answer"]["en"] for each in answers)


def test_a_readers_program_has_no_people_and_no_estimates(archive: Archive, linked: None) -> None:
    ben = Member.objects.get(name="ben")
    give_roles(archive, ben, ["reader"])
    client = program(archive, "read", name="ben")
    found = {path: client.get(f"/api/v1{path}").status_code for path in LISTS}
    assert found == {"/events": 200, "/people": 403, "/origins": 200, "/estimates": 403, "/findings": 200}


def test_a_program_from_outside_the_team_sees_nothing_of_a_case(archive: Archive, linked: None) -> None:
    ben = Member.objects.get(name="ben")
    give_roles(archive, ben, ["analyst"])
    case = open_case(archive, label="Corrow", team=[Member.objects.get(name="ann")])
    put_into_case(archive, case=case, reports=list(Report.objects.filter(report_id="r0")))
    client = program(archive, "read", name="ben")
    [event] = get(client, "/events")["results"]
    assert (event["reports"], event["act"], event["grade"]) == (1, "detention_other", 3)
    assert event["first_day"] == "2024-03-01"
    assert get(client, "/people")["results"][0]["names"] == [{"name": "Tam Orre", "claims": 1}]
    word = Report.objects.get(report_id="r0").text.split()[3]
    assert get(client, f"/search?q={word}")["results"] == []
    assert (get(client, "/estimates"), get(client, "/findings")) == ([], [])
    put_into_case(archive, case=case, reports=list(Report.objects.filter(report_id="r1")))
    for path in ("/events", "/people", "/origins"):
        assert get(client, path)["results"] == [], path
    for kind, path in (("event", "/events"), ("person", "/people"), ("origin", "/origins")):
        for cluster in current(kind):
            assert client.get(f"/api/v1{path}/{cluster.pk}").status_code == 404


def test_without_a_token_there_is_nothing(served: Serving) -> None:
    for path in (*LISTS, "/search?q=x", "/events/1", "/people/1", "/origins/1", "/findings/1"):
        assert Client(headers={"host": "localhost"}).get(f"/api/v1{path}").status_code == 401
