import os
import re

import pytest
from django.db import DatabaseError, connection, connections, transaction
from sqlcipher3 import dbapi2 as driver
from tests.workspace.conftest import Made

from saksi.archive import Damaged, Layout, MasterKey
from saksi.workspace.audit import log
from saksi.workspace.audit.models import Entry
from saksi.workspace.backend import base
from saksi.workspace.backend.key import Locked, key_of, set_key_holder
from saksi.workspace.session import Archive, opened

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "busy_timeout": 20_000,
    "cache_size": -65_536,
    "secure_delete": 1,
    "temp_store": 2,
    "foreign_keys": 1,
}


@pytest.mark.parametrize(("pragma", "wanted"), SETTINGS.items())
def test_every_connection_has_the_settings_that_keep_it_sealed_and_durable(
    archive: Archive, pragma: str, wanted: object
) -> None:
    connection.close()  # of a fresh one, too
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == wanted


def test_the_file_is_sealed(layout: Layout, archive: Archive) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE canary (word TEXT)")
        cursor.execute("INSERT INTO canary VALUES ('heron-canary-in-clear')")
    files = [file for file in layout.folder.iterdir() if file.name.startswith("record.db")]
    assert len(files) >= 2  # the journal too
    for file in files:
        data = file.read_bytes()
        assert b"heron-canary" not in data
        assert b"SQLite format" not in data


def test_without_a_key_holder_it_is_locked(layout: Layout) -> None:
    before = set_key_holder(None)
    try:
        with pytest.raises(Locked, match="unlock"):
            key_of(str(layout.database))
    finally:
        set_key_holder(before)


def test_another_key_opens_nothing_and_prints_nothing(
    layout: Layout, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Damaged, match="does not open"), opened(layout, MasterKey(layout.facts.id, bytes(32))):
        pass
    assert capfd.readouterr().err == ""  # SQLCipher's own log is off


def test_a_key_of_the_wrong_length_is_no_key() -> None:
    before = set_key_holder(lambda _database: b"short")
    try:
        with pytest.raises(Locked, match="32"):
            key_of("anything")
    finally:
        set_key_holder(before)


def test_a_missing_database_is_damage_and_not_a_new_one(layout: Layout, made: Made) -> None:
    layout.database.unlink()
    with pytest.raises(Damaged, match="missing"), opened(layout, made.keys):
        pass
    assert not layout.database.exists()


def test_transactions_take_the_write_lock_when_they_begin(layout: Layout, archive: Archive) -> None:
    other = driver.connect(str(layout.database), timeout=0.1)
    other.execute(f"PRAGMA key = \"x'{archive.keys.derive('database').hex()}'\"")
    with transaction.atomic(), pytest.raises(driver.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_connection_does_not_survive_a_fork(archive: Archive) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    connections["default"].opened_by = os.getpid() + 1  # type: ignore[attr-defined]  # as in a child
    with pytest.raises(RuntimeError, match="fork"):
        connection.cursor()


def test_the_shell_is_refused(archive: Archive) -> None:
    with pytest.raises(NotImplementedError, match="command line"):
        connection.client.runshell([])


def test_the_driver_is_recent_enough_and_knows_full_text(archive: Archive) -> None:
    with connection.cursor() as cursor:
        version = cursor.execute("PRAGMA cipher_version").fetchone()[0]
        options = {row[0] for row in cursor.execute("PRAGMA compile_options").fetchall()}
    assert re.match(r"4\.(19|[2-9]\d)", version)
    assert "ENABLE_FTS5" in options


def test_a_damaged_first_page_is_told_in_our_words(layout: Layout, made: Made) -> None:
    data = bytearray(layout.database.read_bytes())
    data[100] ^= 1
    layout.database.write_bytes(data)
    with pytest.raises(Damaged, match="does not open"), opened(layout, made.keys):
        pass


def test_what_cannot_be_written_is_read_without_a_file_beside_it(
    made: Made, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saksi.workspace.backend.base.os.access", lambda *_: False)
    with opened(layout, made.keys) as archive:
        assert Entry.objects.count() == 1
        with pytest.raises(DatabaseError, match="readonly"), transaction.atomic():
            log.record(archive, action="left", about="nothing")
    assert [path.name for path in layout.folder.glob("record.db*")] == ["record.db"]


def test_a_log_that_still_holds_something_is_not_passed_over(
    made: Made, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saksi.workspace.backend.base.os.access", lambda *_: False)
    assert base._unwritable(layout.database) == f"{layout.database.as_uri()}?immutable=1"
    beside = layout.database.with_name("record.db-wal")
    beside.write_bytes(b"")
    assert base._unwritable(layout.database) is not None
    beside.write_bytes(b"x")
    assert base._unwritable(layout.database) is None
