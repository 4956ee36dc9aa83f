"""How many independent sources a set of claims rests on, surely and possibly, and what falls with one.

Where claims are linked to events, sources that are one and the same are counted once wherever they are heard.
A claim that is not linked stands for itself: its tellers are told apart by outlet and wording alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from saksi.findings.links import Event, Source, counted
from saksi.findings.select import Statement
from saksi.findings.tellers import Teller, TellerKey, teller_of
from saksi.record.claims import Value


class Independence(Value):
    """Independent sources of a set of claims: surely `low`, possibly `high`, and the events they tell of.

    ``high`` is null where a report speaks of several sources and does not say how many. The event counts are
    null where a claim is not linked: how many events there are is then unknown.
    """

    low: int
    high: int | None
    reports: int
    events: int | None = None
    events_sure: int | None = None  # surely told by more than one independent source
    events_single: int | None = None  # told by one at most


class Weakest(Value):
    """The source on whose word alone the most claims rest: if it is wrong, they fall.

    ``events`` fall with it, of ``of_events``; both null where claims are not linked. ``figure`` says whether
    the finding's figure falls too.
    """

    teller: Teller
    falls: int
    of: int
    events: int | None = None
    of_events: int | None = None
    figure: bool = False


def tellers(statement: Statement) -> tuple[Teller, ...]:
    """Return who says the claim in its report: its own origin first, then those who confirm it."""
    claim, report = statement.claim, statement.report
    confirming = (a for a in claim.more_attributions if a.stance == "confirms")
    found = {t.key: t for t in (teller_of(a, report) for a in reversed([claim.attribution, *confirming]))}
    return tuple(reversed(found.values()))


def distinct(statements: Iterable[Statement]) -> tuple[Teller, ...]:
    """Return every teller once, in order of first appearance."""
    found: dict[TellerKey, Teller] = {}
    for statement in statements:
        for teller in tellers(statement):
            found.setdefault(teller.key, teller)
    return tuple(found.values())


def sources_of(statement: Statement) -> tuple[Source, ...]:
    """Return the sources on which a claim rests; of one that is not linked, its tellers."""
    if statement.event is not None:
        return statement.sources
    names = ((teller, "/".join(teller.key)) for teller in tellers(statement))
    return tuple(Source(id=name, wording=name, teller=teller) for teller, name in names)


def independence(statements: Sequence[Statement]) -> Independence:
    """Return the interval of independent sources of these claims.

    At least: the event with the most sources that are surely different. At most: every source that is not
    shown to be one with another.
    """
    groups = by_event(statements)
    heard = [(members[0].event, counted(s for m in members for s in sources_of(m))) for members in groups]
    whole = {source.id: source for _, sources in heard for source in sources}
    lows = [_surely(event, sources) for event, sources in heard]
    low = max(lows, default=0)
    high = _at_most(whole.values())
    linked = bool(statements) and all(s.event is not None for s in statements)
    return Independence(
        low=low,
        high=None if high is None else max(high, low),
        reports=len({s.report.id for s in statements}),
        events=len(groups) if linked else None,
        events_sure=sum(n > 1 for n in lows) if linked else None,
        events_single=sum(_at_most(sources) == 1 for _, sources in heard) if linked else None,
    )


def weakest(statements: Sequence[Statement], figure: Sequence[Statement] = ()) -> Weakest | None:
    """Return the source whose error would cost the most claims, if any claim rests on one alone.

    Parameters
    ----------
    statements
        The claims of a finding.
    figure
        Those of them that give its figure.
    """
    counts = alone(statements)
    if not counts:
        return None
    name, falls = min(counts.items(), key=lambda item: (-item[1], item[0]))
    lost = {s.ref for s in statements if rests_on(s) == {name}}
    teller = next(source.teller for s in statements for source in sources_of(s) if source.wording == name)
    linked = all(s.event is not None for s in statements)
    groups = by_event(statements)
    return Weakest(
        teller=teller,
        falls=falls,
        of=len(statements),
        events=sum(all(m.ref in lost for m in members) for members in groups) if linked else None,
        of_events=len(groups) if linked else None,
        figure=bool(figure) and all(s.ref in lost for s in figure),
    )


def alone(statements: Iterable[Statement]) -> Counter[str]:
    """Count, by wording of a source, the claims that rest on nobody else."""
    behind = (rests_on(statement) for statement in statements)
    return Counter(next(iter(names)) for names in behind if len(names) == 1)


def rests_on(statement: Statement) -> set[str]:
    """Return the wordings of the sources on which a claim rests."""
    return {source.wording for source in sources_of(statement)}


def by_event(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Return claims by event, in order of first appearance; those that nobody has linked are one group."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement.event.id if statement.event else ""].append(statement)
    return list(groups.values())


def _surely(event: Event | None, sources: Sequence[Source]) -> int:
    """Return how many of an event's surely different sources are among these, and 1 where there is any."""
    sure = event.sure if event else frozenset[str]()
    return max(min(1, len(sources)), len(sure & {source.id for source in sources}))


def _at_most(sources: Iterable[Source]) -> int | None:
    """Return how many people these sources are at most; null where one speaks of some."""
    people = [source.people for source in sources]
    return None if None in people else sum(number for number in people if number is not None)
