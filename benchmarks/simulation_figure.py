"""One measured figure of the simulation beside its bar."""

from typing import NamedTuple


class Figure(NamedTuple):
    """What was measured, the value in words, the bar, and whether it is met (null: nothing to meet)."""

    what: str
    measured: str
    bar: str
    met: bool | None = None

    def __str__(self) -> str:
        """Return the line that a benchmark prints."""
        return f"{self.what}: {self.measured} (bar {self.bar}){'  NOT MET' if self.met is False else ''}"
