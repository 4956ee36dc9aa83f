"""What a user may choose about findings."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class FindingsSettings:
    """Settings of the stage `findings`; each output records them."""

    language: Literal["en", "ko"] = "en"  # which the page opens in; both are always inside
    title: str | None = None  # the page's heading; null: "What n reports say"
    claims_listed: int = 60  # claims named in a fold when a figure rests on more than `claims_all`
    claims_all: int = 300  # up to here a fold names every claim
    maps: int = 4  # countries drawn, those with the most placed claims first
