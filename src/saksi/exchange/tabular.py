"""The record as its four tables: CSV, Parquet, and CSV with a Frictionless description."""

import io
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import polars as pl

from saksi.exchange.losses import losses
from saksi.exchange.model import Loss, Sink
from saksi.record import Report, claims_table, links_table, passages_table, reports_table
from saksi.record.csv_text import frame_csv

MISSING = {
    "reports.text": "the tables hold spans and the text's hash, not the text: export saksi or webannotation",
    "reports.original": "the tables name the text's hash, not the file it came from",
    "reports.furniture": "menus and captions are no columns",
    "reports.candidates": "what stands below the reader's threshold is not exported as a claim",
    "reports.retracted.at": "who withdrew a report is a column, the day is not",
    "reports.read_by": "each claim names its reader",
    "reports.extra": "keys that Saksi does not know are no columns",
    "claims.field_confidence": "one column of confidence a claim, not one a field",
}
KEYS: Mapping[str, Sequence[str]] = {
    "reports": ("report_id",),
    "claims": ("report_id", "claim_id"),
    "passages": ("report_id", "claim_id", "position"),
    "links": ("report_id", "claim_id", "attribution", "position"),
}
PARENTS = {"claims": "reports", "passages": "claims", "links": "claims"}
TYPES: Mapping[type[pl.DataType], str] = {
    pl.String: "string",
    pl.Date: "date",
    pl.Int64: "integer",
    pl.Boolean: "boolean",
    pl.Float64: "number",
    pl.List: "string",  # joined by semicolons
}


def to_csv(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    """Write ``reports.csv``, ``claims.csv``, ``passages.csv`` and ``links.csv``."""
    for name, table in _tables(reports).items():
        write(f"{name}.csv", frame_csv(table))
    return losses(reports, MISSING)


def to_parquet(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    """Write the four tables as Parquet, lists as lists and days as days."""
    for name, table in _tables(reports).items():
        out = io.BytesIO()
        table.write_parquet(out)
        write(f"{name}.parquet", out.getvalue())
    return losses(reports, MISSING)


def to_datapackage(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    """Write the tables as CSV, with columns, keys and hashes in ``datapackage.json`` (Frictionless)."""
    resources = []
    for name, table in _tables(reports).items():
        text = frame_csv(table)
        write(f"{name}.csv", text)
        resources.append(_resource(name, table, text.encode()))
    package = {"profile": "tabular-data-package", "name": "saksi-record", "resources": resources}
    write("datapackage.json", json.dumps(package, ensure_ascii=False, indent=2) + "\n")
    return losses(reports, MISSING)


def _tables(reports: Sequence[Report]) -> dict[str, pl.DataFrame]:
    return {
        "reports": reports_table(reports),
        "claims": claims_table(reports),
        "passages": passages_table(reports),
        "links": links_table(reports),
    }


def _resource(name: str, table: pl.DataFrame, data: bytes) -> dict[str, Any]:
    fields = [{"name": column, "type": TYPES[kind.base_type()]} for column, kind in table.schema.items()]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": list(KEYS[name]), "missingValues": [""]}
    if name in PARENTS:
        shared = list(KEYS[PARENTS[name]])
        reference = {"resource": PARENTS[name], "fields": shared}
        schema["foreignKeys"] = [{"fields": shared, "reference": reference}]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "schema": schema,
    }
