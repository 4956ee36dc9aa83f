"""Findings on files: whole, the same again, and nothing of an earlier run beside them."""

import json
from pathlib import Path

import pytest

from saksi.findings import FindingsSettings
from saksi.record import InvalidInput, Report, dump_report
from saksi.testing import a_claim, a_report
from saksi.workflows import Settings, write_findings


def save(folder: Path, *reports: Report) -> Path:
    folder.mkdir(exist_ok=True)
    for report in reports:
        (folder / f"{report.id}.json").write_text(dump_report(report), encoding="utf-8")
    return folder


def written(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def an_execution() -> Report:
    return a_report(claims=[a_claim(act="execution")])


def test_the_page_the_data_the_figures_and_the_tables_are_written(tmp_path: Path) -> None:
    read = save(tmp_path / "read", an_execution(), a_report("Nothing new.", id="quiet"))
    result = write_findings(read, tmp_path / "out")
    names = written(tmp_path / "out")
    data = json.loads(names["findings.json"])
    assert (result.reports, result.findings) == (2, len(data["results"]))
    assert {"findings.html", "findings.json", "tables/claims.csv", "figures/times-timeline.ko.svg"} <= set(
        names
    )
    assert {name.split("/")[0] for name in names} == {"findings.html", "findings.json", "tables", "figures"}
    assert any("execution" in answer for answer in result.answers)


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    read = save(tmp_path / "read", an_execution(), a_report(id="other", claims=[a_claim(act="torture")]))
    write_findings(read, tmp_path / "out")
    write_findings(read, tmp_path / "again")
    assert written(tmp_path / "out") == written(tmp_path / "again")


def test_a_table_that_rests_on_a_withdrawn_report_does_not_stay(tmp_path: Path) -> None:
    read = save(tmp_path / "read", an_execution())
    write_findings(read, tmp_path / "out")
    mine = tmp_path / "out" / "tables" / "my-notes.csv"
    mine.write_text("mine", encoding="utf-8")
    assert (tmp_path / "out" / "tables" / "deaths-executions.csv").is_file()
    save(read, a_report(claims=[a_claim(act="execution")], retracted={"by": "Isk Radio", "at": "2024-04-01"}))
    write_findings(read, tmp_path / "out")
    assert not (tmp_path / "out" / "tables" / "deaths-executions.csv").exists()
    assert mine.is_file()
    write_findings(read, tmp_path / "fresh")
    assert written(tmp_path / "out").keys() - {"tables/my-notes.csv"} == written(tmp_path / "fresh").keys()


def test_the_settings_reach_the_page_and_are_recorded(tmp_path: Path) -> None:
    read = save(tmp_path / "read", an_execution())
    settings = Settings(findings=FindingsSettings(language="ko", title="북쪽의 기록"))
    write_findings(read, tmp_path / "out", settings=settings)
    page = (tmp_path / "out" / "findings.html").read_text(encoding="utf-8")
    assert '<html lang="ko">' in page
    assert "북쪽의 기록" in page
    data = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    assert data["settings"]["language"] == "ko"


def test_progress_ends_at_all_of_all(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    write_findings(
        save(tmp_path / "read", an_execution()), tmp_path / "out", on_progress=lambda *s: told.append(s)
    )
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[-1] == ("answering", told[-1][2], told[-1][2])


def test_one_broken_report_stops_it_before_anything_is_written(tmp_path: Path) -> None:
    read = save(tmp_path / "read", an_execution())
    (read / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"broken\.json"):
        write_findings(read, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"findings\.html cannot be written"):
        write_findings(save(tmp_path / "read", an_execution()), tmp_path / "out")
