"""Findings: claims become answers that trace back to sentences, as a page, as data, as charts and tables."""

from saksi.findings.build import build_findings
from saksi.findings.estimated import Estimated
from saksi.findings.links import Links
from saksi.findings.model import Finding, Findings
from saksi.findings.output import figures, findings_json, png
from saksi.findings.page import render_articles, render_html
from saksi.findings.settings import FindingsSettings
from saksi.findings.tables import tables
from saksi.findings.trace import Trace, trace

__all__ = [
    "Estimated",
    "Finding",
    "Findings",
    "FindingsSettings",
    "Links",
    "Trace",
    "build_findings",
    "figures",
    "findings_json",
    "png",
    "render_articles",
    "render_html",
    "tables",
    "trace",
]
