"""The page: one file, both languages, no script, nothing loaded from outside."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from saksi.findings.anchors import claim_anchor, report_anchor
from saksi.findings.blocks import Block, CountryMap
from saksi.findings.charts import NARROW, WIDE, draw
from saksi.findings.charts.drawing import visible
from saksi.findings.custody import Custody
from saksi.findings.evidence import excerpts
from saksi.findings.links import Links, Ref
from saksi.findings.model import Finding, Findings, Group
from saksi.findings.parts import FAMILIES
from saksi.findings.phrases import (
    amount,
    bounds_said,
    day,
    events_told,
    grounds,
    handled_words,
    if_wrong,
    language_name,
    place,
    published,
    reviewed,
    sources,
    teller_words,
    victim,
    when_said,
)
from saksi.findings.select import ClaimRef, Record, Statement, family_of, select, sign_of
from saksi.findings.sources import independence
from saksi.findings.tellers import kind_of, teller_of
from saksi.findings.templating import environment, styled
from saksi.findings.text import LANGUAGES, Language, Text, plain, say, term
from saksi.record import Report

_INSIDE = re.compile(r'href="#([^"]+)"')  # marks, charts and tables lead to a place in the page
Href = Callable[[ClaimRef], str]  # the address at which a claim is shown
STYLES = ("article.css", "saksi.css")  # the second decides
SAME = 12  # claims of one event named beside each of them
INLINE = 3  # a figure on so few claims shows their passages in its fold
ORIGINALS = 6  # originals that a fold names; the others stand with their reports


def render_html(
    findings: Findings,
    reports: Sequence[Report],
    links: Links | None = None,
    decided: Collection[Ref] = (),
    *,
    custody: Custody | None = None,
) -> str:
    """Return ``findings.html``: self-contained, printable, English and Korean, a strict CSP inside.

    Parameters
    ----------
    findings
        From `build_findings` on the same reports.
    reports
        Their texts supply the passages.
    links, decided
        As for `build_findings`: the evidence names the claims of the same event, and what was decided.
    custody
        What happened to the originals, by report id; null: the reports are not from an archive.
    """
    view = _View(findings, select(reports, links, decided), custody)
    page = _environment().get_template("page.html.j2")
    return visible(page.render(findings=findings, view=view, **styled(*STYLES)))


def render_articles(
    findings: Findings,
    reports: Sequence[Report],
    links: Links | None = None,
    decided: Collection[Ref] = (),
    *,
    href: Href,
    report_href: Callable[[str], str],
    custody: Custody | None = None,
) -> dict[str, dict[str, str]]:
    """Return each finding as a piece of a page, by language and id, without the evidence behind it.

    Parameters
    ----------
    findings, reports, links, decided, custody
        As for `render_html`.
    href, report_href
        Where a claim is shown, and a report by its id: marks lead there.

    Returns
    -------
    dict
        Escaped HTML; its own classes are in ``static/article.css``, the shared ones with whoever shows it.
    """
    view = _View(findings, select(reports, links, decided), custody)
    shown = {claim_anchor(ref): escape(href(ref)) for ref in view.statements}
    shown |= {report_anchor(report.id): escape(report_href(report.id)) for report in view.reports}
    article = _environment().get_template("article.html.j2")

    def drawn(finding: Finding, language: Language) -> str:
        html = visible(article.render(finding=finding, language=language, view=view))
        return _INSIDE.sub(lambda found: f'href="{shown.get(found[1], found[0][6:-1])}"', html)

    return {language: {f.id: drawn(f, language) for f in findings.results} for language in LANGUAGES}


class _View:
    """What the templates ask for: claims by name, short names of reports, drawn charts."""

    def __init__(self, findings: Findings, record: Record, custody: Custody | None) -> None:
        self.record = record
        self.findings = findings
        self.custody = custody
        self.statements = {s.ref: s for s in (*record.statements, *record.withdrawn)}
        self._by_report: dict[str, list[Statement]] = {}
        for statement in self.statements.values():
            self._by_report.setdefault(statement.report.id, []).append(statement)
        self.outlets = Counter(r.outlet for r in record.reports)
        self.reports = [r for r in record.reports if r not in record.duplicates and r.claims]

    def name(self, report: Report) -> str:
        """Return a short name: the outlet where only one report is by it, else with the report's id."""
        if report.outlet is None:
            return report.id
        return report.outlet if self.outlets[report.outlet] == 1 else f"{report.outlet} {report.id}"

    def of(self, report: Report) -> list[Statement]:
        """Return a report's statements in text order."""
        return self._by_report[report.id]

    def event(self, statement: Statement) -> list[Statement]:
        """Return the statements that tell of a statement's event, itself among them."""
        refs = statement.event.claims if statement.event else ()
        named = (ClaimRef(report_id=report, claim_id=claim) for report, claim in refs)
        return [self.statements[ref] for ref in named if ref in self.statements]

    def same_event(self, statement: Statement) -> list[ClaimRef]:
        """Return other claims of a statement's event, at most `SAME`."""
        return [s.ref for s in self.event(statement) if s.ref != statement.ref][:SAME]

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

    def originals(self, finding: Finding) -> list[Report]:
        """Return the reports behind a figure and against it, each once, in the order of its claims."""
        behind = [self.statements[ref].report for ref in finding.refs]
        return list({report.id: report for report in behind}.values())

    def handled(self, report: Report) -> Text | None:
        """Return what happened to a report's original; null: no archive noted it."""
        return handled_words(self.custody[report.id]) if self.custody and report.id in self.custody else None

    def charts(self, block: Block, language: Language) -> list[Markup]:
        """Return a chart's drawings: one for wide screens, one for narrow ones; maps fit both."""
        if isinstance(block, CountryMap):
            drawing = draw(block, language)
            return [Markup(drawing.inline("map"))] if drawing else []  # noqa: S704  # escaped by Drawing
        sizes = ((WIDE, "w-only"), (NARROW, "n-only"))
        drawn = [(draw(block, language, width), css) for width, css in sizes]
        return [Markup(d.inline(css)) for d, css in drawn if d is not None]  # noqa: S704  # escaped by Drawing


@cache
def _environment() -> Environment:
    return environment(**_helpers())


def _helpers() -> dict[str, Any]:
    return {
        "FAMILIES": FAMILIES,
        "LANGUAGES": LANGUAGES,
        "ORIGINALS": ORIGINALS,
        "amount": amount,
        "anchor": claim_anchor,
        "bounds_said": bounds_said,
        "day": day,
        "events_told": events_told,
        "excerpts": excerpts,
        "family_of": family_of,
        "grounds": grounds,
        "if_wrong": if_wrong,
        "independence": independence,
        "kind_of": kind_of,
        "language_name": language_name,
        "place": place,
        "plain": plain,
        "published": published,
        "reviewed": reviewed,
        "report_anchor": report_anchor,
        "say": say,
        "sign_of": sign_of,
        "sources": sources,
        "teller_of": teller_of,
        "teller_words": teller_words,
        "term": term,
        "victim": victim,
        "when_said": when_said,
    }
