"""Findings in the workspace: computed, read, frozen, given out, and hidden with what they rest on."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from tests.workspace.conftest import ClientAs
from tests.workspace.holdings.pages import last_told, put_claims, put_report, text_of

from saksi.testing import a_claim
from saksi.workflows import Settings
from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.findings.models import Edition
from saksi.workspace.findings.packing import unpacked
from saksi.workspace.findings.services import make_edition
from saksi.workspace.holdings.custody import note_round
from saksi.workspace.holdings.models import Report
from saksi.workspace.jobs.models import Job
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive


@pytest.fixture
def told(archive: Archive, tmp_path: Path) -> None:
    for name, claims in {"isk-1": 2, "isk-2": 1}.items():
        report = put_report(archive, tmp_path, name)
        put_claims(archive, report, [a_claim(id=f"c{n}") for n in range(claims)])


def computed(archive: Archive) -> Edition:
    ann = Member.objects.get(name="ann")
    return make_edition(archive, member=ann, settings=Settings(), on_progress=lambda *_: None)


def test_an_empty_page_says_what_to_do_and_asks_for_a_job(
    archive: Archive, told: None, client_as: ClientAs
) -> None:
    client = client_as("analyst")
    assert "No findings yet" in text_of(client, "/findings/")
    answer = client.post("/findings/compute/")
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{job.pk}/")
    assert (job.kind, job.settings) == ("findings", {"member": Member.objects.get(name="cho").pk})


def test_each_figure_leads_to_its_claims_at_their_words(
    archive: Archive, told: None, client_as: ClientAs
) -> None:
    computed(archive)
    assert last_told()[:2] == ("findings computed", "edition 1, 2 reports")
    page = client_as("reader").get("/findings/").content.decode()
    assert 'href="/reports/isk-1/read/?id=c0"' in page
    assert 'href="#claim' not in page
    assert " style=" not in page
    assert "0 of the claims were decided" in page


def test_a_figure_ends_at_its_originals_with_their_custody_and_names_stay_inside(
    archive: Archive, told: None, client_as: ClientAs
) -> None:
    note_round(archive, "verified")
    edition = computed(archive)
    page = client_as("reader").get("/findings/").content.decode()
    fold = page[page.index("Original</b>") :]
    assert 'href="/reports/isk-1/"' in fold
    assert re.search(r"Custody: received \d+ \w+ \d+ by ann; verified \d+ \w+ \d+ by ann", fold)
    whole = unpacked(edition.page)
    assert f"by {archive.code_of('ann')}; verified" in whole
    assert "by ann" not in whole


def test_both_languages_are_kept(archive: Archive, told: None, client_as: ClientAs) -> None:
    computed(archive)
    client = client_as("reader")
    client.post("/language/ko/")
    assert "주장 3건을 바탕으로 했습니다" in text_of(client, "/findings/")


def test_a_decision_changes_the_figure_only_when_it_is_computed_anew(
    archive: Archive, told: None, client_as: ClientAs
) -> None:
    computed(archive)
    record_decision(archive, report_id="isk-1", claim_id="c0", verdict="rejected")
    client = client_as("analyst")
    assert "1 decisions" in text_of(client, "/findings/")
    assert computed(archive).n_claims == 2
    assert "Since then" not in text_of(client, "/findings/")


def test_frozen_under_a_title_and_never_changed_again(
    archive: Archive, told: None, client_as: ClientAs
) -> None:
    edition, client = computed(archive), client_as("analyst")
    client.post(f"/findings/{edition.pk}/freeze/", {"title": " "})
    assert "1 to 200 are needed" in text_of(client, "/findings/")
    client.post(f"/findings/{edition.pk}/freeze/", {"title": "Corrow, spring 2024"})
    assert last_told()[:2] == ("findings frozen", f"edition {edition.pk}")
    client.post(f"/findings/{edition.pk}/freeze/", {"title": "Something else"})
    assert "frozen already" in text_of(client, "/findings/")
    edition.refresh_from_db()
    assert (edition.title, edition.frozen_by) == ("Corrow, spring 2024", "cho")


def test_what_leaves_is_noted_and_carries_the_hash_of_the_edition(
    archive: Archive, told: None, client_as: ClientAs
) -> None:
    edition = computed(archive)
    client = client_as("analyst", confirmed=True)
    data = client.get(f"/findings/{edition.pk}/export/data/").content
    assert sha256(data).hexdigest() == edition.sha256
    assert json.loads(data)["results"]
    assert last_told()[:2] == ("left", f"edition {edition.pk}, data")
    assert b"<!doctype html>" in client.get(f"/findings/{edition.pk}/export/page/").content
    assert client.get(f"/findings/{edition.pk}/export/vault/").status_code == 422
    unsure = client_as("analyst").get(f"/findings/{edition.pk}/export/data/")
    assert (unsure.status_code, unsure["Location"][:9]) == (302, "/confirm/")


def test_an_edition_that_rests_on_a_foreign_case_is_no_page_for_an_outsider(
    archive: Archive, told: None, client_as: ClientAs
) -> None:
    edition = computed(archive)
    outsider = client_as("analyst")
    case = open_case(archive, label="river", team=[Member.objects.get(name="ann")])
    put_into_case(archive, case=case, reports=list(Report.objects.filter(report_id="isk-1")))
    assert outsider.get(f"/findings/{edition.pk}/").status_code == 404
    assert outsider.post(f"/findings/{edition.pk}/freeze/", {"title": "x"}).status_code == 404
    assert "No findings yet" in text_of(outsider, "/findings/")
    cho = Member.objects.get(name="cho")
    theirs = make_edition(archive, member=cho, settings=Settings(), on_progress=lambda *_: None)
    assert theirs.n_reports == 1
    assert outsider.get(f"/findings/{theirs.pk}/").status_code == 200


def test_a_reader_cannot_compute_freeze_or_take_it_out(
    archive: Archive, told: None, client_as: ClientAs
) -> None:
    edition, reader = computed(archive), client_as("reader", confirmed=True)
    assert reader.post("/findings/compute/").status_code == 404
    assert reader.post(f"/findings/{edition.pk}/freeze/", {"title": "x"}).status_code == 404
    assert reader.get(f"/findings/{edition.pk}/export/page/").status_code == 404
    assert "Compute anew" not in text_of(reader, "/findings/")
