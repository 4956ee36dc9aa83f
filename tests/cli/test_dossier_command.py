"""`saksi dossier`: what a person and what a program sees."""

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
    claims = [a_claim(), a_claim(id="c2", kind="order", modality="planned")]
    report = a_report(id="isk", claims=claims)
    (folder / "isk.json").write_text(dump_report(report), encoding="utf-8")
    return folder


def test_it_says_what_it_holds_what_to_open_and_how_to_freeze_it(run: Run, read: Path) -> None:
    done = run("dossier", read, "--case", "isk", "--output", "out")
    assert (done.code, done.out) == (0, "")
    assert "2 claims, 1 source; a draft: --issue freezes it." in done.err
    assert Path("out/dossier.ko.pdf").read_bytes().startswith(b"%PDF")


def test_json_names_each_file_with_its_hash(run: Run, read: Path) -> None:
    done = run("dossier", read, "--campaign", "isk:c2", "--output", "out", "--issue", "--json")
    assert done.code == 0
    [result] = json.loads(done.out)["results"]
    assert result["kind"] == "campaign"
    assert len(result["content_sha256"]) == 64
    assert len(result["files"]) == 5


@pytest.mark.parametrize(
    "options",
    [(), ("--case", "isk", "--event", "e1"), ("--campaign", "isk"), ("--campaign", ":c2")],
)
def test_what_it_is_about_must_be_one_thing_and_well_formed(
    run: Run, read: Path, options: tuple[str, ...]
) -> None:
    done = run("dossier", read, *options, "--output", "out")
    assert done.code == 2
    assert not Path("out").exists()


def test_what_is_not_there_ends_with_1_and_says_what_to_do(run: Run, read: Path) -> None:
    done = run("dossier", read, "--event", "e-nowhere", "--output", "out")
    assert done.code == 1
    assert "saksi link events" in done.err


def test_estimates_stand_on_the_page_of_findings(run: Run, read: Path) -> None:
    row = {"method": "combined", "documented": 12, "total": 30, "lower": 20, "upper": 50, "diagnostics": {}}
    Path("estimate.json").write_text(json.dumps({"results": [row]}), encoding="utf-8")
    assert run("findings", read, "--output", "out", "--estimates", "estimate.json").code == 0
    assert "12 are documented" in Path("out/findings.html").read_text(encoding="utf-8")
    Path("estimate.json").write_text("[]", encoding="utf-8")
    done = run("findings", read, "--output", "out", "--estimates", "estimate.json")
    assert done.code == 1
    assert "estimate.json is no result of `saksi estimate`" in done.err
