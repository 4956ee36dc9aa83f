"""A campaign in an invented country, with the truth kept: the test bench of reading, linking and estimation.

Everything it makes is marked synthetic. Nothing here searches for parameters, ranks people or finds sources.
"""

from saksi.simulation.lint import Fault, lint, load_scenario
from saksi.simulation.scenario import Scenario, default_toml, default_world
from saksi.simulation.tables import TRUTH, in_words
from saksi.simulation.world import World, run

__all__ = [
    "TRUTH",
    "Fault",
    "Scenario",
    "World",
    "default_toml",
    "default_world",
    "in_words",
    "lint",
    "load_scenario",
    "run",
]
