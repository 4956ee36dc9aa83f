import json
from dataclasses import replace

import pytest
from tests.workspace.conftest import ClientAs
from tests.workspace.estimates.test_services import QUICK, victims
from tests.workspace.linking.conftest import LinkEvents, Told

from saksi.workflows import Settings
from saksi.workflows.linking_lists import Choice
from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.estimates import work
from saksi.workspace.estimates.lists import code_of
from saksi.workspace.estimates.models import Estimate
from saksi.workspace.estimates.services import make_estimate
from saksi.workspace.estimates.taking import estimated
from saksi.workspace.findings.packing import unpacked
from saksi.workspace.findings.services import make_edition
from saksi.workspace.holdings.models import Report
from saksi.workspace.jobs.models import Job
from saksi.workspace.session import Archive

ISK, POST = "Isk Radio", "Corrow Post"


@pytest.fixture
def lists(told: Told, link_events: LinkEvents) -> dict[str, list[str]]:
    """Two lists of single victims with one in common."""
    told(0, claims=victims(0, 1, 2))
    told(1, claims=victims(2, 3))
    link_events()
    return {"list": [code_of(ISK), code_of(POST)]}


def test_the_overlap_is_shown_before_any_estimate(client_as: ClientAs, lists: dict[str, list[str]]) -> None:
    page = client_as("analyst").get("/estimates/", lists).content.decode()
    assert "4 documented people" in page
    assert "Every pair shares 1 people or more; 7 are needed" in page
    assert 'action="/estimates/run/"' in page
    assert Estimate.objects.count() == 0


def test_whoever_is_no_analyst_may_look_and_not_run(client_as: ClientAs, lists: dict[str, list[str]]) -> None:
    client = client_as("reviewer")
    assert 'action="/estimates/run/"' not in client.get("/estimates/", lists).content.decode()
    assert client.post("/estimates/run/", lists).status_code == 404
    assert client_as("reader").get("/estimates/").status_code == 404


def test_running_asks_for_a_job_that_names_no_list(
    client_as: ClientAs, lists: dict[str, list[str]], woken: list[str]
) -> None:
    answer = client_as("analyst").post("/estimates/run/", lists)
    job = Job.objects.get()
    assert (answer.status_code, job.kind, woken) == (302, "estimating", ["cho"])
    assert job.settings["choice"]["lists"] == sorted(lists["list"])
    assert ISK not in str(job.settings)


def test_the_job_freezes_what_it_found_and_the_page_refuses_with_the_reason(
    archive: Archive,
    client_as: ClientAs,
    lists: dict[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "load_settings", lambda: replace(Settings(), estimation=QUICK))
    choice = {"by": "outlet", "lists": lists["list"], "strata": ["place"]}
    done = work.estimate(archive, {"choice": choice}, lambda *_: None)
    row = Estimate.objects.get()
    assert done == {"estimate": row.pk, "documented": 4, "answered": 0}
    for language, words in (("en", "The total is unknown"), ("ko", "전체 수는 알 수 없습니다")):
        client = client_as("analyst")
        client.post(f"/language/{language}/", {"next": "/estimates/"})
        page = client.get(f"/estimates/{row.pk}/").content.decode()
        assert words in page
        assert "estimates." not in page.replace("estimates.css", "")
        assert ("have no answer" in page) == (language == "en")  # the reason is in the reader's language too


def test_a_year_that_is_none_is_explained(client_as: ClientAs, lists: dict[str, list[str]]) -> None:
    client = client_as("analyst")
    page = client.get("/estimates/", {"first_year": "soon"}, follow=True).content.decode()
    assert "needed a year of four digits" in page


def test_an_estimate_that_rests_on_more_than_one_sees_is_not_shown(
    archive: Archive, client_as: ClientAs, lists: dict[str, list[str]]
) -> None:
    row = make_estimate(archive, choice=Choice(), settings=QUICK).row
    assert client_as("analyst").get(f"/estimates/{row.pk}/").status_code == 200
    case = open_case(archive, label="closed", team=[Member.objects.get(name="ann")])
    put_into_case(archive, case=case, reports=[Report.objects.get(report_id="r1")])
    assert client_as("analyst").get(f"/estimates/{row.pk}/").status_code == 404
    assert ISK in client_as("analyst").get("/estimates/").content.decode()
    assert POST not in client_as("analyst").get("/estimates/").content.decode()


def test_one_estimate_is_taken_into_the_findings_without_small_strata(
    archive: Archive, client_as: ClientAs, lists: dict[str, list[str]]
) -> None:
    choice = Choice.from_dict({"by": "outlet", "strata": ["place"]})
    row = make_estimate(archive, choice=choice, settings=QUICK).row
    assert any(result["stratum"] for result in row.results)  # of 4 documented people
    client, address = client_as("analyst"), f"/estimates/{row.pk}/take/"
    assert client_as("reviewer", name="dan").post(address, {"into": "1"}).status_code == 404
    assert client.post(address, {"into": "1"})["location"] == "/findings/"
    assert "Leave it out again" in client.get(f"/estimates/{row.pk}/").content.decode()
    ann = Member.objects.get(name="ann")
    assert [one.stratum for one in estimated(ann)] == [None] * len(estimated(ann)) != []
    edition = make_edition(archive, member=ann, settings=Settings(), on_progress=lambda *_: None)
    found = next(
        each for each in json.loads(unpacked(edition.data))["results"] if each["id"] == "undocumented"
    )
    assert "4" in json.dumps(found)
    client.post(address, {"into": "0"})
    assert estimated(ann) == ()
    actions = Entry.objects.filter(action__startswith="estimate ").values_list("action", flat=True)
    assert list(actions) == ["estimate taken", "estimate left out"]
    assert verify(archive).faults == []
    assert client.post("/estimates/99/take/", {"into": "1"}).status_code == 404
