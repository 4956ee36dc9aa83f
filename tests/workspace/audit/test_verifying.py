"""What somebody with the key, or a failing disk, can do to an archive; each is found and named."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as driver
from tests.workspace.conftest import Made, Write

from saksi.archive import Damaged, Layout
from saksi.testing import a_claim
from saksi.workflows import Settings
from saksi.workspace.accounts.services import remove_key_holder
from saksi.workspace.audit import log
from saksi.workspace.audit.verifying import Verdict, verify
from saksi.workspace.holdings import reading
from saksi.workspace.holdings.adding import add_documents
from saksi.workspace.holdings.models import Original
from saksi.workspace.holdings.reading import read_reports
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import opened

Sql = Callable[..., list[Any]]


@pytest.fixture
def filled(made: Made, layout: Layout, write: Write, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """Two reports, read, one claim accepted; closed."""
    monkeypatch.setattr(reading, "find_reader", lambda _name: lambda _text, **_: [a_claim()])
    with opened(layout, made.keys, actor="ann") as archive:
        for name in ("one", "two"):
            file = write(name, text="Security agents arrested two traders in Corrow in March, " + name)
            add_documents(archive, paths=[file], pause=lambda _: None)
        read_reports(archive, settings=Settings(), pause=lambda _: None)
        record_decision(archive, report_id="one", claim_id="c1", verdict="accepted")
        log.checkpoint(archive)
    return layout


@pytest.fixture
def sql(made: Made, layout: Layout) -> Sql:
    """Speak to the database past everything that Saksi guards, as somebody with the key can."""

    def run(*statements: str) -> list[Any]:
        with closing(driver.connect(str(layout.database), isolation_level=None)) as raw:
            raw.execute(f"PRAGMA key = \"x'{made.keys.derive('database').hex()}'\"")
            rows: list[Any] = []
            for statement in statements:
                rows = raw.execute(statement).fetchall()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return rows

    return run


def look(made: Made, layout: Layout, **how: Any) -> Verdict:
    with opened(layout, made.keys) as archive:
        return verify(archive, **how)


def test_an_archive_that_nobody_touched_is_sound(made: Made, filled: Layout) -> None:
    verdict = look(made, filled)
    assert (verdict.code, verdict.faults) == (0, [])
    assert (verdict.originals, verdict.passages) == (2, 2)
    assert verdict.entries >= 5


FREE = [
    "PRAGMA foreign_keys=OFF",
    "DROP TRIGGER audit_entry_UPDATE_refused",
    "DROP TRIGGER audit_entry_DELETE_refused",
]
RANGE = "INSERT INTO audit_range (id, peaks) VALUES (1, unhex(printf('%016d', {}) || printf('%064d', 0)))"
LAST = "(SELECT max(n) FROM audit_entry)"
MADE_UP = (
    "INSERT INTO holdings_custody (original_id, at, actor, event, sha256)"
    " SELECT original_id, at, 'ben', event, sha256 FROM holdings_custody WHERE original_id=1"
)
CHANGES = {
    "a verdict changed": (
        ["DROP TRIGGER review_decision_UPDATE_refused", "UPDATE review_decision SET verdict='rejected'"],
        "decision 1",
        1,
    ),
    "a decision removed": (
        [
            "DROP TRIGGER review_decision_DELETE_refused",
            "DELETE FROM review_standing",
            "DELETE FROM review_decision",
        ],
        "decision 1",
        1,
    ),
    "a claim's act changed": (["UPDATE holdings_claim SET act='execution' WHERE id=2"], "claim 2", 1),
    "a ground added": (
        ["INSERT INTO holdings_ground (claim_id, position, ground) VALUES (2, 7, 'drugs')"],
        "claim 2",
        1,
    ),
    "a teller changed": (["UPDATE holdings_chainlink SET anonymous=0 WHERE claim_id=1"], "claim 1", 1),
    "a report's words changed": (
        ["UPDATE holdings_report SET text=replace(text, 'two', 'ten') WHERE id=1"],
        "report 1",
        1,
    ),
    "a report's day changed": (
        ["UPDATE holdings_report SET published='2020-01-01' WHERE id=2"],
        "report 2",
        1,
    ),
    "an original's hash changed": (["UPDATE holdings_original SET sha256='0' WHERE id=1"], "original 1", 1),
    "an entry edited": ([*FREE, "UPDATE audit_entry SET actor='ben' WHERE n=2"], "log entry 2", 13),
    "an entry's moment spoilt": ([*FREE, "UPDATE audit_entry SET at='then' WHERE n=2"], "log entry 2", 13),
    "an entry removed": ([*FREE, "DELETE FROM audit_entry WHERE n=3"], "log entry 3", 13),
    "two entries swapped": (
        [
            *FREE,
            "UPDATE audit_entry SET n=99999 WHERE n=2",
            "UPDATE audit_entry SET n=2 WHERE n=3",
            "UPDATE audit_entry SET n=3 WHERE n=99999",
        ],
        "log entry 2",
        13,
    ),
    "the tail cut off": (
        [
            *FREE,
            f"DELETE FROM audit_entry WHERE n={LAST}",  # noqa: S608
        ],
        "log entry",
        13,
    ),
    "a digest changed": ([*FREE, "UPDATE audit_entry SET notes=zeroblob(41) WHERE n=2"], "log entry 2", 13),
    "a digest cut": (
        [*FREE, "UPDATE audit_entry SET notes=substr(notes, 1, 40) WHERE n=2"],
        "log entry 2",
        13,
    ),
    "the last entry edited": ([*FREE, f"UPDATE audit_entry SET actor='ben' WHERE n={LAST}"], "log entry", 13),  # noqa: S608
    "an entry's own hash changed": (
        [*FREE, "UPDATE audit_entry SET hash=zeroblob(32) WHERE n=2"],
        "log entry 2",
        13,
    ),
    "a mountain range put in": ([RANGE.format("01")], "the log's mountain range", 13),
    "a mountain range beyond the log": ([RANGE.format("0100")], "the log's mountain range", 13),
    "a day of custody changed": (
        [
            "DROP TRIGGER holdings_custody_UPDATE_refused",
            "UPDATE holdings_custody SET at='2020-01-01 00:00:00' WHERE original_id=2",
        ],
        "original 2",
        1,
    ),
    "custody made up": ([MADE_UP], "original 1", 1),
    "a row from outside": (["INSERT INTO audit_setting (name, value) VALUES ('x', 'y')"], "setting 2", 1),
    "a claim without its report": (
        ["PRAGMA foreign_keys=OFF", "UPDATE holdings_claim SET report_id=99 WHERE id=1"],
        "holdings_claim, row 1",
        1,
    ),
    "a passage moved behind the text": (
        ["UPDATE holdings_passage SET end=9999 WHERE claim_id=1"],
        "claim 1",
        1,
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_past_saksi_is_named(made: Made, filled: Layout, sql: Sql, name: str) -> None:
    statements, about, code = CHANGES[name]
    sql(*statements)
    verdict = look(made, filled)
    assert verdict.code == code
    assert verdict.faults[0].object.startswith(about)


def test_pages_put_back_are_found_though_the_database_calls_itself_sound(
    made: Made, filled: Layout, sql: Sql
) -> None:
    """The attack that SQLCipher does not see: older pages, sealed with the right key, in the same places."""
    sql("PRAGMA wal_checkpoint(TRUNCATE)")
    before = filled.database.read_bytes()
    with opened(filled, made.keys, actor="ben") as archive:
        record_decision(archive, report_id="two", claim_id="c1", verdict="rejected")
    sql("PRAGMA wal_checkpoint(TRUNCATE)")
    after = bytearray(filled.database.read_bytes())
    roots = "SELECT rootpage FROM sqlite_master WHERE tbl_name IN ('review_decision', 'review_standing')"
    for (root,) in sql(roots):  # the tables and their indexes, each small enough for one page
        page = slice((root - 1) * 4096, root * 4096)
        after[page] = before[page]
    filled.database.write_bytes(after)
    assert sql("PRAGMA cipher_integrity_check") == []
    assert sql("PRAGMA integrity_check") == [("ok",)]
    assert sql("SELECT count(*) FROM review_decision") == [(1,)]  # one is gone
    verdict = look(made, filled)
    assert (verdict.code, verdict.faults[0].object) == (1, "decision 2")


def test_a_whole_state_put_back_is_found_by_a_checkpoint_kept_elsewhere(
    made: Made, filled: Layout, tmp_path: Path
) -> None:
    old, outside = tmp_path / "old", tmp_path / "stick"
    shutil.copytree(filled.folder, old)
    with opened(filled, made.keys, actor="ann") as archive:
        record_decision(archive, report_id="two", claim_id="c1", verdict="accepted")
        log.keep_outside(archive, outside)
    assert look(made, Layout(old)).code == 0  # by itself it is sound
    assert look(made, Layout(old), folders=[outside]).code == 14


def test_another_archive_in_its_place_is_found_by_the_key_kept_elsewhere(
    made: Made, filled: Layout, tmp_path: Path
) -> None:
    outside = tmp_path / "stick"
    with opened(filled, made.keys) as archive:
        log.keep_outside(archive, outside)
    [kept] = outside.glob("public-key-*.json")
    facts = json.loads(kept.read_text())
    facts["public_key"] = "00" * 32
    kept.write_text(json.dumps(facts))
    verdict = look(made, filled, folders=[outside])
    assert verdict.code == 13
    assert "another key" in verdict.faults[0].say


@pytest.mark.parametrize("damage", ["flipped", "cut", "gone"])
def test_a_damaged_or_missing_original_is_named(made: Made, filled: Layout, damage: str) -> None:
    with opened(filled, made.keys) as archive:
        first = Original.objects.order_by("pk").first()
        assert first is not None
        path = archive.originals.path(first.object_id)
    data = bytearray(path.read_bytes())
    if damage == "gone":
        path.unlink()
    else:
        data[len(data) // 2] ^= 1
        path.write_bytes(data if damage == "flipped" else data[:-7])
    verdict = look(made, filled)
    assert verdict.code == 1
    assert verdict.faults[0].object == f"original {first.object_id}"


def test_a_subset_reads_each_original_once_a_round(made: Made, filled: Layout) -> None:
    seen = [look(made, filled, subset=(part, 3)).originals for part in (1, 2, 3)]
    assert seen == [1, 1, 0]


@pytest.mark.parametrize("place", [0.3, 0.5, 0.8])
def test_a_flipped_bit_in_the_database_is_never_silent(
    made: Made, filled: Layout, sql: Sql, place: float
) -> None:
    sql("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(filled.database.read_bytes())
    data[int(len(data) * place)] ^= 4
    filled.database.write_bytes(data)
    try:
        found = look(made, filled).faults[0].object
    except Damaged:
        found = "record.db"  # met before the verifying began
    assert found == "record.db"


def test_older_key_slots_put_back_are_found(made: Made, filled: Layout) -> None:
    """Without any key: who was removed, and kept the file, would be let in again."""
    before = filled.slots_file.read_bytes()
    with opened(filled, made.keys, actor="ann") as archive:
        remove_key_holder(archive, name="ben")
    assert look(made, filled).code == 0
    filled.slots_file.write_bytes(before)
    verdict = look(made, filled)
    assert (verdict.code, verdict.faults[0].object) == (14, "the key slots")


def test_a_slot_of_another_archive_is_found(made: Made, filled: Layout) -> None:
    content = json.loads(filled.slots_file.read_text())
    content["slots"] = content["slots"][1:]
    filled.slots_file.write_text(json.dumps(content))
    verdict = look(made, filled)
    assert (verdict.code, verdict.faults[0].object) == (1, "the key slots")


def test_the_gravest_fault_comes_first(made: Made, filled: Layout, sql: Sql) -> None:
    orphan = "UPDATE holdings_claim SET report_id=99 WHERE id=1"
    sql("PRAGMA foreign_keys=OFF", orphan, RANGE.format("01"))
    verdict = look(made, filled)
    assert [fault.code for fault in verdict.faults][:2] == [13, 1]
