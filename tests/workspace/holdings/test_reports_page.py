"""The list of reports and one report: who sees which, how they are found, what is done with one."""

from datetime import date
from pathlib import Path

import pytest
from tests.workspace.conftest import ClientAs
from tests.workspace.holdings.pages import claim, faults, last_told, put_claims, put_report, text_of

from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import CaseReport, Member
from saksi.workspace.holdings import listing
from saksi.workspace.holdings.models import Custody, Report, Source
from saksi.workspace.session import Archive


def test_a_report_is_listed_with_outlet_day_and_open_claims(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), [claim(1), claim(2)])
    page = text_of(client_as("reader"), "/reports/")
    assert "Isk Radio · 20 Mar 2024 · isk-1 · 2 claims, 2 open" in page
    assert "Add reports" not in page


def test_an_empty_archive_teaches_the_next_step(archive: Archive, client_as: ClientAs) -> None:
    assert "No reports yet" in text_of(client_as("documenter"), "/reports/")


def test_filters_leave_what_fits_and_stay_in_the_way_on(
    archive: Archive, client_as: ClientAs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        put_report(archive, tmp_path, f"isk-{n}", published=date(2024, 1 + n, 1), text=f"Stall {n} was seen.")
    put_report(archive, tmp_path, "har-1", outlet="Harbour Post", text="A ship was seen.")
    client = client_as("reader")
    listed = text_of(client, "/reports/?outlet=Isk+Radio&since=2024-02-01&until=2024-04-30")
    assert [f"isk-{n}" in listed for n in range(5)] == [False, True, True, True, False]
    assert "har-1" not in listed
    monkeypatch.setattr(listing.list_reports, "__kwdefaults__", {"before": None, "size": 2})
    first = client.get("/reports/?outlet=Isk+Radio").content.decode()
    assert "isk-4" in first
    assert "isk-2" not in first
    onward = f"/reports/?outlet=Isk+Radio&after={Report.objects.get(report_id='isk-3').pk}"
    assert onward.split("?")[1].replace("&", "&amp;") in first
    assert "isk-2" in text_of(client, onward)


@pytest.mark.parametrize(
    ("state", "fits"), [("unread", "isk-1"), ("retracted", "isk-2"), ("duplicate", "isk-3")]
)
def test_states_are_said_and_asked_for(
    archive: Archive, client_as: ClientAs, tmp_path: Path, state: str, fits: str
) -> None:
    for n, text in ((1, "One was seen."), (2, "Two were seen."), (3, "Two were seen.")):
        report = put_report(archive, tmp_path, f"isk-{n}", text=text, outlet=f"Outlet {n}")
        if n > 1:
            put_claims(archive, report, [])
    Report.objects.filter(report_id="isk-2").update(retracted_by="Isk Radio")
    page = text_of(client_as("reader"), f"/reports/?state={state}")
    assert [name in page for name in ("isk-1", "isk-2", "isk-3")].count(True) == 1
    assert fits in page


def test_a_day_that_is_none_is_explained_and_the_list_stays(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    put_report(archive, tmp_path, "isk-1")
    page = text_of(client_as("reader"), "/reports/?since=last+week")
    assert "a day is written as 2024-03-20" in page
    assert "isk-1" in page
    assert "no period" in text_of(client_as("reader"), "/reports/?since=2024-02-01&until=2024-01-01")


def test_words_are_found_and_marked_and_markup_of_a_report_stays_text(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    put_report(archive, tmp_path, "isk-1", text="They saw <b>herons</b> at the depot, herons and reeds.")
    put_report(archive, tmp_path, "isk-2", text="공개처형이 있었다고 전했다.", language="ko")
    client = client_as("reader")
    page = client.get("/reports/?q=herons").content.decode()
    assert page.count("<mark>herons</mark>") == 4  # two places, each within the words around the other
    assert "<b>herons" not in page
    assert "isk-2" not in page
    assert "<mark>처형</mark>" in client.get("/reports/?q=처형").content.decode()
    assert "No report holds all of these words" in text_of(client, "/reports/?q=herons+처형")
    assert "no word to search for" in text_of(client, "/reports/?q=%21%21")


def test_a_foreign_case_and_a_withdrawn_source_are_neither_listed_nor_found_nor_opened(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    hidden, taken, seen = (
        put_report(archive, tmp_path, name, text=f"Herons by the {name} gate.") for name in ("a1", "b2", "c3")
    )
    client, _ = client_as("reviewer", "analyst", confirmed=True), client_as("reviewer", name="dee")
    case = open_case(archive, label="Depot", team=[Member.objects.get(name="dee")])
    put_into_case(archive, case=case, reports=[hidden])
    gone = Source.objects.create(code="S-1", registered_at=hidden.received_in.received_at)
    Source.objects.filter(pk=gone.pk).update(withdrawn_at=hidden.received_in.received_at)
    Report.objects.filter(pk=taken.pk).update(source=gone)
    for address in ("/reports/", "/reports/?q=herons", "/reports/?outlet=Isk+Radio"):
        page = text_of(client, address)
        assert ("a1" in page, "b2" in page, "c3" in page) == (False, False, True), address
    for name in ("a1", "b2", "no-such"):
        text_of(client, f"/reports/{name}/", status=404)
        for what in ("case", "withdrawal", "original"):
            sent = client.post(f"/reports/{name}/{what}/", {"case": str(case.pk), "reason": "seen"})
            assert sent.status_code == 404, what
    assert seen.report_id in text_of(client_as("reviewer", name="dee"), "/reports/?q=herons")


def test_a_report_shows_text_original_custody_and_no_source_to_a_reader(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    report = put_report(archive, tmp_path, "isk-1")
    source = Source.objects.create(code="S-42", registered_at=report.received_in.received_at)
    Report.objects.filter(pk=report.pk).update(source=source)
    page = text_of(client_as("reader"), "/reports/isk-1/")
    assert report.text in page
    assert report.received_in.sha256 in page
    assert "Received" in page
    assert "S-42" not in page
    assert "Take out" not in page
    assert "S-42" in text_of(client_as("documenter", name="dee"), "/reports/isk-1/")


def test_the_original_leaves_byte_for_byte_after_the_log_has_it(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    report = put_report(archive, tmp_path, "isk-1")
    asked = client_as("analyst").post("/reports/isk-1/original/")
    assert asked.status_code == 302  # the passphrase first
    assert not Custody.objects.filter(event="exported").exists()
    sent = client_as("analyst", confirmed=True).post("/reports/isk-1/original/")
    assert b"".join(sent) == (tmp_path / "isk-1.json").read_bytes()
    sent.close()
    assert sent["Content-Disposition"] == 'attachment; filename="isk-1.json"'
    assert last_told()[:2] == ("exported", f"original {report.received_in_id}")
    assert Custody.objects.get(event="exported").actor == archive.code_of("cho")
    assert client_as("reader", name="eve", confirmed=True).post("/reports/isk-1/original/").status_code == 404
    assert faults(archive) == []


def test_a_report_goes_into_a_case_of_ones_own_only(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    put_report(archive, tmp_path, "isk-1")
    client, other = client_as("documenter"), client_as("documenter", name="dee")
    foreign = open_case(archive, label="Harbour", team=[Member.objects.get(name="dee")])
    own = open_case(archive, label="Depot", team=[Member.objects.get(name="cho")])
    client.post("/reports/isk-1/case/", {"case": str(foreign.pk)})
    assert "Choose an open case of your own" in text_of(client, "/reports/isk-1/")
    assert not CaseReport.objects.exists()
    client.post("/reports/isk-1/case/", {"case": str(own.pk)})
    assert last_told()[0] == "filed"
    assert "only its team sees it" in text_of(client, "/reports/isk-1/")
    text_of(other, "/reports/isk-1/", status=404)
    assert other.post("/reports/isk-1/case/out/", {"reason": "published"}).status_code == 404
    assert client_as("reader", name="eve").post("/reports/isk-1/case/").status_code == 404
    client.post("/reports/isk-1/case/out/", {"reason": " "})
    assert "needs a reason" in text_of(client, "/reports/isk-1/")
    client.post("/reports/isk-1/case/out/", {"reason": "published"})
    assert last_told()[0] == "unfiled"
    assert "every member sees it" in text_of(other, "/reports/isk-1/")


def test_a_report_is_marked_withdrawn_with_a_reason_that_the_log_has(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    report = put_report(archive, tmp_path, "isk-1")
    put_report(archive, tmp_path, "isk-2", text="The clerk is alive.")
    client, address = client_as("reviewer"), "/reports/isk-1/withdrawal/"
    client.post(address, {"reason": "  "})
    assert "say how it is known" in text_of(client, "/reports/isk-1/")
    client.post(address, {"reason": "seen", "by": "no-such"})
    assert "no other report" in text_of(client, "/reports/isk-1/")
    client.post(address, {"reason": "seen", "at": "yesterday"})
    assert "a day is written as" in text_of(client, "/reports/isk-1/")
    report.refresh_from_db()
    assert report.retracted_by is None
    client.post(address, {"reason": "its page says so", "by": "isk-2", "at": "2024-03-22"})
    report.refresh_from_db()
    report = Report.objects.get(pk=report.pk)
    assert (report.retracted_by, report.retracted_at) == ("isk-2", date(2024, 3, 22))
    assert last_told() == ("marked", f"report {report.pk} withdrawn", "its page says so")
    page = text_of(client, "/reports/isk-1/")
    assert "This report was withdrawn." in page
    client.post(address, {"reason": "again"})
    assert "withdrawn already" in text_of(client, "/reports/isk-1/")
    assert client_as("analyst", name="eve").post(address, {"reason": "seen"}).status_code == 404
    assert faults(archive) == []


def test_a_copy_names_the_other_report_only_to_those_who_see_it(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    first = put_report(archive, tmp_path, "isk-1", outlet="Isk Radio")
    put_report(archive, tmp_path, "har-1", outlet="Harbour Post")
    client, other = client_as("reviewer"), client_as("reviewer", name="dee")
    assert "isk-1" in client.get("/reports/har-1/").content.decode()
    assert "1 copy" in text_of(client, "/reports/isk-1/")
    case = open_case(archive, label="Depot", team=[Member.objects.get(name="cho")])
    put_into_case(archive, case=case, reports=[first])
    page = text_of(other, "/reports/har-1/")
    assert "one that you do not see" in page
    assert "isk-1" not in page
