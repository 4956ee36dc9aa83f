"""What may fill a field of a claim, as the weights of the choice are learned from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from saksi.reading.learned import Evidence


@dataclass(frozen=True)
class Option:
    """A value that may fill a field of a claim."""

    known: Evidence
    same: int  # equal for two options of one value
    right: bool  # by an annotator
    says: Evidence  # what the claim's fields say if it is taken
    alike: Mapping[str, bool]  # which of them agree with the annotator's, if it is taken
    firm: bool = False  # stays unless another is likely enough
