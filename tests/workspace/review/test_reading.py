import pytest
from django.test import Client
from tests.workspace.conftest import ClientAs
from tests.workspace.review.conftest import Told

from saksi.workspace.review.models import Decision, Standing

PAGE = "/reports/isk-2024-03-20/read/"


@pytest.fixture
def coder(client_as: ClientAs) -> Client:
    return client_as("documenter")


def test_the_page_shows_the_text_and_the_claims(told: Told, coder: Client) -> None:
    told()
    answer = coder.get(PAGE)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert html.count('<article class="card sug') == 3
    assert 'data-c="3">Security</span></span></span>' in html


def test_accepting_goes_to_the_next_claim(told: Told, coder: Client) -> None:
    told()
    form = {"claim": "c0", "verdict": "accepted", "version": "0", "key": "k1"}
    answer = coder.post(f"{PAGE}decide/", form)
    assert answer.status_code == 302
    assert answer["Location"] == f"{PAGE}?claim=2#c2"
    assert Standing.objects.get().verdict == "accepted"
    assert Decision.objects.get().coder == "cho"
