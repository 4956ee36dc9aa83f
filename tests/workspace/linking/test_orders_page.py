"""Orders and the acts that carried them out: by the report's words, by a link, by a reviewer."""

import pytest
from tests.linking.corroboration.conftest import link
from tests.workspace.conftest import ClientAs
from tests.workspace.linking.conftest import LinkEvents, Told, key

from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.histories import history_of
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.models import Report
from saksi.workspace.holdings.selectors import untouched
from saksi.workspace.linking.models import OrderTie
from saksi.workspace.linking.tables import carried
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive

TEXT = (
    "The governor ordered all traders arrested. Following the order of the governor, agents arrested two"
    " traders in Corrow. A third trader was fined."
)
PLACE = {"text": "Corrow", "country": "XO", "admin1": "North Kell"}
ORDER = {"kind": "order", "modality": "planned", "time": {"from": "2024-03-01", "to": "2024-03-03"}}


def span(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


@pytest.fixture
def order(told: Told, link_events: LinkEvents) -> int:
    """One order; its report ties c2 to it by its words, a second report tells of that act as well."""
    told(
        0,
        claims=[
            ORDER | {"passages": span("The governor ordered all traders arrested"), "place": PLACE},
            {"passages": span("agents arrested two traders"), "place": PLACE},
            {"passages": span("A third trader was fined"), "act": "fine", "place": PLACE},
        ],
        text=TEXT,
    )
    told(1, link("a source", "insider_source", place="North Kell"), link("Isk Radio"), claims=[{}])
    link_events()
    return key("r0")


def tie(client: object, order: int, act: int, tied: str, **fields: str) -> int:
    return client.post(f"/orders/{order}/tie/", {"act": act, "tied": tied, **fields}).status_code  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_ties_what_the_report_says_and_offers_the_rest(
    client_as: ClientAs, order: int, language: str
) -> None:
    client = client_as("reviewer")
    client.post(f"/language/{language}/", {"next": "/orders/"})
    page = client.get(f"/orders/{order}/").content.decode()
    tied, _ = page.split(f'value="{key("r0", "c3")}"', 1)
    assert {"en": "Its own report says so", "ko": "보고에 적힌 말"}[language] in tied
    assert "agents arrested two traders" in tied
    assert "A third trader was fined" in page
    assert "<svg" in page
    assert "linking." not in page.replace("linking.css", "")
    listed = client.get("/orders/").content.decode()
    assert f"/orders/{order}/" in listed


def test_a_reviewer_ties_and_unties_and_all_of_it_stays(
    archive: Archive, client_as: ClientAs, order: int
) -> None:
    client, fined, arrested = client_as("reviewer", name="cho"), key("r0", "c3"), key("r0", "c2")
    assert tie(client, order, fined, "1", note="the decree names fines") == 302
    page = client.get(f"/orders/{order}/").content.decode()
    assert "A reviewer says so" in page
    assert "the decree names fines" in page
    assert tie(client, order, arrested, "0") == 302
    assert "Not carried out by these" in client.get(f"/orders/{order}/").content.decode()
    assert "1 act is tied to it" in client.get("/orders/").content.decode()
    tie(client, order, fined, "0")
    assert "No act is tied" in client.get(f"/orders/{order}/").content.decode()
    assert OrderTie.objects.count() == 3
    assert Entry.objects.filter(action__in=("order tied", "order untied")).count() == 3
    told = [(one.who, one.action) for one in history_of(archive, "claim", fined)]
    assert told[-2:] == [("cho", "order tied"), ("cho", "order untied")]
    assert carried().height == 0
    tie(client, order, fined, "1")
    assert carried().rows() == [("r0", "c1", "r0", "c3")]
    assert verify(archive).faults == []
    assert untouched(Report.objects.filter(report_id="r0")) == []


def test_what_cannot_be_tied_is_explained(client_as: ClientAs, order: int) -> None:
    client = client_as("analyst")
    tie(client, order, order, "1")
    assert "an order and an act" in client.get(f"/orders/{order}/").content.decode()
    tie(client, order, key("r0", "c2"), "1", note="x" * 401)
    assert "at most 400" in client.get(f"/orders/{order}/").content.decode()
    assert not OrderTie.objects.exists()
    assert client.get(f"/orders/{key('r0', 'c2')}/").status_code == 404  # no order


def test_who_may_not_finds_no_page(archive: Archive, client_as: ClientAs, order: int) -> None:
    assert tie(client_as("reader"), order, key("r0", "c2"), "1") == 404
    case = open_case(archive, label="closed", team=[Member.objects.get(name="ann")])
    put_into_case(archive, case=case, reports=[Report.objects.get(report_id="r1")])
    client = client_as("reviewer")
    assert tie(client, order, key("r1"), "1") == 404
    put_into_case(archive, case=case, reports=[Report.objects.get(report_id="r0")])
    assert client.get(f"/orders/{order}/").status_code == 404
    assert not OrderTie.objects.exists()


def test_a_link_brings_other_reports_of_a_tied_act(archive: Archive, client_as: ClientAs, order: int) -> None:
    page = client_as("reader").get(f"/orders/{order}/").content.decode()
    assert "Another report of a tied act" in page
    record_decision(archive, report_id="r1", claim_id="c1", verdict="rejected")
    assert "Another report of a tied act" not in client_as("reader").get(f"/orders/{order}/").content.decode()
