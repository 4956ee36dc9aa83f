"""Names of places in the page: one anchor a claim and a report, whatever characters their ids hold."""

import re
from hashlib import sha256

from saksi.findings.select import ClaimRef

SAFE = re.compile(r"[A-Za-z0-9._]+")


def claim_anchor(ref: ClaimRef) -> str:
    """Return ``e-<report>-<claim>``; ids that could collide or need quoting get a short hash."""
    return f"e-{_name(ref.report_id, '-')}-{_name(ref.claim_id)}"


def report_anchor(report_id: str) -> str:
    """Return ``r-<report>``."""
    return f"r-{_name(report_id, '-')}"


def _name(value: str, also: str = "") -> str:
    if SAFE.fullmatch(value.replace(also, "") if also else value):
        return value
    slug = re.sub(r"[^A-Za-z0-9._]+", "-", value).strip("-")[:40]
    return f"{slug}~{sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
