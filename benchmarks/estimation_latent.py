"""The latent class model: right beside better-sampled references, or flagged; and how fast.

`python -m benchmarks.estimation_latent` prints its section (a quarter of an hour); `--long 600` adds plain
Gibbs runs of so many seconds a table as references. The R package is not here: no ratio is claimed.
"""

import argparse
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, process_time
from typing import Any, NamedTuple

import numpy as np

from benchmarks.estimation import references
from benchmarks.page import measured
from saksi.estimation import CaptureHistories, EstimationSettings
from saksi.estimation.latent_class import latent_class
from saksi.estimation.latent_class.chains import Chain, apart, compile_now, make_chain, run_chains
from saksi.estimation.latent_class.model import CHAINS
from saksi.estimation.latent_class.patterns import Patterns, patterns_of
from saksi.estimation.latent_class.priors import LatentClassSettings, prior_of
from saksi.estimation.latent_class.sweeps import PLAIN

BUDGET = 60.0  # seconds a table
TRUSTED_RHAT, TRUSTED_ESS = 1.01, 400.0
MEDIAN, ENDS = 0.05, 0.10
SCALED = ("kosovo", "uk_5")
MODEL = LatentClassSettings()
INTRODUCTION = (
    f"Each sample table within {BUDGET:.0f} s on two cores, beside LCMCR's printed quantiles where its chains"
    f" agree (R-hat < {TRUSTED_RHAT}, more than {TRUSTED_ESS:.0f} effective draws), or a longer run. ESS per"
    " CPU second beside the R package: not measured, no build of it is present."
)


class Row(NamedTuple):
    """One table: ours, the reference where there is one, and what ours cost."""

    name: str
    ours: tuple[float, float, float]
    converged: bool
    sampler: str
    ess: float
    cpu: float
    reference: tuple[float, float, float] | None

    @property
    def verdict(self) -> str:
        """Whether the row keeps the bar: right, flagged, or wrong without saying so."""
        if self.reference is None:
            return "no reference" if self.converged else "flagged"
        off = [abs(a / b - 1) for a, b in zip(self.ours, self.reference, strict=True)]
        if off[1] <= MEDIAN and max(off) <= ENDS:
            return "agrees" if self.converged else "agrees, flagged"
        return "WRONG" if self.converged else "flagged"


def measure(*, budget: float = BUDGET, long: float = 0.0) -> list[Row]:
    """Run every sample table within a budget.

    Parameters
    ----------
    budget
        Seconds a table.
    long
        Seconds of a plain Gibbs run for tables without a trusted reference; 0 = none is run.
    """
    compile_now()
    return [_row(table, said, budget, long) for table, said in references() if len(table.lists) > 2]


def threads(name: str, sweeps: int = 4_000) -> float:
    """Return how many times faster four chains are on two threads than on one, in wall time."""
    compile_now()
    table = next(_patterns(table) for table, said in references() if said["dataset"] == name)
    prior = prior_of(MODEL, lists=table.lists, documented=table.documented, largest_ratio=21.0)

    def wall(workers: int) -> float:
        made = [make_chain(table, MODEL.classes, 1, at, ladder=False) for at in range(4)]

        def work(chain: Chain) -> None:
            chain.run(apart(table), prior, CHAINS, sweeps)

        begun = monotonic()
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(work, made))
        return monotonic() - begun

    return float(np.median([wall(1) / wall(2) for _ in range(5)]))


def section(rows: list[Row], faster: Mapping[str, float]) -> list[str]:
    """Return the section of the page."""
    wrong = sum(row.verdict == "WRONG" for row in rows)
    lines = [
        "## Estimation: the latent class model",
        "",
        INTRODUCTION,
        "",
        "| table | total [95 %] | reference | converged | effective draws | a CPU second | |",
        "|---|---|---|---|---:|---:|---|",
    ]
    for row in rows:
        held = "none" if row.reference is None else _interval(row.reference)
        said = f"yes, {row.sampler}" if row.converged else "no"
        rate = f"{row.ess / row.cpu:.0f}" if row.ess >= TRUSTED_ESS else "-"
        told = f"{row.name} | {_interval(row.ours)} | {held} | {said}"
        lines.append(f"| {told} | {row.ess:.0f} | {rate} | {row.verdict} |")
    threads_beside = (
        (f"four chains on two threads beside one, {name}, wall time", f"{times:.2f} times", "1.8 times")
        for name, times in faster.items()
    )
    silent = ("tables that are off their reference without saying so", wrong, 0)
    return [*lines, "", *measured((silent, *threads_beside))]


def _row(histories: CaptureHistories, said: Mapping[str, Any], budget: float, long: float) -> Row:
    begun = process_time()
    row = latent_class(histories, seed=1, budget_seconds=budget, settings=EstimationSettings())
    spent = process_time() - begun
    found = row.diagnostics
    reference = _trusted(said) or (_plain(histories, long) if long else None)
    ours = (float(row.lower or 0), float(row.total or 0), float(row.upper or 0))
    ess = min(found["ess_bulk"] or 0.0, found["ess_tail"] or 0.0)
    return Row(said["dataset"], ours, found["converged"], found["sampler"], ess, spent, reference)


def _trusted(said: Mapping[str, Any]) -> tuple[float, float, float] | None:
    for better in said.get("lcmcr_model_better_sampled", ()):
        if better["rhat"] < TRUSTED_RHAT and better["ess"] > TRUSTED_ESS:
            return better["ci"][0], better["median"], better["ci"][1]
    theirs = said.get("LCMCR", {})
    if theirs.get("split_rhat_log_n0", 2.0) < TRUSTED_RHAT and theirs["ess_multichain_log_n0"] > TRUSTED_ESS:
        return tuple(theirs["quantiles"][key] for key in ("2.5%", "50%", "97.5%"))
    return None


def _plain(histories: CaptureHistories, seconds: float) -> tuple[float, float, float] | None:
    """Return quantiles of plain Gibbs, where it came to trust itself."""
    table = _patterns(histories)
    prior = prior_of(MODEL, lists=table.lists, documented=table.documented, largest_ratio=21.0)
    run = run_chains(
        table, prior, PLAIN, classes=MODEL.classes, chains=4, seed=9, ladders=False, seconds=seconds
    )
    lower, median, upper = (float(x) for x in np.quantile(run.totals, (0.025, 0.5, 0.975)))
    return (lower, median, upper) if run.converged else None


def _patterns(histories: CaptureHistories) -> Patterns:
    return patterns_of(histories.membership, histories.counts)


def _interval(numbers: tuple[float, float, float]) -> str:
    return f"{numbers[1]:,.0f} [{numbers[0]:,.0f}, {numbers[2]:,.0f}]"


def measured_section() -> list[str]:
    """Measure at the standard budget, and return the section of the page."""
    return section(measure(budget=BUDGET), {name: threads(name) for name in SCALED})


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--budget", type=float, default=BUDGET)
    parser.add_argument("--long", type=float, default=0.0)
    asked = parser.parse_args()
    rows = measure(budget=asked.budget, long=asked.long)
    print("\n".join(section(rows, {name: threads(name) for name in SCALED})))


if __name__ == "__main__":
    main()
