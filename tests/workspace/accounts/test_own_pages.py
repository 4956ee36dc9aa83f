"""What members set for themselves: language, single keys, passphrase; and locking for all."""

import pytest
from tests.workspace.conftest import WORDS, ClientAs, last_entry

from saksi.archive import Layout, unlock
from saksi.workspace.accounts.choices import idle_minutes, second_factor_required
from saksi.workspace.session import Archive

NEW = "one black crow calls twice"


def test_language_and_keys_are_kept(client_as: ClientAs) -> None:
    client = client_as("reader")
    assert "data-single-keys" not in client.get("/about/").content.decode()
    client.post("/settings/preferences/", {"language": "ko"})
    page = client.get("/about/").content.decode()
    assert '<html lang="ko">' in page
    assert 'data-single-keys="off"' in page


def test_a_language_without_words_is_refused(client_as: ClientAs) -> None:
    assert client_as("reader").post("/settings/preferences/", {"language": "xx"}).status_code == 422


def test_the_passphrase_is_changed(client_as: ClientAs, layout: Layout) -> None:
    client = client_as("reader", name="ben")
    answer = client.post("/settings/passphrase/", {"old": WORDS["ben"], "new": NEW, "again": NEW})
    assert answer.status_code == 302
    assert unlock(layout, NEW, holder="ben")
    entry = last_entry()
    assert entry.action == "passphrase changed"


@pytest.mark.parametrize(
    ("old", "new", "again", "why"),
    [
        (WORDS["ann"], NEW, NEW, "not your passphrase"),
        (WORDS["ben"], NEW, NEW + "!", "two new ones differ"),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_changed(
    client_as: ClientAs, layout: Layout, old: str, new: str, again: str, why: str
) -> None:
    client = client_as("reader", name="ben")
    answer = client.post("/settings/passphrase/", {"old": old, "new": new, "again": again})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert why in page
    assert NEW not in page
    assert unlock(layout, WORDS["ben"], holder="ben")


def test_locking_is_chosen_for_all(client_as: ClientAs, archive: Archive) -> None:
    client = client_as("administrator", name="ann", confirmed=True)
    assert client.post("/settings/locking/", {"minutes": "3", "second_factor": "on"}).status_code == 302
    assert (idle_minutes(), second_factor_required()) == (3, True)
    entry = last_entry()
    assert entry.action == "locking chosen"


@pytest.mark.parametrize("minutes", ["0", "121", "soon", "-5", ""])
def test_minutes_that_cannot_be_are_explained(client_as: ClientAs, minutes: str) -> None:
    client = client_as("administrator", name="ann", confirmed=True)
    answer = client.post("/settings/locking/", {"minutes": minutes})
    assert answer.status_code == 422
    assert "between 1 and 120" in answer.content.decode()
    assert idle_minutes() == 10


def test_vocabularies_and_packs_are_shown_in_the_readers_language(client_as: ClientAs) -> None:
    client = client_as("reader")
    client.post("/settings/preferences/", {"language": "ko", "single_keys": "on"})
    assert "처형" in client.get("/settings/vocabularies/act/").content.decode()
    assert client.get("/settings/vocabularies/nonsense/").status_code == 404
    assert client.get("/settings/countries/").status_code == 200
