import json

from django.test import Client
from tests.workspace.conftest import ClientAs, last_entry
from tests.workspace.review.conftest import PAGE, check_outsiders, form

from saksi.workspace.holdings.models import Report
from saksi.workspace.review.models import Decision, Standing
from saksi.workspace.session import Archive

ADDRESS = f"{PAGE}undo/"


def test_the_last_decision_is_taken_back_and_its_claim_shown(report: Report, coder: Client) -> None:
    coder.post(f"{PAGE}decide/", form(verdict="rejected"))
    html = coder.get(PAGE).content.decode()
    decision = Decision.objects.get()
    assert f'name="version" value="{decision.pk}"' in html
    answer = coder.post(ADDRESS, form(version=str(decision.pk)))
    assert answer["Location"] == f"{PAGE}?claim=1#c1"
    assert Standing.objects.count() == 0
    assert Decision.objects.count() == 2
    assert last_entry().action == "undone"


def test_nothing_to_take_back_is_explained(report: Report, coder: Client) -> None:
    assert 'id="undo"' not in coder.get(PAGE).content.decode()
    answer = coder.post(ADDRESS, form())
    assert answer.status_code == 403
    assert "could be taken back" in answer.content.decode()
    by_script = coder.post(ADDRESS, form(), headers={"Saksi-Desk": "1"})
    assert "could be taken back" in json.loads(by_script.content)["say"]


def test_only_ones_own_last_decision_is_offered(report: Report, coder: Client, reviewer: Client) -> None:
    reviewer.post(f"{PAGE}decide/", form(verdict="rejected"))
    assert 'id="undo"' not in coder.get(PAGE).content.decode()
    assert 'id="undo"' in reviewer.get(PAGE).content.decode()


def test_outsiders_find_nothing(report: Report, archive: Archive, client_as: ClientAs) -> None:
    check_outsiders(client_as, archive, report, ADDRESS, **form())
