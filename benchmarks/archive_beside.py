"""The sealed database beside a plain one: the same SQLite, models, rows, queries and settings, by turns."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from benchmarks.archive_shared import cpu, texts
from benchmarks.page import Figure
from saksi.testing import a_claim, a_report
from saksi.workspace import differing, words
from saksi.workspace.backend.key import set_key_holder
from saksi.workspace.frames import ClaimRows, claim_rows, report_columns, store_claims
from saksi.workspace.holdings.models import Claim, Original, Report

ROUNDS = 7
CLAIMS_OF_A_ROUND = 2_000
REPORTS = 1_000
LOOKUPS = 1_000
QUESTIONS = 150
ASKED = ("arrested traders", "shot", '"State Protection"', "bridge river", "Camp 9", "radio source said")
BARS = {"insert": 1.6, "look up": 2.0, "search": 1.3}
SAY = {
    "insert": f"insert {CLAIMS_OF_A_ROUND:,} claims with grounds, passages, tellers: times plain SQLite",
    "look up": "look a claim up by an index: times plain SQLite",
    "search": f"full-text query over {REPORTS:,} reports, ranked: times plain SQLite",
}

Work = Callable[[Report, Iterator[int]], None]


@dataclass
class _Side:
    """One of the two databases: its connection, a report that claims belong to, numbers for new rows."""

    connection: Any
    report: Report
    numbers: Iterator[int]


def beside_plain() -> list[Figure]:
    """Return the three ratios of the sealed database to plain SQLite, in processor time."""
    before = set_key_holder(lambda _path: bytes(32))
    with tempfile.TemporaryDirectory() as folder, _default_put_back():
        sides = [_side(Path(folder) / name, sealed=name == "sealed") for name in ("plain", "sealed")]
        spent = {name: [_by_turns(work, sides) for _ in range(ROUNDS)] for name, work in WORKS.items()}
        for side in sides:
            side.connection.close()
        if (Path(folder) / "sealed").read_bytes()[:15] == (Path(folder) / "plain").read_bytes()[:15]:
            raise SystemExit("both databases begin alike: one of them is not what it should be")
    set_key_holder(before)
    return [
        Figure(SAY[name], f"{_ratio(spent[name]):.2f}", f"at most {bar:.1f}") for name, bar in BARS.items()
    ]


def _ratio(rounds: list[list[float]]) -> float:
    return median(sealed / plain for plain, sealed in rounds)


def _by_turns(work: Work, sides: list[_Side]) -> list[float]:
    spent = []
    for side in sides:
        connections["default"] = side.connection
        start = cpu()
        work(side.report, side.numbers)
        spent.append(cpu() - start)
    return spent


@contextmanager
def _default_put_back() -> Iterator[None]:
    before, settings = connections["default"], connections.settings["default"].copy()
    try:
        yield
    finally:
        connections.settings["default"].clear()
        connections.settings["default"].update(settings)
        connections["default"] = before


def _side(path: Path, *, sealed: bool) -> _Side:
    """Make the tables and fill the reports; without its key the driver is SQLite of the same version."""
    connections.settings["default"]["NAME"] = str(path)
    connections["default"] = connection = connections.create_connection("default")
    if not sealed:
        vars(connection).update(_unlock=lambda *_: None)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    return _Side(connection, _fill(), count())


def _fill() -> Report:
    with transaction.atomic():
        original = Original.objects.create(
            object_id="0", name="a", sha256="0", size=0, received_at=datetime.now(UTC)
        )
        rows = [_report(original, n, text) for n, text in enumerate(texts(REPORTS))]
        Report.objects.bulk_create(rows)
        differing.index_words((row.pk, words.indexed(row.text)) for row in rows)
        store_claims(_claims(rows[0], range(10_000_000, 10_020_000)))
    return rows[1]


def _report(original: Original, n: int, text: str) -> Report:
    columns = report_columns(a_report(text, id=f"r{n}", synthetic=True))
    return Report(received_in=original, position=n, key=f"{n:064}", comparison_key=str(n), **columns)


def _claims(report: Report, numbers: Iterator[int] | range) -> list[ClaimRows]:
    first = date(2000, 1, 1)
    return [
        claim_rows(
            a_claim(
                id=f"c{n}",
                grounds=["religion", "drugs"],
                time={
                    "text": "then",
                    "from": first + timedelta(n % 9_000),
                    "to": first + timedelta(n % 9_000),
                },
            ),
            report,
            stage="claim",
            position=n,
        )
        for n in numbers
    ]


def _insert(report: Report, numbers: Iterator[int]) -> None:
    rows = _claims(report, (next(numbers) for _ in range(CLAIMS_OF_A_ROUND)))
    with transaction.atomic():
        store_claims(rows)


def _look_up(_report: Report, _numbers: Iterator[int]) -> None:
    for n in range(LOOKUPS):
        Claim.objects.get(report=1, claim_id=f"c{10_000_000 + n * 7_919 % 20_000}")


def _search(_report: Report, _numbers: Iterator[int]) -> None:
    for n in range(QUESTIONS):
        differing.search(words.phrases(ASKED[n % len(ASKED)]), limit=50)


WORKS: dict[str, Work] = {"insert": _insert, "look up": _look_up, "search": _search}
