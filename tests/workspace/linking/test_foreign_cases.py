"""What a foreign case holds shows nowhere: each page stays, word for word, as it was before it came."""

import difflib

import pytest
from django.test import Client
from tests.workspace.api.test_interface import program
from tests.workspace.conftest import ClientAs
from tests.workspace.linking.conftest import LinkEvents, Told, key
from tests.workspace.linking.test_orders_page import ORDER
from tests.workspace.linking.test_persons import one

from saksi.testing import a_claim
from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.models import Report
from saksi.workspace.linking import listing
from saksi.workspace.linking.carrying import say_of_order
from saksi.workspace.linking.figures import clusters_seen
from saksi.workspace.linking.judging import judge
from saksi.workspace.linking.models import Cluster, Pair
from saksi.workspace.linking.persons import link_archive_people
from saksi.workspace.linking.selectors import current
from saksi.workspace.linking.settling import settle
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive

LISTS = (
    "/events/", "/events/?kind=once", "/events/?kind=contested", "/events/?kind=denied",
    "/events/?kind=one_source", "/events/?kind=once&act=fine", "/events/?act=release", "/events/?place=Halm",
    "/events/?kind=once&place=Halm", "/people/", "/people/met/?name=Tam+Orre", "/people/met/?name=Zemo+Ilda",
    "/origins/", "/pairs/", "/claims/", "/claims/?sources=2", "/claims/?place=XO%2FHalm", "/orders/",
    "/orders/?act=release", "/estimates/", "/reports/", "/desk/",
)  # fmt: skip
PROGRAMS = ("/events", "/events?contested=true", "/events?told=several", "/people", "/origins", "/claims")


def claims(*fields: dict[str, object]) -> dict[str, object]:
    return {"claims": [one("Tam Orre") | each for each in fields]}


@pytest.fixture
def seen(archive: Archive, told: Told, link_events: LinkEvents) -> None:
    """Two reports of one arrest, a third of another that may be it, and an order."""
    told(0, **claims({}, {**ORDER, "victim": {"text": "traders"}}))
    told(1, **claims({}))
    told(2, **claims({"count": {"min": 9, "max": 9, "text": "nine"}, "act": "fine"}))
    told(3, **claims({"act": "torture", "place": {"text": "Seln", "country": "XO", "admin1": "South Kell"}}))
    judge(archive, kind="event", pairs=[(key("r0"), key("r1"))], verdict="same")
    link_events()
    link_archive_people(archive, pause=lambda _seconds: None)


def now(client: Client, addresses: tuple[str, ...]) -> dict[str, str]:
    """What each page says."""
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found[address] = answer.content.decode()
    return found


def hide(archive: Archive, told: Told, link_events: LinkEvents) -> None:
    """Let a case come that tells of the same: another act, day, place, number, denied, confirmed, decided."""
    far = {"place": {"text": "Halm", "country": "XO", "admin1": "Halm"}, "act": "release"}
    more = [
        {
            "chain": a_claim().attribution.model_dump()["chain"],
            "directness": "eyewitness",
            "stance": "disputes",
        }
    ]
    old = {
        "time": {"from": "2020-01-01", "to": "2020-01-02"},
        "count": {"min": 400, "max": 500, "text": "400"},
    }
    told(
        0,
        id="x9",
        **claims(
            {**far, **old, "modality": "denied", "more_attributions": more},
            {**far, "victim": {"text": "a smith", "name": "Zemo Ilda", "type": "individual"}},
            {"grounds": ["drugs"]},
        ),
    )
    case = open_case(archive, label="closed", team=[Member.objects.get(name="ann")])
    put_into_case(archive, case=case, reports=[Report.objects.get(report_id="x9")])
    judge(archive, kind="event", pairs=[(key("r0"), key("x9")), (key("r2"), key("x9", "c3"))], verdict="same")
    say_of_order(archive, order=key("r0", "c2"), act=key("x9", "c3"), tied=True)
    record_decision(archive, report_id="x9", claim_id="c3", verdict="accepted")
    link_events()
    link_archive_people(archive, pause=lambda _seconds: None)


def test_a_case_that_comes_changes_no_page_of_who_is_not_in_its_team(
    archive: Archive, client_as: ClientAs, seen: None, told: Told, link_events: LinkEvents
) -> None:
    client = client_as("reviewer", "analyst", name="ben")
    clusters = [f"/{kind}/{pk}/" for kind, pk in own()]
    addresses = (*LISTS, *clusters, f"/orders/{key('r0', 'c2')}/")
    by_program = tuple(f"/api/v1{path}" for path in PROGRAMS)
    reader = program(archive, "read", name="ben")
    before = now(client, addresses) | now(reader, by_program)
    groups = members()
    hide(archive, told, link_events)
    assert members() == groups
    event = Cluster.objects.get(kind="event", members__claim=key("r0"), dissolved_at=None)
    assert event.members.filter(claim=key("x9")).exists()
    assert (event.contested, event.denied, event.n_reports) == (True, True, 3)
    conflict = (event.detail or {})["conflicts"][0][0]
    ann = set(event.members.values_list("claim_id", flat=True))
    settle(archive, event=event, seen=ann, field=conflict, answer="disagree")
    after = now(client, addresses) | now(reader, by_program)
    differs = [line for address in before for line in changed(address, before[address], after[address])]
    assert not differs, "\n".join(differs)
    assert verify(archive).code == 0  # what was shown was not written
    history = client.get(f"/audit/of/cluster/{event.pk}/").content.decode()
    assert "difference" not in history
    assert "judged the same" in history
    foreign = Pair.objects.get(second=key("x9", "c3"), verdict="same")
    assert client.get(f"/audit/of/pair/{foreign.pk}/").status_code == 404


def changed(address: str, before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [f"{address} {line}" for line in lines if line[0] in "+-" and line[:3] not in {"+++", "---"}]


def members() -> set[frozenset[str]]:
    """Return which seen claims stand together."""
    rows = (row.members.exclude(claim__report__report_id="x9") for row in current("event"))
    found = (frozenset(f"{m.claim.report.report_id} {m.claim.claim_id}" for m in each) for each in rows)
    return {group for group in found if group}


def own() -> list[tuple[str, int]]:
    rows = Cluster.objects.filter(dissolved_at=None).values_list("kind", "pk")
    names = {"event": "events", "person": "people", "origin": "origins"}
    return [(names[kind], pk) for kind, pk in rows]


def test_a_list_that_is_judged_in_parts_has_the_order_of_what_is_seen(
    archive: Archive, seen: None, told: Told, link_events: LinkEvents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "CHUNK", 1)
    hide(archive, told, link_events)
    hidden = frozenset(Report.objects.filter(report_id="x9").values_list("pk", flat=True))
    every = listing.clusters("event", hidden, {}, by="n_reports", size=50)
    assert [row.n_reports for row in every] == sorted((row.n_reports or 0 for row in every), reverse=True)
    assert {row.pk for row in every} == set(clusters_seen("event", hidden).values_list("pk", flat=True))
    paged, after = [], None
    while part := listing.clusters("event", hidden, {}, by="n_reports", size=1, after=after):
        paged += part
        after = (part[0].n_reports or 0, part[0].pk)
    assert paged == every
    told_by = listing.origins(hidden, size=50)
    assert [row.alone for row in told_by] == sorted((row.alone or 0 for row in told_by), reverse=True)
