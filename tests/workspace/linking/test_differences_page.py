"""Settling a difference between claims of one event, and the pairs that wait for a person."""

import pytest
from tests.workspace.conftest import ClientAs
from tests.workspace.linking.conftest import LinkEvents, Told, key

from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.histories import history_of
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.models import Report
from saksi.workspace.linking.judging import judge
from saksi.workspace.linking.models import Cluster, Pair, Settlement
from saksi.workspace.linking.selectors import current
from saksi.workspace.session import Archive


def count(n: int) -> dict[str, object]:
    return {"count": {"min": n, "max": n, "text": str(n)}}


@pytest.fixture
def contested(archive: Archive, told: Told, link_events: LinkEvents) -> Cluster:
    """One event: two reports say two and three persons, a person said that both tell of it."""
    told(0, claims=[count(2)])
    told(1, claims=[count(3)])
    judge(archive, kind="event", pairs=[(key("r0"), key("r1"))], verdict="same")
    link_events()
    return current("event").get(contested=True)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_claims_stand_side_by_side_with_their_passages(
    client_as: ClientAs, contested: Cluster, language: str
) -> None:
    client = client_as("reviewer")
    client.post(f"/language/{language}/", {"next": "/events/"})
    assert f"/events/{contested.pk}/differences/" in client.get(f"/events/{contested.pk}/").content.decode()
    assert f"/events/{contested.pk}/differences/" in client.get("/desk/").content.decode()
    page = client.get(f"/events/{contested.pk}/differences/").content.decode()
    assert page.count("<blockquote") == 2
    assert {"en": "2 persons", "ko": "2명"}[language] in page
    assert "linking." not in page.replace("linking.css", "")


def test_a_settled_difference_waits_no_more_until_a_claim_says_another_thing(
    archive: Archive, client_as: ClientAs, told: Told, link_events: LinkEvents, contested: Cluster
) -> None:
    client, address = client_as("reviewer", name="cho"), f"/events/{contested.pk}/differences/"
    client.post(f"{address}count/", {"answer": "disagree", "note": "two lists"})
    page = client.get(f"/events/{contested.pk}/").content.decode()
    assert "The sources disagree" in page
    assert "two lists" in page
    assert address not in client.get("/desk/").content.decode()
    assert Entry.objects.filter(action="difference disagree").count() == 1
    assert ("cho", "difference disagree") in [
        (one.who, one.action) for one in history_of(archive, "cluster", contested.pk)
    ]
    told(2, claims=[count(7)])
    judge(archive, kind="event", pairs=[(key("r0"), key("r2"))], verdict="same")
    link_events()
    assert address in client.get("/desk/").content.decode()
    client.post(f"{address}count/", {"answer": "misread", "claim": key("r2")})
    assert Settlement.objects.count() == 2  # the first word stays
    assert verify(archive).faults == []


def test_a_misread_claim_leads_to_the_reading_desk_and_another_event_is_parted(
    client_as: ClientAs, link_events: LinkEvents, contested: Cluster, woken: list[str]
) -> None:
    client, address = client_as("reviewer", name="cho"), f"/events/{contested.pk}/differences/count/"
    answer = client.post(address, {"answer": "misread", "claim": key("r1")})
    assert answer["location"].endswith("/reports/r1/read/?id=c1")
    assert woken == []
    client.post(address, {"answer": "apart", "claim": key("r1")})
    assert woken == ["cho"]
    link_events()
    assert not current("event").filter(contested=True).exists()
    assert Settlement.objects.filter(answer="apart").count() == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"answer": "perhaps"}, "needed one of disagree"),
        ({"answer": "misread"}, "choose the claim"),
        ({"answer": "disagree", "note": "x" * 401}, "at most 400"),
    ],
)
def test_what_cannot_be_kept_is_explained(
    client_as: ClientAs, contested: Cluster, fields: dict[str, str], why: str
) -> None:
    client = client_as("reviewer")
    client.post(f"/events/{contested.pk}/differences/count/", fields)
    assert why in client.get(f"/events/{contested.pk}/differences/").content.decode()
    assert not Settlement.objects.exists()


def test_who_may_not_finds_no_page(archive: Archive, client_as: ClientAs, contested: Cluster) -> None:
    address = f"/events/{contested.pk}/differences/"
    assert client_as("documenter").post(f"{address}count/", {"answer": "disagree"}).status_code == 404
    assert client_as("reader").get(address).status_code == 200
    client_as("reviewer", name="ann").post(f"{address}count/", {"answer": "disagree"})
    case = open_case(archive, label="closed", team=[Member.objects.get(name="ann")])
    put_into_case(archive, case=case, reports=[Report.objects.get(report_id="r1")])
    page = client_as("reviewer").get(address).content.decode()
    assert "r1" not in page  # nor what was said of it
    assert "The sources disagree" not in page
    put_into_case(archive, case=case, reports=[Report.objects.get(report_id="r0")])
    assert client_as("reviewer").get(address).status_code == 404


def test_pairs_wait_on_the_desk_and_are_judged_in_place(
    archive: Archive, client_as: ClientAs, told: Told, link_events: LinkEvents, woken: list[str]
) -> None:
    told(0)
    told(2, claims=[{"count": {"min": 9, "max": 9, "text": "nine"}}])
    link_events()
    pair = Pair.objects.get(kind="event")
    assert pair.worth is not None
    client = client_as("reviewer", name="cho")
    assert f"/pairs/#p{pair.pk}" in client.get("/desk/").content.decode()
    page = client.get("/pairs/").content.decode()
    assert page.count("<blockquote") == 2
    assert f'action="/pairs/{pair.pk}/"' in page
    case = open_case(archive, label="closed", team=[Member.objects.get(name="ann")])
    put_into_case(archive, case=case, reports=[Report.objects.get(report_id="r2")])
    assert f"p{pair.pk}" not in client.get("/pairs/").content.decode()
    assert "/pairs/#" not in client.get("/desk/").content.decode()
    mine = client_as("analyst", name="ann")
    assert mine.post(f"/pairs/{pair.pk}/", {"verdict": "unsure", "back": "pairs"})["location"] == "/pairs/"
    assert "No pair waits" in mine.get("/pairs/").content.decode()
    assert "/pairs/#" not in mine.get("/desk/").content.decode()
