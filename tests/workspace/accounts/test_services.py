import pytest
from tests.workspace.conftest import CHEAP, WORDS, Made

from saksi.archive import (
    CannotWrite,
    Holder,
    Layout,
    SetUpRefused,
    WrongPassphrase,
    WrongSheet,
    unlock,
    unlock_with_sheets,
)
from saksi.workspace.accounts.services import (
    add_key_holder,
    change_key_holder,
    remove_key_holder,
    renew_recovery,
)
from saksi.workspace.audit import log
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


def test_who_was_removed_can_come_back_and_the_log_still_fits(archive: Archive, layout: Layout) -> None:
    code = register_source(archive, details=Details("Orsina Vell"), grantees=["ann", "ben"]).code
    remove_key_holder(archive, name="ben")
    add_key_holder(archive, holder=Holder("ben", NEW), cost=CHEAP)
    assert verify(archive).code == 0
    assert unlock(layout, NEW, holder="ben")
    with pytest.raises(NotAllowed, match="no grant"):
        open_source(archive, code=code, member="ben", passphrase=NEW, **ASKED)


def test_slots_and_record_change_together_or_not_at_all(
    archive: Archive, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise CannotWrite("the disk is full")

    before = layout.slots_file.read_bytes()
    monkeypatch.setattr(log, "record", fail)
    for change in (
        lambda: add_key_holder(archive, holder=CHO, cost=CHEAP),
        lambda: remove_key_holder(archive, name="ben"),
        lambda: change_key_holder(archive, name="ann", old=WORDS["ann"], new=NEW, cost=CHEAP),
        lambda: renew_recovery(archive, hand_over=lambda _sheets: None),
    ):
        with pytest.raises(CannotWrite):
            change()
        assert layout.slots_file.read_bytes() == before
    assert verify(archive).code == 0


def test_new_sheets_open_and_the_old_ones_do_not(archive: Archive, layout: Layout, made: Made) -> None:
    handed: list[str] = []
    renew_recovery(archive, hand_over=handed.extend)
    assert unlock_with_sheets(layout, handed[1:]).reveal() == archive.keys.reveal()
    with pytest.raises(WrongSheet):
        unlock_with_sheets(layout, made.sheets.archive[:2])
    assert verify(archive).code == 0
