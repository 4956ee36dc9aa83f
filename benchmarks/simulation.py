"""The simulation: speed beside Mesa, the full model written, memory at 25 million, agreement of engines.

`python -m benchmarks.simulation` prints all of it; `--long` adds the run of 25,000,000 people. CPU time.
"""

import json
import subprocess
import sys
import tempfile
from math import erfc, sqrt
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks.memory import peak_bytes
from benchmarks.mesa_model import person_steps_a_second
from benchmarks.page import Figure
from benchmarks.person_loop import acts_by_kind
from saksi.cli.sim_disk import DiskFolder
from saksi.simulation import Scenario, default_toml, default_world, run
from saksi.simulation.codes import ACTS
from saksi.simulation.course import Course
from saksi.simulation.geography import layout
from saksi.simulation.output import write_run

DOCKED = ("screening", "detention_other", "detention_political_camp")
SEEDS = 600
PEOPLE = 100_000


def measure(*, long: bool = False, seeds: int = SEEDS) -> list[Figure]:
    """Return the figures of the simulation's truth side.

    Parameters
    ----------
    long
        Measure 25,000,000 people over a year too: some minutes and 2 GB.
    seeds
        Worlds a side in the comparison of engines.
    """
    run(default_world().with_people(2_000, provinces=2, counties=4))  # compiles
    figures = [_beside_mesa(), _full(stripped_run(1_000_000))]
    if long:
        figures.append(_memory())
    return [*figures, *_docking(seeds)]


def stripped_world(n: int) -> Scenario:
    """Return the default rates without watching, factions, provinces, laws and purges, as the Mesa model."""
    world = default_world().with_people(n, provinces=1, counties=1).with_days(365)
    nobody = world.screening.watch.model_copy(update={"elite": 0.0, "official": 0.0, "ordinary": 0.0})
    plain = world.screening.model_copy(update={"watch": nobody})
    none = world.people.faction.model_copy(update={"elite": 0.0, "official": 0.0})
    people = world.people.model_copy(update={"faction": none})
    return world.model_copy(update={"screening": plain, "people": people, "order": (world.order[1],)})


def stripped_run(n: int) -> float:
    """Return the CPU seconds of the stripped world's year: every act written to its row, no tables made.

    The making of the people is left out, as it is on the side of Mesa; the best of three.
    """
    world = stripped_world(n)

    def seconds() -> float:
        course = Course(world, seed=1, province=0, where=layout(world, 1))
        begun = process_time()
        acts = sum(len(rows) for _, rows in course.months())
        taken = process_time() - begun
        if not acts:
            raise RuntimeError("nothing was done in the stripped world: this measures nothing")
        return taken

    return min(seconds() for _ in range(3))


def _beside_mesa() -> Figure:
    """Compare at the same number of people: both are the slower the less of them fits into the caches."""
    ours, theirs = PEOPLE * 365 / stripped_run(PEOPLE), person_steps_a_second(PEOPLE)
    said = f"{ours:.2e} against {theirs:.2e}: {ours / theirs:,.0f} times"
    what = f"person-steps a CPU second, stripped model, {PEOPLE:,} people, Saksi against Mesa"
    return Figure(what, said, "1,500 times", ours > 1500 * theirs)


def _full(stripped: float) -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        begun = process_time()
        done = write_run(default_world(), default_toml(), DiskFolder(Path(folder)), seed=1)
        seconds = process_time() - begun
    said = (
        f"{seconds:.1f} s CPU, {done.rows['acts']:,} acts; {seconds / stripped:.0f} times the stripped year"
    )
    return Figure("full model, 1,000,000 people, 730 days, truth written", said, "10 s", seconds <= 10)


def _memory() -> Figure:
    """Run 25 million people in a fresh process, so that memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.simulation", "--one-large-run"],
        capture_output=True,
        text=True,
        check=True,
    )
    peak, seconds, acts = json.loads(done.stdout)
    said = f"{peak / 2**30:.2f} GB peak, {seconds:.0f} s CPU, {acts:,} acts"
    return Figure("25,000,000 people, 365 days, truth written", said, "2 GB", peak < 2e9)


def _large_run() -> None:
    text = default_toml().replace("n = 1_000_000", "n = 25_000_000")
    begun = process_time()
    world = default_world().with_people(25_000_000).with_days(365)
    with tempfile.TemporaryDirectory() as folder:
        done = write_run(world, text, DiskFolder(Path(folder)), seed=1)
    peak = peak_bytes()
    print(json.dumps([peak, process_time() - begun, done.rows["acts"]]))


def docking_world() -> Scenario:
    """Return 20,000 people over 150 days with a campaign and a law: where the engines are compared."""
    base = default_world()
    orders = (base.order[1], base.order[2].model_copy(update={"day": 30}))
    return (
        base.with_people(20_000, provinces=1, counties=5).with_days(150).model_copy(update={"order": orders})
    )


def docking(world: Scenario, seeds: range) -> dict[str, tuple[float, float, float, float]]:
    """Return for each act the means of engine and person-by-person loop, the difference's s.e., and p.

    Seeds share people and plans, so the difference is taken world by world.
    """
    ours = np.array(
        [np.bincount(run(world, seed=s).acts["act"].to_numpy(), minlength=len(ACTS)) for s in seeds]
    )
    theirs = np.array([acts_by_kind(world, s) for s in seeds])
    answer = {}
    for act in DOCKED:
        a, b = ours[:, ACTS.index(act)], theirs[:, ACTS.index(act)]
        error = float((a - b).std(ddof=1)) / sqrt(len(a))
        answer[act] = (
            float(a.mean()),
            float(b.mean()),
            error,
            erfc(abs(a.mean() - b.mean()) / error / sqrt(2)),
        )
    return answer


def _docking(seeds: int) -> list[Figure]:
    return [
        Figure(
            f"{act}: engine against person-by-person loop, {seeds} worlds",
            f"{a:.1f} against {b:.1f}: {a - b:+.2f}, s.e. {error:.2f}, p {p:.2f}",
            "p > 0.01",
            p > 0.01,
        )
        for act, (a, b, error, p) in docking(docking_world(), range(seeds)).items()
    ]


def main() -> None:
    """Print the figures."""
    if "--one-large-run" in sys.argv:
        _large_run()
        return
    for figure in measure(long="--long" in sys.argv):
        print(figure)


if __name__ == "__main__":
    main()
