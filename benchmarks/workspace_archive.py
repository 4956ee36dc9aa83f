"""An archive of simulated reports and their claims, built once in a folder and used again."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.archive_shared import QUICK
from saksi import record
from saksi.archive import Holder, Layout, MasterKey, unlock
from saksi.archive.files import write_whole
from saksi.simulation import default_world, run
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.process import report
from saksi.simulation.reporting.stories import stories
from saksi.simulation.reporting.writing import texts
from saksi.workspace import ready

ready()

from django.db import transaction  # noqa: E402

from saksi.workspace.accounts.members import set_roles  # noqa: E402
from saksi.workspace.accounts.models import Member  # noqa: E402
from saksi.workspace.accounts.roles import Role  # noqa: E402
from saksi.workspace.audit import log  # noqa: E402
from saksi.workspace.audit.states import state_of  # noqa: E402
from saksi.workspace.frames import claim_rows, store_claims  # noqa: E402
from saksi.workspace.holdings.adding import add_documents  # noqa: E402
from saksi.workspace.holdings.creating import create_archive  # noqa: E402
from saksi.workspace.holdings.models import Report  # noqa: E402
from saksi.workspace.holdings.reading import claim_state  # noqa: E402
from saksi.workspace.session import Archive, opened  # noqa: E402

HOLDERS = {"ann": "seven grey herons wade", "ben": "nine red kites circle"}
CLAIMS = 10  # a report
OF_A_FILE = 500  # reports
OF_A_BATCH = 50  # reports whose claims enter together, as a reading stores them
READER = "rules"


def archive_of(folder: Path, n_reports: int) -> tuple[Layout, MasterKey]:
    """Return an archive with so many reports of ten claims each, all read, none decided.

    Parameters
    ----------
    folder
        Where archives of this benchmark lie; one that is there, and whole, is used again.
    """
    where = folder / f"archive-{n_reports}"
    whole = _whole(folder, n_reports)
    if whole.exists():
        layout = Layout(where)
        return layout, unlock(layout, HOLDERS["ann"], holder="ann")
    folder.mkdir(parents=True, exist_ok=True)
    layout, keys = create_archive(
        where,
        holders=[Holder(name, word) for name, word in HOLDERS.items()],
        recovery=False,
        hand_over=lambda _layout, _sheets: None,
        kind="synthetic",
        cost=QUICK,
    )
    with opened(layout, keys, actor="ann") as archive, tempfile.TemporaryDirectory() as work:
        for n, some in enumerate(_parts(simulated(n_reports), OF_A_FILE)):
            file = Path(work) / f"{n}.jsonl"
            file.write_text("\n".join(bare(each) for each in some), encoding="utf-8")
            add_documents(archive, paths=[file], pause=lambda _seconds: None)
            _store(archive, some)
            file.unlink()
    write_whole(whole, b"")
    return layout, keys


def is_whole(folder: Path, n_reports: int) -> bool:
    """Return whether an archive of so many reports was built in a folder to its end."""
    return _whole(folder, n_reports).exists()


def _whole(folder: Path, n_reports: int) -> Path:
    return folder / f"archive-{n_reports}.whole"


def let_all_work(layout: Layout, keys: MasterKey) -> None:
    """Give the members of an archive every role: all of them read, decide and take in."""
    with opened(layout, keys, actor="ann") as archive:
        for member in Member.objects.order_by("pk"):
            set_roles(archive, member=member, roles=Role)


def count_reports(layout: Layout, keys: MasterKey) -> int:
    """Return how many reports an archive holds."""
    with opened(layout, keys, actor="ann"):
        return Report.objects.count()


def simulated(number: int, *, seed: int = 1) -> Iterator[record.Report]:
    """Yield simulated reports, each with ten claims: its own, and these again under other ids."""
    world = default_world().with_people(200_000, provinces=10, counties=40)
    words = world.text.model_copy(update={"reports": max(number, 1_000)})
    made = report(Truth.of(run(world, seed=seed), world.model_copy(update={"text": words})))
    told = (text.report for text in texts(made, stories(made)))
    for n, each in enumerate(islice(_again(told, number), number)):
        claims = each.claims or ()
        more = [
            claims[k % len(claims)].model_copy(update={"id": f"c{k + 1}"})
            for k in range(CLAIMS if claims else 0)
        ]
        yield each.model_copy(update={"id": f"sim-{seed}-{n}", "claims": tuple(more), "read_by": None})


def _parts(reports: Iterable[record.Report], size: int) -> Iterator[list[record.Report]]:
    left = iter(reports)
    while some := list(islice(left, size)):
        yield some


def _again(told: Iterable[record.Report], number: int) -> Iterator[record.Report]:
    """Go through the reports again where a campaign wrote fewer: their texts then say which time it is."""
    kept = list[record.Report]()
    for each in told:
        kept.append(each)
        yield each
    for n in range(number):
        again = kept[n % len(kept)]
        yield again.model_copy(update={"text": f"{again.text}\n{n // len(kept) + 2}"})


def bare(each: record.Report) -> str:
    """Return a report without its claims, as a line of a file."""
    dumped = each.model_copy(update={"claims": ()}).model_dump(mode="json", by_alias=True)
    return json.dumps({name: value for name, value in dumped.items() if name != "claims"}, ensure_ascii=False)


def _store(archive: Archive, reports: Sequence[record.Report]) -> None:
    for some in _parts(reports, OF_A_BATCH):
        here = {row.report_id: row for row in Report.objects.filter(report_id__in=[each.id for each in some])}
        rows = [
            claim_rows(claim, here[each.id], stage="claim", position=n)
            for each in some
            for n, claim in enumerate(each.claims)
        ]
        with transaction.atomic():
            store_claims(rows)
            for row in here.values():
                row.read_by = READER
            Report.objects.bulk_update(here.values(), ["read_by"])
            states = [*(state_of(row) for row in here.values()), *(claim_state(row) for row in rows)]
            log.record(archive, action="read", about=f"{len(here)} reports", states=states)
