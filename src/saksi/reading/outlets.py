"""The last link of every chain: the outlet whose report it is."""

from saksi.record import Link

UNNAMED = "outlet not named"


def outlet_link(outlet: str | None, *, role: str = "outlet") -> Link:
    """Return the link of the report's outlet; one without a name is said to have none."""
    return Link(text=outlet or UNNAMED, role=role)
