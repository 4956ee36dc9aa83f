"""What the stages answer: a number with bounds."""

from typing import Annotated

from pydantic import Field

from saksi.record.claims import Value


class Bounds(Value):
    """An interval in a named unit, both ends included; null = unknown. Overlapping groups are not added."""

    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)] | None = None
    unit: str
