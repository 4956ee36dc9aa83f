"""`saksi findings`: the page, and the same as JSON on stdout."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from saksi.record import dump_report
from saksi.testing import a_claim, a_report


@pytest.fixture
def read(tmp_path: Path) -> Path:
    folder = tmp_path / "read"
    folder.mkdir()
    report = a_report(claims=[a_claim(act="execution")])
    (folder / f"{report.id}.json").write_text(dump_report(report), encoding="utf-8")
    return folder


def test_it_says_what_to_open(run: Run, read: Path) -> None:
    done = run("findings", read, "--output", "out")
    assert (done.code, done.out) == (0, "")
    assert "findings from 1 report. Open out/findings.html" in done.err.replace("\\", "/")


def test_json_on_stdout_is_the_file_written(run: Run, read: Path) -> None:
    done = run("findings", read, "--output", "out", "--json")
    assert done.code == 0
    assert done.out == Path("out/findings.json").read_text(encoding="utf-8")
    assert {"results", "settings", "versions", "input_sha256"} <= json.loads(done.out).keys()


def test_a_broken_report_ends_with_1_and_its_key(run: Run, read: Path) -> None:
    (read / "broken.json").write_text('{"id": "b", "text": "t", "claims": [{}]}', encoding="utf-8")
    done = run("findings", read, "--output", "out", "--json")
    assert (done.code, done.out) == (1, "")
    assert "broken.json: claims.0." in done.err
