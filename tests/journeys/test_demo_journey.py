"""From the samples to a page that a documenter can open: the main job, as the command does it."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.commands import saksi

from saksi.workflows.files import load_reports

Demo = tuple[Path, "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def data(demo: Demo) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((demo[0] / "findings.json").read_text(encoding="utf-8"))
    return found


def refs(value: object) -> Iterator[tuple[str, str]]:
    """Every claim that a part of findings.json names."""
    if isinstance(value, dict):
        if value.keys() == {"report_id", "claim_id"}:
            yield value["report_id"], value["claim_id"]
        for part in value.values():
            yield from refs(part)
    elif isinstance(value, list):
        for part in value:
            yield from refs(part)


def content(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_demo_reads_all_samples_and_finds_most_of_their_claims(demo: Demo) -> None:
    reports = load_reports(demo[0] / "read")
    assert len(reports) == 42
    assert sum(len(report.claims) for report in reports) >= 150
    assert all(report.synthetic and report.read_by for report in reports)


def test_it_says_what_it_found_what_to_open_and_the_next_command(demo: Demo) -> None:
    out = demo[1].stdout
    assert "42 sample reports about Osmere, an invented country: 31 English, 11 Korean." in out
    assert re.search(r"\d+ claims suggested, none reviewed", out)
    assert "1 withdrawn" in out
    assert "findings.html" in out
    assert "saksi findings read --output findings" in out
    assert demo[1].stderr == ""


def test_the_page_the_data_figures_and_tables_exist(demo: Demo) -> None:
    folder = demo[0]
    assert (folder / "findings.html").stat().st_size > 100_000
    figures = {path.name for path in (folder / "figures").iterdir()}
    assert {"places-map-XO.en.svg", "places-map-XO.ko.svg", "times-timeline.en.svg"} <= figures
    tables = {path.name for path in (folder / "tables").iterdir()}
    assert {"reports.csv", "claims.csv", "passages.csv", "links.csv", "deaths-executions.csv"} <= tables


def test_every_claim_that_the_findings_name_exists_and_is_on_the_page(
    demo: Demo, data: dict[str, Any]
) -> None:
    reports = load_reports(demo[0] / "read")
    known = {(report.id, claim.id) for report in reports for claim in report.claims}
    named = set(refs(data))
    assert len(named) > 100
    assert named <= known
    page = (demo[0] / "findings.html").read_text(encoding="utf-8")
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= set(re.findall(r'\bid="([^"]+)"', page))


def test_no_figure_rests_on_a_withdrawn_report_or_a_copy(demo: Demo, data: dict[str, Any]) -> None:
    out = {report.id for report in load_reports(demo[0] / "read") if report.retracted or report.duplicate_of}
    assert out == {"o09-courier-loft", "o10-fishermen"}
    for finding in data["results"]:
        groups = [group for group in finding["claims_for"] if group["id"] != "doubts-withdrawn"]
        counted = {report for group in groups for report, _ in refs(group)}
        assert not counted & out, finding["id"]


def test_every_answer_is_in_both_languages(data: dict[str, Any]) -> None:
    for finding in data["results"]:
        assert finding["answer"]["en"].strip()
        assert re.search("[가-힣]", finding["answer"]["ko"]), finding["id"]


def test_numbers_that_no_report_gives_stay_unknown(data: dict[str, Any]) -> None:
    for finding in data["results"]:
        for bounds in finding["bounds"]:
            assert bounds["unit"]
            low, high = bounds["min"], bounds["max"]
            assert low is None or high is None or low <= high, finding["id"]


def test_a_second_demo_reads_nothing_anew_and_writes_the_same(demo: Demo, tmp_path: Path) -> None:
    first = saksi("demo", "--yes", "--output", "demo", folder=tmp_path)
    assert first.stdout == demo[1].stdout
    before = content(tmp_path / "demo")
    assert before == content(demo[0])
    saksi("demo", "--yes", "--output", "demo", folder=tmp_path)
    assert content(tmp_path / "demo") == before
