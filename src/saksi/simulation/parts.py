"""Building blocks of a scenario file: frozen tables, values by status, and the source of each value."""

from functools import cached_property
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

Probability = Annotated[float, Field(ge=0, le=1)]
Rate = Annotated[float, Field(ge=0, le=1000)]  # events a person and day, where nothing multiplies it
Factor = Annotated[float, Field(ge=0, le=10_000)]


class Part(BaseModel):
    """A table of the file: frozen, an unknown key is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, ignored_types=(cached_property,)
    )


class Sourced(Part):
    """A table whose values have an origin: a seed sentence and mechanism ("A, M13"), or "assumption"."""

    source: str | dict[str, str]


class _ByStatus(Part):
    @property
    def array(self) -> NDArray[np.float64]:
        """The three values in the order of `STATUSES`."""
        return np.array([self.elite, self.official, self.ordinary])  # type: ignore[attr-defined]


class Shares(_ByStatus):
    """A probability for each status."""

    elite: Probability
    official: Probability
    ordinary: Probability


class Rates(_ByStatus):
    """A rate or weight for each status."""

    elite: Rate
    official: Rate
    ordinary: Rate
