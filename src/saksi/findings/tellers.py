"""Who told, as a report words it: told apart by the outlet that heard it and the words used for it.

Two tellers may be one person, and one wording may cover several; `saksi.findings.sources` counts them.
"""

from typing import Literal

from saksi.record import Attribution, Link, Report
from saksi.record.claims import Value

TellerKind = Literal["anonymous", "named", "official", "outlet"]
TellerKey = tuple[str, str, str, str]  # outlet, words, role, place: without capitals and doubled spaces
OFFICIAL_ROLES = ("official", "state_media", "intelligence")


class Teller(Value):
    """An origin as a report words it. The outlet's own voice has no words."""

    outlet: str
    words: str | None = None
    role: str
    place: str | None = None
    kind: TellerKind
    language: str | None = None  # of the words

    @property
    def key(self) -> TellerKey:
        """Return what tells it from others: case and spaces do not."""
        return _plain(self.outlet), _plain(self.words), self.role, _plain(self.place)


def teller_of(attribution: Attribution, report: Report) -> Teller:
    """Return the origin of a chain; one that passed through another outlet is that outlet's source."""
    first, *later = attribution.chain
    heard_by = next((link.text for link in later if link.role == "outlet"), None)
    outlet = heard_by or report.outlet or first.text
    if first.role == "outlet":
        return Teller(outlet=first.text, role="outlet", kind="outlet")
    return Teller(
        outlet=outlet,
        words=first.text,
        role=first.role,
        place=first.place,
        kind=kind_of(first, attribution.directness),
        language=report.language,
    )


def kind_of(link: Link, directness: str | None = None) -> TellerKind:
    """Return how a link of a chain is drawn; an official who is not named counts as anonymous.

    Parameters
    ----------
    directness
        Of the whole chain, for its origin; null for the links after it.
    """
    if link.role == "outlet":
        return "outlet"
    if link.anonymous or directness == "anonymous":
        return "anonymous"
    return "official" if link.role in OFFICIAL_ROLES or directness == "official" else "named"


def _plain(words: str | None) -> str:
    return " ".join((words or "").casefold().split())
