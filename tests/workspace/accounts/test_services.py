import pytest
from tests.workspace.conftest import CHEAP, WORDS

from saksi.archive import Holder, Layout, SetUpRefused, WrongPassphrase, unlock
from saksi.workspace.accounts.services import add_key_holder, change_key_holder, remove_key_holder
from saksi.workspace.audit.verifying import verify
from saksi.workspace.errors import NotAllowed
from saksi.workspace.holdings.vault import Details, grant_source, open_source, register_source
from saksi.workspace.session import Archive

NEW = "one black crow calls"
CHO = Holder("cho", "two white swans sleep")
ASKED = {"category": "safety", "reason": "the road is watched now"}


def test_a_new_holder_opens_the_archive_and_gets_grants(archive: Archive, layout: Layout) -> None:
    add_key_holder(archive, holder=CHO, cost=CHEAP)
    assert unlock(layout, CHO.passphrase, holder="cho").reveal() == archive.keys.reveal()
    code = register_source(archive, details=Details("Orsina Vell"), grantees=["ann"]).code
    grant_source(archive, code=code, member="ann", passphrase=WORDS["ann"], to="cho")
    assert open_source(archive, code=code, member="cho", passphrase=CHO.passphrase, **ASKED).name
    assert verify(archive).code == 0


def test_who_is_removed_opens_nothing_any_more(archive: Archive, layout: Layout) -> None:
    code = register_source(archive, details=Details("Orsina Vell"), grantees=["ann", "ben"]).code
    remove_key_holder(archive, name="ben")
    with pytest.raises(WrongPassphrase):
        unlock(layout, WORDS["ben"])
    with pytest.raises(NotAllowed, match="no grant"):
        open_source(archive, code=code, member="ben", passphrase=WORDS["ben"], **ASKED)
    assert verify(archive).code == 0


def test_a_refused_removal_changes_neither_slot_nor_row(archive: Archive, layout: Layout) -> None:
    with pytest.raises(SetUpRefused):
        remove_key_holder(archive, name="nobody")
    assert verify(archive).code == 0


def test_a_changed_passphrase_opens_archive_and_vault(archive: Archive, layout: Layout) -> None:
    code = register_source(archive, details=Details("Orsina Vell"), grantees=["ann"]).code
    change_key_holder(archive, name="ann", old=WORDS["ann"], new=NEW, cost=CHEAP)
    assert unlock(layout, NEW, holder="ann").reveal() == archive.keys.reveal()
    found = open_source(archive, code=code, member="ann", passphrase=NEW, **ASKED)
    assert found.name == "Orsina Vell"


def test_a_wrong_old_passphrase_changes_nothing(archive: Archive, layout: Layout) -> None:
    with pytest.raises(WrongPassphrase):
        change_key_holder(archive, name="ann", old="wrong", new=NEW, cost=CHEAP)
    assert unlock(layout, WORDS["ann"], holder="ann")
    assert verify(archive).code == 0
