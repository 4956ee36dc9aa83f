"""The reader that every backup carries, run as somebody would who has nothing of Saksi."""

import ast
import json
import stat
import subprocess
import sys
import tarfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2  # type: ignore[import-untyped, unused-ignore]

from saksi.archive import standalone_reader
from saksi.archive.backup import write_backup
from saksi.archive.stream import CHUNK

REPORTS = [b"", b"one report", "셋째 보고".encode() * 20_000, bytes(2 * CHUNK)]
NO_SAKSI = """
import runpy, sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("saksi", "django"):
            raise ImportError(name)
sys.meta_path.insert(0, Refuse())
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def backup(sealed: Any, tmp_path: Path) -> Path:
    for data in REPORTS:
        sealed.originals.put(BytesIO(data))
    snapshot = tmp_path / "snapshot.db"
    record = dbapi2.connect(str(snapshot))
    record.execute(f"PRAGMA key = \"x'{sealed.master.derive('database').hex()}'\"")
    record.execute("CREATE TABLE claims (id INTEGER, act TEXT, seal BLOB)")
    record.execute("INSERT INTO claims VALUES (1, '체포', x'00ff'), (2, NULL, NULL)")
    record.commit()
    record.close()
    write_backup(sealed.layout, snapshot, tmp_path / "backup.saksi", sealed.master)
    with tarfile.open(tmp_path / "backup.saksi") as tar:
        tar.extract("reader.py", tmp_path, filter="data")
    return tmp_path / "backup.saksi"


def read(backup: Path, *options: str, given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-c", NO_SAKSI, "reader.py", backup.name, *options]
    return subprocess.run(
        [*command, "--passphrase-file", "-"],
        cwd=backup.parent,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"},
    )


def test_it_lists_what_is_inside(sealed: Any, backup: Path) -> None:
    done = read(backup, "--list", given=sealed.otter + "\n")
    assert done.returncode == 0, done.stderr
    listed = {tuple(line.split("\t")[1:]) for line in done.stdout.splitlines()}
    assert listed == {(str(len(data)), sha256(data).hexdigest()) for data in REPORTS}
    assert "signed by this archive; 0 parts damaged" in done.stderr


def test_it_lays_out_originals_and_tables(sealed: Any, backup: Path) -> None:
    done = read(backup, "--extract", "out", given=sealed.heron)
    assert done.returncode == 0, done.stderr
    out = backup.parent / "out"
    assert {path.read_bytes() for path in (out / "originals").iterdir()} == set(REPORTS)
    rows = [json.loads(line) for line in (out / "tables" / "claims.jsonl").read_text().splitlines()]
    assert rows == [{"id": 1, "act": "체포", "seal": "AP8="}, {"id": 2, "act": None, "seal": None}]
    for path in (out, *out.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_two_sheets_open_it_too(sealed: Any, backup: Path) -> None:
    done = read(backup, "--list", "--sheets", given="\n".join(sealed.sheets[1:]))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(REPORTS)


def test_sheets_are_taken_as_somebody_types_them(sealed: Any, backup: Path) -> None:
    typed = [f"1. {sheet.upper().replace(' ', '   ', 3)}" for sheet in sealed.sheets[:2]]
    done = read(backup, "--list", "--sheets", given="\n".join(typed))
    assert done.returncode == 0, done.stderr


def test_a_sheet_with_a_wrong_word_opens_nothing_and_is_not_quoted(sealed: Any, backup: Path) -> None:
    first, second = sealed.sheets[:2]
    done = read(backup, "--list", "--sheets", given=f"{first}\n{second.rsplit(' ', 1)[0]} zebrafish")
    assert (done.returncode, done.stdout) == (12, "")
    assert done.stderr == "this does not open the backup\n"


def test_a_wrong_passphrase_opens_nothing(backup: Path) -> None:
    done = read(backup, "--list", given="another one altogether")
    assert (done.returncode, done.stdout) == (12, "")


def test_facts_edited_by_hand_are_found(sealed: Any, backup: Path) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content.replace(b'kind = "synthetic"', b'kind = "real"     '))
    done = read(backup, "--list", given=sealed.heron)
    assert (done.returncode, done.stdout) == (1, "")
    assert "archive.toml is not what it was" in done.stderr


def test_a_damaged_original_is_named_and_the_others_are_read(sealed: Any, backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    damaged = max(sealed.originals.ids(), key=sealed.originals.size)
    name = f"originals/{damaged[:2]}/{damaged}".encode()
    content[content.index(name + b"\0") + 512 + 5_000] ^= 1
    backup.write_bytes(content)
    done = read(backup, "--list", given=sealed.heron)
    assert done.returncode == 1
    assert f"{damaged}\tDAMAGED" in done.stdout
    assert f"damaged or missing: {name.decode()}" in done.stderr
    assert done.stdout.count("\n") == len(REPORTS)


def test_it_is_short_and_imports_nothing_of_ours() -> None:
    source = Path(standalone_reader.__file__).read_text(encoding="utf-8")
    names = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    outside = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names)
    assert outside == {"argon2", "cryptography"}
    assert len(source.splitlines()) < 300
