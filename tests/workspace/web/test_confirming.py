"""The passphrase again: before the vault, exports and who may do what."""

import time

import pytest
from tests.workspace.conftest import WORDS, ClientAs

from saksi.workspace.web.sessions import CONFIRMED_FOR

GUARDED = "/settings/locking/"


def test_a_guarded_page_asks_and_then_goes_on(client_as: ClientAs, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_as("administrator", name="ann")
    asked = client.get(GUARDED)
    assert asked.headers["Location"] == "/confirm/?next=%2Fsettings%2Flocking%2F"
    answer = client.post("/confirm/", {"passphrase": WORDS["ann"], "next": GUARDED})
    assert answer.headers["Location"] == GUARDED
    assert client.get(GUARDED).status_code == 200
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + CONFIRMED_FOR + 1)
    assert client.get(GUARDED).status_code == 302


def test_another_members_passphrase_does_not_do(client_as: ClientAs) -> None:
    client = client_as("administrator", name="ann")
    answer = client.post("/confirm/", {"passphrase": WORDS["ben"], "next": GUARDED})
    assert answer.status_code == 403
    assert "not your passphrase" in answer.content.decode()
    assert client.get(GUARDED).status_code == 302


def test_trying_is_slowed_down(client_as: ClientAs) -> None:
    client = client_as("administrator", name="ann")
    statuses = [client.post("/confirm/", {"passphrase": "wrong"}).status_code for _ in range(4)]
    assert statuses == [403, 403, 403, 429]


def test_a_form_that_needed_it_goes_back_to_its_own_page(client_as: ClientAs) -> None:
    client = client_as("administrator", name="ann")
    answer = client.post(
        "/settings/members/add/", {"name": "dee"}, headers={"Referer": "http://localhost/settings/members/"}
    )
    assert answer.headers["Location"] == "/confirm/?next=%2Fsettings%2Fmembers%2F"
    elsewhere = client.post("/settings/members/add/", headers={"Referer": "http://evil.example/x"})
    assert elsewhere.headers["Location"] == "/confirm/?next=%2F"
