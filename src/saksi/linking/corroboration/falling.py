"""What falls with a source or a report: which claims rest on it alone, which events and findings with them.

Pure questions over what linking found: nothing is changed, and the record keeps what fell.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from saksi.linking.corroboration.linked import Event, Linked
from saksi.linking.events.facts import Ref
from saksi.linking.origins.dependence import Web
from saksi.linking.origins.independence import Origin
from saksi.linking.origins.tellers import Teller

SourceKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fallen:
    """What would be left without a source or report; claims, events and findings by their names, sorted.

    ``claims`` rest on it alone; ``weakened`` also on others. A finding falls with its last claim; of a
    weakened one, how many of its claims fall.
    """

    claims: tuple[Ref, ...]
    weakened: tuple[Ref, ...]
    events: tuple[str, ...]  # all their claims fall
    events_weakened: tuple[str, ...]  # an origin is lost, another one stays
    findings: tuple[str, ...]
    findings_weakened: tuple[tuple[str, int, int], ...]  # finding, claims that fall, of all


def source_key(teller: Teller) -> SourceKey:
    """Return what tells a source from others across events: a name, or outlet, role, place and words."""
    if teller.name:
        return ("named", teller.name)
    return (
        "heard by",
        *sorted(teller.heard_by),
        teller.role,
        teller.admin1 or "",
        teller.spot or "",
        teller.words,
    )


def if_source_is_false(
    source: Origin | Iterable[SourceKey], linked: Linked, findings: Mapping[str, Sequence[Ref]] | None = None
) -> Fallen:
    """Return what falls if a source is false, wherever it is heard.

    Parameters
    ----------
    source
        An origin of an event, or keys of tellers.
    linked
        What linking found.
    findings
        The claims that each finding rests on, by the finding's id.
    """
    keys = {source_key(t) for t in source.tellers} if isinstance(source, Origin) else set(source)
    return _fallen(
        linked,
        {
            event.id: [o for o in event.sources.origins if any(source_key(t) in keys for t in o.tellers)]
            for event in linked.events
        },
        findings or {},
    )


def if_report_is_withdrawn(
    report: str, linked: Linked, findings: Mapping[str, Sequence[Ref]] | None = None
) -> Fallen:
    """Return what falls if a report is withdrawn: its claims, and those of reports that only pass it on.

    Parameters
    ----------
    report
        Its id.
    linked, findings
        As for `if_source_is_false`.
    """
    lost: dict[str, list[Origin]] = {}
    for event in linked.events:
        if report in event.reports:
            gone = {report, *linked.passing_on(report, event)}
            lost[event.id] = [o for o in event.sources.origins if set(o.reports) <= gone]
    return _fallen(linked, lost, findings or {}, own=report)


def _fallen(
    linked: Linked,
    lost: Mapping[str, Sequence[Origin]],
    findings: Mapping[str, Sequence[Ref]],
    own: str | None = None,
) -> Fallen:
    falls: set[Ref] = set()
    weak: set[Ref] = set()
    events: list[str] = []
    events_weak: list[str] = []
    for event in linked.events:
        gone = {id(origin) for origin in lost.get(event.id, ())}
        here = {ref for ref in event.claims if ref[0] == own}
        for ref in event.claims:
            roots = behind(ref, event, linked.web)
            hit = sum(id(origin) in gone for origin in roots)
            if roots and hit == len(roots):
                here.add(ref)
            elif hit:
                weak.add(ref)
        falls |= here
        if here and here == set(event.claims):
            events.append(event.id)
        elif here or gone:
            events_weak.append(event.id)
    whole = {name: sum(ref in falls for ref in refs) for name, refs in findings.items()}
    return Fallen(
        claims=tuple(sorted(falls)),
        weakened=tuple(sorted(weak - falls)),
        events=tuple(sorted(events)),
        events_weakened=tuple(sorted(events_weak)),
        findings=tuple(sorted(name for name, n in whole.items() if n and n == len(findings[name]))),
        findings_weakened=tuple(
            sorted((name, n, len(findings[name])) for name, n in whole.items() if 0 < n < len(findings[name]))
        ),
    )


def behind(ref: Ref, event: Event, web: Web) -> list[Origin]:
    """Return the origins on which a claim rests: its own, else those of its story or of whom it quotes."""
    own = [
        o for o in event.sources.origins if any(t.ref == ref and t.stance != "disputes" for t in o.tellers)
    ]
    if own:
        return own
    heard = frozenset[str]().union(*(teller.heard_by for teller in web.tellers[ref]))
    return [
        origin
        for origin in event.sources.origins
        if any(
            teller.report == ref[0]
            or not teller.heard_by.isdisjoint(heard)
            or web.one_story(teller.report, ref[0])
            for teller in origin.tellers
        )
    ]
