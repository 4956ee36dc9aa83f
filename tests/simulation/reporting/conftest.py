"""One world and all that its network makes of it, shared by the tests of the reporting side."""

from dataclasses import dataclass

import polars as pl
import pytest
from tests.simulation.reporting.networked import reported

from saksi.simulation import World
from saksi.simulation.reporting.answers import claim_truth, event_truth
from saksi.simulation.reporting.lists import Lists, make_lists
from saksi.simulation.reporting.process import Reporting
from saksi.simulation.reporting.stories import Told, stories
from saksi.simulation.reporting.writing import Text, texts


@dataclass(frozen=True)
class Everything:
    world: World
    made: Reporting
    told: list[Told]
    texts: list[Text]
    claims: pl.DataFrame
    events: pl.DataFrame
    lists: Lists


@pytest.fixture(scope="session")
def everything(world: World) -> Everything:
    made = reported(world, sources={"reach": 0.4}, outlets={"copy_": 0.4}, desks={"denied": 0.05})
    told = list(stories(made))
    written = list(texts(made, told))
    return Everything(
        world, made, told, written, claim_truth(made, told), event_truth(made), make_lists(made, told)
    )
