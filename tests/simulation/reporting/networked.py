"""Small worlds and what networks make of them."""

from typing import Any

from saksi.simulation import Scenario, World
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.process import Reporting, report


def changed(scenario: Scenario, part: str, **values: Any) -> Scenario:
    """Return a scenario with some values of one of its tables changed."""
    table = getattr(scenario, part).model_copy(update=values)
    return scenario.model_copy(update={part: table})


def reported(world: World, **tables: dict[str, Any]) -> Reporting:
    """Return what a network makes of a world; ``sources={"reach": 2.0}`` changes one of its tables."""
    scenario = world.scenario
    for part, values in tables.items():
        scenario = changed(scenario, part, **values)
    return report(Truth.of(world, scenario))
