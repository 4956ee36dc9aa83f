from datetime import UTC, datetime

import pytest
from tests.linking.corroboration.conftest import link
from tests.workspace.conftest import ClientAs
from tests.workspace.linking.conftest import LinkEvents, Told, key

from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.models import Entry
from saksi.workspace.holdings.models import Report, Source
from saksi.workspace.jobs.models import Job
from saksi.workspace.linking.models import Cluster, Pair
from saksi.workspace.linking.selectors import current
from saksi.workspace.session import Archive


@pytest.fixture
def arrest(told: Told, link_events: LinkEvents) -> Cluster:
    """One event of two reports, the second citing the first; and one that may be the same."""
    told(0)
    told(1, link("a source", "insider_source", place="North Kell"), link("Isk Radio"))
    told(2, claims=[{"count": {"min": 9, "max": 9, "text": "nine"}}])
    link_events()
    return current("event").get(n_reports=2)


def test_the_list_shows_events_of_several_reports_with_their_sources(
    client_as: ClientAs, arrest: Cluster
) -> None:
    page = client_as("reader").get("/events/").content.decode()
    assert f"/events/{arrest.pk}/" in page
    assert "independent source" in page
    assert "in 2 reports" in page


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_event_shows_origins_differences_and_what_falls(
    client_as: ClientAs, arrest: Cluster, language: str
) -> None:
    client = client_as("reviewer")
    client.post(f"/language/{language}/", {"next": "/events/"})
    page = client.get(f"/events/{arrest.pk}/").content.decode()
    assert "<svg" in page
    assert {"en": "If S-", "ko": "틀리면"}[language] in page
    assert {"en": "May tell the same event", "ko": "같은 사건일 수 있는 것"}[language] in page
    assert "linking." not in page.replace("linking.css", "")


def test_a_verdict_on_a_pair_is_kept_logged_and_linked_anew(
    client_as: ClientAs, arrest: Cluster, woken: list[str]
) -> None:
    pair = Pair.objects.get(kind="event")
    client = client_as("reviewer", name="cho")
    answer = client.post(f"/pairs/{pair.pk}/", {"verdict": "same", "back": arrest.pk})
    assert (answer.status_code, answer["location"]) == (302, f"/events/{arrest.pk}/")
    pair.refresh_from_db()
    assert (pair.verdict, pair.coder) == ("same", "cho")
    assert Entry.objects.filter(action="judged same").count() == 1
    assert woken == ["cho"]
    assert Job.objects.get().kind == "linking"


def test_a_claim_is_taken_out_of_an_event_by_a_persons_word(
    client_as: ClientAs, arrest: Cluster, link_events: LinkEvents
) -> None:
    answer = client_as("documenter").post(f"/events/{arrest.pk}/apart/", {"claim": key("r1")})
    assert answer.status_code == 302
    link_events()
    assert not current("event").filter(n_reports=2).exists()


def test_an_unknown_verdict_is_explained_and_changes_nothing(client_as: ClientAs, arrest: Cluster) -> None:
    pair = Pair.objects.get(kind="event")
    client = client_as("reviewer")
    client.post(f"/pairs/{pair.pk}/", {"verdict": "perhaps"})
    assert "needed one of same, different, unsure" in client.get("/events/").content.decode()
    pair.refresh_from_db()
    assert pair.verdict is None


def test_a_reader_may_look_and_not_judge(client_as: ClientAs, arrest: Cluster) -> None:
    pair = Pair.objects.get(kind="event")
    client = client_as("reader")
    assert client.get(f"/events/{arrest.pk}/").status_code == 200
    assert client.post(f"/pairs/{pair.pk}/", {"verdict": "same"}).status_code == 404
    assert '<button class="btn" name="verdict"' not in client.get(f"/events/{arrest.pk}/").content.decode()


def test_a_foreign_report_is_absent_from_page_and_counts(
    archive: Archive, client_as: ClientAs, arrest: Cluster
) -> None:
    case = open_case(archive, label="closed", team=[Member.objects.get(name="ann")])
    put_into_case(archive, case=case, reports=[Report.objects.get(report_id="r1")])
    page = client_as("reviewer").get(f"/events/{arrest.pk}/").content.decode()
    assert "r1" not in page
    assert "in 1 report" in page
    assert "<b>2</b>" in page  # the number that is left says
    assert client_as("reviewer").post(f"/events/{arrest.pk}/apart/", {"claim": key("r1")}).status_code == 404
    put_into_case(archive, case=case, reports=[Report.objects.get(report_id="r0")])
    assert client_as("reviewer").get(f"/events/{arrest.pk}/").status_code == 404
    assert f"/events/{arrest.pk}/" not in client_as("reviewer").get("/events/?kind=once").content.decode()


def test_origins_say_what_falls_with_a_source(client_as: ClientAs, arrest: Cluster) -> None:
    client = client_as("analyst")
    assert "S-" in client.get("/origins/").content.decode()
    source = Cluster.objects.filter(kind="origin", alone=2).get()
    page = client.get(f"/origins/{source.pk}/").content.decode()
    assert "claims fall if this source is wrong" in page


def test_an_empty_record_teaches_what_to_do(client_as: ClientAs, archive: Archive) -> None:
    page = client_as("documenter").get("/events/").content.decode()
    assert "No events yet" in page
    assert "/events/link/" in page


def test_no_page_names_a_source_of_the_vault(client_as: ClientAs, arrest: Cluster) -> None:
    source = Source.objects.create(code="S-QQ7ZZ", registered_at=datetime.now(UTC))
    Report.objects.filter(report_id="r0").update(source=source)
    client = client_as("analyst")
    for address in ("/events/", f"/events/{arrest.pk}/", "/origins/"):
        assert "QQ7ZZ" not in client.get(address).content.decode()
