"""Signing in: the page in both languages, a wrong word, growing waits, idle sessions, where one goes next."""

import time

import pytest
from django.test import Client
from tests.workspace.conftest import WORDS, ClientAs, last_entry

from saksi.workspace.accounts.choices import choose_locking
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.signing import sign_in
from saksi.workspace.session import Archive
from saksi.workspace.web import views
from saksi.workspace.web.gate import COOKIE, POLL
from saksi.workspace.web.serving import Serving
from saksi.workspace.web.sessions import Session, Sessions, Waits


def stranger(**headers: str) -> Client:
    return Client(headers={"host": "localhost", **headers})


def unlock(client: Client, name: str = "ann", word: str = WORDS["ann"], **fields: str) -> int:
    return client.post("/unlock/", {"name": name, "passphrase": word, **fields}).status_code


def test_the_page_speaks_the_browsers_language(served: Serving) -> None:
    assert "Passphrase" in stranger().get("/unlock/").content.decode()
    assert "암호문" in stranger(**{"accept-language": "ko-KR,ko;q=0.9"}).get("/unlock/").content.decode()


def test_signing_in_leaves_its_entry_and_a_cookie_that_scripts_cannot_read(served: Serving) -> None:
    client = stranger()
    assert unlock(client) == 302
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    entry = last_entry()
    assert (entry.action, entry.object) == ("signed in", f"member {Member.objects.get(name='ann').pk}")


def test_who_signs_in_slowly_is_not_locked_out_by_the_watch_that_finds_nobody_in(
    served: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(here: Serving, **asked: str) -> Member:
        member = sign_in(here, **asked)
        here.lock_if_deserted(by_hand=False)  # the watch looks while no session has begun
        return member

    monkeypatch.setattr(views, "sign_in", slowly)
    assert unlock(stranger()) == 302
    assert served.archive is not None
    served.sessions.end_all()
    served.lock_if_deserted(by_hand=False)
    assert served.archive is None


def test_a_wrong_word_and_a_wrong_name_are_told_alike(served: Serving) -> None:
    answers = [
        stranger().post("/unlock/", {"name": name, "passphrase": WORDS["ben"]}).content.decode()
        for name in ("ann", "zoe")
    ]
    assert all("do not belong together" in answer for answer in answers)
    assert WORDS["ben"] not in "".join(answers)


def test_waits_grow_for_a_name_and_never_lock_it_out(
    served: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    client = stranger()
    for _ in range(3):
        assert unlock(client, word=WORDS["ben"]) == 403
    assert unlock(client) == 429  # even with the right one
    now[0] += 3
    assert unlock(client) == 302


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 0), (2, 0), (3, 2), (4, 4), (6, 16), (40, Waits.LONGEST)]
)
def test_the_wait_after_so_many_failures(failures: int, seconds: float) -> None:
    waits = Waits()
    for _ in range(failures):
        waits.failed("name ann")
    assert waits.left("name ann", "address 10.0.0.1") == pytest.approx(seconds, abs=0.5)
    assert waits.left("name ben") == 0
    assert "ann" not in str(waits.__dict__)


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_nobody_is_sent_elsewhere(served: Serving, onward: str) -> None:
    client = stranger()
    answer = client.post("/unlock/", {"name": "ann", "passphrase": WORDS["ann"], "next": onward})
    assert answer.headers["Location"] == "/"


def test_one_goes_on_to_where_one_wanted(served: Serving) -> None:
    answer = stranger().post(
        "/unlock/", {"name": "ann", "passphrase": WORDS["ann"], "next": "/audit/?who=ann"}
    )
    assert answer.headers["Location"] == "/audit/?who=ann"


def test_a_script_unlocks_in_place(served: Serving) -> None:
    client = stranger(**{"HX-Request": "true"})
    assert unlock(client, word=WORDS["ben"]) == 403
    assert unlock(client) == 204
    assert client.get("/about/").status_code == 200


def test_an_idle_session_ends_and_polling_does_not_keep_it(
    client_as: ClientAs, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_locking(archive, minutes=1, second_factor=False)
    client, now = client_as("reader"), [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    now[0] += 40
    assert client.get("/about/", headers={POLL: "1"}).status_code == 200
    now[0] += 40
    assert client.get("/about/").status_code == 302


def test_work_keeps_a_session(client_as: ClientAs, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    choose_locking(archive, minutes=1, second_factor=False)
    client, now = client_as("reader"), [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    for _ in range(3):
        now[0] += 40
        assert client.get("/about/").status_code == 200


def test_a_member_who_was_removed_is_out_at_once(client_as: ClientAs, archive: Archive) -> None:
    client = client_as("reader", name="cho")
    Member.objects.filter(name="cho").update(removed_at="2026-01-01T00:00Z")
    assert client.get("/about/").status_code == 302


def test_the_store_knows_sessions_by_hash_alone() -> None:
    sessions = Sessions()
    token, _ = sessions.begin(1)
    assert token not in str(sessions.__dict__)
    assert isinstance(sessions.find(token, idle=60, touch=True), Session)
    sessions.end(token)
    assert sessions.find(token, idle=60, touch=True) is None


def test_a_form_without_its_token_is_refused_and_says_what_to_do(served: Serving) -> None:
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    answer = client.post("/unlock/", {"name": "ann", "passphrase": WORDS["ann"]})
    assert answer.status_code == 403
    assert "reload the page" in answer.content.decode()


def test_another_host_name_is_refused(served: Serving) -> None:
    assert Client(headers={"host": "evil.example"}).get("/unlock/").status_code == 400
