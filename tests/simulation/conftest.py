"""A world that many tests look at; and the way to the benchmarks, which hold the person-by-person loop."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from saksi.cli.app import app
from saksi.simulation import World, default_toml, default_world, run

SMALL = {
    "n = 1_000_000": "n = 4_000",
    "counties = 120": "counties = 6",
    "provinces = 10": "provinces = 2",
    "reach = 0.1": "reach = 0.5",
    "n = 150": "n = 50",
}
ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:  # `benchmarks` is no package that is installed
    sys.path.insert(0, str(ROOT))


@pytest.fixture(scope="session")
def world() -> World:
    """Return 10,000 people of Narin over the two years, in 3 provinces."""
    return run(default_world().with_people(10_000, provinces=3, counties=9), seed=7)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a whole small run."""
    folder = tmp_path_factory.mktemp("world")
    scenario = folder / "small.toml"
    text = default_toml()
    for line, other in SMALL.items():
        assert line in text
        text = text.replace(line, other)
    scenario.write_text(text, "utf-8")
    result = CliRunner().invoke(app, ["sim", "run", str(scenario), "--output", str(folder / "run")])
    assert result.exit_code == 0
    return folder / "run"


@pytest.fixture(scope="session")
def drawn_folder(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the figures of that run: drawing takes seconds."""
    folder = tmp_path_factory.mktemp("drawn") / "figures"
    words = ["sim", "plots", str(run_folder), "--output", str(folder), "--replicates", "2"]
    assert CliRunner().invoke(app, words).exit_code == 0
    return folder
