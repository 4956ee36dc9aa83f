"""A world that many tests look at; and the way to the benchmarks, which hold the person-by-person loop."""

import sys
from pathlib import Path

import pytest

from saksi.simulation import World, default_world, run

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:  # `benchmarks` is no package that is installed
    sys.path.insert(0, str(ROOT))


@pytest.fixture(scope="session")
def world() -> World:
    """Return 10,000 people of Narin over the two years, in 3 provinces."""
    return run(default_world().with_people(10_000, provinces=3, counties=9), seed=7)
