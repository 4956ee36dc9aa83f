"""What happened to the originals behind a report's words, as an archive noted it: when, and by whose key."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from saksi.record.claims import Value

Happened = Literal["received", "verified", "backed_up", "restored", "exported"]


class Handled(Value):
    """One kind of thing that happened to an original, each time it did."""

    event: Happened
    times: int
    first: date
    last: date
    by: tuple[str, ...] = ()  # codes of key holders, or their names on pages that stay inside


Custody = Mapping[str, tuple[Handled, ...]]  # by report id; what happened first stands first
