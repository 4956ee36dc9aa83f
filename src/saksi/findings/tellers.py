"""Who told, thinly: tellers told apart by the outlet that heard them and the words it uses for them.

Two tellers may be one person, and one wording may cover several: until origins are linked, independence
is an interval that begins at 1.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from saksi.findings.select import Statement
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


class Independence(Value):
    """How many independent sources a set of claims has, at least and at most, in how many reports."""

    low: int
    high: int
    reports: int


class Weakest(Value):
    """The teller on whose word alone the most claims rest: if it is wrong, they fall."""

    teller: Teller
    falls: int
    of: int


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


def tellers(statement: Statement) -> tuple[Teller, ...]:
    """Return who says the claim: its own origin first, then those who confirm it."""
    claim, report = statement.claim, statement.report
    confirming = (a for a in claim.more_attributions if a.stance == "confirms")
    found = {t.key: t for t in (teller_of(a, report) for a in reversed([claim.attribution, *confirming]))}
    return tuple(reversed(found.values()))


def distinct(statements: Iterable[Statement]) -> tuple[Teller, ...]:
    """Return every teller once, in order of first appearance."""
    found: dict[tuple[str, str, str, str], Teller] = {}
    for statement in statements:
        for teller in tellers(statement):
            found.setdefault(teller.key, teller)
    return tuple(found.values())


def independence(statements: Sequence[Statement]) -> Independence:
    """Return the interval of independent sources: from 1 to the tellers that can be told apart."""
    high = len(distinct(statements))
    return Independence(low=min(1, high), high=high, reports=len({s.report.id for s in statements}))


def alone(statements: Iterable[Statement]) -> Counter[tuple[str, str, str, str]]:
    """Count, by teller, the claims that rest on nobody else."""
    heard = (tellers(statement) for statement in statements)
    return Counter(who[0].key for who in heard if len(who) == 1)


def weakest(statements: Sequence[Statement]) -> Weakest | None:
    """Return the teller whose error would cost the most claims, if any claim rests on one alone."""
    counts = alone(statements)
    if not counts:
        return None
    known = {teller.key: teller for teller in distinct(statements)}
    key, falls = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return Weakest(teller=known[key], falls=falls, of=len(statements))


def _plain(words: str | None) -> str:
    return " ".join((words or "").casefold().split())
