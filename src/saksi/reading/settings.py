"""What a user may set about reading."""

from dataclasses import dataclass

from saksi.record import InvalidInput


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """Settings of the section ``[reading]`` in saksi.toml.

    Attributes
    ----------
    reader
        Name of the reader, an entry point of the group ``saksi.readers``.
    second_reader
        Name of a reader that codes the same reports once more, blind to the first; without it nobody does.
    threshold
        Claims whose confidence is below it become candidates: for a person to look at, not counted.
    """

    reader: str = "rules"
    second_reader: str | None = None
    threshold: float = 0.37

    def __post_init__(self) -> None:
        """Refuse a threshold that would silently drop every claim, or none."""
        if not 0 <= self.threshold <= 1:
            raise InvalidInput(f"[reading] threshold is {self.threshold}: needed a probability from 0 to 1")
