"""Adding documents beside copying and hashing them, each copy brought to the disk as the archive does."""

import os
import resource
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from benchmarks.archive_shared import archive_in_hand, cpu, texts
from benchmarks.page import Figure
from saksi.intake import read_documents
from saksi.intake.pool import shared_pool
from saksi.testing import a_report
from saksi.workspace.holdings.adding import GROUP, add_documents


def adding(number: int) -> list[Figure]:
    """Return the rate of adding so many documents of one report, as a share of copying and hashing them."""
    with tempfile.TemporaryDirectory() as folder, archive_in_hand() as archive:
        documents = _documents(Path(folder) / "documents", number)
        copied, copied_cpu = _timed(lambda: _copy(documents, Path(folder) / "copies"))
        added, added_cpu = _timed(lambda: add_documents(archive, paths=[documents]))
        parsed, parsed_cpu = _timed(lambda: _parse(documents))
        again, _ = _timed(lambda: add_documents(archive, paths=[documents]))
    each = 1e3 / number  # milliseconds a document
    beside = f"{copied * each:.1f} ({copied_cpu * each:.1f})"
    return [
        Figure(
            f"add {number:,} documents: rate beside copying, hashing and syncing them, by the clock",
            f"{copied / added:.2f} times",
            "at least 0.5",
        ),
        Figure(
            "the same in milliseconds a document, by the clock (processor time)",
            f"{added * each:.1f} ({added_cpu * each:.1f}) beside {beside}",
        ),
        Figure(
            "of that, reading the document in the fenced process, by itself",
            f"{parsed * each:.1f} ({parsed_cpu * each:.1f})",
        ),
        Figure("the same documents again, milliseconds each by the clock", f"{again * each:.1f}"),
    ]


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return seconds by the clock and of the processor; the parsers are ended so that theirs count."""
    shared_pool().close()
    clock, own, others = time.perf_counter(), cpu(), cpu(resource.RUSAGE_CHILDREN)
    work()
    shared_pool().close()
    return time.perf_counter() - clock, cpu() - own + cpu(resource.RUSAGE_CHILDREN) - others


def _documents(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n, text in enumerate(texts(number)):
        report = a_report(text, id=f"r{n}", synthetic=True)
        (folder / f"{n:05}.json").write_text(report.model_dump_json(by_alias=True), encoding="utf-8")
    return folder


def _copy(documents: Path, copies: Path) -> None:
    copies.mkdir()
    for file in sorted(documents.iterdir()):
        data = file.read_bytes()
        sha256(data).hexdigest()
        with (copies / file.name).open("wb") as copy:
            copy.write(data)
            copy.flush()
            os.fsync(copy.fileno())


def _parse(documents: Path) -> None:
    files = [(file.name, file.read_bytes()) for file in sorted(documents.iterdir())]
    for at in range(0, len(files), GROUP):
        read_documents(files[at : at + GROUP])
