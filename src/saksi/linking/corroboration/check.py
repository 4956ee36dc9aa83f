"""News or echo: what of a new report the record knows, from whom, what is new, what contradicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from saksi.linking.corroboration.linked import Event, Linked, ReportPair
from saksi.linking.events.conflicts import Conflict
from saksi.linking.events.facts import Facts, Ref
from saksi.linking.origins.dependence import Class

Verdict = Literal[
    "news",
    "echo",
    "echo that adds",
    "partly an echo",
    "corroborates",
    "same source or not: open",
    "no claims",
]
DEPENDENT: tuple[Class, ...] = ("copy", "cites", "common_origin", "same_outlet")
SURE = 0.5  # probability from which two reports tell of one event


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that the record did not hold: a claim, or a detail of a known event."""

    ref: Ref
    what: str  # "claim", "source", or the field of the detail
    event: str | None = None  # id of the known event; null for a claim of its own


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A conflict of a known event in which the new report takes a side."""

    event: str
    conflict: Conflict
    refs: tuple[Ref, ...]  # claims of the new report


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to say of one new report, beside what the record holds."""

    report: str
    verdict: Verdict
    events: tuple[Event, ...]  # known events that it tells of
    related: tuple[ReportPair, ...]  # reports on which it depends or may depend, surest first
    adds: tuple[Addition, ...]
    contradicts: tuple[Contradiction, ...]


def check_report(report: str, linked: Linked, *, new: Iterable[str] = ()) -> Checked:
    """Say of a new report whether it is news or an echo.

    Parameters
    ----------
    report
        Its id; it must be among the linked reports.
    linked
        Of the record's reports together with the new ones.
    new
        Other reports that are new as well: they are not counted as known.
    """
    fresh = {report, *new}
    mine = [event for event in linked.events if report in event.reports]
    known = [event for event in mine if set(event.reports) - fresh]
    related = _related(report, fresh, linked.pairs)
    adds = (*_claims(report, mine, known, linked), *_details(report, fresh, known, linked))
    return Checked(
        report=report,
        verdict=_verdict(mine, known, related, adds),
        events=tuple(known),
        related=tuple(related),
        adds=adds,
        contradicts=tuple(_contradicted(report, fresh, known)),
    )


def _related(report: str, fresh: set[str], pairs: Sequence[ReportPair]) -> list[ReportPair]:
    found = [
        pair
        for pair in pairs
        if report in (pair.a, pair.b)
        and not {pair.a, pair.b} - {report} <= fresh
        and (pair.same_event >= SURE or pair.dependence in ("copy", "cites"))
    ]
    order = {kind: i for i, kind in enumerate((*DEPENDENT, "partly", "unclear", "independent"))}
    return sorted(found, key=lambda pair: (order[pair.dependence], -pair.same_event, pair.a, pair.b))


def _verdict(
    mine: Sequence[Event],
    known: Sequence[Event],
    related: Sequence[ReportPair],
    adds: Sequence[Addition],
) -> Verdict:
    kinds = {pair.dependence for pair in related}
    if not mine and not related:
        return "no claims"
    if not known and not related:
        return "news"
    if kinds & {*DEPENDENT}:
        return "echo that adds" if adds else "echo"
    if "partly" in kinds:
        return "partly an echo"
    return "corroborates" if "independent" in kinds else "same source or not: open"


def _claims(report: str, mine: Sequence[Event], known: Sequence[Event], linked: Linked) -> list[Addition]:
    """Return the claims of which the record knows no event; classes of people and habits are no news."""
    held = {event.id for event in known}
    return [
        Addition(ref, "claim")
        for event in mine
        if event.id not in held
        for ref in event.claims
        if ref[0] == report and (linked.facts[ref].particular or linked.facts[ref].kind == "order")
    ]


def _details(report: str, fresh: set[str], known: Sequence[Event], linked: Linked) -> list[Addition]:
    made: list[Addition] = []
    told: set[str] = set()
    for event in known:
        others = [linked.facts[ref] for ref in event.claims if ref[0] not in fresh]
        for ref in event.claims:
            if ref[0] == report:
                made += [Addition(ref, name, event.id) for name in _new(linked.facts[ref], others)]
        own = [o for o in event.sources.origins if report in o.reports and not set(o.reports) - fresh]
        for origin in own:
            if not origin.voice and origin.tellers[0].words not in told:
                told.add(origin.tellers[0].words)
                made.append(Addition(origin.tellers[0].ref, "source", event.id))
    return made


def _new(mine: Facts, others: Sequence[Facts]) -> list[str]:
    """Return the details that only the new claim tells, or tells more narrowly than any other."""
    found = []
    if mine.name and not any(other.name for other in others):
        found.append("name")
    if mine.dated and mine.last - mine.first < min(
        (other.last - other.first for other in others if other.dated), default=10**6
    ):
        found.append("time")
    if mine.spot and not any(other.spot for other in others):
        found.append("place")
    if mine.n_min is not None and not any(other.n_min is not None for other in others):
        found.append("count")
    if mine.age and not any(other.age for other in others):
        found.append("age")
    if mine.grounds - frozenset().union(*(other.grounds for other in others)):
        found.append("grounds")
    if mine.institution and not any(other.institution for other in others):
        found.append("perpetrator")
    if mine.penalty and not any(other.penalty for other in others):
        found.append("penalty")
    return found


def _contradicted(report: str, fresh: set[str], known: Sequence[Event]) -> list[Contradiction]:
    found = []
    for event in known:
        for conflict in event.conflicts:
            sides = [
                ({ref for ref in refs if ref[0] == report}, {ref for ref in refs if ref[0] not in fresh})
                for _, refs in conflict.values
            ]
            alone = sorted(ref for own, theirs in sides if not theirs for ref in own)
            if alone and any(theirs for _, theirs in sides):
                found.append(Contradiction(event.id, conflict, tuple(alone)))
    return found
