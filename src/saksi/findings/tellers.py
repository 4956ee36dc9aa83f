"""Who told, as a report words it: told apart by the outlet that heard it and the words used for it.

Two tellers may be one person, and one wording may cover several; `saksi.findings.sources` counts them.
"""

from typing import Literal

from saksi.record import Attribution, Report
from saksi.record.claims import Value

TellerKind = Literal["anonymous", "named", "official", "outlet"]
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
    def key(self) -> tuple[str, str, str, str]:
        """Return what tells it from others: case and spaces do not."""
        return _plain(self.outlet), _plain(self.words), self.role, _plain(self.place)


def teller_of(attribution: Attribution, report: Report) -> Teller:
    """Return the origin of a chain; one that passed through another outlet is that outlet's source."""
    first, *later = attribution.chain
    heard_by = next((link.text for link in later if link.role == "outlet"), None)
    outlet = heard_by or report.outlet or first.text
    if first.role == "outlet":
        return Teller(outlet=first.text, role="outlet", kind="outlet")
    kind: TellerKind = "anonymous" if first.anonymous else "named"
    if not first.anonymous and (first.role in OFFICIAL_ROLES or attribution.directness == "official"):
        kind = "official"
    language = report.language
    return Teller(
        outlet=outlet, words=first.text, role=first.role, place=first.place, kind=kind, language=language
    )


def _plain(words: str | None) -> str:
    return " ".join((words or "").casefold().split())
