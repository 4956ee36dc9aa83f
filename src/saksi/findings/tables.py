"""Each table of the findings as CSV, and beside them all reports, claims, passages and links."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from saksi.findings.model import Cell, Findings, Row, Table
from saksi.findings.select import select
from saksi.findings.text import LANGUAGES
from saksi.record import Report, claims_table, links_table, passages_table, reports_table

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what follows
Value = str | int | float | bool | date | None


def tables(findings: Findings, reports: Sequence[Report]) -> dict[str, str]:
    """Return CSV texts by file name; a text that a spreadsheet could run begins with an apostrophe.

    Parameters
    ----------
    findings
        Their tables become ``<finding>-<table>.csv``; numbers stay numbers, an unknown is empty.
    reports
        Become ``reports.csv``, ``claims.csv`` (with ``counted``: whether findings use the claim),
        ``passages.csv`` and ``links.csv``, in the record's order.
    """
    made = {
        f"{finding.id}-{block.id}.csv": _table(block)
        for finding in findings.results
        for block in finding.blocks
        if isinstance(block, Table)
    }
    record = select(reports)
    counted = {report.id for report in record.counted}
    claims = claims_table(record.reports)
    claims = claims.with_columns(pl.col("report_id").is_in(counted).alias("counted"))
    made["reports.csv"] = _frame(reports_table(record.reports))
    made["claims.csv"] = _frame(claims)
    made["passages.csv"] = _frame(passages_table(record.reports))
    made["links.csv"] = _frame(links_table(record.reports))
    return made


def safe(value: Value) -> Value:
    """Return a cell that a spreadsheet shows and does not run; numbers and days are left alone."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def _table(table: Table) -> str:
    heads: list[Value] = ["row"]
    for column in table.columns:
        heads += [column.id] if column.number else [f"{column.id}_{language}" for language in LANGUAGES]
    heads.append("claims_named")
    rows = [heads]
    rows += [_row(row, table) for row in table.rows]
    return _csv(rows)


def _row(row: Row, table: Table) -> list[Value]:
    cells: list[Value] = [row.id]
    for column, cell in zip(table.columns, row.cells, strict=True):
        cells += [cell.value] if column.number else [_words(cell, language) for language in LANGUAGES]
    refs = dict.fromkeys(f"{r.report_id}/{r.claim_id}" for cell in row.cells for r in cell.refs)
    return [*cells, " ".join(refs)]


def _words(cell: Cell, language: str) -> str:
    texts = [text for text in (cell.text, *cell.lines) if text is not None]
    shown = [text.plain("ko" if language == "ko" else "en") for text in texts]
    number = [] if cell.value is None else [str(cell.value)]
    return "; ".join(words for words in (*number, *shown) if words)


def _frame(frame: pl.DataFrame) -> str:
    rows: list[list[Value]] = [list(frame.columns)]
    rows += [[_flat(value) for value in row] for row in frame.iter_rows()]
    return _csv(rows)


def _flat(value: Value | list[str]) -> Value:
    return "; ".join(value) if isinstance(value, list) else value


def _csv(rows: Iterable[Sequence[Value]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180; a lone CR in a text is then quoted too
    writer.writerows([safe(value) for value in row] for row in rows)
    return out.getvalue()
