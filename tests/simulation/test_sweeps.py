import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from saksi.cli.sim_disk import DiskFolder
from saksi.record import InvalidInput
from saksi.simulation import default_toml
from saksi.simulation.designs import load_design
from saksi.simulation.sweeps import cells, sweep

GRID = """
[sweep]
kind = "grid"
replicates = 2
people = 1000
provinces = 2
counties = 4
[vary]
"dark.no_living_witness.execution" = [0.0, 0.5]
"order.2.intensity" = [2.0, 8.0]
"""
CUBE = """
[sweep]
kind = "latin_hypercube"
cells = 8
people = 1000
provinces = 2
counties = 4
[vary]
"sources.reach" = {low = 0.1, high = 2.0}
"chain.escalate" = {low = 0.0, high = 0.4}
"""


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "parts").glob("*.parquet")}


def test_a_grid_has_every_combination_and_replicate_under_its_own_hash() -> None:
    made = cells(load_design(GRID, "g.toml"), default_toml())
    assert len({cell.name for cell in made}) == len(made) == 2 * 2 * 2
    again = cells(load_design(GRID, "g.toml"), default_toml())
    assert [cell.name for cell in again] == [cell.name for cell in made]
    other = cells(load_design(GRID.replace("people = 1000", "people = 1001"), "g.toml"), default_toml())
    assert not {cell.name for cell in other} & {cell.name for cell in made}


def test_a_latin_hypercube_has_one_value_in_each_slice_of_each_range() -> None:
    made = cells(load_design(CUBE, "c.toml"), default_toml())
    for key, low, high in (("sources.reach", 0.1, 2.0), ("chain.escalate", 0.0, 0.4)):
        slices = sorted(int((float(cell.values[key]) - low) / (high - low) * 8) for cell in made)
        assert slices == list(range(8))


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a grid that two shards have made, one after the other."""
    path = tmp_path_factory.mktemp("swept")
    design, folder = load_design(GRID, "g.toml"), DiskFolder(path)
    assert sweep(design, default_toml(), folder, shard=(1, 2)) == 4
    assert not (path / "results.csv").exists()
    assert sweep(design, default_toml(), folder, shard=(2, 2)) == 4
    return path


def test_shards_make_all_cells_once_and_the_last_one_joins_them(swept: Path) -> None:
    design, folder = load_design(GRID, "g.toml"), DiskFolder(swept)
    results = pl.read_csv(swept / "results.csv")
    assert results.height == 8 * 5
    assert set(results.columns) == {
        "dark.no_living_witness.execution", "order.2.intensity", "replicate", "method", "documented", "bias",
        "covered", "width", "refused",
    }  # fmt: skip
    assert sweep(design, default_toml(), folder) == 0


def test_outcomes_are_errors_of_observation_and_never_numbers_of_people(swept: Path) -> None:
    results = pl.read_csv(swept / "results.csv")
    assert results["documented"].is_between(0, 1).all()
    assert (results.filter(pl.col("method") == "union")["bias"] <= 0).all()
    plain = results.filter(pl.col("method") == "union")
    assert (plain["bias"] - (plain["documented"] - 1)).abs().max() == pytest.approx(0, abs=1e-9)


def test_after_kill_9_the_same_command_makes_only_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_text(GRID.replace("replicates = 2", "replicates = 3"), "utf-8")
    command = [
        sys.executable,
        "-m",
        "saksi",
        "sim",
        "sweep",
        str(tmp_path / "d.toml"),
        "--output",
        str(tmp_path / "out"),
    ]
    broken = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    parts = tmp_path / "out" / "parts"
    deadline = time.monotonic() + 120
    while len(list(parts.glob("*.parquet"))) < 1 and time.monotonic() < deadline and broken.poll() is None:
        time.sleep(0.02)
    os.kill(broken.pid, signal.SIGKILL)
    broken.wait()
    kept = {path.name: path.stat().st_mtime_ns for path in parts.glob("*.parquet")}
    assert 1 <= len(kept) < 12
    assert all(pl.read_parquet(parts / name).height == 5 for name in kept)  # whole or not there
    design = load_design((tmp_path / "d.toml").read_text("utf-8"), "d.toml")
    assert sweep(design, default_toml(), DiskFolder(tmp_path / "out")) == 12 - len(kept)
    assert all((parts / name).stat().st_mtime_ns == then for name, then in kept.items())
    assert pl.read_csv(tmp_path / "out" / "results.csv").height == 12 * 5


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (('"order.2.intensity"', '"order.9.intensity"'), "no '9' there"),
        (('"order.2.intensity"', '"order.2.intensty"'), "no such key"),
        (("[2.0, 8.0]", "[2.0, -8.0]"), r"order\[2\]\.intensity = -8.0"),
        (("[0.0, 0.5]", "[0.0, 1.5]"), "less than or equal to 1"),
        (("[2.0, 8.0]", "[2.0, nan]"), r"order\[2\]\.intensity = nan"),
    ],
)
def test_a_cell_that_is_no_scenario_names_key_and_value(change: tuple[str, str], why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        cells(load_design(GRID.replace(*change), "g.toml"), default_toml())


@pytest.mark.parametrize("text", ["x = [", "x = 1\n"])
def test_a_sweep_of_what_is_no_scenario_says_so(text: str) -> None:
    with pytest.raises(InvalidInput, match="the scenario of the sweep has a fault"):
        cells(load_design(GRID, "g.toml"), text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[sweep", "no TOML"),
        (GRID.replace('kind = "grid"', 'kind = "maximise"'), "sweep.kind"),
        (GRID.replace("[0.0, 0.5]", "{low = 0, high = 1}"), "a grid needs a list"),
        (CUBE.replace("cells = 8", ""), "needs sweep.cells"),
        (CUBE.replace("{low = 0.0, high = 0.4}", "[0.1]"), "low and high for every key"),
        (GRID.split("[vary]", maxsplit=1)[0] + "[vary]\n", "nothing to vary"),
        (GRID + "[goal]\nmaximise = 'detained'\n", "goal"),
    ],
)
def test_a_design_that_cannot_be_swept_says_why(text: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        load_design(text, "d.toml")
