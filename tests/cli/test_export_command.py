import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from saksi.cli.archive import opening
from saksi.record import Report


@pytest.fixture
def read(run: Run, reports: Path) -> Path:
    assert run("read", reports, "--output-dir", "read").code == 0
    return Path("read")


def test_what_is_exported_in_our_own_form_is_the_record(run: Run, read: Path) -> None:
    done = run("export", read, "--format", "saksi", "--output", "out", "--json")
    assert (done.code, json.loads(done.out)["results"][0]["losses"]) == (0, [])
    (before,), (after,) = ([*folder.glob("[!s]*.json")] for folder in (read, Path("out")))
    assert Report.model_validate_json(after.read_bytes()) == Report.model_validate_json(before.read_bytes())


def test_what_a_format_cannot_hold_is_said(run: Run, read: Path) -> None:
    done = run("export", read, "--format", "csv", "--output", "out", "--json")
    assert "not in this format: reports.text (1)" in done.err
    assert json.loads(done.out)["results"][0]["files"] == len([*Path("out").iterdir()]) == 4


def test_an_old_file_never_stays_beside_a_new_export(run: Run, read: Path) -> None:
    assert run("export", read, "--format", "csv", "--output", "out").code == 0
    again = run("export", read, "--format", "saksi", "--output", "out")
    assert (again.code, len([*Path("out").iterdir()])) == (1, 4)
    assert "no empty folder" in again.err


def test_an_unknown_format_is_told_the_nearest(run: Run, read: Path) -> None:
    done = run("export", read, "--format", "uwasi", "--output", "out")
    assert done.code == 1
    assert "did you mean uwazi?" in done.err


def test_what_leaves_an_archive_is_noted_in_its_log(run: Run, filled: Path) -> None:
    assert run("read", filled).code == 0
    done = run("export", filled, "--format", "webannotation", "--output", "out", "--json")
    assert done.code == 0, done.err
    assert json.loads((Path("out") / "annotations.jsonld").read_bytes())["items"]
    with opening(filled):
        from saksi.workspace.audit.log import last  # noqa: PLC0415 - while the archive is open

        entry = last()
    assert entry
    assert (entry.action, entry.object) == ("left", "1 reports as webannotation")
