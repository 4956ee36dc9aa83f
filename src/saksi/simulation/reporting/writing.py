"""The texts of the reports: each original from its story, then its translation and copies."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any, NamedTuple

from joblib import Parallel, delayed

from saksi.record import Report
from saksi.simulation.reporting.invented import outlets
from saksi.simulation.reporting.process import Reporting
from saksi.simulation.reporting.stories import Told, report_id
from saksi.simulation.reporting.tables import HOWS, Arrow
from saksi.simulation.streams import DayStreams
from saksi.simulation.texts import Copy, Outlet, Story, Written, copy_story, write
from saksi.simulation.texts.story import Family

Row = dict[str, Any]
CHUNK = 200  # originals that one job writes at a time


class Text(NamedTuple):
    """A report with its gold, and the spans of the words of each slot."""

    report: Report
    slots: Mapping[tuple[str, str], tuple[tuple[int, int], ...]]


class _Task(NamedTuple):
    story: Story
    report: int
    copies: tuple[Row, ...]


class _Setting(NamedTuple):
    seed: int
    replicate: int
    family: Family
    outlets: tuple[Outlet, ...]


def texts(made: Reporting, told: Iterable[Told], *, jobs: int = 1) -> Iterator[Text]:
    """Yield the reports that are written out, copies after what they copy.

    Each text has its own random stream, named by its number: more or fewer of them change none.

    Parameters
    ----------
    made, told
        What the network made, and its stories.
    jobs
        Processes; the texts are the same for every number.
    """
    truth = made.truth
    setting = _Setting(
        truth.seed,
        truth.replicate,
        truth.scenario.text.template_family,
        outlets(truth.scenario.outlets.n),
    )
    tasks = _tasks(made, told)
    with Parallel(n_jobs=jobs, return_as="generator") as pool:
        for part in pool(delayed(_write_all)(chunk, setting) for chunk in _chunks(tasks)):
            yield from part


def _tasks(made: Reporting, told: Iterable[Told]) -> Iterator[_Task]:
    start = made.truth.scenario.meta.start
    copies: dict[int, list[Row]] = defaultdict(list)
    written = made.reports.filter("written")
    for row in written.iter_rows(named=True):
        if HOWS[row["how"]] != "original":
            copies[row["root_report"]].append({**row, "published": start + timedelta(days=row["day"])})
    wanted = set(written.filter(written["how"] == 0)["report"])
    for one in told:
        if one.report in wanted:
            yield _Task(one.story, one.report, tuple(copies[one.report]))


def _chunks(tasks: Iterator[_Task]) -> Iterator[list[_Task]]:
    while chunk := list(islice(tasks, CHUNK)):
        yield chunk


def _write_all(tasks: Sequence[_Task], setting: _Setting) -> list[Text]:
    words = DayStreams(setting.seed, Arrow.WORDS, replicate=setting.replicate, province=2)
    with _uncollected():
        return [text for task in tasks for text in _written(task, setting, words)]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put garbage collection off while some texts are written: it looks a third of the time at what stays."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _written(task: _Task, setting: _Setting, words: DayStreams) -> Iterator[Text]:
    done: dict[int, Written] = {}
    first = write(task.story, rng=words.on(task.report), family=setting.family)
    done[task.report] = first
    yield Text(first.report, first.slots)
    for row in task.copies:
        source, how = done[row["of"]], HOWS[row["how"]]
        if how == "duplicate":
            yield Text(source.report.model_copy(update={"id": report_id(row["report"])}), source.slots)
            continue
        copy = Copy(
            id=report_id(row["report"]),
            outlet=setting.outlets[row["outlet"]],
            published=row["published"],
            how="translated" if how == "own_translation" else how,  # type: ignore[arg-type]
            credited=row["credited"],
            sure=row["sure"],
        )
        done[row["report"]] = copy_story(source, copy, rng=words.on(row["report"]))
        yield Text(done[row["report"]].report, done[row["report"]].slots)
