"""The tables that travel between stages: their columns are declared here, once, and checked on the way.

A report becomes rows of four tables: `reports`, `claims`, `passages`, `links`. Bounds are two columns
(`victims_min`, `victims_max`; null = unknown), days of an interval are inclusive, spans half-open.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import polars as pl

from saksi.record.claims import Attribution, Claim
from saksi.record.errors import InvalidInput
from saksi.record.reports import Report

Schema = Mapping[str, pl.DataType]

REPORTS: Schema = {
    "report_id": pl.String(),
    "outlet": pl.String(),
    "url": pl.String(),
    "title": pl.String(),
    "published": pl.Date(),
    "language": pl.String(),
    "characters": pl.Int64(),
    "text_sha256": pl.String(),
    "duplicate_of": pl.String(),
    "retracted_by": pl.String(),
    "synthetic": pl.Boolean(),
    "n_claims": pl.Int64(),
}
CLAIMS: Schema = {
    "report_id": pl.String(),
    "claim_id": pl.String(),  # unique within its report
    "kind": pl.String(),
    "act": pl.String(),
    "victim": pl.String(),
    "victim_name": pl.String(),
    "victim_type": pl.String(),
    "status": pl.String(),
    "roles": pl.List(pl.String()),
    "sex": pl.String(),
    "age": pl.String(),
    "family_included": pl.Boolean(),
    "victims_min": pl.Int64(),
    "victims_max": pl.Int64(),
    "victims_said": pl.String(),
    "unit": pl.String(),
    "perpetrator": pl.String(),
    "institution": pl.String(),
    "level": pl.String(),
    "grounds": pl.List(pl.String()),
    "place": pl.String(),
    "country": pl.String(),
    "admin1": pl.String(),
    "time_said": pl.String(),
    "time_from": pl.Date(),
    "time_to": pl.Date(),
    "modality": pl.String(),
    "directness": pl.String(),
    "penalty": pl.String(),
    "note": pl.String(),
    "confidence": pl.Float64(),
    "reader": pl.String(),
    "rules": pl.List(pl.String()),
}
PASSAGES: Schema = {
    "report_id": pl.String(),
    "claim_id": pl.String(),
    "position": pl.Int64(),  # 0 = core passage
    "start": pl.Int64(),  # code points of the report's text
    "end": pl.Int64(),
    "text_sha256": pl.String(),
}
LINKS: Schema = {
    "report_id": pl.String(),
    "claim_id": pl.String(),
    "attribution": pl.Int64(),  # 0 = the claim's own chain, then further attributions
    "position": pl.Int64(),  # 0 = origin; the last is the report's outlet
    "teller": pl.String(),
    "role": pl.String(),
    "anonymous": pl.Boolean(),
    "place": pl.String(),
    "directness": pl.String(),  # of the whole chain
    "stance": pl.String(),  # confirms or disputes; null in the claim's own chain
}


def check_table(table: pl.DataFrame, schema: Schema, name: str) -> pl.DataFrame:
    """Return the table with its columns in the declared order.

    Raises
    ------
    InvalidInput
        A column is missing, unknown or of another type: the message names it.
    """
    missing = [column for column in schema if column not in table.columns]
    unknown = [column for column in table.columns if column not in schema]
    if missing or unknown:
        raise InvalidInput(
            f"table {name}: missing columns: {missing or 'none'}; unknown columns: {unknown or 'none'}."
            " Make it anew with this version of Saksi"
        )
    for column, kind in schema.items():
        if table.schema[column] != kind:
            raise InvalidInput(
                f"table {name}, column {column}: {table.schema[column]}, needed {kind}. Cast it first"
            )
    return table.select(list(schema))


def reports_table(reports: Iterable[Report]) -> pl.DataFrame:
    """One row a report, columns `REPORTS`."""
    return _frame(reports, REPORTS, lambda report: [_report_row(report)])


def claims_table(reports: Iterable[Report]) -> pl.DataFrame:
    """One row a claim, columns `CLAIMS`."""
    return _frame(reports, CLAIMS, lambda report: [_claim_row(report.id, c) for c in report.claims])


def passages_table(reports: Iterable[Report]) -> pl.DataFrame:
    """One row a passage, columns `PASSAGES`; position 0 is the core passage."""
    return _frame(reports, PASSAGES, _passage_rows)


def links_table(reports: Iterable[Report]) -> pl.DataFrame:
    """One row a link of an attribution chain, columns `LINKS`."""
    return _frame(reports, LINKS, _link_rows)


Row = dict[str, Any]


def _frame(
    reports: Iterable[Report], schema: Schema, rows: Callable[[Report], Iterable[Row]]
) -> pl.DataFrame:
    return pl.DataFrame([row for report in reports for row in rows(report)], schema=dict(schema))


def _report_row(report: Report) -> Row:
    return {
        "report_id": report.id,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "published": report.published,
        "language": report.language,
        "characters": len(report.text),
        "text_sha256": report.text_sha256,
        "duplicate_of": report.duplicate_of,
        "retracted_by": report.retracted and report.retracted.by,
        "synthetic": report.synthetic,
        "n_claims": len(report.claims),
    }


def _claim_row(report_id: str, claim: Claim) -> Row:
    victim, count, by = claim.victim, claim.count, claim.perpetrator
    return {
        "report_id": report_id,
        "claim_id": claim.id,
        "kind": claim.kind,
        "act": claim.act,
        "victim": victim.text,
        "victim_name": victim.name,
        "victim_type": victim.type,
        "status": victim.status,
        "roles": list(victim.roles),
        "sex": victim.sex,
        "age": victim.age,
        "family_included": victim.family_included,
        "victims_min": count.min,
        "victims_max": count.max,
        "victims_said": count.text,
        "unit": count.unit,
        "perpetrator": by.text,
        "institution": by.institution,
        "level": by.level,
        "grounds": list(claim.grounds),
        "place": claim.place.text,
        "country": claim.place.country,
        "admin1": claim.place.admin1,
        "time_said": claim.time.text,
        "time_from": claim.time.from_,
        "time_to": claim.time.to,
        "modality": claim.modality,
        "directness": claim.attribution.directness,
        "penalty": claim.penalty,
        "note": claim.note,
        "confidence": claim.confidence,
        "reader": claim.reader,
        "rules": list(claim.rules) if claim.rules is not None else None,
    }


def _passage_rows(report: Report) -> Iterable[Row]:
    digest = report.text_sha256
    for claim in report.claims:
        for position, passage in enumerate(claim.passages):
            span = {"start": passage.start, "end": passage.end, "text_sha256": digest}
            yield {"report_id": report.id, "claim_id": claim.id, "position": position, **span}


def _link_rows(report: Report) -> Iterable[Row]:
    for claim in report.claims:
        attributions: tuple[Attribution, ...] = (claim.attribution, *claim.more_attributions)
        for number, attribution in enumerate(attributions):
            for position, link in enumerate(attribution.chain):
                yield {
                    "report_id": report.id,
                    "claim_id": claim.id,
                    "attribution": number,
                    "position": position,
                    "teller": link.text,
                    "role": link.role,
                    "anonymous": link.anonymous,
                    "place": link.place,
                    "directness": attribution.directness,
                    "stance": getattr(attribution, "stance", None),
                }
