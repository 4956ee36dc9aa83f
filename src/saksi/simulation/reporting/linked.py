"""The true links between reports, in the form of `saksi link events`: what a perfect linker would write.

An event is an episode (what a county sees of one kind of act on a day, or in a week if it is not severe), an
order, or something that never happened, as often as it is told. Claims without an event, as fears, stand with
their own translations and copies.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Any, Literal, NamedTuple

import polars as pl

from saksi.simulation.reporting.stories import report_id
from saksi.simulation.reporting.tables import HOWS

Claim = tuple[str, str]  # report and claim
Dependence = Literal["copy", "cites", "common_origin", "same_outlet", "partly", "independent", "unclear"]
IN_OWN_WORDS = frozenset(HOWS.index(name) for name in ("original", "reworded", "translated"))
STATE = ("state",)  # the origin of what state media say of an order


class _Print(NamedTuple):
    """What is known of a printed report."""

    root: int  # the first of the chain of copies
    outlet: int
    credited: bool
    words: int  # the report of the chain that first told it in these words: the original, or one told anew


class Links:
    """What claims truly speak of and rest on.

    Parameters
    ----------
    claims
        Columns `saksi.simulation.reporting.tables.CLAIM_TRUTH`.
    reports
        Columns `saksi.simulation.reporting.tables.REPORTS`.
    """

    def __init__(self, claims: pl.DataFrame, reports: pl.DataFrame) -> None:
        self.prints = dict(_prints(reports))
        self.event: dict[Claim, Hashable] = {}
        self.roots: dict[Claim, set[Hashable]] = {}
        columns = ("report_id", "claim_id", "event", "order", "observation", "root", "second_root")
        for report, claim, event, order, observation, *roots in claims.select(columns).iter_rows():
            at = (report, claim)
            self.event.setdefault(at, _event(event, order, observation, (self.prints[report].root, claim)))
            known = self.roots.setdefault(at, set())
            known.update(root for root in roots if root is not None and root >= 0)
            if order is not None and order >= 0:
                known.add(STATE)

    def dependence(
        self, a: str, b: str, roots_a: AbstractSet[Hashable], roots_b: AbstractSet[Hashable]
    ) -> Dependence:
        """Return how two reports depend on one another, given the informants of what both tell.

        One story printed twice is a copy, also in the outlet's own translation or with small wording changed;
        told anew by another outlet that gives the credit, it cites. Else the informants decide: the same
        ones, some in common, none. Where nobody is known, as behind a denial, it is unclear.
        """
        first, second = self.prints[a], self.prints[b]
        if first.root == second.root:
            if first.words == second.words:
                return "copy"
            anew = [self.prints[report_id(one.words)] for one in (first, second) if one.words != one.root]
            return "cites" if any(one.credited for one in anew) else "common_origin"
        if not roots_a or not roots_b:
            return "unclear"
        if roots_a == roots_b:
            return "same_outlet" if first.outlet == second.outlet else "common_origin"
        return "partly" if roots_a & roots_b else "independent"


def _prints(reports: pl.DataFrame) -> Iterator[tuple[str, _Print]]:
    """Yield each report; they are numbered by day, so what a report copies comes before it."""
    words: dict[int, int] = {}
    columns = ("report", "of", "how", "root_report", "outlet", "credited")
    for number, of, how, root, outlet, credited in reports.select(columns).iter_rows():
        words[number] = number if how in IN_OWN_WORDS else words[of]
        yield report_id(number), _Print(root, outlet, credited, words[number])


def _event(event: int, order: int | None, observation: int, told: Hashable) -> Hashable:
    if event >= 0:
        return event
    if order is not None and order >= 0:
        return ("order", order)
    return ("invented", observation) if observation >= 0 else told


def linked(links: Links, written: AbstractSet[str]) -> dict[str, Any]:
    """Return the true events and pairs of some reports, in the form that `saksi link events` writes.

    Parameters
    ----------
    links
        Of the run.
    written
        Ids of the reports that have a text.

    Returns
    -------
    dict
        ``events``: id, claims as "report:claim", reports, ``independent_sources`` (min and max are both the
        true number of informants; both null where none is known, as behind a fear or a denial alone), origins
        (the reports of each informant). ``pairs``: the pairs of reports that share an event, with
        ``same_event`` 1 and the true `Links.dependence`.
    """
    events: defaultdict[Hashable, list[Claim]] = defaultdict(list)
    for at, event in links.event.items():
        if at[0] in written:
            events[event].append(at)
    numbered = sorted(events.values())
    shared = _shared(links, numbered)
    return {
        "synthetic": True,
        "events": [_one(links, f"e{number}", claims) for number, claims in enumerate(numbered, start=1)],
        "pairs": [
            {"a": a, "b": b, "same_event": 1.0, "dependence": links.dependence(a, b, *roots), "why": "truth"}
            for (a, b), roots in sorted(shared.items())
        ],
    }


def _one(links: Links, name: str, claims: list[Claim]) -> dict[str, Any]:
    origins: defaultdict[Hashable, set[str]] = defaultdict(set)
    for at in claims:
        for root in links.roots[at]:
            origins[root].add(at[0])
    n = len(origins) or None
    return {
        "id": name,
        "claims": [":".join(at) for at in claims],
        "reports": sorted({report for report, _ in claims}),
        "independent_sources": {"min": n, "max": n},
        "origins": sorted(sorted(reports) for reports in origins.values()),
    }


def _shared(
    links: Links, events: list[list[Claim]]
) -> Mapping[tuple[str, str], tuple[set[Hashable], set[Hashable]]]:
    """Return the pairs of reports that share events, with the informants of these events in each."""
    pairs: defaultdict[tuple[str, str], tuple[set[Hashable], set[Hashable]]] = defaultdict(
        lambda: (set(), set())
    )
    for claims in events:
        for (a, roots_a), (b, roots_b) in combinations(_by_report(links, claims), 2):
            pairs[a, b][0].update(roots_a)
            pairs[a, b][1].update(roots_b)
    return pairs


def _by_report(links: Links, claims: list[Claim]) -> Iterator[tuple[str, set[Hashable]]]:
    roots: defaultdict[str, set[Hashable]] = defaultdict(set)
    for at in claims:
        roots[at[0]] |= links.roots[at]
    yield from sorted(roots.items())
