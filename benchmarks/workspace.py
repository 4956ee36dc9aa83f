"""The workspace under load: 20 people, one request each every 3 seconds, while an import runs.

`python -m benchmarks.workspace` measures a small archive for a minute; `--long` takes 100,000 reports with
1,000,000 claims and ten minutes, and builds them first, which takes most of an hour: they stay in
`out/workspace`. `python -m benchmarks workspace` measures these where they are there, else the small ones.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copytree
from statistics import median, quantiles

from benchmarks.page import Figure, measured
from benchmarks.workspace_archive import archive_of, bare, count_reports, is_whole, let_all_work, simulated
from benchmarks.workspace_users import OTHERS, READING, Asked, Person, work
from saksi.archive import Layout

PEOPLE, EVERY = 20, 3.0
BAR = 0.3  # s at the 95th percentile of each page
SMALL, LARGE = (1_000, 60.0), (100_000, 600.0)  # reports, seconds
ALONE = 20  # requests of each page, one after another
IMPORTED = 2_000  # reports that are imported meanwhile, again and again until the time is over
TICKS = os.sysconf("SC_CLK_TCK")
KEPT = Path(__file__).parents[1] / "out" / "workspace"


def measure(folder: Path | None = None, *, size: tuple[int, float] = SMALL) -> list[Figure]:
    """Return the figures of the workspace under load.

    Parameters
    ----------
    folder
        Where the archive is kept from one run to the next; None = built anew, and removed.
    size
        Reports in the archive, and seconds that people work: `LARGE` is what the bar names.
    """
    n_reports, seconds = size
    with ExitStack() as stack:
        here = folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        layout, keys = archive_of(here, n_reports)
        work_on = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=here))) / "archive"
        copytree(layout.folder, work_on)  # what is decided and imported does not count next time
        let_all_work(Layout(work_on), keys)
        server, port = stack.enter_context(_served(work_on))
        first = _alone(server, port, n_reports)
        stack.enter_context(_importing(port, seconds))
        before = _cpu(server)
        asked = work(
            port, [f"sim-1-{n}" for n in range(n_reports)], people=PEOPLE, every=EVERY, seconds=seconds
        )
        spent = _cpu(server) - before
        imported = count_reports(Layout(work_on), keys) - n_reports
        keys.wipe()
    return [*first, *_figures(asked, spent, n_reports, seconds, imported)]


def measure_kept() -> list[Figure]:
    """Return the figures of the large archive where it was built before, else of a small one."""
    return measure(KEPT, size=LARGE) if is_whole(KEPT, LARGE[0]) else measure()


def section(figures: list[Figure]) -> list[str]:
    """Return the figures as the lines of a page."""
    return ["## Workspace", "", *measured(figures)]


def _figures(
    asked: Sequence[Asked], spent: float, n_reports: int, seconds: float, imported: int
) -> list[Figure]:
    pages = sorted({each.page for each in asked})
    failed = [each for each in asked if each.status >= 400 and each.status != 409]
    what = f"{PEOPLE} people, {n_reports:,} reports, {10 * n_reports:,} claims, an import, {seconds:.0f} s"
    return [
        Figure(f"{what}: requests", f"{len(asked):,}"),
        Figure("reports that the import took in meanwhile", f"{imported:,}"),
        Figure(
            "lock errors; other answers that are errors",
            f"{sum(e.busy for e in asked)}; {_said(failed)}",
            "0",
        ),
        Figure("processor time of the server a request", f"{spent / max(len(asked), 1) * 1e3:.0f} ms"),
        *(_of_page(page, [each.seconds for each in asked if each.page == page]) for page in pages),
    ]


def _said(failed: Sequence[Asked]) -> str:
    return ", ".join(sorted({f"{each.status} to {each.page}" for each in failed})) or "none"


def _of_page(page: str, seconds: Sequence[float]) -> Figure:
    slow = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    middle = f"median {median(seconds) * 1e3:.0f} ms of {len(seconds)}"
    return Figure(
        f"{page}, by the clock: 95th percentile ({middle})", f"{slow * 1e3:.0f} ms", f"{BAR * 1e3:.0f} ms"
    )


def _alone(server: int, port: int, n_reports: int) -> list[Figure]:
    """Return what the first look at the claims takes, and the processor time of each page asked for alone."""
    person = Person(port, [f"sim-1-{n}" for n in range(n_reports)], random.Random(0))  # noqa: S311 - which page
    person.sign_in("ann")
    before = _cpu(server)
    person.ask("", "GET", "/claims/")
    first = Figure(
        f"{10 * n_reports:,} claims: the first look after an unlock, processor time",
        f"{_cpu(server) - before:.1f} s",
    )
    return [first, *(_of_one(server, person, page, path) for page, path in (READING, *OTHERS))]


def _of_one(server: int, person: Person, page: str, path: Callable[[Person], str]) -> Figure:
    before = _cpu(server)
    for _ in range(ALONE):
        person.ask(page, "GET", path(person))
    if other := {each.status for each in person.asked if each.page == page} - {200}:
        raise SystemExit(f"{page} was answered with {other}: there is nothing to measure")
    return Figure(f"{page}, processor time of one", f"{(_cpu(server) - before) / ALONE * 1e3:.0f} ms")


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, int]]:
    """Serve an archive in a process of its own; yield that process's number, and the port."""
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "saksi", "serve", str(folder), "--port", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process.pid, _port(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def _port(process: "subprocess.Popen[str]") -> int:
    assert process.stderr is not None  # noqa: S101 - we asked for it
    for line in process.stderr:
        if "http://localhost:" in line:
            return int(line.split("http://localhost:")[1].split()[0])
    raise SystemExit("the server did not start")


@contextmanager
def _importing(port: int, seconds: float) -> Iterator[None]:
    """Send reports to be taken in, as many as the time needs; jobs take them in one after another."""
    person = Person(port, (), random.Random(0))  # noqa: S311 - it draws nothing
    person.sign_in("ben")
    for n in range(max(1, int(seconds // 60))):
        text = "\n".join(bare(each) for each in simulated(IMPORTED, seed=2 + n))
        person.upload(f"import-{n}.jsonl", text.encode())
    yield


def _cpu(process: int) -> float:
    """Return the seconds of processor time of a process; of those that it started, nothing."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workspace", description=__doc__)
    parser.add_argument("--long", action="store_true", help="100,000 reports, 1,000,000 claims, ten minutes")
    parser.add_argument("--reports", type=int, help="as many reports, for a minute")
    parser.add_argument("--folder", type=Path, help="keep the archive here from one run to the next")
    given = parser.parse_args()
    size = LARGE if given.long else (given.reports or SMALL[0], SMALL[1])
    folder = given.folder or (KEPT if given.long else None)
    print("\n".join(section(measure(folder, size=size))))


if __name__ == "__main__":
    main()
