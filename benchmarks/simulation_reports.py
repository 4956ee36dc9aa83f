"""The reporting side: texts in two languages with gold, many claims and texts, texts that are the same.

`python -m benchmarks.simulation_reports` prints it; `--long` adds 100,000 texts. CPU time of one process;
where several write, the sum over all.
"""

import resource
import sys
from time import perf_counter, process_time

import polars as pl

from benchmarks.page import Figure
from saksi.record import dump_report
from saksi.simulation import Scenario, World, default_world, run
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.process import Reporting, report
from saksi.simulation.reporting.stories import stories
from saksi.simulation.reporting.tables import HOWS
from saksi.simulation.reporting.writing import texts

TWO_LANGUAGES = (HOWS.index("original"), HOWS.index("own_translation"))
LOAD = 100_000  # texts of the long run


def measure(*, long: bool = False, jobs: int = 2) -> list[Figure]:
    """Return the figures of the reporting side.

    Parameters
    ----------
    long
        Write 100,000 texts as well: about a minute and a half of CPU time.
    jobs
        Processes of the long run.
    """
    scenario = default_world().with_people(200_000, provinces=10, counties=40)
    world = run(scenario, seed=1)
    list(texts(made := _reported(world, scenario, 50), stories(made)))  # loads words and frames
    figures = _two_languages(world, scenario)
    return [*figures, *_load(world, scenario, jobs)] if long else figures


def _reported(world: World, scenario: Scenario, reports: int, **sources: float) -> Reporting:
    text = scenario.text.model_copy(update={"reports": reports})
    seen = scenario.sources.model_copy(update=sources)
    changed = scenario.model_copy(update={"text": text, "sources": seen})
    return report(Truth.of(world, changed))


def _two_languages(world: World, scenario: Scenario) -> list[Figure]:
    made = _reported(world, scenario, 2_000)
    only = made.reports.with_columns(written=pl.col("written") & pl.col("how").is_in(TWO_LANGUAGES))
    made = Reporting(**{**vars(made), "reports": only})
    begin = process_time()
    told = list(stories(made))
    written = [dump_report(text.report) for text in texts(made, told)]
    seconds = process_time() - begin
    many = _reported(world, scenario, 10_000, reach=0.5)
    every = [text.report.text for text in texts(many, stories(many))]
    kinds = dict(many.reports.select("report", "how").iter_rows())
    numbers = many.reports.filter("written")["report"].to_list()
    copies = sum(kinds[number] == HOWS.index("duplicate") for number in numbers)
    same = 1 - len(set(every)) / len(every)
    return [
        Figure(
            f"{len(written):,} texts with gold: {len(written) // 2:,} reports in two languages",
            f"{seconds:.1f} s",
            "5 s",
            seconds <= 5,
        ),
        Figure(
            f"identical texts among {len(every):,} ({copies} are duplicates on purpose)",
            f"{same:.2%}",
            "0.5 %",
            same < 0.005,
        ),
    ]


def _load(world: World, scenario: Scenario, jobs: int) -> list[Figure]:
    made = _reported(world, scenario, LOAD, n=2_000, reach=0.4)
    written = made.reports.filter("written")
    if written.height > LOAD:
        last = int(written["root_report"].quantile(LOAD / written.height) or 0)
        fewer = made.reports.with_columns(pl.col("written") & (pl.col("root_report") <= last))
        made = Reporting(**{**vars(made), "reports": fewer})
    begin, clock = _all_cpu(), perf_counter()
    claims = [len(text.report.claims) for text in texts(made, stories(made), jobs=jobs)]
    seconds, wall = _all_cpu() - begin, perf_counter() - clock
    return [
        Figure(
            f"{sum(claims):,} claims in {len(claims):,} texts, {jobs} processes",
            f"{wall:.0f} s of the clock, {seconds:.0f} s of CPU time",
            "60 s",
            min(wall, seconds / jobs) <= 60,
        )
    ]


def _all_cpu() -> float:
    """Return the CPU seconds of this process and of those it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def main() -> int:
    """Measure and print; returns 1 if a bar is missed."""
    figures = measure(long="--long" in sys.argv)
    for figure in figures:
        print(figure)
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
