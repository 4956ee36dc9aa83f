"""An archive under attack, by real commands: each is told apart, named, and ends with its code."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.journeys.archives import Place, flip, reports


def an_original(place: Place) -> Path:
    return min((place.folder / "arch" / "originals").glob("??/*"))


def forge(checkpoint: Path) -> None:
    """Change one digit of the signature into another digit."""
    said = json.loads(checkpoint.read_bytes())
    signature = said["signature"]
    said["signature"] = signature[:-1] + ("0" if signature[-1] != "0" else "1")
    checkpoint.write_bytes(checkpoint.read_bytes().replace(signature.encode(), said["signature"].encode()))


def put_back(place: Place) -> None:
    """Put the whole folder back as it was before the last work; the stick is out of reach."""
    assert place.saksi("checkpoint", "arch", "--to", "stick").returncode == 0
    old = place.folder / "old"
    shutil.copytree(place.folder / "arch", old)
    assert place.saksi("add", "arch", str(reports(place.folder / "more", 1))).returncode == 0
    assert place.saksi("checkpoint", "arch").returncode == 0
    shutil.rmtree(place.folder / "arch")
    old.rename(place.folder / "arch")


def put_slots_back(place: Place) -> None:
    file = place.folder / "arch" / "keyslots.json"
    before = file.read_bytes()
    new = ("--new-passphrase-file", "ben.word", "--small-laptop")
    assert place.saksi("key", "add", "arch", "cho", *new).returncode == 0
    file.write_bytes(before)


DROP = [
    f"DROP TRIGGER IF EXISTS {table}_{event}_refused"
    for table in ("audit_entry", "holdings_custody")
    for event in ("UPDATE", "DELETE")
]
CUT = "DELETE FROM audit_entry WHERE n>=3"  # from the reading on: the claims are there, their entry is not
# What was done, what names it, how `verify` ends.
ATTACKS: dict[str, tuple[Callable[[Place], object], str, int]] = {
    "a claim edited": (lambda p: p.sql("UPDATE holdings_claim SET act='execution' WHERE id=1"), "claim 1", 1),
    "custody edited": (
        lambda p: p.sql(*DROP, "UPDATE holdings_custody SET actor='ben' WHERE id=2"), "original 2", 1,
    ),
    "a wrong offset": (
        lambda p: p.sql("UPDATE holdings_passage SET end=9999 WHERE claim_id=1"), "claim 1", 1,
    ),
    "an entry edited": (
        lambda p: p.sql(*DROP, "UPDATE audit_entry SET actor='ben' WHERE n=2"), "log entry 2", 13,
    ),
    "an entry deleted": (lambda p: p.sql(*DROP, "DELETE FROM audit_entry WHERE n=2"), "log entry 2", 13),
    "two entries exchanged": (
        lambda p: p.sql(
            *DROP, "UPDATE audit_entry SET n=999 WHERE n=2", "UPDATE audit_entry SET n=2 WHERE n=3",
            "UPDATE audit_entry SET n=3 WHERE n=999",
        ),
        "log entry 2", 13,
    ),
    "the tail cut": (lambda p: p.sql(*DROP, CUT), "log entry", 13),
    "all put back": (put_back, "log entry", 14),
    "the slots put back": (put_slots_back, "the key slots", 14),
    "an original missing": (lambda p: an_original(p).unlink(), "original ", 1),
    "an original damaged": (lambda p: flip(an_original(p), 0.5), "original ", 1),
    "an original cut": (
        lambda p: an_original(p).write_bytes(an_original(p).read_bytes()[:-5]), "original ", 1,
    ),
    "a page damaged": (lambda p: flip(p.folder / "arch" / "record.db", 0.6), "record.db", 1),
    "the database gone": (lambda p: (p.folder / "arch" / "record.db").unlink(), "record.db", 1),
    "the facts edited": (
        lambda p: (p.folder / "arch" / "archive.toml").write_text(
            (p.folder / "arch" / "archive.toml").read_text().replace("synthetic", "real")
        ),
        "archive.toml", 1,
    ),
    "a checkpoint forged": (
        lambda p: forge(min((p.folder / "arch" / "checkpoints").iterdir())), "log entry 1", 13,
    ),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_attack_and_each_damage_is_named_and_ends_with_its_code(place: Place, attack: str) -> None:
    do, named, code = ATTACKS[attack]
    do(place)
    done = place.saksi("verify", "arch")
    first_line = done.stderr.splitlines()[0]
    assert first_line.startswith(f"saksi: {named}"), done.stderr
    assert done.returncode == code
    assert "sound: " not in done.stderr.replace("not sound: ", "")


def test_a_page_put_back_is_found_though_its_seal_is_right(place: Place) -> None:
    database = place.folder / "arch" / "record.db"
    place.sql()
    before = database.read_bytes()
    assert place.saksi("add", "arch", str(reports(place.folder / "more", 9))).returncode == 0
    place.sql()
    after = bytearray(database.read_bytes())
    # but those of the full-text index, which is made from the reports and vouched for by nobody
    index = place.sql("SELECT (rootpage - 1) * 4096 FROM sqlite_schema WHERE name LIKE 'holdings_words%'")
    changed = (at for at in range(4096, len(before), 4096) if before[at : at + 4096] != after[at : at + 4096])
    pages = [at for at in changed if (at,) not in index]
    found = []
    for at in random.Random(3).sample(pages, 3):  # noqa: S311 - the same pages in each run
        database.write_bytes(after[:at] + before[at : at + 4096] + after[at + 4096 :])
        found.append(place.saksi("verify", "arch").returncode)
    assert 0 not in found
