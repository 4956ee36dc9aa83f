"""The commands on an archive: what they print, where, and how they end."""

import json
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

import pytest
from tests.cli.conftest import ANN, Run

from saksi.cli import archive_setup
from saksi.testing import TEXT

pytestmark = pytest.mark.usefixtures("cheap")


@pytest.mark.usefixtures("words")
def test_new_prints_sheets_once_and_nothing_secret_to_a_file(run: Run) -> None:
    done = run(
        "new", "arch", "--synthetic", "--holder", "ann", "--holder", "ben", "--passphrase-file", "both.txt"
    )
    assert done.code == 0
    assert done.out.count("Recovery sheet of the vault") == 3
    first = next(line for line in done.out.splitlines() if line.startswith("   1 ")).split()[1]
    assert len(first) > 2
    assert ANN not in done.out + done.err


def test_one_person_types_a_sheet_back(run: Run, words: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Typing:
        """A person who copies the sheet from what was printed."""

        def readline(self) -> str:
            return typed

        def isatty(self) -> bool:
            return False

    typed = ""

    def overhear(title: str, sheets: tuple[str, ...]) -> None:
        nonlocal typed
        if "archive" in title:
            typed = sheets[1]

    monkeypatch.setattr(archive_setup, "print_sheets", overhear)
    monkeypatch.setattr(sys, "stdin", Typing())
    done = run("new", "arch", "--synthetic", "--holder", "ann", "--passphrase-file", words)
    assert (done.code, "sheet 2 is readable" in done.err) == (0, True)


def test_a_sheet_that_is_not_typed_back_leaves_no_archive(run: Run, words: Path) -> None:
    done = run("new", "arch", "--synthetic", "--holder", "ann", "--passphrase-file", words)
    assert done.code == 11
    assert not Path("arch").exists()


ARCHIVE_COMMANDS = (
    ("add", "in"),
    ("read",),
    ("findings", "--output", "out"),
    ("search", "word"),
    ("verify",),
    ("prove", "r:c"),
    ("custody", "r"),
    ("backup", "b.saksi"),
    ("checkpoint",),
    ("unlock",),
    ("source", "list"),
)


def on(archive: str | Path, command: tuple[str, ...]) -> list[str]:
    """Put the archive where the command wants it: after its name."""
    at = 2 if command[0] == "source" else 1
    return [*command[:at], str(archive), *command[at:]]


@pytest.mark.parametrize("command", [c for c in ARCHIVE_COMMANDS if c[0] not in {"read", "findings"}])
def test_what_is_no_archive_ends_with_10(run: Run, command: tuple[str, ...]) -> None:
    Path("in").mkdir()
    assert run(*on("in", command)).code == 10


@pytest.mark.parametrize("command", ARCHIVE_COMMANDS)
def test_locked_ends_with_11(
    run: Run, made: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    Path("in").mkdir(exist_ok=True)
    monkeypatch.delenv("SAKSI_PASSPHRASE_FILE")
    done = run(*on(made, command))
    assert (done.code, done.out) == (11, "")
    assert "saksi unlock" in done.err


@pytest.mark.parametrize("command", ARCHIVE_COMMANDS)
def test_a_wrong_passphrase_ends_with_12(
    run: Run, made: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    Path("in").mkdir(exist_ok=True)
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the one at all\n")
    done = run(*on(made, command), "--passphrase-file", wrong)
    assert (done.code, done.out) == (12, "")
    assert "not the one" not in done.err


def test_adding_again_adds_nothing(run: Run, filled: Path) -> None:
    done = run("add", filled, "in", "--json")
    assert done.code == 0
    [result] = json.loads(done.out)["results"]
    assert (result["reports"], result["known"]) == (0, 1)


def test_search_shows_the_words_around(run: Run, filled: Path) -> None:
    done = run("search", filled, "traders")
    assert done.code == 0
    assert done.out.startswith("one")
    assert "two traders in Corrow" in done.out


def test_read_and_findings_take_an_archive_in_place_of_files(run: Run, filled: Path) -> None:
    done = run("read", filled)
    assert (done.code, "1 report read" in done.err) == (0, True), done.err
    again = run("read", filled, "--json")
    assert json.loads(again.out)["results"][0]["skipped"] == 1
    answered = run("findings", filled, "--output", "out")
    assert answered.code == 0, answered.err
    assert Path("out/findings.html").is_file()
    proved = run("prove", filled, "one:c1")
    assert (proved.code, json.loads(proved.out)["about"]) == (0, "one:c1")
    assert run("verify", filled).code == 0


def test_findings_of_an_archive_that_nobody_read_say_what_to_do(run: Run, filled: Path) -> None:
    done = run("findings", filled, "--output", "out")
    assert (done.code, "saksi read" in done.err) == (1, True)


def test_reading_files_still_wants_a_folder(run: Run, reports: Path) -> None:
    done = run("read", reports)
    assert (done.code, "--output-dir" in done.err) == (2, True)


def test_verify_names_what_is_damaged(run: Run, filled: Path) -> None:
    [original] = (filled / "originals").glob("??/*")
    original.write_bytes(original.read_bytes()[:-1])
    done = run("verify", filled, "--json")
    assert done.code == 1
    assert f"original {original.name}" in done.err
    assert json.loads(done.out)["results"][0]["code"] == 1


@pytest.mark.parametrize("part", ["0/7", "8/7", "x", "1"])
def test_a_subset_that_is_none_is_refused(run: Run, filled: Path, part: str) -> None:
    assert run("verify", filled, "--read-data-subset", part).code == 1


def test_backup_and_restore_give_the_same_archive(run: Run, filled: Path) -> None:
    assert run("backup", filled, "b.saksi").code == 0
    done = run("restore", "b.saksi", "again")
    assert (done.code, "sound" in done.err) == (0, True)
    assert run("search", "again", "traders").out.startswith("one")
    assert run("restore", "b.saksi", "again").code == 1  # nothing is overwritten


def test_unlocked_it_asks_for_nothing_until_it_is_locked(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = Path(mkdtemp())  # a socket's path is short: tmp_path can be too long for one
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert run("unlock", filled, "--minutes", "1").code == 0
    monkeypatch.delenv("SAKSI_PASSPHRASE_FILE")
    try:
        assert run("search", filled, "traders").code == 0
    finally:
        locked = run("lock", filled)
    assert locked.code == 0
    assert run("search", filled, "traders").code == 11
    assert "already" in run("lock", filled).err


def test_a_checkpoint_goes_where_it_is_sent_and_verify_looks_there(run: Run, filled: Path) -> None:
    done = run("checkpoint", filled, "--to", "stick")
    assert done.code == 0
    assert len(done.out.split()) == 3
    assert list(Path("stick").glob("checkpoint-*.json"))
    assert run("verify", filled, "--checkpoints", "stick").code == 0


def test_an_older_state_put_back_ends_with_14(run: Run, filled: Path) -> None:
    shutil.copytree(filled, "old")
    run("checkpoint", filled, "--to", "stick")
    done = run("verify", "old", "--checkpoints", "stick")
    assert (done.code, "put back" in done.err) == (14, True)


def test_keys_are_added_changed_and_removed(run: Run, made: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("two white swans sleep\n")
    assert run("key", "add", made, "cho", "--new-passphrase-file", new).code == 0
    assert run("key", "list", made).out.split() == ["ann", "ben", "cho"]
    assert run("verify", made, "--passphrase-file", new).code == 0
    assert run("key", "change", made, "ann", "--new-passphrase-file", new).code == 0
    assert run("verify", made).code == 12  # the variable's file has the old one
    assert run("key", "remove", made, "ben", "--passphrase-file", new).code == 0
    assert run("key", "list", made).out.split() == ["ann", "cho"]


def test_doctor_needs_no_archive(run: Run) -> None:
    done = run("doctor", "--json")
    assert done.code == 0
    assert {"swap", "clock"} <= {each["what"] for each in json.loads(done.out)["results"]}


def test_the_demo_shows_a_sealed_archive_and_where_its_passphrase_lies(run: Run, reports: Path) -> None:
    (reports / "one.txt").unlink()
    (reports / "one.json").write_text(json.dumps({"id": "one", "text": TEXT, "synthetic": True}))
    done = run("demo", "--archive", "demo-arch", "--reports", reports, "--yes")
    assert done.code == 0, done.err
    file = Path("demo-arch.passphrase")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "key change" in done.out
    assert file.read_text().strip() not in done.out + done.err
    assert run("verify", "demo-arch", "--passphrase-file", file).code == 0
    refused = run("source", "new", "demo-arch", "--grant", "demo", "--passphrase-file", file)
    assert (refused.code, "no vault" in refused.err) == (1, True)


def test_reading_files_imports_neither_django_nor_the_database(tmp_path: Path) -> None:
    program = (
        "import sys; sys.argv = ['saksi', 'read', 'nothing', '--output-dir', 'x']\n"
        "from saksi.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "sys.exit(any(name in sys.modules for name in ('django', 'sqlcipher3', 'argon2')))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == 0
