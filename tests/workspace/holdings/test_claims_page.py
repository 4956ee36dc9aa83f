"""The pages of claims and of orders, and what leaves from there."""

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from tests.workspace.conftest import ClientAs
from tests.workspace.holdings.pages import claim, faults, last_told, put_claims, put_report, said_by, text_of

from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.models import Entry
from saksi.workspace.holdings import exporting
from saksi.workspace.holdings.drawing import drawn
from saksi.workspace.holdings.exporting import COLUMNS
from saksi.workspace.holdings.facets import Question
from saksi.workspace.holdings.orders import time_line
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive


def test_a_claim_says_act_status_bounds_place_and_time(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    claims = [
        claim(1, count={"min": 40, "max": 60, "text": "40 to 60", "unit": "persons"}, modality="denied"),
        claim(2, count={"min": None, "max": None, "text": None, "unit": "persons"}),
    ]
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), claims)
    record_decision(archive, report_id="isk-1", claim_id="c1", verdict="accepted")
    page = text_of(client_as("reader"), "/claims/")
    assert "2 claims" in page
    assert "denied accepted" in page
    assert "40 to 60 persons" in page
    assert "number not said" in page
    assert "Mar 2024, day not known" in page
    assert "Export" not in page


def test_a_choice_narrows_the_list_and_can_be_taken_away(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    claims = [claim(1, act="execution", grounds=["religion"]), claim(2, act="fine")]
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), claims)
    client = client_as("reader")
    page = client.get("/claims/?act=execution").content.decode()
    assert "1 claim" in said_by(page)
    assert "Act: execution" in said_by(page)
    assert 'href="?act=execution&amp;ground=religion"' in page
    assert 'href="?"' in page
    assert "No claim fits" in text_of(client, "/claims/?act=torture")
    assert "No claims yet" not in text_of(client, "/claims/?act=torture")


def test_an_empty_record_says_where_claims_come_from(archive: Archive, client_as: ClientAs) -> None:
    assert "No claims yet" in text_of(client_as("reader"), "/claims/")
    assert "No orders yet" in text_of(client_as("reader"), "/orders/")


def test_what_is_seen_leaves_as_codes_after_the_log_has_it(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), [claim(1), claim(2), claim(3)])
    hidden = put_report(archive, tmp_path, "isk-2", text="Other words of a report that is long enough. " * 3)
    put_claims(archive, hidden, [claim(1)])
    client_as("analyst", name="dee")
    case = open_case(archive, label="Depot", team=[Member.objects.get(name="dee")])
    put_into_case(archive, case=case, reports=[hidden])
    changed = claim(2, act="execution", grounds=["religion", "criticism"])
    record_decision(archive, report_id="isk-1", claim_id="c2", verdict="corrected", corrected=changed)
    client = client_as("analyst", confirmed=True)
    sent = client.post("/claims/export/", {"form": "csv"})
    assert sent["Content-Disposition"] == 'attachment; filename="claims.csv"'
    rows = list(csv.DictReader(StringIO(sent.content.decode())))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["report_id"], row["claim_id"], row["decided"]) for row in rows] == [
        ("isk-1", "c1", ""),
        ("isk-1", "c2", "corrected"),
        ("isk-1", "c3", ""),
    ]
    assert (rows[1]["act"], rows[1]["grounds"]) == ("execution", "religion criticism")
    assert last_told()[:2] == ("left", "3 claims as csv, without words")
    assert "two traders" not in sent.content.decode()
    assert "source in North Kell" not in sent.content.decode()
    found = json.loads(client.post("/claims/export/", {"form": "json", "act": "execution"}).content)
    assert [(row["claim_id"], row["count_min"], row["admin1"]) for row in found] == [("c2", 2, None)]
    assert last_told()[1] == "1 claims as json, without words"
    assert faults(archive) == []


def test_an_export_needs_the_passphrase_the_role_a_form_and_something_to_export(
    archive: Archive, client_as: ClientAs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), [claim(1), claim(2)])
    asked = client_as("analyst").post("/claims/export/", {"form": "csv"})
    assert asked.status_code == 302
    assert "confirm" in asked["Location"]
    for role in ("reader", "documenter", "reviewer"):
        client = client_as(role, name="eve", confirmed=True)
        assert client.post("/claims/export/", {"form": "csv"}).status_code == 404
    client = client_as("analyst", confirmed=True)
    client.post("/claims/export/", {"form": "xls"})
    assert "no form 'xls'" in text_of(client, "/claims/")
    client.post("/claims/export/", {"form": "csv", "act": "torture"})
    assert "0 claims fit" in text_of(client, "/claims/")
    monkeypatch.setattr(exporting, "MOST", 1)
    client.post("/claims/export/", {"form": "csv"})
    assert "2 claims fit, and 1 to 1 leave at once" in text_of(client, "/claims/")
    assert not Entry.objects.filter(action="left").exists()


def test_a_cell_that_a_spreadsheet_would_run_is_only_text(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    place = {"text": None, "country": "XO", "admin1": "=1+1"}
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), [claim(1, place=place)])
    sent = client_as("analyst", confirmed=True).post("/claims/export/", {"form": "csv"})
    [row] = csv.DictReader(StringIO(sent.content.decode()))
    assert row["admin1"] == "'=1+1"


def month(n: int, since: date, until: date | None = None, **fields: object) -> object:
    return claim(n, time={"text": None, "from": since, "to": until or since}, **fields)


def test_orders_plans_and_acts_stand_on_one_line_of_time(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    claims = [
        month(
            1, date(2023, 11, 5), kind="order", act="crackdown", grounds=["foreign_media"], modality="ongoing"
        ),
        month(2, date(2024, 1, 1), date(2024, 2, 29), modality="planned", grounds=["foreign_media"]),
        month(3, date(2024, 2, 1), grounds=["foreign_media"]),
        month(4, date(2024, 2, 9), grounds=["foreign_media"], modality="ongoing"),
        month(5, date(2024, 2, 9), grounds=["foreign_media"], modality="denied"),
        month(6, date(2022, 2, 9), grounds=["religion"]),
        claim(7, grounds=["foreign_media"], time={"text": None, "from": None, "to": None}),
    ]
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), claims)  # type: ignore[arg-type]
    ann = Member.objects.get(name="ann")
    line = time_line(archive, ann, Question(ground="foreign_media"))
    assert (line.month(0), line.width, line.n_bins) == ((2023, 11), 1, 4)
    assert [lane.counts for lane in line.lanes] == [(1, 0, 0, 0), (0, 0, 1, 1), (0, 0, 0, 2)]
    assert [(lane.timed, lane.untimed) for lane in line.lanes] == [(1, 0), (1, 0), (2, 1)]
    page = text_of(client_as("reader"), "/orders/?ground=foreign_media")
    assert "1 claim says no time" in page
    assert "1 order told" in page
    assert "2024-02 0 1 2" in page


@pytest.mark.parametrize("width", [760, 320])
def test_every_bar_stands_inside_the_drawing_and_none_that_counts_is_lost(
    archive: Archive, tmp_path: Path, width: int
) -> None:
    claims = [month(n, date(1990 + n, 1, 1), date(1990 + n, 12, 31), kind="order") for n in range(40)]
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), claims)  # type: ignore[arg-type]
    drawing = drawn(time_line(archive, Member.objects.get(name="ann"), Question()), width)
    ordered = drawing.lanes[0]
    assert len(ordered.bars) == sum(count > 0 for count in ordered.lane.counts)
    for bar in ordered.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= width + 0.1
        assert 0 < bar.height <= 40
        assert 0 <= bar.y < drawing.height
    assert 1 <= len(drawing.ticks) <= width / 60 + 1
    assert [tick.label for tick in drawing.ticks] == sorted(tick.label for tick in drawing.ticks)


def test_claims_of_a_foreign_case_are_on_neither_page(
    archive: Archive, client_as: ClientAs, tmp_path: Path
) -> None:
    report = put_report(archive, tmp_path, "isk-1")
    put_claims(archive, report, [claim(1), claim(2, kind="order")])
    client_as("reader", name="dee")
    case = open_case(archive, label="Depot", team=[Member.objects.get(name="dee")])
    put_into_case(archive, case=case, reports=[report])
    client = client_as("reader")
    assert "No claims yet" in text_of(client, "/claims/")
    assert "No orders yet" in text_of(client, "/orders/")
    assert "two traders" in text_of(client_as("reader", name="dee"), "/orders/")
