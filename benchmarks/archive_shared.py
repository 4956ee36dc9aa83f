"""What the archive's benchmarks share: processor time, an archive to measure in, texts to add."""

import random
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from saksi import samples
from saksi.archive import Cost, Holder, Layout, MasterKey
from saksi.workspace import ready

ready()

from saksi.workspace.holdings.creating import create_archive  # noqa: E402
from saksi.workspace.session import Archive, opened  # noqa: E402

QUICK = Cost(memory_kib=64, passes=1, lanes=1)  # opening is not what is measured
WORDS_OF_A_TEXT = 400


def cpu(who: int = resource.RUSAGE_SELF) -> float:
    """Return the seconds of processor time that this process, or its children that ended, have used."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


@contextmanager
def new_archive() -> Iterator[tuple[Layout, MasterKey]]:
    """Make an archive of invented reports, for the time of the block."""
    with tempfile.TemporaryDirectory() as folder:
        holders = [Holder("ann", "seven grey herons wade"), Holder("ben", "nine red kites circle")]
        yield create_archive(
            Path(folder) / "archive",
            holders=holders,
            recovery=False,
            hand_over=lambda _layout, _sheets: None,
            kind="synthetic",
            cost=QUICK,
        )


@contextmanager
def archive_in_hand() -> Iterator[Archive]:
    """Make an archive and open it."""
    with new_archive() as (layout, keys), opened(layout, keys, actor="ann") as archive:
        yield archive


def texts(number: int) -> Iterator[str]:
    """Yield texts of some 2.4 KB, all different, in the words of the sample reports."""
    chance = random.Random(4)  # noqa: S311 - texts to measure with
    words = [
        word
        for file in sorted(Path(samples.__path__[0]).glob("osmere/*.txt"))
        for word in file.read_text(encoding="utf-8", errors="replace").split()
    ]
    for n in range(number):
        start = chance.randrange(len(words) - WORDS_OF_A_TEXT)
        yield f"Report {n}. " + " ".join(words[start : start + WORDS_OF_A_TEXT])
