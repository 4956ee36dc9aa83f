import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from saksi.record import dump_report
from saksi.testing import a_claim, a_report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports of two outlets on one arrest."""
    held = tmp_path / "read"
    held.mkdir()
    for name, outlet in (("a", "Isk Radio"), ("b", "Corrow Post")):
        report = a_report(id=name, outlet=outlet, claims=[a_claim()])
        (held / f"{name}.json").write_text(dump_report(report), encoding="utf-8")
    return held


def test_it_writes_events_and_pairs_with_settings_and_versions(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    done = run("link", "events", folder, "--output", tmp_path / "events.json")
    assert (done.code, done.err.strip().endswith("events.json written")) == (0, True)
    found = json.loads((tmp_path / "events.json").read_text())
    assert found["events"][0]["claims"] == ["a:c1", "b:c1"]
    assert [(pair["a"], pair["b"], pair["dependence"]) for pair in found["pairs"]] == [("a", "b", "copy")]
    assert {"settings", "versions", "input_sha256"} <= set(found)


def test_what_it_prints_is_counts_and_no_word_of_a_report(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("link", "events", folder, "--output", tmp_path / "events.json")
    assert "1 event in 2 reports; 1 event told by more than one report" in done.out
    assert "Corrow" not in done.out + done.err.replace(str(tmp_path), "")


def test_json_goes_to_stdout(run: Run, folder: Path) -> None:
    assert json.loads(run("link", "events", folder, "--json").out)["events"]


def test_nowhere_to_write_is_said(run: Run, folder: Path) -> None:
    done = run("link", "events", folder)
    assert done.code == 1
    assert "--output" in done.err


def test_reports_without_claims_are_refused_with_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "a.json").write_text(dump_report(a_report(id="a")), encoding="utf-8")
    done = run("link", "events", tmp_path / "bare", "--json")
    assert done.code == 1
    assert "saksi read" in done.err
