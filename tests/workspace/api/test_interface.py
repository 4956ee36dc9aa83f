"""The interface: only with a token, only while unlocked, within scopes; the same rules as the pages."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.workspace.conftest import Add, ClientAs, Read, Write, give_roles, last_entry

from saksi.record import InvalidInput
from saksi.workspace.accounts import tokens
from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member, Token
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.models import Report
from saksi.workspace.review.assigning import assign_reports
from saksi.workspace.review.models import Decision
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive
from saksi.workspace.web.serving import Serving

TODAY = datetime.now(UTC).date()
TOMORROW = TODAY + timedelta(days=1)


def program(archive: Archive, *scopes: str, name: str = "ann") -> Client:
    member = Member.objects.get(name=name)
    _, word = tokens.make_token(archive, member=member, label="notebook", scopes=scopes, until=TOMORROW)
    return Client(headers={"host": "localhost", "authorization": f"Bearer {word}"})


@pytest.fixture
def reports(archive: Archive, served: Serving, add: Add, write: Write, read: Read) -> None:
    add(write("isk-1"), write("isk-2", text="Nothing of this kind was told. They were heard of no more."))
    read(claims=2)


def get(client: Client, path: str) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize(
    "path", ["/reports", "/reports/isk-1", "/reports/isk-1/claims", "/claims", "/vocabularies"]
)
def test_nothing_without_a_token(served: Serving, path: str) -> None:
    for headers in ({}, {"authorization": "Bearer saksi_guessed"}, {"authorization": "Basic YW5uOng="}):
        answer = Client(headers={"host": "localhost", **headers}).get(f"/api/v1{path}")
        assert answer.status_code == 401


def test_a_locked_archive_answers_nobody(archive: Archive, served: Serving) -> None:
    client = program(archive, "read")
    served.lock()
    answer = client.get("/api/v1/reports")
    assert answer.status_code == 423
    assert "locked" in answer.json()["detail"]


def test_reports_and_claims_come_as_the_record_has_them(archive: Archive, reports: None) -> None:
    client = program(archive, "read")
    assert [line["report_id"] for line in get(client, "/reports")["results"]] == ["isk-2", "isk-1"]
    assert get(client, "/reports/isk-1")["text"] == Report.objects.get(report_id="isk-1").text
    claims = get(client, "/reports/isk-1/claims")
    assert [line["claim"]["id"] for line in claims] == ["c0", "c1"]
    assert "from" in claims[0]["claim"]["time"]
    found = get(client, f"/claims?act={claims[0]['claim']['act']}")
    assert (found["total"], len(found["results"])) == (4, 4)
    assert get(client, "/claims?act=release")["total"] == 0


def test_a_decision_is_kept_as_the_members_own(archive: Archive, reports: None) -> None:
    client = program(archive, "read", "decide")
    answer = client.post(
        "/api/v1/claims/isk-1/c0/decisions", {"verdict": "accepted", "version": 0}, "application/json"
    )
    assert answer.status_code == 201
    decision = Decision.objects.get()
    assert (decision.coder, decision.verdict, decision.pk) == ("ann", "accepted", answer.json()["version"])
    assert get(client, "/reports/isk-1/claims")[0]["standing"]["verdict"] == "accepted"
    again = client.post(
        "/api/v1/claims/isk-1/c0/decisions", {"verdict": "rejected", "version": 0}, "application/json"
    )
    assert again.status_code == 409
    assert verify(archive).faults == []


def test_a_correction_must_fit_its_claim(archive: Archive, reports: None) -> None:
    client = program(archive, "read", "decide")
    claim = get(client, "/reports/isk-1/claims")[0]["claim"]
    at = "/api/v1/claims/isk-1/c0/decisions"
    for corrected in (claim | {"id": "c9"}, claim | {"passages": [[0, 10**6]]}, claim | {"act": "nonsense"}):
        sent = json.dumps({"verdict": "corrected", "corrected": corrected})
        assert client.post(at, sent, "application/json").status_code == 422
    sent = json.dumps({"verdict": "corrected", "corrected": claim | {"note": "as the second source has it"}})
    assert client.post(at, sent, "application/json").status_code == 201


def test_scopes_and_roles_both_narrow(archive: Archive, reports: None) -> None:
    at, sent = "/api/v1/claims/isk-1/c0/decisions", {"verdict": "accepted"}
    assert program(archive, "read").post(at, sent, "application/json").status_code == 403
    deciding = program(archive, "read", "decide")
    give_roles(archive, Member.objects.get(name="ben"), ["administrator"])
    give_roles(archive, Member.objects.get(name="ann"), ["analyst"])
    assert deciding.post(at, sent, "application/json").status_code == 403
    assert not Decision.objects.exists()


def test_what_is_of_a_foreign_case_is_not_there(archive: Archive, reports: None) -> None:
    ben = Member.objects.get(name="ben")
    case = open_case(archive, label="Corrow", team=[ben])
    put_into_case(archive, case=case, reports=[Report.objects.get(report_id="isk-1")])
    client = program(archive, "read", "decide")
    assert [line["report_id"] for line in get(client, "/reports")["results"]] == ["isk-2"]
    assert {line["report_id"] for line in get(client, "/claims")["results"]} == {"isk-2"}
    for path in ("/reports/isk-1", "/reports/isk-1/claims", "/reports/isk-none"):
        assert client.get(f"/api/v1{path}").status_code == 404
    sent = client.post("/api/v1/claims/isk-1/c0/decisions", {"verdict": "accepted"}, "application/json")
    assert sent.status_code == 404


def test_a_blind_coder_learns_nothing_by_it(archive: Archive, reports: None) -> None:
    client, ann = program(archive, "read"), Member.objects.get(name="ann")
    record_decision(replace(archive, actor="ben"), report_id="isk-1", claim_id="c0", verdict="accepted")
    assign_reports(archive, coder=ann, report_ids=["isk-1"])
    assert client.get("/api/v1/reports/isk-1/claims").status_code == 403
    assert {line["report_id"] for line in get(client, "/claims")["results"]} == {"isk-2"}


def test_a_token_ends_by_hand_by_its_day_and_with_its_member(archive: Archive, reports: None) -> None:
    for end in ("hand", "day", "member"):
        client = program(archive, "read", name="ben")
        token = Token.objects.order_by("pk").last()
        assert token is not None
        assert get(client, "/reports")["results"]
        if end == "hand":
            tokens.end_token(archive, token=token)
        elif end == "day":
            Token.objects.filter(pk=token.pk).update(until=TODAY - timedelta(days=1))
        else:
            Member.objects.filter(name="ben").update(removed_at=datetime.now(UTC))
        assert client.get("/api/v1/reports").status_code == 401


@pytest.mark.parametrize(
    ("label", "scopes", "until"),
    [
        ("", ["read"], TOMORROW),
        ("x", [], TOMORROW),
        ("x", ["everything"], TOMORROW),
        ("x", ["read"], TODAY - timedelta(days=1)),
        ("x", ["read"], TODAY + timedelta(days=500)),
    ],
)
def test_a_token_that_cannot_be_is_refused(
    archive: Archive, label: str, scopes: list[str], until: Any
) -> None:
    with pytest.raises(InvalidInput, match="none was made"):
        tokens.make_token(
            archive, member=Member.objects.get(name="ann"), label=label, scopes=scopes, until=until
        )
    assert not Token.objects.exists()


def test_by_its_page_the_word_is_shown_once_and_a_hash_is_kept(client_as: ClientAs) -> None:
    client = client_as("reader", confirmed=True)
    fields = {"label": "notebook", "scopes": ["read"], "until": TOMORROW.isoformat()}
    page = client.post("/settings/tokens/make/", fields).content.decode()
    word = page.split('class="mono token">')[1].split("<")[0]
    assert tokens.find_token(word) is not None
    assert word.encode() not in bytes(Token.objects.get().sha256)
    assert word not in client.get("/settings/tokens/").content.decode()
    entry = last_entry()
    assert entry.action == "token made"


def test_a_reader_cannot_have_the_scope_to_decide(client_as: ClientAs) -> None:
    client = client_as("reader", confirmed=True)
    fields = {"label": "notebook", "scopes": ["decide"], "until": TOMORROW.isoformat()}
    assert client.post("/settings/tokens/make/", fields).status_code == 422
    other = client_as("reader", name="ben", confirmed=True)
    assert other.post("/settings/tokens/1/end/").status_code == 404
