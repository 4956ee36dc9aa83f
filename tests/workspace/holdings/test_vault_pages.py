"""The vault: sealed on entry, opened with reason and passphrase, granted, ended; nothing leaks."""

from pathlib import Path

import pytest
from django.test import Client
from tests.workspace.conftest import WORDS, Add, ClientAs, Write, last_entry

from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import reports_seen
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.models import Source
from saksi.workspace.holdings.vault import Details, register_source
from saksi.workspace.session import Archive

NAME = "Orsina Vell"
REASON = "the road is watched now"
TYPED = {"name": NAME, "contact": "by the mill", "grantees": ["ann"], "grade": "B", "until": "2030-01-31"}


@pytest.fixture
def keeper(client_as: ClientAs) -> Client:
    return client_as("keeper", name="ann", confirmed=True)


@pytest.fixture
def code(archive: Archive) -> str:
    return register_source(archive, details=Details(NAME, contact="by the mill"), grantees=["ann"]).code


def opened(client: Client, code: str, **changed: str) -> tuple[int, str]:
    sent = {"category": "safety", "reason": REASON, "passphrase": WORDS["ann"], **changed}
    answer = client.post(f"/vault/{code}/open/", sent)
    return answer.status_code, answer.content.decode()


def test_a_source_is_registered_under_a_random_code(keeper: Client, archive: Archive) -> None:
    answer = keeper.post("/vault/new/", TYPED)
    source = Source.objects.get()
    assert answer.headers["Location"] == f"/vault/{source.code}/"
    assert (source.grade, str(source.consent_until)) == ("B", "2030-01-31")
    for path in ("/vault/", f"/vault/{source.code}/", "/audit/"):
        page = keeper.get(path).content.decode()
        assert NAME not in page
        assert "mill" not in page
    assert last_entry().action == "source registered"
    assert verify(archive).faults == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": " "}, "needs a name"),
        ({"grantees": []}, "key holders"),
        ({"until": "soon"}, "cannot be read"),
    ],
)
def test_what_is_missing_is_explained_and_what_was_typed_is_not_sent_back(
    keeper: Client, changed: dict[str, object], why: str
) -> None:
    answer = keeper.post("/vault/new/", TYPED | changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert why in page
    assert NAME not in page
    assert not Source.objects.exists()


def test_opening_needs_passphrase_category_and_reason(keeper: Client, code: str) -> None:
    before = last_entry().n
    assert opened(keeper, code, reason="short")[0] == 403
    assert "15 are needed" in opened(keeper, code, reason="short")[1]
    assert opened(keeper, code, category="curiosity")[0] == 403
    assert last_entry().n == before
    status, page = opened(keeper, code, passphrase=WORDS["ben"])
    assert (status, NAME in page) == (403, False)
    assert last_entry().action == "source opened"  # trying leaves its entry too


def test_who_has_a_grant_reads_the_entry_once_and_the_log_has_why(keeper: Client, code: str) -> None:
    status, page = opened(keeper, code)
    assert status == 200
    assert NAME in page
    assert "by the mill" in page
    assert (last_entry().action, last_entry().reason) == ("source opened", f"safety: {REASON}")
    assert NAME not in keeper.get(f"/vault/{code}/").content.decode()


def test_after_five_in_an_hour_it_stays_shut(keeper: Client, code: str) -> None:
    assert [opened(keeper, code)[0] for _ in range(6)] == [200] * 5 + [403]


def test_wrong_passphrases_slow_down(keeper: Client, code: str) -> None:
    statuses = [opened(keeper, code, passphrase=WORDS["ben"])[0] for _ in range(4)]
    assert statuses == [403, 403, 403, 429]


def test_a_keeper_without_a_grant_opens_nothing(client_as: ClientAs, code: str) -> None:
    ben = client_as("keeper", name="ben", confirmed=True)
    assert "You have no grant" in ben.get(f"/vault/{code}/").content.decode()
    status, page = opened(ben, code, passphrase=WORDS["ben"])
    assert (status, NAME in page) == (403, False)


def test_a_grant_lets_one_more_open(keeper: Client, client_as: ClientAs, code: str, archive: Archive) -> None:
    answer = keeper.post(f"/vault/{code}/grant/", {"to": "ben", "passphrase": WORDS["ann"]})
    assert answer.status_code == 302
    assert last_entry().action == "source granted"
    ben = client_as("keeper", name="ben")
    assert opened(ben, code, passphrase=WORDS["ben"])[0] == 200
    assert keeper.post(f"/vault/{code}/grant/", {"to": "zoe", "passphrase": WORDS["ann"]}).status_code == 403


def test_ending_the_consent_destroys_the_key_and_takes_the_reports(
    keeper: Client, code: str, add: Add, write: Write, archive: Archive
) -> None:
    add(write("isk-1"), source=code)
    assert keeper.post(f"/vault/{code}/withdraw/", {"reason": "no"}).status_code == 422
    assert (
        keeper.post(f"/vault/{code}/withdraw/", {"reason": "she asked us to, by letter"}).status_code == 302
    )
    assert last_entry().action == "source withdrawn"
    assert opened(keeper, code)[0] == 403
    assert not reports_seen(Member.objects.get(name="ann")).exists()
    assert "The key was destroyed" in keeper.get(f"/vault/{code}/").content.decode()


def test_a_code_that_is_none_is_no_page(keeper: Client) -> None:
    assert keeper.get("/vault/S-NOBODY/").status_code == 404


def test_no_file_of_the_archive_has_what_was_typed(keeper: Client, archive: Archive, tmp_path: Path) -> None:
    keeper.post("/vault/new/", TYPED)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert NAME.encode() not in file.read_bytes(), file.name
