"""Coverage, width and refusals of `combined` on simulated lists with a known truth, many tables a network.

`python -m benchmarks.estimation_validation --tables 1000` runs what is not there yet, a line of
`out/estimation-validation/` a table: stopped at any time, it goes on where it was. Without `--tables` it
prints what there is.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saksi.estimation import Estimate, EstimationSettings, estimate, histories_from_frame
from saksi.simulation.known import known_lists

NETWORKS = "ABCEDFGH"  # those with a bar first
PEOPLE = 2_700
SEED = 1
OUT = Path(__file__).parents[1] / "out" / "estimation-validation"
HEADS = (
    "network", "tables", "refused", "warned", "coverage", "coverage, unwarned", "number over truth", "width",
    "off by 2", "cut by the clock",
)  # fmt: skip


class Share(NamedTuple):
    """A share of tables, with its Monte Carlo error; both not a number where there is no table."""

    value: float
    error: float

    def __str__(self) -> str:
        return "-" if np.isnan(self.value) else f"{self.value:.3f} ± {self.error:.3f}"


class Cell(NamedTuple):
    """What `combined` said of tables with a known truth: shares of all tables, coverage of those answered.

    ``median_ratio`` and ``width`` (upper over lower) are medians of those answered, ``off_by_two`` counts
    unwarned rows over a factor of two from the truth, ``cut`` rows in which the clock stopped a method.
    """

    name: str
    tables: int
    refused: Share
    warned: Share
    coverage: Share
    coverage_unwarned: Share
    median_ratio: float
    width: float
    off_by_two: int
    cut: int


def told(row: Estimate, truth: float, **more: Any) -> dict[str, Any]:
    """Return what the study keeps of a row."""
    return {
        "truth": truth, "total": row.total, "lower": row.lower, "upper": row.upper,
        "rule": row.diagnostics.get("rule"), "warnings": list(row.warnings),
        "cut": bool(row.diagnostics.get("cut_by_the_clock")), **more,
    }  # fmt: skip


def replicate(network: str, number: int, settings: EstimationSettings, method: str = "all") -> dict[str, Any]:
    """Draw one table, estimate it, and return what the study keeps."""
    drawn = known_lists(network, people=PEOPLE, seed=SEED, replicate=number)
    begun = process_time()
    row = estimate(histories_from_frame(drawn.histories), method, settings=settings)["combined"]
    spent = round(process_time() - begun, 3)
    return told(row, float(drawn.total), network=network, replicate=number, cpu=spent)


def summary(name: str, rows: Sequence[dict[str, Any]]) -> Cell:
    """Return what rows with their truths amount to."""
    answered = [row for row in rows if row["total"] is not None]
    unwarned = [row for row in answered if not row["warnings"]]
    ratios = np.array([row["total"] / row["truth"] for row in answered])
    widths = np.array([row["upper"] / row["lower"] for row in answered])
    return Cell(
        name, len(rows),
        _share(np.array([row["total"] is None for row in rows])),
        _share(np.array([row["total"] is not None and bool(row["warnings"]) for row in rows])),
        _covered(answered), _covered(unwarned),
        float(np.median(ratios)) if answered else float("nan"),
        float(np.median(widths)) if answered else float("nan"),
        sum(not 0.5 <= row["total"] / row["truth"] <= 2 for row in unwarned),
        sum(row["cut"] for row in rows),
    )  # fmt: skip


def _covered(rows: Sequence[dict[str, Any]]) -> Share:
    return _share(np.array([row["lower"] <= row["truth"] <= row["upper"] for row in rows]))


def _share(found: NDArray[np.bool_]) -> Share:
    """Return the share of true ones; its error as if one more had been true and one false (never nothing)."""
    if not len(found):
        return Share(float("nan"), float("nan"))
    shrunk = (found.sum() + 1) / (len(found) + 2)
    return Share(float(found.mean()), float(np.sqrt(shrunk * (1 - shrunk) / len(found))))


def run(networks: str, tables: int, folder: Path, *, settings: EstimationSettings | None = None) -> None:
    """Run the tables that are not there yet, a round of all networks at a time, and note each at once.

    Raises
    ------
    SystemExit
        The folder holds tables of other settings: they must not be mixed.
    """
    made = settings or EstimationSettings()
    folder.mkdir(parents=True, exist_ok=True)
    _check_settings(folder / "settings.json", made)
    for network in networks:
        _end_line(folder / f"{network}.jsonl")
    done = {network: {row["replicate"] for row in _read(folder / f"{network}.jsonl")} for network in networks}
    for number in range(tables):
        for network in networks:
            if number not in done[network]:
                row = replicate(network, number, made)
                with (folder / f"{network}.jsonl").open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")
        if (number + 1) % 10 == 0:
            print(f"{number + 1} of {tables} tables of each of {networks}", file=sys.stderr, flush=True)


def _check_settings(file: Path, settings: EstimationSettings) -> None:
    said = {**asdict(settings), "people": PEOPLE, "first_seed": SEED}
    if file.exists() and json.loads(file.read_text(encoding="utf-8")) != json.loads(json.dumps(said)):
        raise SystemExit(f"{file} has other settings; needed the same, or another --folder")
    file.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def _end_line(file: Path) -> None:
    """End the line of a run that was stopped while it wrote, so that the next is whole."""
    if file.exists() and not file.read_bytes().endswith(b"\n"):
        with file.open("a", encoding="utf-8") as end:
            end.write("\n")


def _read(file: Path) -> Iterator[dict[str, Any]]:
    if not file.exists():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:  # cut where a run was stopped
            continue


def validation(networks: str = NETWORKS, folder: Path = OUT) -> list[str]:
    """Return the table of coverage, width and refusals of what was run, a row a network."""
    cells = [summary(name, rows) for name in networks if (rows := list(_read(folder / f"{name}.jsonl")))]
    said = (
        f"Lists of {PEOPLE:,} people under the simulation's networks, every family, with Monte Carlo errors."
        " Off by 2: unwarned rows over a factor of two from the truth. Cut: tables on which a method ran out"
        " of its time, which a slower machine would have more of."
    )
    if not cells:
        return ["Coverage over simulated tables: not run here; `make validate-estimation` runs it.", ""]
    return [
        said,
        "",
        f"| {' | '.join(HEADS)} |",
        f"|---|{'---:|' * (len(HEADS) - 1)}",
        *(_line(cell) for cell in cells),
        "",
    ]


def _line(cell: Cell) -> str:
    shares = (cell.refused, cell.warned, cell.coverage, cell.coverage_unwarned)
    return (
        f"| {cell.name} | {cell.tables:,} | {' | '.join(map(str, shares))} | {cell.median_ratio:.2f}"
        f" | {cell.width:.2f} | {cell.off_by_two} | {cell.cut} |"
    )


def main() -> None:
    """Run what is missing, then print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tables", type=int, default=0, help="of each network; 0 prints what there is")
    asked.add_argument("--networks", default=NETWORKS)
    asked.add_argument("--folder", type=Path, default=OUT)
    asked.add_argument("--budget", type=float, default=EstimationSettings().budget_seconds)
    given = asked.parse_args()
    run(given.networks, given.tables, given.folder, settings=EstimationSettings(budget_seconds=given.budget))
    print("\n".join(validation(given.networks, given.folder)))


if __name__ == "__main__":
    main()
