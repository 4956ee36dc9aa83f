"""Counting what a format leaves out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from saksi.exchange.model import Loss
from saksi.record import Claim, Report

REPORTS: Mapping[str, Callable[[Report], Any]] = {
    "reports.text": lambda report: report.text,
    "reports.original": lambda report: report.original,
    "reports.furniture": lambda report: report.furniture,
    "reports.candidates": lambda report: report.candidates,
    "reports.retracted.at": lambda report: report.retracted and report.retracted.at,
    "reports.read_by": lambda report: report.read_by,
    "reports.extra": lambda report: report.model_extra,
}
CLAIMS: Mapping[str, Callable[[Claim], Any]] = {
    "claims.field_confidence": lambda claim: claim.field_confidence,
    "claims.count.min": lambda claim: claim.count.min is not None,
    "claims.count.max": lambda claim: claim.count.max is not None,
    "claims.count.text": lambda claim: claim.count.text,
    "claims.victim.status": lambda claim: claim.victim.status != "unknown",
    "claims.victim.roles": lambda claim: claim.victim.roles,
    "claims.perpetrator": lambda claim: claim.perpetrator.text or claim.perpetrator.institution,
    "claims.attribution": lambda claim: claim.attribution,
    "claims.more_attributions": lambda claim: claim.more_attributions,
    "claims.time.from": lambda claim: claim.time.from_,
    "claims.time.text": lambda claim: claim.time.text,
    "claims.modality": lambda claim: claim.modality,
    "claims.confidence": lambda claim: claim.confidence is not None,
    "claims.rules": lambda claim: claim.rules,
    "claims.penalty": lambda claim: claim.penalty,
    "claims.note": lambda claim: claim.note,
}


def losses(reports: Sequence[Report], missing: Mapping[str, str]) -> list[Loss]:
    """Return a loss for each missing field of which this record has a value.

    Parameters
    ----------
    missing
        Field (a key of `REPORTS` or `CLAIMS`) to the reason why the format cannot hold it.
    """
    found = []
    for what, why in missing.items():
        n = _reports_with(reports, what) if what in REPORTS else _claims_with(reports, what)
        if n:
            found.append(Loss(what=what, n=n, why=why))
    return found


def _reports_with(reports: Iterable[Report], what: str) -> int:
    return sum(bool(REPORTS[what](report)) for report in reports)


def _claims_with(reports: Iterable[Report], what: str) -> int:
    return sum(bool(CLAIMS[what](claim)) for report in reports for claim in report.claims)
