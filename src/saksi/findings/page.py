"""The page: one file, both languages, no script, nothing loaded from outside."""

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from saksi.findings.anchors import claim_anchor, report_anchor
from saksi.findings.charts import NARROW, WIDE, draw
from saksi.findings.charts.drawing import visible
from saksi.findings.evidence import excerpts
from saksi.findings.model import Block, CountryMap, Finding, Findings, Group
from saksi.findings.phrases import (
    amount,
    bounds_said,
    day,
    grounds,
    if_wrong,
    language_name,
    place,
    published,
    sources,
    teller_words,
    victim,
    when_said,
)
from saksi.findings.select import ClaimRef, Record, Statement, family_of, select
from saksi.findings.tellers import teller_of
from saksi.findings.text import LANGUAGES, Language, plain, say, term
from saksi.record import Link, Report

INLINE = 3  # a figure on so few claims shows their passages in its fold


def render_html(findings: Findings, reports: Sequence[Report]) -> str:
    """Return ``findings.html``: self-contained, printable, English and Korean, a strict CSP inside.

    Parameters
    ----------
    findings
        From `build_findings` on the same reports.
    reports
        Their texts supply the passages.
    """
    record = select(reports)
    view = _View(findings, record)
    style = _style()
    html = (
        _environment()
        .get_template("page.html.j2")
        .render(
            findings=findings,
            view=view,
            style=Markup(style),  # noqa: S704  # our own file
            style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        )
    )
    return visible(html)


class _View:
    """What the templates ask for: claims by name, short names of reports, drawn charts."""

    def __init__(self, findings: Findings, record: Record) -> None:
        self.record = record
        self.findings = findings
        self.statements = {s.ref: s for s in (*record.statements, *record.withdrawn)}
        self.outlets = Counter(r.outlet for r in record.reports)
        self.reports = [r for r in record.reports if r not in record.duplicates and r.claims]

    def name(self, report: Report) -> str:
        """Return a short name: the outlet where only one report is by it, else with the report's id."""
        if report.outlet is None:
            return report.id
        return report.outlet if self.outlets[report.outlet] == 1 else f"{report.outlet} {report.id}"

    def of(self, report: Report) -> list[Statement]:
        """Return a report's statements in text order."""
        return [s for s in self.statements.values() if s.report.id == report.id]

    def listed(self, finding: Finding, group: Group) -> tuple[ClaimRef, ...]:
        """Return the claims of a group that the fold names."""
        settings = self.findings.settings
        total = sum(len(g.refs) for g in finding.claims_for)
        if total <= int(settings["claims_all"] or 0):
            return group.refs
        share = int(settings["claims_listed"] or 0) * len(group.refs) // total
        return group.refs[: max(share, 3)]

    def inline(self, finding: Finding) -> list[Statement]:
        """Return the statements whose passages the fold itself shows: those of small figures."""
        refs = tuple(dict.fromkeys(ref for group in finding.claims_for for ref in group.refs))
        return [self.statements[ref] for ref in refs] if len(refs) <= INLINE else []

    def charts(self, block: Block, language: Language) -> list[Markup]:
        """Return a chart's drawings: one for wide screens, one for narrow ones; maps fit both."""
        if isinstance(block, CountryMap):
            drawing = draw(block, language)
            return [Markup(drawing.inline("map"))] if drawing else []  # noqa: S704  # escaped by Drawing
        sizes = ((WIDE, "w-only"), (NARROW, "n-only"))
        drawn = [(draw(block, language, width), css) for width, css in sizes]
        return [Markup(d.inline(css)) for d, css in drawn if d is not None]  # noqa: S704  # escaped by Drawing


@cache
def _style() -> str:
    return files("saksi.findings").joinpath("static").joinpath("saksi.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    env = Environment(
        autoescape=True,
        loader=PackageLoader("saksi.findings", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(_helpers())
    return env


def _helpers() -> dict[str, Any]:
    return {
        "LANGUAGES": LANGUAGES,
        "amount": amount,
        "anchor": claim_anchor,
        "bounds_said": bounds_said,
        "day": day,
        "excerpts": excerpts,
        "family_of": family_of,
        "grounds": grounds,
        "if_wrong": if_wrong,
        "language_name": language_name,
        "node": _node,
        "place": place,
        "plain": plain,
        "published": published,
        "report_anchor": report_anchor,
        "say": say,
        "sign": _sign,
        "sources": sources,
        "teller_of": teller_of,
        "teller_words": teller_words,
        "term": term,
        "victim": victim,
        "when_said": when_said,
    }


def _sign(act: str) -> str:
    """Return the glyph of an act: its family's, but an open square for release."""
    return "release" if act == "release" else family_of(act)


def _node(link: Link) -> str:
    """Return the mark of one link in a chain."""
    if link.role == "outlet":
        return "out"
    if link.anonymous:
        return "anon"
    return "off" if link.role in ("official", "state_media", "intelligence") else "named"
