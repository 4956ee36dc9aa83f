"""Secrets planted where they must not leave from, looked for in everything that this stage lets out.

A secret is an invented name. Exits are registered below: a file that is written and not registered fails.
"""

import json
import os
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture

from saksi.record import Claim, load_report
from saksi.testing import TEXT
from saksi.workflows import reading


class Canary(NamedTuple):
    """An invented name, and where it is planted."""

    place: str
    name: str


CANARIES = (
    Canary("the home folder", "Quillomar"),
    Canary("the folder of the reports", "vedrasko"),
    Canary("a reader's comment under the report", "Zubrinka Ott"),
    Canary("a reader's e-mail", "pelwick.arno@mail.example"),
    Canary("a comment in Korean", "구름솔"),
    Canary("a file that is no text", "Ostrevan"),
    Canary("a broken JSON value", "Jorimund"),
    Canary("a JSON report with a wrong field", "Ханвейра"),
    Canary("a line of a list that is no report", "黒沼寧"),
    Canary("the file of the passphrase", "Threnody-Umber-41"),
    Canary("a file of another format", "Wexalot"),
)
SECRET = {canary.place: canary.name for canary in CANARIES}

# Every exit of reading and findings. The read reports keep their own text, with what stands around it.
FILES = (
    "read/saksi-read.json",
    "out/findings.html",
    "out/findings.json",
    "out/figures/*.png",
    "out/figures/*.svg",
    "out/tables/*.csv",
)
KEPT = ("read/*.json",)  # the report itself: what came in is not lost
SCREENS = ("stdout", "stderr", "stdout --json")

PAGE = f"""<!doctype html><html lang="en"><head><title>Traders arrested in Corrow</title></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Traders arrested in Corrow</h1><p>{TEXT}</p>
<p>The traders were taken to the county office of state security, the source said, and were beaten there.</p>
<p>Two families were deported from Corrow in April because of the arrests, neighbours said.</p></article>
<section id="comments"><h3>Comments</h3>
<div class="comment"><b>{SECRET["a reader's comment under the report"]}</b> <p>My cousin saw it.</p></div>
<form><label>Leave a comment</label><input name="mail" value="{SECRET["a reader's e-mail"]}">
<p>{SECRET["a reader's e-mail"]}</p><p>{SECRET["a comment in Korean"]}</p></form></section>
<footer>Contact: {SECRET["a reader's e-mail"]}</footer></body></html>"""


class Outcome(NamedTuple):
    """The folder in which the commands ran, and what they said."""

    folder: Path
    screens: dict[str, str]


def plant(home: Path) -> Path:
    """Fill a home folder with reports and secrets; returns the folder of the reports."""
    reports = home / SECRET["the folder of the reports"]
    (reports / "north").mkdir(parents=True)
    files = {
        "page.html": PAGE.encode(),
        "good.txt": TEXT.encode(),
        "north/noise.txt": b"\x00\x01\x02" * 400 + SECRET["a file that is no text"].encode() * 9,
        "broken.json": f'{{"id": "b", "outlet": "{SECRET["a broken JSON value"]}" "text"'.encode(),
        "wrong.json": json.dumps(
            {"text": 7, "title": SECRET["a JSON report with a wrong field"]}, ensure_ascii=False
        ).encode(),
        "deep.json": json.dumps(
            {"text": TEXT, "published": SECRET["a JSON report with a wrong field"]}, ensure_ascii=False
        ).encode(),
        "lines.jsonl": f'"{SECRET["a line of a list that is no report"]}"\n'.encode(),
        "photo.png": SECRET["a file of another format"].encode(),
    }
    for name, data in files.items():
        (reports / name).write_bytes(data)
    (home / "passphrase").write_text(SECRET["the file of the passphrase"], encoding="utf-8")
    return reports


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    home = tmp_path_factory.mktemp("homes") / SECRET["the home folder"]
    reports = plant(home)
    work = tmp_path_factory.mktemp("work")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SAKSI_")}
    own = {"HOME": str(home), "SAKSI_PASSPHRASE_FILE": str(home / "passphrase")}

    def saksi(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "saksi", *map(str, words)],
            cwd=folder,
            env={**bare, **own},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=240,
        )
        assert done.returncode == 0, done.stderr
        return done

    # What is written by naming the whole path must not carry it; on the screen stands what the user typed.
    saksi("read", reports, "--output-dir", work / "read", folder=work)
    again = [
        saksi("read", ".", "--output-dir", work / "again", folder=reports),
        saksi("read", ".", "--output-dir", work / "again", "--explain", folder=reports),
        saksi("findings", "read", "--output", "out", folder=work),
    ]
    data = [
        saksi("read", ".", "--output-dir", work / "again", "--json", folder=reports),
        saksi("findings", "read", "--output", "out", "--json", folder=work),
    ]
    screens = {
        "stdout": "".join(done.stdout for done in again),
        "stderr": "".join(done.stderr for done in (*again, *data)).replace(str(work), ""),
        "stdout --json": "".join(done.stdout for done in data),
    }
    return Outcome(work, screens)


def written(folder: Path) -> list[str]:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return sorted(name for name in names if not name.startswith("again/"))


def leaks(text: str) -> list[str]:
    """Return where the secrets come from that a text holds, as they are or escaped."""
    unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text).replace("&#39;", "'")
    return [canary.place for canary in CANARIES if canary.name in text or canary.name in unescaped]


def test_every_file_that_is_written_is_a_registered_exit(outcome: Outcome) -> None:
    unknown = [
        name for name in written(outcome.folder) if not any(fnmatch(name, exit_) for exit_ in (*FILES, *KEPT))
    ]
    assert unknown == []
    for exit_ in FILES:
        assert any(fnmatch(name, exit_) for name in written(outcome.folder)), f"nothing is written to {exit_}"


@pytest.mark.parametrize("exit_", FILES)
def test_no_secret_leaves_in_a_file(outcome: Outcome, exit_: str) -> None:
    found = {
        name: leaks((outcome.folder / name).read_bytes().decode("utf-8", "replace"))  # a PNG: its remarks
        for name in written(outcome.folder)
        if fnmatch(name, exit_)
    }
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize("screen", SCREENS)
def test_no_secret_leaves_on_a_screen(outcome: Outcome, screen: str) -> None:
    assert outcome.screens[screen].strip()
    assert leaks(outcome.screens[screen]) == []


def test_the_names_of_files_and_folders_hold_no_secret(outcome: Outcome) -> None:
    assert leaks("\n".join(written(outcome.folder))) == []


def test_a_kept_report_holds_what_stood_around_it_and_nothing_of_the_machine(outcome: Outcome) -> None:
    page = outcome.folder / "read" / "page.json"
    comment = "a reader's comment under the report"
    assert load_report(page).claims
    assert comment in leaks(page.read_text(encoding="utf-8")), (
        "the canary must live, or the tests prove nothing"
    )
    around = {comment, "a reader's e-mail", "a comment in Korean"}
    for path in (outcome.folder / "read").glob("*.json"):
        assert set(leaks(path.read_text(encoding="utf-8"))) <= around, path.name


def test_the_search_finds_a_secret_however_it_is_written() -> None:
    name = SECRET["a JSON report with a wrong field"]
    assert leaks(f"before {name} after") == ["a JSON report with a wrong field"]
    assert leaks(json.dumps(name)) == ["a JSON report with a wrong field"]
    assert leaks("nothing") == []


FAULTS = (ValueError, RecursionError, UnicodeError, KeyError, AssertionError, MemoryError, OSError)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("step", ["mark_retracted", "_read_again", "provenance"])
def test_a_fault_anywhere_is_told_without_the_words_it_met(
    run: Run,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: type[Exception],
    step: str,
) -> None:
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")

    def fail(*_args: object, **_options: object) -> None:
        raise fault(TEXT) from fault(TEXT)

    monkeypatch.setattr(reading, step, fail)
    done = run("read", "r.txt", "--output-dir", "out", "--json")
    assert done.code == 1
    assert fault.__name__ in done.err
    assert not any(words in done.out + done.err for words in ("traders", "Corrow", "Traceback"))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_reader_is_told_without_the_report(
    run: Run,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: type[Exception],
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{TEXT} {name}", encoding="utf-8")

    def stumbling(text: str, **_about: object) -> list[Claim]:
        if text.endswith("a"):
            raise fault(text)
        return []

    monkeypatch.setattr(reading, "find_reader", lambda _name: stumbling)
    done = run("read", "a.txt", "b.txt", "--output-dir", "out", "--json")
    manifest = (tmp_path / "out" / "saksi-read.json").read_text(encoding="utf-8")
    assert done.code == 0
    for said in (done.out, done.err, manifest):
        assert fault.__name__ in said
        assert not any(words in said for words in ("traders", "Corrow", "Traceback"))
