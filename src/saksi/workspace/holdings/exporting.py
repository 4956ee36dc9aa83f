"""Claims as they leave a page: codes, counts and days, as decided; no words, no names, no sources."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from saksi import record
from saksi.record import InvalidInput
from saksi.record.csv_text import Value, csv_text
from saksi.workspace.audit.services import note_exit
from saksi.workspace.frames import as_decided
from saksi.workspace.holdings.models import Claim
from saksi.workspace.session import Archive

MOST = 50_000  # claims that leave at once
CHUNK = 500
FORMS = ("csv", "json")
COLUMNS = (
    "report_id", "claim_id", "stage", "decided", "report_withdrawn", "kind", "act", "grounds", "modality",
    "directness", "victim_type", "victim_status", "victim_sex", "family_included", "count_min", "count_max",
    "count_unit", "institution", "level", "country", "admin1", "time_from", "time_to", "confidence", "reader",
)  # fmt: skip


def export_claims(archive: Archive, *, keys: Sequence[int], form: str) -> str:
    """Return claims as a table, after the log has noted that they leave.

    Parameters
    ----------
    keys
        Primary keys of claims that the member may see.
    form
        ``csv``, or ``json``: a list of objects with the same fields, null for unknown.

    Raises
    ------
    InvalidInput
        There is no such form, no claim, or more than `MOST`.
    """
    if form not in FORMS:
        raise InvalidInput(f"no form {form!r}: there are {', '.join(FORMS)}")
    if not keys or len(keys) > MOST:
        raise InvalidInput(f"{len(keys)} claims fit, and 1 to {MOST} leave at once: change the choice")
    note_exit(archive, what=f"{len(keys)} claims as {form}, without words")
    rows = list(_rows(keys))
    return json.dumps(rows, ensure_ascii=False, indent=1) if form == "json" else _csv(rows)


def _rows(keys: Sequence[int]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(keys), CHUNK):
        rows = Claim.objects.filter(pk__in=[int(key) for key in keys[start : start + CHUNK]]).order_by("pk")
        joined = rows.select_related("report", "standing__decision").defer("report__text", "report__extra")
        for row in joined.prefetch_related("grounds", "passages", "links"):
            yield _row(row, as_decided(row))


def _row(row: Claim, claim: record.Claim) -> dict[str, Any]:
    standing = getattr(row, "standing", None)
    values = (
        row.report.report_id,
        claim.id,
        row.stage,
        standing.verdict if standing else None,
        row.report.retracted_by is not None,
        claim.kind,
        claim.act,
        list(claim.grounds),
        claim.modality,
        claim.attribution.directness,
        claim.victim.type,
        claim.victim.status,
        claim.victim.sex,
        claim.victim.family_included,
        claim.count.min,
        claim.count.max,
        claim.count.unit,
        claim.perpetrator.institution,
        claim.perpetrator.level,
        claim.place.country,
        claim.place.admin1,
        claim.time.from_ and claim.time.from_.isoformat(),
        claim.time.to and claim.time.to.isoformat(),
        claim.confidence,
        claim.reader,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    return csv_text([COLUMNS, *([_cell(row[name]) for name in COLUMNS] for row in rows)])


def _cell(value: Any) -> Value:
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) if isinstance(value, list) else value
