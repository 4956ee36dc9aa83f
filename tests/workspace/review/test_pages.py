"""What the pages show to whom: the desk, the desk of a reader, retracted and copied reports, words."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.workspace.conftest import ClientAs
from tests.workspace.review.conftest import CLAIM, PAGE, Told, check_names_nobody, fields_of, form

from saksi.testing import a_claim
from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.holdings.models import Original, Report
from saksi.workspace.review.desks import build_desk
from saksi.workspace.review.models import Decision
from saksi.workspace.review.outlines import outline
from saksi.workspace.review.selectors import ENOUGH, decided, precision, queue, waiting
from saksi.workspace.review.waiting import not_verified
from saksi.workspace.session import Archive


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_desk_says_what_waits_and_why(told: Told, coder: Client) -> None:
    two = {"text": "a cook", "role": "witness"}, {"text": "Isk Radio", "role": "outlet"}
    told(
        claims=[
            a_claim(
                id="c0",
                count={"min": 40, "max": 60, "text": "40 / about 60"},
                more_attributions=[{"chain": two, "directness": "anonymous", "stance": "confirms"}],
            ),
            a_claim(id="c1", confidence=0.9),
        ]
    )
    html = text(coder.get("/desk/"))
    assert "1 report with open claims" in html
    assert "2 of 2 claims open" in html
    assert "First, because two sources give two numbers here." in html
    assert "40 to 60 persons" in html


def test_the_desk_of_whoever_has_nothing_to_do_says_what_next(client_as: ClientAs) -> None:
    empty = text(client_as("documenter").get("/desk/"))
    assert "ask a reviewer for reports" in empty
    assert empty.count('href="/intake/"') == 1
    looked_at = text(client_as("reader").get("/desk/"))
    assert "choose a page on the left" in looked_at
    assert "/intake/" not in looked_at


def test_the_desk_says_what_others_decided_since(
    report: Report, archive: Archive, coder: Client, reviewer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    coder.post(f"{PAGE}decide/", form("c0", verdict="accepted"))
    reviewer.post(f"{PAGE}decide/", form("c1", verdict="accepted"))
    monkeypatch.setattr("saksi.workspace.review.waiting.AWAY", timedelta(0))
    assert "dae decided 1 claims in 1 report" in text(coder.get("/desk/"))
    assert "Nobody else decided anything." in text(reviewer.get("/desk/"))


def test_an_archive_that_nobody_verified_for_a_week_is_said_to_be(report: Report) -> None:
    now = datetime.now(UTC)
    assert not_verified(now) is False
    assert not_verified(now + timedelta(days=8)) is True
    assert Original.objects.count() == 1


def test_the_next_report_is_the_first_that_waits(told: Told, coder: Client) -> None:
    assert coder.get("/read/")["Location"] == "/desk/"
    told()
    told(
        "later",
        text="Guards took two weavers from Lower Mill, a cook told Isk Radio. " * 2,
        published="2024-04-01",
    )
    assert coder.get("/read/")["Location"] == "/reports/later/read/"
    html = text(coder.get("/reports/later/read/"))
    assert "Report 1 of 2 in your queue" in html
    assert f'href="{PAGE}"' in html


def test_copies_and_retracted_reports_wait_for_nobody(told: Told, coder: Client) -> None:
    told()
    told("copy")
    member = Member.objects.get(name="cho")
    assert list(waiting(member).values_list("report_id", flat=True)) == ["isk-2024-03-20"]
    Report.objects.update(retracted_by="isk-2", retracted_at="2024-04-01")
    assert waiting(member).count() == 0
    html = text(coder.get(PAGE))
    assert "This report was withdrawn." in html
    assert html.count('<article class="card sug') == 3  # its claims stay
    assert queue(member, Report.objects.get(report_id="copy")).following is None


def test_a_reader_sees_claims_and_no_buttons(report: Report, client_as: ClientAs) -> None:
    answer = client_as("reader").get(PAGE)
    html = text(answer)
    assert html.count('<article class="card sug') == 3
    for part in ('class="keybar"', "/decide/", "/undo/", "edit=fields", "desk.js"):
        assert part not in html
    assert 'name="count_min"' not in text(client_as("reader").get(f"{PAGE}?claim=1&edit=fields"))
    check_names_nobody(answer)


def test_a_report_is_shown_with_its_claims_and_their_passages(report: Report, coder: Client) -> None:
    html = text(coder.get(PAGE))
    assert html.count('<article class="card sug') == 3
    assert 'data-c="3">Security</span></span></span>' in html


def test_a_claim_is_opened_by_its_number_or_its_id(report: Report, coder: Client) -> None:
    for asked in ("claim=2", "id=c1"):
        html = text(coder.get(f"{PAGE}?{asked}"))
        assert re.search(r'class="card sug open" id="c2"', html)
    assert re.search(r'class="card sug open" id="c1"', text(coder.get(f"{PAGE}?claim=99")))


def test_text_order_is_kept_through_decisions(report: Report, coder: Client) -> None:
    answer = coder.post(f"{PAGE}decide/", form(verdict="accepted", order="text"))
    assert answer["Location"] == f"{PAGE}?claim=2&order=text#c2"


def test_precision_is_said_when_enough_was_decided(report: Report, archive: Archive, coder: Client) -> None:
    for number in range(3):
        coder.post(f"{PAGE}decide/", form(f"c{number}", verdict="accepted" if number else "rejected"))
    cho, ann = Member.objects.get(name="cho"), Member.objects.get(name="ann")
    assert (precision(cho)["claim"].right, precision(cho)["claim"].n) == (2, 3)
    assert "right so far" not in text(coder.get(PAGE))
    claim = Decision.objects.all()[0].claim
    usual = {"claim": claim, "before": {}, "coder": "cho", "at": datetime.now(UTC), "verdict": "accepted"}
    Decision.objects.bulk_create(Decision(**usual) for _ in range(ENOUGH))
    Decision.objects.bulk_create(Decision(**usual, way="group") for _ in range(ENOUGH))
    assert precision(cho)["claim"].n == 3 + ENOUGH  # those accepted as a group were not weighed
    case = open_case(archive, label="closed", team=[ann])
    put_into_case(archive, case=case, reports=[report])
    assert precision(cho)["claim"].n == 0  # nor do counts tell of a foreign case
    assert precision(ann)["claim"].n == 3 + ENOUGH
    assert decided() == {("isk-2024-03-20", "c1"), ("isk-2024-03-20", "c2")}


def test_pages_speak_korean(report: Report, coder: Client) -> None:
    coder.post("/language/ko/", {"next": PAGE})
    html = text(coder.get(PAGE))
    for words in ("체포·구금", "2명", "수락", "중요한 순", "주장 3건 중 0건 결정"):
        assert words in html


def test_numbers_are_the_same_on_the_page_and_in_answers_and_no_correction_changes_them(
    told: Told, coder: Client
) -> None:
    spans = [[40, 60], [0, 8], [0, 30], [20, 30]]
    report = told(claims=[a_claim(id=f"c{n}", passages=[span]) for n, span in enumerate(spans)])
    coder.post(f"{PAGE}passages/", form("c2") | {"span": ["70-80"]})
    desk = build_desk(report, language="en", precision={})
    assert {card.local_id: card.number for card in desk.cards} == {"c2": 1, "c1": 2, "c3": 3, "c0": 4}
    assert outline(report).numbers == {"c2": 1, "c1": 2, "c3": 3, "c0": 4}


def test_an_open_claim_tells_who_decided_what_from_what(
    report: Report, coder: Client, reviewer: Client
) -> None:
    coder.post(f"{PAGE}correct/", form() | fields_of(CLAIM, count_max="5"))
    version = str(Decision.objects.get().pk)
    reviewer.post(f"{PAGE}undo/", form(version=version))
    html = text(coder.get(f"{PAGE}?claim=1"))
    past = html[html.index('class="past"') : html.index("</ol></details>")]
    assert past.index("Taken back") < past.index("Corrected")
    assert "(by undoing) · dae" in past
    assert re.search(r"Count</span> 2 persons <q>two</q>\s+→ 2 to 5 persons", past)
    assert 'class="past"' not in text(coder.get(f"{PAGE}?claim=2"))
