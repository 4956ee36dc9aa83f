"""Two sheets of the vault give the entries back when those who could open them are gone."""

import pytest
from tests.workspace.conftest import WORDS, Made

from saksi.archive import WrongSheet
from saksi.record import InvalidInput
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.vault import Details, open_source, register_source, withdraw_source
from saksi.workspace.holdings.vault_recovery import recover_sources
from saksi.workspace.session import Archive

ASKED = {"category": "safety", "reason": "the road is watched now"}


def test_a_holder_gets_every_entry_that_is_not_withdrawn(archive: Archive, made: Made) -> None:
    codes = [
        register_source(archive, details=Details(name), grantees=["ann"]).code for name in ("Vell", "Ott")
    ]
    withdraw_source(archive, code=codes[1], reason="he asked for it by letter")
    assert recover_sources(archive, sheets=made.sheets.vault[:2], to="ben") == 1
    found = open_source(archive, code=codes[0], member="ben", passphrase=WORDS["ben"], **ASKED)
    assert found.name == "Vell"
    assert recover_sources(archive, sheets=made.sheets.vault[1:], to="ben") == 0
    assert verify(archive).code == 0


def test_sheets_of_the_archive_open_no_vault(archive: Archive, made: Made) -> None:
    register_source(archive, details=Details("Vell"), grantees=["ann"])
    with pytest.raises(WrongSheet):
        recover_sources(archive, sheets=made.sheets.archive[:2], to="ben")


def test_who_is_no_key_holder_gets_nothing(archive: Archive, made: Made) -> None:
    with pytest.raises(InvalidInput, match="key list"):
        recover_sources(archive, sheets=made.sheets.vault[:2], to="cho")
