"""The tutorial of the workspace: its reports say in both languages what its words promise."""

from datetime import date
from pathlib import Path

import pytest
from scripts.walk import FIRST, TUTORIALS, reports_of

from saksi.findings import build_findings
from saksi.workflows import load_settings, read_folder
from saksi.workflows.files import load_reports
from saksi.workflows.findings_links import link_claims


@pytest.mark.parametrize("language", TUTORIALS)
def test_the_reports_agree_on_the_arrest_differ_on_the_dead_and_one_denies(
    language: str, tmp_path: Path
) -> None:
    files = reports_of(TUTORIALS[language], tmp_path)
    read_folder([tmp_path / "reports"], tmp_path / "read", settings=load_settings())
    reports = load_reports(tmp_path / "read")
    assert {FIRST[language], "ministry"} < {report.id for report in reports}
    assert len(reports) == len(files) == 3
    links = link_claims(reports)
    found = {f.id: f for f in build_findings(reports, links=links, today=date(2024, 5, 1)).results}
    dead = {(r.id, c.id) for r in reports for c in r.claims if c.act == "death_in_custody"}
    differ = links.conflicts.filter(field="count").select("report_id", "claim_id", "value").rows()
    assert sorted(value for report, claim, value in differ if (report, claim) in dead) == ["1", "2"]
    assert {ref.report_id for ref in found["acts"].claims_against} == {"ministry"}
    assert any(c.modality == "feared" for r in reports for c in r.claims)
