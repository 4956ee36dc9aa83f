"""Each table of the findings as CSV, and beside them all reports, claims, passages and links."""

from collections.abc import Sequence

import polars as pl

from saksi.findings.blocks import Cell, Row, Table
from saksi.findings.model import Findings
from saksi.findings.select import select
from saksi.findings.text import LANGUAGES
from saksi.record import Report, claims_table, links_table, passages_table, reports_table
from saksi.record.csv_text import Value, csv_text, frame_csv


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
    made["reports.csv"] = frame_csv(reports_table(record.reports))
    made["claims.csv"] = frame_csv(claims)
    made["passages.csv"] = frame_csv(passages_table(record.reports))
    made["links.csv"] = frame_csv(links_table(record.reports))
    return made


def _table(table: Table) -> str:
    heads: list[Value] = ["row"]
    for column in table.columns:
        heads += [column.id] if column.number else [f"{column.id}_{language}" for language in LANGUAGES]
    heads.append("claims_named")
    rows = [heads]
    rows += [_row(row, table) for row in table.rows]
    return csv_text(rows)


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
