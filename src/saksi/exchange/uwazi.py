"""The record as imports for Uwazi: a zip a template with ``import.csv``, and thesauri as CSV.

Rules of Uwazi's importer, read in its code (huridocs/uwazi, app/api/csv): columns are found by label in
ASCII; ``title`` is required and relationships are found by title, so each title carries our id; a date range
is ``from:to`` and either side may be empty; several values are parted by ``|``; an unknown label of a select
is created without a word, so the thesauri go in first.
"""

import io
from collections.abc import Iterable, Sequence
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from saksi.exchange.losses import losses
from saksi.exchange.model import Loss, Sink
from saksi.record import Claim, Report, label, vocabulary
from saksi.record.csv_text import Value, csv_text

LISTS = ("act", "ground", "modality", "directness", "institution", "status")
REPORT_COLUMNS = ("title", "report_id", "outlet", "published", "language", "address", "withdrawn_by", "text")
CLAIM_COLUMNS = (
    "title", "claim_id", "report", "act", "modality", "victim", "status", "victims_min", "victims_max",
    "victims_as_stated", "unit", "by", "institution", "grounds", "place", "country", "province", "date",
    "date_as_stated", "according_to", "directness", "passages",
)  # fmt: skip
MISSING = {
    "reports.original": "original files are not put into the zip: attach them where they may be seen",
    "reports.furniture": "a text is one field",
    "reports.candidates": "what stands below the reader's threshold is not exported as a claim",
    "reports.retracted.at": "the column says by whom a report was withdrawn, not when",
    "reports.read_by": "there is no column for who read",
    "reports.extra": "keys that Saksi does not know are no columns",
    "claims.more_attributions": "one column says according to whom; further sources are not exported",
    "claims.confidence": "there is no column for confidence",
    "claims.field_confidence": "there is no column for confidence",
    "claims.rules": "there is no column for rules",
    "claims.victim.roles": "roles are no thesaurus",
    "claims.penalty": "there is no column for the penalty",
    "claims.note": "there is no column for notes",
}


def to_uwazi(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    """Write ``1-thesauri/*.csv``, ``2-reports.zip`` and ``3-claims.zip``, to be imported in this order."""
    for name in LISTS:
        terms = vocabulary(name).terms.values()
        rows: list[list[Value]] = [["English", "Korean"]]
        rows += [[term.label["en"], term.label["ko"]] for term in terms]
        write(f"1-thesauri/{name}.csv", csv_text(rows))
    write("2-reports.zip", _zip([list(REPORT_COLUMNS), *(_report(report) for report in reports)]))
    claims = (_claim(report, claim) for report in reports for claim in report.claims)
    write("3-claims.zip", _zip([list(CLAIM_COLUMNS), *claims]))
    return losses(reports, MISSING)


def _report(report: Report) -> list[Value]:
    day = report.published and report.published.isoformat()
    withdrawn = report.retracted.by if report.retracted else None
    return [
        _title(report), report.id, report.outlet, day, report.language, report.url, withdrawn, report.text,
    ]  # fmt: skip


def _claim(report: Report, claim: Claim) -> list[Value]:
    days = [day.isoformat() if day else "" for day in (claim.time.from_, claim.time.to)]
    return [
        f"{report.id}/{claim.id}", claim.id, _title(report),
        _label("act", claim.act), _label("modality", claim.modality),
        claim.victim.text, _label("status", claim.victim.status),
        claim.count.min, claim.count.max, claim.count.text, claim.count.unit,
        claim.perpetrator.text, _label("institution", claim.perpetrator.institution),
        "|".join(_label("ground", ground) for ground in claim.grounds),
        claim.place.text, claim.place.country, claim.place.admin1,
        ":".join(days) if any(days) else "", claim.time.text,
        " > ".join(link.text for link in claim.attribution.chain),
        _label("directness", claim.attribution.directness),
        "\n".join(f"[{span.start}-{span.end}] {span.of(report.text)}" for span in claim.passages),
    ]  # fmt: skip


def _title(report: Report) -> str:
    return f"{report.id} {report.title}" if report.title else report.id


def _label(name: str, code: str | None) -> str:
    return label(name, code, "en") if code else ""


def _zip(rows: Iterable[Sequence[Value]]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("import.csv"), csv_text(rows))  # ZipInfo: no time of this machine in it
    return out.getvalue()
