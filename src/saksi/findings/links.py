"""What linking hands to findings: events, their sources, and on which of them each claim rests.

Tables with declared columns; without them each claim stands for itself, and independence is an interval
that begins at 1. A source is named by where it is first told: it has no name outside its reports.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from saksi.findings.tellers import Teller, teller_of
from saksi.record import Claim, Report
from saksi.record.tables import Schema, check_table

Ref = tuple[str, str]  # report id, claim id

EVENTS: Schema = {
    "event_id": pl.String(),
    "sure": pl.List(pl.String()),  # sources that were there themselves and are surely different people
}
CLAIMS: Schema = {
    "report_id": pl.String(),
    "claim_id": pl.String(),
    "event_id": pl.String(),
    "sources": pl.List(pl.String()),  # on which the claim rests; empty: withdrawn, or only disputed
}
SOURCES: Schema = {
    "source_id": pl.String(),  # tellers that are surely one and the same share it
    "wording_id": pl.String(),  # sources that an outlet words alike share it: in doubt together
    "report_id": pl.String(),  # where it is first told
    "claim_id": pl.String(),
    "attribution": pl.Int64(),  # 0 is the claim's own chain, then its further attributions
    "people": pl.Int64(),  # at most; null: some
    "voice": pl.Boolean(),  # an outlet speaks for itself
}
CONFLICTS: Schema = {
    "event_id": pl.String(),
    "field": pl.String(),  # count, time, place, act, status, modality
    "value": pl.String(),
    "report_id": pl.String(),
    "claim_id": pl.String(),
}
CARRIED: Schema = {  # what a person says, not linking: acts that carried out an order
    "order_report_id": pl.String(),
    "order_claim_id": pl.String(),
    "report_id": pl.String(),
    "claim_id": pl.String(),
}


def none_carried() -> pl.DataFrame:
    """Return the table `CARRIED` of a record in which nobody has tied an act to an order."""
    return pl.DataFrame(schema=dict(CARRIED))


@dataclass(frozen=True)
class Links:
    """The tables, columns `EVENTS`, `CLAIMS`, `SOURCES`, `CONFLICTS`, `CARRIED`.

    Raises
    ------
    InvalidInput
        A table lacks a column, or has one of another type.
    """

    events: pl.DataFrame
    claims: pl.DataFrame
    sources: pl.DataFrame
    conflicts: pl.DataFrame
    carried: pl.DataFrame = field(default_factory=none_carried)

    def __post_init__(self) -> None:
        check_table(self.events, EVENTS, "events of links")
        check_table(self.claims, CLAIMS, "claims of links")
        check_table(self.sources, SOURCES, "sources of links")
        check_table(self.conflicts, CONFLICTS, "conflicts of links")
        check_table(self.carried, CARRIED, "carried of links")


@dataclass(frozen=True, slots=True)
class Source:
    """One root of information, as far as the reports tell it apart."""

    id: str
    wording: str
    teller: Teller
    people: int | None = 1
    voice: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which claims of one event cannot all be right: each value with the claims that give it."""

    field: str
    values: tuple[tuple[str, tuple[Ref, ...]], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An occurrence that claims tell of, with those of its sources that are surely different people."""

    id: str
    claims: tuple[Ref, ...]
    sure: frozenset[str]  # ids of sources
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class Known:
    """The tables as findings ask them: by claim. A claim that linking has not seen is in neither."""

    events: Mapping[Ref, Event] = field(default_factory=dict)
    sources: Mapping[Ref, tuple[Source, ...]] = field(default_factory=dict)
    orders: Mapping[Ref, tuple[Ref, ...]] = field(default_factory=dict)  # act -> orders it carried out


def known(links: Links | None, reports: Sequence[Report]) -> Known:
    """Return what is known of each claim; rows about reports that are not at hand are passed over."""
    if links is None:
        return Known()
    held = {(report.id, claim.id): (report, claim) for report in reports for claim in report.claims}
    named = {row["source_id"]: _source(row, held) for row in links.sources.iter_rows(named=True)}
    sources: dict[Ref, tuple[Source, ...]] = {}
    members: dict[str, list[Ref]] = defaultdict(list)
    for report, claim, event, behind in links.claims.select(*CLAIMS).iter_rows():
        members[event].append((report, claim))
        found = (named.get(name) for name in behind or ())
        sources[report, claim] = tuple(source for source in found if source is not None)
    fights = _conflicts(links)
    events: dict[Ref, Event] = {}
    for row in links.events.iter_rows(named=True):
        refs = tuple(sorted(members[row["event_id"]]))
        made = Event(
            id=row["event_id"],
            claims=refs,
            sure=frozenset(row["sure"] or ()),
            conflicts=fights.get(row["event_id"], ()),
        )
        events.update(dict.fromkeys(refs, made))
    orders: dict[Ref, list[Ref]] = defaultdict(list)
    for order_report, order_claim, report, claim in links.carried.select(*CARRIED).iter_rows():
        if (order_report, order_claim) in held:
            orders[report, claim].append((order_report, order_claim))
    return Known(events, sources, {act: tuple(sorted(own)) for act, own in orders.items()})


def counted(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return each source of one event once; an outlet's own voice only where nobody else is named."""
    once = {source.id: source for source in sources}
    named = tuple(source for source in once.values() if not source.voice)
    return named or tuple(once.values())


def _source(row: dict[str, Any], held: Mapping[Ref, tuple[Report, Claim]]) -> Source | None:
    first = held.get((row["report_id"], row["claim_id"]))
    if first is None:
        return None
    report, claim = first
    chains = (claim.attribution, *claim.more_attributions)
    if row["attribution"] >= len(chains):
        return None
    return Source(
        id=row["source_id"],
        wording=row["wording_id"],
        teller=teller_of(chains[row["attribution"]], report),
        people=row["people"],
        voice=row["voice"],
    )


def _conflicts(links: Links) -> dict[str, tuple[Conflict, ...]]:
    told: dict[str, dict[str, dict[str, list[Ref]]]] = {}
    for event, name, value, report, claim in links.conflicts.select(*CONFLICTS).iter_rows():
        values = told.setdefault(event, {}).setdefault(name, {})
        values.setdefault(value, []).append((report, claim))
    return {
        event: tuple(
            Conflict(name, tuple((value, tuple(refs)) for value, refs in values.items()))
            for name, values in fields.items()
        )
        for event, fields in told.items()
    }
