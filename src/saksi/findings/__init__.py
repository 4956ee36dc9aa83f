"""Findings: claims become answers that trace back to sentences, as a page, as data, as charts and tables."""

from saksi.findings.build import build_findings
from saksi.findings.model import Finding, Findings
from saksi.findings.output import figures, findings_json
from saksi.findings.page import render_html
from saksi.findings.settings import FindingsSettings
from saksi.findings.tables import tables

__all__ = [
    "Finding",
    "Findings",
    "FindingsSettings",
    "build_findings",
    "figures",
    "findings_json",
    "render_html",
    "tables",
]
