"""What a user may set about reading."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """Settings of the section ``[reading]`` in saksi.toml.

    Attributes
    ----------
    reader
        Name of the reader, an entry point of the group ``saksi.readers``.
    threshold
        Claims whose confidence is below it become candidates: for a person to look at, not counted.
    """

    reader: str = "rules"
    threshold: float = 0.3
