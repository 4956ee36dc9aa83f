"""Answers what rests on one source."""

from collections import Counter
from collections.abc import Sequence

from saksi.findings.blocks import Block, Cell, Row, Stack, StackChart, Table, UpSet
from saksi.findings.model import Finding
from saksi.findings.parts import FAMILIES, column, finding
from saksi.findings.phrases import teller_words
from saksi.findings.select import Record, Statement
from saksi.findings.sources import alone, by_event, independence, rests_on, sources_of, weakest
from saksi.findings.tellers import Teller
from saksi.findings.text import Text, joined, plain, said, say

SOURCES_DRAWN = 12
LISTS_DRAWN = 10


def on_one_source(statement: Statement) -> bool:
    """Count claims that one source alone vouches for; a further source that confirms is a second one."""
    return len(rests_on(statement)) == 1


def origins(record: Record, others: Sequence[Finding]) -> Finding:
    """Answer with each source: its claims, those that rest on it alone, what falls with it."""
    single = [s for s in record.statements if on_one_source(s)]
    shared = [s for s in record.statements if not on_one_source(s)]
    known = _tellers(record.statements)
    counts, heard = alone(record.statements), _heard(record.statements)
    events, fallen = _events_lost(record.statements), _falling(record, others)
    order = _most_first(record.statements)
    rows = tuple(
        _row(name, known[name], (heard[name], counts[name], events[name]), fallen.get(name, []))
        for name in order
    )
    columns = (
        *(column(n) for n in ("teller", "outlet", "teller_place")),
        *(column(n, number=True) for n in ("claims", "alone", "events_alone")),
        column("falls"),
    )
    linked = independence(record.statements).events is not None
    charts: tuple[Block, ...] = (sources_chart(record.statements), *_overlap(record.statements))
    table = Table(
        id="origins",
        caption=say("table.origins"),
        columns=columns,
        rows=rows,
        note=say("origins.note" if linked else "origins.note_unlinked"),
        shown=15,
    )
    return finding(
        "origins",
        answer=_answer(record, single),
        unit="claims_events",
        rules=(on_one_source, rests_on, sources_of),
        groups=[("single", say("origins.single"), single), ("shared", say("origins.shared"), shared)],
        blocks=(*charts, table) if rows else (),
    )


def _tellers(statements: Sequence[Statement]) -> dict[str, Teller]:
    """Return by wording the teller that a row shows: the first in the record's order."""
    found: dict[str, Teller] = {}
    for statement in statements:
        for source in sources_of(statement):
            found.setdefault(source.wording, source.teller)
    return found


def _heard(statements: Sequence[Statement]) -> Counter[str]:
    """Count, by wording, the claims that rest on a source, alone or with others."""
    return Counter(name for statement in statements for name in rests_on(statement))


def _most_first(statements: Sequence[Statement]) -> list[str]:
    """Return the sources' wordings: first those on whose word alone most rests."""
    known, counts, heard = _tellers(statements), alone(statements), _heard(statements)
    return sorted(known, key=lambda name: (-counts[name], -heard[name], known[name].key))


def sources_chart(statements: Sequence[Statement]) -> StackChart:
    """Return the sources on whom most rests, with their claims by family of act."""
    known, order = _tellers(statements), _most_first(statements)
    stacks = []
    for name in order[:SOURCES_DRAWN]:
        tally = Counter(s.family for s in statements if name in rests_on(s))
        teller = known[name]
        label = teller_words(teller) + (plain(f", {teller.outlet}") if teller.words else Text())
        stacks.append(Stack(label=label, parts={f: tally[f] for f in FAMILIES if tally[f]}))
    title = say("chart.origins", n=len(stacks), of=len(order))
    return StackChart(id="sources", title=title, rows=tuple(stacks))


def _overlap(statements: Sequence[Statement]) -> tuple[UpSet, ...]:
    """Return which outlets tell the same events, where two or more outlets and events are known."""
    told: list[set[str]] = [
        {s.report.outlet for s in members if s.report.outlet}
        for members in by_event(statements)
        if members[0].event is not None
    ]
    sizes = Counter(outlet for outlets in told for outlet in outlets)
    lists = sorted(sizes, key=lambda outlet: (-sizes[outlet], outlet))[:LISTS_DRAWN]
    if len(lists) < 2:
        return ()
    combined = Counter(tuple(n for n, name in enumerate(lists) if name in outlets) for outlets in told)
    combined.pop((), None)
    return (
        UpSet(
            id="outlets",
            title=say("chart.upset", n=len(lists), of=len(sizes)),
            lists=tuple((plain(name), sizes[name]) for name in lists),
            combinations=tuple(sorted(combined.items(), key=lambda item: (-item[1], item[0]))),
        ),
    )


def _row(name: str, teller: Teller, numbers: tuple[int, int, int], fallen: Sequence[Finding]) -> Row:
    place = said(teller.place, teller.language) if teller.place else say("place.unsaid")
    return Row(
        id=name,
        cells=(
            Cell(kind="teller", code=teller.kind, text=teller_words(teller)),
            Cell(text=plain(teller.outlet)),
            Cell(text=place if teller.words else Text()),
            *(Cell(value=number) for number in numbers),
            Cell(text=joined((f.question for f in fallen), " ")),
        ),
    )


def _events_lost(statements: Sequence[Statement]) -> Counter[str]:
    """Count, by source, the events of which every claim falls with it."""
    lost = Counter[str]()
    for members in by_event(statements):
        name = _only(members)
        if name is not None and members[0].event is not None:
            lost[name] += 1
    return lost


def _only(statements: Sequence[Statement]) -> str | None:
    """Return the source on which all these claims rest and on nobody else; null where there is none."""
    behind = {frozenset(rests_on(statement)) for statement in statements}
    names = next(iter(behind)) if len(behind) == 1 else frozenset[str]()
    return next(iter(names)) if len(names) == 1 else None


def _falling(record: Record, others: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Return the findings that rest on one source alone, by source."""
    by_ref = {s.ref: s for s in record.statements}
    fallen: dict[str, list[Finding]] = {}
    for found in others:
        members = [by_ref[ref] for group in found.claims_for for ref in group.refs if ref in by_ref]
        name = _only(members)
        if name is not None:
            fallen.setdefault(name, []).append(found)
    return fallen


def _answer(record: Record, single: Sequence[Statement]) -> Text:
    if not record.statements:
        return say("origins.none")
    found = independence(record.statements)
    answer = say("origins.answer", n=len(single), of=len(record.statements))
    if found.events is not None:
        one, sure = found.events_single or 0, found.events_sure or 0
        answer += say("origins.events", n=one, of=found.events, sure=sure)
    weak = weakest(record.statements)
    if weak is None:
        return answer
    heard = teller_words(weak.teller)
    heard += plain(f" ({weak.teller.outlet})") if weak.teller.words else Text()
    return answer + say("origins.if_wrong", who=heard, n=weak.falls, of=weak.of)
