"""An archive as its people use it, by real commands: set-up, loss, attack, kill, and each is told apart."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from sqlcipher3 import dbapi2 as driver
from tests.journeys.conftest import saksi

from saksi.archive import open_layout, unlock

LONG = bool(settings.default and settings.default.max_examples > 1_000)
WORDS = {"ann": "seven grey herons wade", "ben": "nine red kites circle"}
TEXT = "Security agents arrested two traders of stall {} in Corrow on March 14, a source said."


@dataclass
class Place:
    """A folder with an archive and the passphrases of its people."""

    folder: Path
    archive: str = "arch"

    def saksi(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command as ann, unless it names another file."""
        file = str(self.folder / "ann.word")
        return saksi(*words, folder=self.folder, **{"SAKSI_PASSPHRASE_FILE": file, **environment})

    def sql(self, *statements: str) -> None:
        """Change the record past Saksi, as somebody with the key can."""
        layout = open_layout(self.folder / self.archive)
        with (
            unlock(layout, WORDS["ann"], holder="ann") as keys,
            closing(driver.connect(str(layout.database), isolation_level=None)) as raw,
        ):
            raw.execute(f"PRAGMA key = \"x'{keys.derive('database').hex()}'\"")
            for statement in statements:
                raw.execute(statement)
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def reports(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n in range(number):
        report = {
            "id": f"{folder.name}-{n}",
            "text": TEXT.format(n),
            "synthetic": True,
            "published": "2024-03-20",
        }
        (folder / f"{n:03}.json").write_text(json.dumps(report))
    return folder


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Make an archive of ann and ben, with three reports read and a backup."""
    place = Place(tmp_path_factory.mktemp("archive"))
    for name, word in WORDS.items():
        (place.folder / f"{name}.word").write_text(word + "\n")
    (place.folder / "both.word").write_text("\n".join(WORDS.values()) + "\n")
    reports(place.folder / "in", 3)
    people = ("--holder", "ann", "--holder", "ben", "--small-laptop", "--synthetic")
    for words in (
        ("new", "arch", *people, "--passphrase-file", "both.word"),
        ("add", "arch", "in"),
        ("read", "arch"),
        ("backup", "arch", "b.saksi"),
    ):
        done = place.saksi(*words)
        assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def place(first: Place, tmp_path: Path) -> Place:
    """Copy the first archive and all that lies beside it."""
    shutil.copytree(first.folder, tmp_path / "place")
    return Place(tmp_path / "place")


def test_what_was_made_is_sound_private_and_says_what_comes_next(place: Place) -> None:
    assert place.saksi("checkpoint", "arch", "--to", "stick").returncode == 0
    done = place.saksi("verify", "arch", "--checkpoints", "stick", "--json")
    assert done.returncode == 0
    [result] = json.loads(done.stdout)["results"]
    assert (result["originals"], result["faults"], result["code"]) == (3, [], 0)
    assert done.stderr.startswith("sound: ")
    loose = [path for path in (place.folder / "arch").rglob("*") if path.stat().st_mode & 0o077]
    assert loose == []
    assert (place.folder / "b.saksi").stat().st_mode & 0o077 == 0


def an_original(place: Place) -> Path:
    return min((place.folder / "arch" / "originals").glob("??/*"))


def forge(checkpoint: Path) -> None:
    """Change one digit of the signature into another digit."""
    said = json.loads(checkpoint.read_bytes())
    signature = said["signature"]
    said["signature"] = signature[:-1] + ("0" if signature[-1] != "0" else "1")
    checkpoint.write_bytes(checkpoint.read_bytes().replace(signature.encode(), said["signature"].encode()))


def flip(path: Path, at: float) -> None:
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 4
    path.write_bytes(data)


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
    pages = [at for at in range(4096, len(before), 4096) if before[at : at + 4096] != after[at : at + 4096]]
    found = []
    for at in random.Random(3).sample(pages, 3):  # noqa: S311 - the same pages in each run
        database.write_bytes(after[:at] + before[at : at + 4096] + after[at + 4096 :])
        found.append(place.saksi("verify", "arch").returncode)
    assert 0 not in found


def test_lost_passphrases_are_replaced_by_two_sheets(place: Place) -> None:
    runtime = {"XDG_RUNTIME_DIR": mkdtemp()}  # a socket's path is short: tmp_path can be too long for one
    sheets = renewed(place)
    by_hand = subprocess.run(
        [sys.executable, "-m", "saksi", "unlock", "arch", "--sheets"],
        cwd=place.folder, env={**os.environ, **runtime}, input="\n".join(sheets[1:]), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert by_hand.returncode == 0, by_hand.stderr
    (place.folder / "cho.word").write_text("two white swans sleep\n")
    none = {**runtime, "SAKSI_PASSPHRASE_FILE": ""}
    try:
        new = ("--new-passphrase-file", "cho.word", "--small-laptop")
        assert place.saksi("key", "add", "arch", "cho", *new, **none).returncode == 0
        refused = place.saksi("search", "arch", "traders", "--as", "ann", **none)
        assert (refused.returncode, "somebody else" in refused.stderr) == (11, True)
    finally:
        assert place.saksi("lock", "arch", **none).returncode == 0
    assert place.saksi("verify", "arch", "--passphrase-file", "cho.word").returncode == 0


def renewed(place: Place) -> list[str]:
    """Print new sheets and type the second back, as a person with the paper in hand does."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "saksi", "key", "sheets", "arch", "--passphrase-file", "ann.word"],
        cwd=place.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        printed = ""
        while printed.count("\n\n") < 3:
            printed += process.stdout.readline()
        sheets = [" ".join(part.split("\n")[1:]) for part in printed.split("\n\n")[:3]]
        process.stdin.write(sheets[1] + "\n")
        process.stdin.close()
        assert process.wait() == 0
    return [" ".join(sheet.split()) for sheet in sheets]


def test_after_a_lost_disk_the_backup_goes_on_where_it_was(place: Place) -> None:
    assert place.saksi("checkpoint", "arch", "--to", "stick").returncode == 0
    assert place.saksi("backup", "arch", "b.saksi").returncode == 0
    shutil.rmtree(place.folder / "arch")
    done = place.saksi("restore", "b.saksi", "arch")
    assert (done.returncode, "sound: " in done.stderr) == (0, True), done.stderr
    assert place.saksi("add", "arch", str(reports(place.folder / "more", 2))).returncode == 0
    assert place.saksi("verify", "arch", "--checkpoints", "stick").returncode == 0


@pytest.mark.parametrize("target", ["missing/b.saksi", "arch", "in"])
def test_a_backup_that_cannot_be_written_says_so(place: Place, target: str) -> None:
    done = place.saksi("backup", "arch", target)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert place.saksi("verify", "arch").returncode == 0


def started(place: Place, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "saksi", *words, "--passphrase-file", "ann.word"],
        cwd=place.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


KILLED = {
    "add": ("add", "arch", "many"),
    "read": ("read", "arch"),
    "backup": ("backup", "arch", "b.saksi"),
    "restore": ("restore", "b.saksi", "again"),
}


@pytest.mark.parametrize("command", KILLED)
def test_killed_at_any_moment_a_command_leaves_a_sound_archive_and_can_be_repeated(
    place: Place, command: str
) -> None:
    chance = random.Random(command)  # noqa: S311 - the same moments in each run
    reports(place.folder / "many", 40)
    good = (place.folder / "b.saksi").read_bytes()
    for _ in range(50 if LONG else 5):
        process = started(place, *KILLED[command])
        time.sleep(chance.uniform(0.3, 4.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if process.returncode == -signal.SIGKILL and command == "backup":
            assert len((place.folder / "b.saksi").read_bytes()) >= len(good)
        if command == "restore" and (place.folder / "again").exists():
            shutil.rmtree(place.folder / "again")
    assert place.saksi("verify", "arch").returncode == 0
    done = place.saksi(*KILLED[command])
    assert done.returncode == 0, done.stderr
    assert place.saksi("verify", "arch").returncode == 0
    assert [path.name for path in place.folder.iterdir() if path.name.startswith(".")] == []
    assert place.saksi("restore", "b.saksi", "third").returncode == 0
