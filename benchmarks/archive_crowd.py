"""One importer, two reviewers and three readers at once, each a process of its own: nobody is locked out.

Run as a program it is one of them: `python -m benchmarks.archive_crowd KIND ARCHIVE DOCUMENTS SECONDS`, the
key in hexadecimal on the standard input. It prints what each of its small writes or looks took, in seconds.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from django.db import transaction

from benchmarks.archive_shared import new_archive, texts
from benchmarks.page import Figure
from saksi.archive import Layout, MasterKey, open_layout
from saksi.testing import a_claim, a_report
from saksi.workspace.audit import log
from saksi.workspace.audit.verifying import verify
from saksi.workspace.frames import claim_rows, store_claims
from saksi.workspace.holdings.adding import add_documents
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.reading import claim_state
from saksi.workspace.holdings.searching import search
from saksi.workspace.review.models import Decision
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive, opened

KINDS = ("import", "review", "review", "look", "look", "look")
THINKING = 0.05  # seconds between two acts of one person: faster than any
OF_A_FOLDER = 200  # documents that the importer makes and adds, again and again


def crowd(seconds: int) -> list[Figure]:
    """Return what small writes take while everybody works; a lock error, or a fault afterwards, is raised."""
    with new_archive() as (layout, keys), tempfile.TemporaryDirectory() as folder:
        _begin(layout, keys)
        running = [_start(kind, layout, keys, Path(folder), seconds) for kind in KINDS]
        ended = [process.communicate() for process in running]
        for kind, process, (_, trouble) in zip(KINDS, running, ended, strict=True):
            if process.returncode:
                raise SystemExit(f"{kind} failed: {trouble}")
        spent = {kind: list[float]() for kind in KINDS}
        for kind, (out, _) in zip(KINDS, ended, strict=True):
            spent[kind] += json.loads(out)
        with opened(layout, keys) as archive:
            faults = verify(archive).faults
            decided, reports = Decision.objects.count(), Report.objects.count()
    if faults or decided != len(spent["review"]):
        raise SystemExit(f"{decided} decisions of {len(spent['review'])}; {faults}")
    writes = spent["review"]
    return [
        Figure(
            f"{seconds} s of one importer, two reviewers, three readers: lock errors"
            f" ({reports:,} reports, {decided:,} decisions, {len(spent['look']):,} looks)",
            "0",
            "0",
        ),
        Figure(
            "a small write meanwhile, by the clock: median", f"{median(writes) * 1e3:.0f} ms", "under 50 ms"
        ),
        Figure(
            "its slowest twentieth; the slowest",
            f"{_told(quantiles(writes, n=20)[-1])}; {_told(max(writes))}",
        ),
    ]


def _told(seconds: float) -> str:
    return f"{seconds * 1e3:.0f} ms"


def _begin(layout: Layout, keys: MasterKey) -> None:
    """Put in some reports with claims to decide on."""
    with opened(layout, keys, actor="ann") as archive, tempfile.TemporaryDirectory() as folder:
        add_documents(archive, paths=[_documents(Path(folder) / "first", "first", 20)])
        with transaction.atomic():
            rows = [claim_rows(a_claim(), row, stage="claim", position=0) for row in Report.objects.all()]
            store_claims(rows)
            log.record(archive, action="read", about="reports", states=[claim_state(row) for row in rows])


def _documents(folder: Path, name: str, number: int) -> Path:
    folder.mkdir()
    for n, text in enumerate(texts(number)):
        report = a_report(f"{name}: {text}", id=f"{name}-{n}", synthetic=True)
        (folder / f"{n}.json").write_text(report.model_dump_json(by_alias=True), encoding="utf-8")
    return folder


def _start(kind: str, layout: Layout, keys: MasterKey, folder: Path, seconds: int) -> "subprocess.Popen[str]":
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [
            sys.executable,
            "-m",
            "benchmarks.archive_crowd",
            kind,
            str(layout.folder),
            str(folder),
            str(seconds),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    if process.stdin is not None:
        process.stdin.write(keys.reveal().hex() + "\n")
        process.stdin.flush()
    return process


def _import(archive: Archive, folder: Path, number: int) -> None:
    add_documents(archive, paths=[_documents(folder / str(number), str(number), OF_A_FOLDER)])


def _review(archive: Archive, _folder: Path, number: int) -> None:
    keys = list(Claim.objects.values_list("report__report_id", "claim_id"))
    report_id, claim_id = keys[number % len(keys)]
    record_decision(archive, report_id=report_id, claim_id=claim_id, verdict="accepted")


def _look(_archive: Archive, _folder: Path, _number: int) -> None:
    search("traders")


ACTS: dict[str, Callable[[Archive, Path, int], None]] = {"import": _import, "review": _review, "look": _look}


def _until(end: float, act: Callable[[int], None]) -> list[float]:
    """Act until the time is over; return what each act took."""
    spent: list[float] = []
    while time.monotonic() < end:
        start = time.perf_counter()
        act(len(spent))
        spent.append(time.perf_counter() - start)
        time.sleep(THINKING)
    return spent


if __name__ == "__main__":
    kind, where, folder, seconds = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4])
    layout = open_layout(where)
    keys = MasterKey(layout.facts.id, bytes.fromhex(sys.stdin.readline()))
    with opened(layout, keys, actor="ann") as archive:
        print(json.dumps(_until(time.monotonic() + seconds, partial(ACTS[kind], archive, folder))))
