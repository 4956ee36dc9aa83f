"""The log: what an entry adds to a small write, and how long a log takes to verify."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from statistics import median

from django.db import transaction

from benchmarks.archive_shared import archive_in_hand, cpu
from benchmarks.memory import peak_bytes
from benchmarks.page import Figure
from saksi.testing import a_claim, a_report
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.audit.verifying import verify
from saksi.workspace.frames import claim_rows, report_columns, store_claims
from saksi.workspace.holdings.models import Claim, Original, Report
from saksi.workspace.review.models import Decision
from saksi.workspace.session import Archive

ROUNDS = 21
WRITES = 100  # a round and side
ROWS_OF_A_BATCH = 100


def price_of_an_entry() -> list[Figure]:
    """Return what the log adds to one decision, and to each row of a batch, in processor time."""
    with archive_in_hand() as archive:
        claim = _claim()
        rounds = [
            (_decide(archive, claim, audited=False), _decide(archive, claim, audited=True))
            for _ in range(ROUNDS)
        ]
        batches = [_batch(archive, claim) for _ in range(ROUNDS)]
    added = median(with_ - without for without, with_ in rounds)
    quickest = min(with_ for _, with_ in rounds) - min(without for without, _ in rounds)
    return [
        Figure(
            "an entry adds to one small write (a decision), processor time: median; of the quickest rounds",
            f"{added * 1e6:.0f} µs; {quickest * 1e6:.0f} µs",
            "at most 100 µs",
        ),
        Figure(
            f"an entry adds to a row, in batches of {ROWS_OF_A_BATCH}, processor time",
            f"{median(batches) * 1e6:.0f} µs",
        ),
    ]


def _claim() -> Claim:
    original = Original.objects.create(
        object_id="0", name="a", sha256="0", size=0, received_at=datetime.now(UTC)
    )
    columns = report_columns(a_report(synthetic=True))
    report = Report.objects.create(received_in=original, position=0, key="0", comparison_key="0", **columns)
    rows = claim_rows(a_claim(), report, stage="claim", position=0)
    store_claims([rows])
    return rows.claim


def _decisions(claim: Claim, number: int) -> Iterator[Decision]:
    before = a_claim().model_dump(mode="json", by_alias=True)
    for _ in range(number):
        yield Decision(claim=claim, verdict="accepted", before=before, coder="ann", at=datetime.now(UTC))


def _decide(archive: Archive, claim: Claim, *, audited: bool) -> float:
    start = cpu()
    for row in _decisions(claim, WRITES):
        with transaction.atomic():
            row.save(force_insert=True)
            if audited:
                log.record(archive, action="accepted", about=f"claim {claim.pk}", states=[state_of(row)])
    return (cpu() - start) / WRITES


def _batch(archive: Archive, claim: Claim) -> float:
    rows = Decision.objects.bulk_create(_decisions(claim, ROWS_OF_A_BATCH))
    start = cpu()
    with transaction.atomic():
        log.record(archive, action="accepted", about="many", states=[state_of(row) for row in rows])
    return (cpu() - start) / ROWS_OF_A_BATCH


def verifying(entries: int) -> Figure:
    """Return the processor time that a log of so many entries takes to verify, and the memory at most."""
    with archive_in_hand() as archive:
        numbers = count()
        while next(numbers) < entries // 1_000:
            with transaction.atomic():
                for _ in range(1_000):
                    log.record(archive, action="left", about="a page, to measure with")
        start = cpu()
        verdict = verify(archive)
        spent = cpu() - start
    if verdict.faults or verdict.entries < entries:
        raise SystemExit(f"what is measured is not sound: {verdict}")
    peak = peak_bytes() // 2**20
    return Figure(
        f"verify a log of {entries:,} entries, processor time; memory of the process at most",
        f"{spent:.1f} s, {spent / entries * 1e6:.1f} s a million; {peak} MB",
        "15 s a million, indicative",
    )
