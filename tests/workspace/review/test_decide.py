import json

import pytest
from django.test import Client
from tests.workspace.conftest import ClientAs, last_entry
from tests.workspace.review.conftest import (
    PAGE,
    after_of,
    check_names_nobody,
    check_outsiders,
    form,
)

from saksi.workspace.holdings.models import Report
from saksi.workspace.review.models import Decision, Standing
from saksi.workspace.session import Archive

ADDRESS = f"{PAGE}decide/"
SCRIPT = {"Saksi-Desk": "1"}


@pytest.mark.parametrize("verdict", ["accepted", "rejected", "cannot_tell"])
def test_a_verdict_is_kept_and_the_next_claim_is_shown(report: Report, coder: Client, verdict: str) -> None:
    answer = coder.post(ADDRESS, form(verdict=verdict, note="clear"))
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?claim=2#c2")
    decision = Decision.objects.get()
    assert (decision.verdict, decision.coder, decision.note) == (verdict, "cho", "clear")
    entry = last_entry()
    assert (entry.action, entry.object) == (verdict, f"claim {decision.claim_id}")
    check_names_nobody(coder.get(answer["Location"]))


def test_the_script_gets_the_pieces_that_changed(report: Report, coder: Client) -> None:
    answer = coder.post(ADDRESS, form(verdict="rejected"), headers=SCRIPT)
    pieces = json.loads(answer.content)
    assert (pieces["number"], pieces["state"], pieces["say"]) == (1, "no", "Claim 1 rejected.")
    assert 'class="card rej"' in pieces["card"]
    assert "1 of 3 claims decided" in pieces["head"]
    check_names_nobody(answer)


def test_accepting_what_was_corrected_agrees_with_the_correction(report: Report, coder: Client) -> None:
    corrected = {**form(), "span": ["0-8"]}
    coder.post(f"{PAGE}passages/", corrected)
    version = str(Decision.objects.get().pk)
    coder.post(ADDRESS, form(verdict="accepted", version=version))
    latest = Decision.objects.last()
    assert latest is not None
    assert (latest.verdict, after_of(latest)["passages"]) == ("corrected", [[0, 8]])


def test_a_form_sent_twice_decides_once(report: Report, coder: Client) -> None:
    sent = form(verdict="accepted")
    assert coder.post(ADDRESS, sent).status_code == coder.post(ADDRESS, sent).status_code == 302
    assert Decision.objects.count() == 1


def test_what_others_decided_meanwhile_is_shown_beside_mine(
    report: Report, coder: Client, client_as: ClientAs
) -> None:
    client_as("documenter", name="gus").post(ADDRESS, form(verdict="rejected"))
    answer = coder.post(ADDRESS, form(verdict="accepted"))
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "gus decided this claim a moment ago" in html
    assert "Theirs: Rejected. Yours: Accepted." in html
    assert Standing.objects.get().verdict == "rejected"
    by_script = coder.post(ADDRESS, form(verdict="accepted"), headers=SCRIPT)
    assert by_script.status_code == 409
    assert "Keep both" in json.loads(by_script.content)["card"]


def test_a_verdict_that_is_none_is_explained(report: Report, coder: Client) -> None:
    answer = coder.post(ADDRESS, form(verdict="guilty"))
    assert answer.status_code == 422
    assert "nothing was decided" in answer.content.decode()
    assert coder.post(ADDRESS, form("elsewhere", verdict="accepted")).status_code == 404
    assert Decision.objects.count() == 0


def test_outsiders_find_nothing(report: Report, archive: Archive, client_as: ClientAs) -> None:
    check_outsiders(client_as, archive, report, ADDRESS, **form(verdict="accepted"))
