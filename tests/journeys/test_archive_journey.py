"""An archive as its people use it, by real commands: set-up, loss, backup, kill."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from tests.journeys.archives import Place, reports, started

LONG = bool(settings.default and settings.default.max_examples > 1_000)


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
