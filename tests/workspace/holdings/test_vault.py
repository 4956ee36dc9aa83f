from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from django.db import connection
from tests.workspace.conftest import CHEAP, WORDS, Add, Made, Write

from saksi.archive import Holder, Layout, WrongPassphrase
from saksi.archive.vault import Grant as SealedGrant
from saksi.archive.vault import open_entry, recover
from saksi.record import InvalidInput
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.errors import NotAllowed
from saksi.workspace.holdings import vault
from saksi.workspace.holdings.creating import create_archive
from saksi.workspace.holdings.models import Grant, Source, VaultKey
from saksi.workspace.holdings.searching import search
from saksi.workspace.holdings.selectors import answerable
from saksi.workspace.holdings.vault import (
    Details,
    grant_source,
    open_source,
    register_source,
    sources,
    withdraw_source,
)
from saksi.workspace.session import Archive, opened

WHO = Details(name="Orsina Vell", contact="the blue door, +99 5550 0142", risk="neighbours", consent="quotes")
PAGE, RESERVED = 4096, 80  # bytes of a page, and of its end that holds vector and code
WHY = "she asked to be called back"


@pytest.fixture
def code(archive: Archive) -> str:
    return register_source(archive, details=WHO, grantees=["ann"]).code


def look(archive: Archive, code: str, member: str = "ann", **how: str) -> Details:
    asked = {"passphrase": WORDS[member], "category": "contact", "reason": WHY, **how}
    return open_source(archive, code=code, member=member, **asked)


def test_who_has_a_grant_reads_what_was_sealed(archive: Archive, code: str) -> None:
    assert look(archive, code) == WHO


def test_codes_tell_nothing_of_order_or_day(archive: Archive) -> None:
    codes = [register_source(archive, details=WHO, grantees=["ann"]).code for _ in range(12)]
    assert codes != sorted(codes)
    assert [row["code"] for row in sources()] == sorted(codes)


def test_without_a_grant_the_archives_key_opens_nothing(archive: Archive, code: str) -> None:
    with pytest.raises(NotAllowed, match="no grant"):
        look(archive, code, "ben")


def test_a_grant_put_in_from_outside_opens_nothing(archive: Archive, code: str) -> None:
    grant = Grant.objects.get(grantee="ann")
    Grant.objects.create(entry=grant.entry, grantee="ben", sealed=bytes(grant.sealed))
    with pytest.raises(Exception, match="does not open"):
        look(archive, code, "ben")


def test_the_own_passphrase_is_asked_even_while_unlocked(archive: Archive, code: str) -> None:
    with pytest.raises(WrongPassphrase):
        look(archive, code, passphrase=WORDS["ben"])


def test_the_entry_stands_before_anything_is_decrypted(
    archive: Archive, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> bytes:
        last = Entry.objects.order_by("-n").first()
        assert last is not None
        assert (last.action, last.actor, last.reason) == (
            "source opened",
            archive.code_of("ann"),
            f"contact: {WHY}",
        )
        raise ZeroDivisionError

    monkeypatch.setattr(vault, "open_entry", fails)
    with pytest.raises(ZeroDivisionError):
        look(archive, code)
    assert Entry.objects.filter(action="source opened").count() == 1


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"reason": "curious"}, "15 are needed"),
        ({"reason": " " * 30}, "0 characters"),
        ({"category": "gossip"}, "category"),
    ],
)
def test_an_opening_needs_a_reason_and_a_category(
    archive: Archive, code: str, how: dict[str, str], why: str
) -> None:
    before = Entry.objects.count()
    with pytest.raises(NotAllowed, match=why):
        look(archive, code, **how)
    assert Entry.objects.count() == before


def test_five_openings_an_hour_and_no_sixth(
    archive: Archive, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        look(archive, code)
    with pytest.raises(NotAllowed, match="last hour"):
        look(archive, code)
    monkeypatch.setattr(vault, "timedelta", lambda **_: timedelta(0))  # an hour later
    assert look(archive, code) == WHO


def test_a_wrong_passphrase_counts_as_an_opening(archive: Archive, code: str) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            look(archive, code, passphrase=WORDS["ben"])
    with pytest.raises(NotAllowed, match="last hour"):
        look(archive, code)


def test_a_grantee_can_let_another_in(archive: Archive, code: str) -> None:
    grant_source(archive, code=code, member="ann", passphrase=WORDS["ann"], to="ben")
    assert look(archive, code, "ben") == WHO
    assert verify(archive).code == 0


def test_two_sheets_of_the_vault_open_what_no_member_can(archive: Archive, code: str, made: Made) -> None:
    private = recover(made.sheets.vault[1:], bytes(VaultKey.objects.get().public))
    grant = Grant.objects.select_related("entry").get(grantee="recovery")
    sealed = SealedGrant(grant.grantee, bytes(grant.sealed))
    assert b"Orsina" in open_entry(bytes(grant.entry.blob), sealed, private, code=code)


def test_withdrawal_destroys_the_key_for_everybody_and_hides_the_reports(
    archive: Archive, code: str, add: Add, write: Write
) -> None:
    add(write("told", text="A heron stood on the quay, she said."), source=code)
    add(write("other", text="A heron flew over Corrow."))
    assert withdraw_source(archive, code=code, reason="she asked for it by letter") == 1
    assert not Grant.objects.exists()
    with pytest.raises(NotAllowed, match="withdrawn"):
        look(archive, code)
    found = answerable()
    assert ([report.id for report in found.reports], found.withdrawn) == (["other"], 1)
    assert [hit.report_id for hit in search("heron")] == ["other"]
    with pytest.raises(InvalidInput, match="withdrawn"):
        add(write("later"), source=code)
    assert verify(archive).code == 0


def test_after_withdrawal_the_key_is_not_in_the_file_any_more(archive: Archive, code: str) -> None:
    sealed = bytes(Grant.objects.get(grantee="ann").sealed)
    withdraw_source(archive, code=code, reason="she asked for it by letter")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = plain_pages(archive)
    assert b"CREATE TABLE" in pages  # the helper does decrypt
    assert sealed not in pages


def plain_pages(archive: Archive) -> bytes:
    """All pages in clear, free ones too: AES-256-CBC with the raw key, as SQLCipher 4 lays them out."""
    data, key = archive.layout.database.read_bytes(), archive.keys.derive("database")
    plain = []
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        salt = 16 if start == 0 else 0
        body, vector = page[salt : PAGE - RESERVED], page[PAGE - RESERVED :][:16]
        decryptor = Cipher(AES(key), CBC(vector)).decryptor()
        plain.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(plain)


def test_nothing_of_an_identity_leaves_by_the_list_the_log_or_the_file(
    archive: Archive, code: str, layout: Layout
) -> None:
    look(archive, code)
    told = [(e.action, e.object, e.reason) for e in Entry.objects.all()]
    for words in ("Orsina", "Vell", "5550", "blue door", "neighbours"):
        assert words not in str(sources()) + str(told) + repr(WHO)
        for file in layout.folder.rglob("record.db*"):
            assert words.encode() not in file.read_bytes()


def test_a_demo_archive_has_no_vault(tmp_path: Path) -> None:
    layout, keys = create_archive(
        tmp_path / "demo",
        holders=[Holder("demo", "nobody's secret")],
        recovery=False,
        hand_over=lambda _layout, _sheets: None,
        kind="synthetic",
        demo=True,
        cost=CHEAP,
    )
    with opened(layout, keys) as demo, pytest.raises(NotAllowed, match="demo"):
        register_source(demo, details=WHO, grantees=["demo"])


def test_who_is_no_key_holder_gets_no_grant(archive: Archive) -> None:
    with pytest.raises(InvalidInput, match="1 of the names"):
        register_source(archive, details=WHO, grantees=["ann", "eve"])
    assert not Source.objects.exists()
