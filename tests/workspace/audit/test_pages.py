"""The log as a page, and the history of one record: who, what, when, from what."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.workspace.conftest import Add, ClientAs, Read, Write

import saksi.workspace
from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.histories import history_of
from saksi.workspace.audit.listing import PAGE, Wanted, entries
from saksi.workspace.frames import claim_record
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.linking.models import ANSWERS, VERDICTS
from saksi.workspace.review.assigning import assign_reports
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive
from saksi.workspace.web.saying import words


@pytest.fixture
def claim(archive: Archive, add: Add, write: Write, read: Read) -> Claim:
    add(write("isk-1"))
    read(claims=1)
    return Claim.objects.get()


def corrected(archive: Archive, claim: Claim) -> None:
    """Ben accepts, then ann corrects place and note."""
    record_decision(replace(archive, actor="ben"), report_id="isk-1", claim_id="c0", verdict="accepted")
    better = claim_record(claim)
    better = better.model_copy(
        update={"place": better.place.model_copy(update={"admin1": "North Kell"}), "note": "as told"}
    )
    record_decision(archive, report_id="isk-1", claim_id="c0", verdict="corrected", corrected=better)


def test_the_history_of_a_claim_says_who_changed_what_from_what(archive: Archive, claim: Claim) -> None:
    before = claim.place_admin1 or "–"
    corrected(archive, claim)
    told = history_of(archive, "claim", claim.pk)
    assert [(each.who, each.action) for each in told] == [
        ("ann", "read"), ("ben", "accepted"), ("ann", "corrected")
    ]  # fmt: skip
    changes = {change.field: (change.before, change.after) for change in told[-1].changes}
    assert changes == {"place.admin1": (before, "North Kell"), "note": ("–", "as told")}


def test_another_records_history_is_not_mixed_in(
    archive: Archive, add: Add, write: Write, read: Read, claim: Claim
) -> None:
    add(write("isk-2", text="Nothing of this kind was told. They were heard of no more."))
    read(claims=1)
    corrected(archive, claim)
    other = Claim.objects.get(report__report_id="isk-2")
    assert [each.action for each in history_of(archive, "claim", other.pk)] == ["read"]


def test_a_report_tells_when_it_came_and_into_which_case_it_went(archive: Archive, claim: Claim) -> None:
    ann, report = Member.objects.get(name="ann"), Report.objects.get()
    put_into_case(archive, case=open_case(archive, label="Corrow", team=[ann]), reports=[report])
    actions = [each.action for each in history_of(archive, "report", report.pk)]
    assert actions[0] == "added"
    assert actions[-1] == "filed"


def test_the_page_shows_it_and_htmx_gets_the_piece(
    client_as: ClientAs, archive: Archive, claim: Claim
) -> None:
    corrected(archive, claim)
    client = client_as("reader")
    page = client.get(f"/audit/of/claim/{claim.pk}/").content.decode()
    assert "<html" in page
    assert "North Kell" in page
    piece = client.get(f"/audit/of/claim/{claim.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert "North Kell" in piece


def test_a_blind_coder_does_not_learn_it(client_as: ClientAs, archive: Archive, claim: Claim) -> None:
    corrected(archive, claim)
    client = client_as("documenter", name="cho")
    assign_reports(archive, coder=Member.objects.get(name="cho"), report_ids=["isk-1"])
    assert client.get(f"/audit/of/claim/{claim.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [
        ("reader", "member", 404),
        ("administrator", "member", 200),
        ("administrator", "source", 404),
        ("keeper", "setting", 404),
        ("administrator", "setting", 200),
        ("reader", "nonsense", 404),
        ("reader", "decision", 404),
        ("administrator", "vault", 404),
    ],
)
def test_who_may_not_see_a_record_sees_no_history(
    client_as: ClientAs, archive: Archive, role: str, kind: str, status: int
) -> None:
    assert client_as(role).get(f"/audit/of/{kind}/1/").status_code == status


def test_a_key_that_cannot_be_is_no_page(client_as: ClientAs) -> None:
    assert client_as("administrator").get(f"/audit/of/report/{10**30}/").status_code == 404


def test_the_log_is_filtered(archive: Archive, claim: Claim) -> None:
    corrected(archive, claim)
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)

    def found(**wanted: object) -> list[str]:
        return [each.action for each in entries(archive, Wanted(**wanted))[0]]  # type: ignore[arg-type]

    assert found(who="ben") == ["accepted"]
    assert found(action="corrected") == ["corrected"]
    assert found(object=f"claim {claim.pk}") == ["corrected", "accepted"]
    assert found(since=tomorrow) == []
    assert found(until=tomorrow)[-1] == "created"
    assert found(who="zoe") == []


def test_it_comes_a_page_at_a_time(archive: Archive, claim: Claim) -> None:
    for _ in range(PAGE):
        record_decision(archive, report_id="isk-1", claim_id="c0", verdict="accepted")
    first, following = entries(archive, Wanted())
    rest, end = entries(archive, Wanted(), before=following)
    numbers = [each.n for each in (*first, *rest)]
    assert len(first) == PAGE
    assert end is None
    assert numbers == list(range(numbers[0], 0, -1))


def test_bad_filters_are_passed_over(client_as: ClientAs) -> None:
    answer = client_as("administrator").get("/audit/?since=soon&until=&after=x&who=nobody&object=%00")
    assert answer.status_code == 200
    assert "No entries." in answer.content.decode()


def test_every_action_that_is_logged_has_words_in_both_languages() -> None:
    here = Path(saksi.workspace.__file__).parent
    text = "".join(file.read_text(encoding="utf-8") for file in here.rglob("*.py"))
    actions = set(re.findall(r'action=f?"([^"{]+)"', text))
    actions |= {f"judged {verdict}" for verdict in (*VERDICTS, "open again")}
    actions |= {f"difference {answer}" for answer in ANSWERS}
    actions |= {"order tied", "order untied", "estimate taken", "estimate left out"}
    assert len(actions) > 40
    for language in ("en", "ko"):
        known = {key for key in words(language) if key.startswith("audit.actions.")}
        assert {a for a in actions if f"audit.actions.{a.replace(' ', '_')}" not in known} == set(), language
