"""Builds all findings of a record: pure, the same reports give the same findings in any order."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from importlib.metadata import version

from saksi.findings.estimated import Estimated
from saksi.findings.links import Links, Ref
from saksi.findings.model import Finding, Findings
from saksi.findings.phrases import titles
from saksi.findings.questions.acts import acts
from saksi.findings.questions.changes import changes
from saksi.findings.questions.custody import camps, detentions
from saksi.findings.questions.deaths import deaths
from saksi.findings.questions.doubts import doubts
from saksi.findings.questions.events import events
from saksi.findings.questions.families import families
from saksi.findings.questions.grounds import grounds
from saksi.findings.questions.holds import holds
from saksi.findings.questions.limits import limits
from saksi.findings.questions.orders import orders
from saksi.findings.questions.origins import origins
from saksi.findings.questions.outcomes import outcomes
from saksi.findings.questions.places import places
from saksi.findings.questions.times import times
from saksi.findings.questions.undocumented import undocumented
from saksi.findings.select import Record, select
from saksi.findings.settings import FindingsSettings
from saksi.findings.text import Text, plain, say
from saksi.record import Report

FORMAT = "findings/2"
REPORTS_NAMED = 3  # in the lead; more are counted


def build_findings(
    reports: Sequence[Report],
    *,
    links: Links | None = None,
    decided: Collection[Ref] = (),
    estimates: Sequence[Estimated] = (),
    today: date | None = None,
    settings: FindingsSettings | None = None,
) -> Findings:
    """Answer the questions that the record can carry, and refuse the others with a reason.

    Parameters
    ----------
    reports
        Read reports; copies and withdrawn ones are recognised by their own fields.
    links
        Events and sources, from linking; without them each claim stands for itself.
    decided
        Claims, by report and claim id, that a person has accepted or corrected; the others are suggestions.
    estimates
        Of people on no list, from `saksi estimate`: shown beside those documented.
    today
        Printed on the page; null leaves the page undated.
    settings
        Recorded in the result.

    Returns
    -------
    Findings
        Claims are counted as decided or suggested, and each finding says how many are which: none is
        presented as established.

    Raises
    ------
    InvalidInput
        An id of a report occurs twice.
    """
    chosen = settings or FindingsSettings()
    record = select(reports, links, decided)
    results = _answers(record, chosen, estimates)
    return Findings(
        title=plain(chosen.title) if chosen.title else say("page.title", n=len(record.counted)),
        lead=_lead(record),
        results=results,
        synthetic=any(report.synthetic for report in reports),
        settings=asdict(chosen),
        versions={"saksi": version("saksi"), "format": FORMAT},
        input_sha256=input_hash(record.reports),
        made=today,
    )


def input_hash(reports: Sequence[Report]) -> str:
    """Return the sha256 of all reports as they came in: ids, texts, claims, in the record's order."""
    digest = sha256()
    for report in sorted(reports, key=lambda r: r.id):
        digest.update(report.model_dump_json(by_alias=True).encode("utf-8"))
        digest.update(b"\n")
    return digest.hexdigest()


def _answers(
    record: Record, settings: FindingsSettings, estimates: Sequence[Estimated]
) -> tuple[Finding, ...]:
    first = (
        holds(record),
        acts(record),
        events(record),
        deaths(record),
        outcomes(record),
        grounds(record),
        camps(record),
        detentions(record),
        orders(record),
        times(record),
        places(record, settings),
    )
    later = (doubts(record), families(record), changes(record), limits(record))
    return (*first, origins(record, (*first[1:], *later)), *later, undocumented(estimates))


def _lead(record: Record) -> Text:
    if not record.statements:
        return say("page.lead_empty", reports=len(record.counted))
    decided, of = sum(s.decided for s in record.statements), len(record.statements)
    reviewed = say("page.reviewed", n=decided, of=of) if decided else say("page.unreviewed")
    if len(record.counted) <= REPORTS_NAMED:
        told = say("page.lead_named", titles=titles(record.counted), claims=of)
    else:
        told = say("page.lead", reports=len(record.counted), claims=of)
    return told + reviewed + say("page.alleged")
