"""From linked events to the tables that findings take: the two stages do not know each other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any

import polars as pl

from saksi.findings.links import CLAIMS, CONFLICTS, EVENTS, SOURCES, Links
from saksi.linking.components import Groups
from saksi.linking.corroboration.falling import behind, source_key
from saksi.linking.corroboration.linked import Event, Linked, link_events
from saksi.linking.events.linking import NO_VERDICTS, Verdicts
from saksi.linking.origins.independence import Origin
from saksi.linking.origins.tellers import Teller
from saksi.record import Report
from saksi.record.tables import Schema

Node = tuple[str, int]  # an event's id, and the position of one of its origins
Key = tuple[str, ...]


def link_claims(reports: Sequence[Report], verdicts: Verdicts = NO_VERDICTS) -> Links:
    """Link the claims of reports to events and return what findings need of them.

    Parameters
    ----------
    reports
        With claims.
    verdicts
        What reviewers said of pairs of claims: it holds.

    Raises
    ------
    InvalidInput
        A report's id occurs twice.
    """
    return links_of(link_events(reports, verdicts))


def links_of(linked: Linked) -> Links:
    """Return what findings need of linked events, as the tables of `saksi.findings.links`.

    Origins of different events are one source where a name, an outlet's own voice, or the same words in one
    report show it. Those that only share their wording stay several sources under one wording: if "a source"
    of an outlet is wrong, all that the outlet has from "a source" is in doubt.
    """
    origins = {
        (event.id, n): origin for event in linked.events for n, origin in enumerate(event.sources.origins)
    }
    source_of = _groups("s", origins, _identity)
    wording_of = _groups("w", origins, lambda teller: (*_identity(teller), source_key(teller)))
    members: dict[str, list[Node]] = defaultdict(list)
    for node, name in source_of.items():
        members[name].append(node)
    sources = (
        _source(name, wording_of[nodes[0]], [origins[node] for node in nodes])
        for name, nodes in members.items()
    )
    claims = chain.from_iterable(_claims(event, linked, source_of) for event in linked.events)
    return Links(
        events=_frame((_event(event, source_of) for event in linked.events), EVENTS),
        claims=_frame(claims, CLAIMS).sort("report_id", "claim_id"),
        sources=_frame(sources, SOURCES).sort("source_id"),
        conflicts=_frame(chain.from_iterable(map(_conflicts, linked.events)), CONFLICTS),
    )


def _groups(
    prefix: str, origins: Mapping[Node, Origin], keys: Callable[[Teller], Iterable[Key]]
) -> dict[Node, str]:
    """Return for each origin the name of its group: those that share a key, in one step or in several."""
    groups: Groups[tuple[str, Node | Key]] = Groups()
    for node, origin in origins.items():
        for key in chain.from_iterable(map(keys, origin.tellers)):
            groups.join(("key", key), ("origin", node))
    first: dict[Any, Teller] = {}
    for node, origin in origins.items():
        group = groups.of(("origin", node))
        first[group] = min([first[group], *origin.tellers] if group in first else origin.tellers, key=_place)
    return {node: _name(prefix, first[groups.of(("origin", node))]) for node in origins}


def _identity(teller: Teller) -> tuple[Key]:
    """Return what makes a teller one with others, also those of another event."""
    if teller.voice:
        return (("voice", *sorted(teller.heard_by)),)
    if teller.name:
        return (("name", teller.name),)
    return (("words", teller.report, teller.role, teller.words),)


def _place(teller: Teller) -> tuple[str, str, int]:
    return (*teller.ref, teller.number)


def _name(prefix: str, teller: Teller) -> str:
    """Return an id that stays while the first claim in which the source is heard stays."""
    return f"{prefix}-" + sha256(repr(_place(teller)).encode()).hexdigest()[:12]


def _source(name: str, wording: str, origins: Sequence[Origin]) -> tuple[Any, ...]:
    first = min((teller for origin in origins for teller in origin.tellers), key=_place)
    people = [origin.people for origin in origins if origin.people is not None]
    voice = all(origin.voice for origin in origins)
    return (name, wording, *_place(first), min(people, default=None), voice)


def _event(event: Event, source_of: Mapping[Node, str]) -> tuple[Any, ...]:
    return (event.id, sorted({source_of[event.id, n] for n in event.sources.sure}))


def _claims(event: Event, linked: Linked, source_of: Mapping[Node, str]) -> Iterator[tuple[Any, ...]]:
    number = {id(origin): n for n, origin in enumerate(event.sources.origins)}
    for ref in event.claims:
        roots = behind(ref, event, linked.web)
        yield (*ref, event.id, sorted({source_of[event.id, number[id(origin)]] for origin in roots}))


def _conflicts(event: Event) -> Iterator[tuple[str, ...]]:
    for conflict in event.conflicts:
        for value, refs in conflict.values:
            for ref in refs:
                yield (event.id, conflict.field, value, *ref)


def _frame(rows: Iterable[tuple[Any, ...]], schema: Schema) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict(schema), orient="row")
