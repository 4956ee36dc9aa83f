"""Answers what changed from one year to the next, and whether those who speak changed."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from saksi.findings.blocks import Block, Cell, NetColumn, Network, Refused, Row, Table
from saksi.findings.model import Finding
from saksi.findings.parts import FAMILIES, column, episodes, finding, note
from saksi.findings.select import Record, Statement, denied, told
from saksi.findings.sources import by_event, distinct, tellers
from saksi.findings.tellers import Teller, TellerKey
from saksi.findings.text import Text, listed, plain, say
from saksi.record import Report

ENOUGH = 3  # sources that must speak in both years before a difference is said
YEARS_SHOWN = 8
COMPARED = re.compile(
    r"\b(?:unlike|than|compared (?:to|with)|since|over) (?:in )?(?:last|the previous|the year before)\b"
    r"|(?:작년|지난해|전년|예년)(?:과|와|보다|에 비해|\s?대비)",
    re.IGNORECASE,
)
Part = tuple[Text, list[Statement]]


def period_of(report: Report) -> str:
    """Return the year of publication; undated reports stay apart: nobody knows when their sources spoke."""
    return str(report.published.year) if report.published else "undated"


def in_both(first: Sequence[Statement], second: Sequence[Statement]) -> set[TellerKey]:
    """Return the sources that speak in both periods, told apart by outlet and wording."""
    return {teller.key for teller in distinct(first)} & {teller.key for teller in distinct(second)}


def occurrences(statements: Sequence[Statement]) -> int:
    """Count events; claims that are not linked count each for itself."""
    return sum(1 if group[0].event else len(group) for group in by_event(statements))


def says_change(statement: Statement) -> bool:
    """List claims in which the report itself compares with an earlier year: a claim like any other."""
    return any(COMPARED.search(passage.of(statement.report.text)) for passage in statement.claim.passages)


def changes(record: Record) -> Finding:
    """Answer with pairs of years: all sources beside the same sources; change is said only with enough."""
    statements = [s for s in record.statements if told(s.claim)]
    years = _years(statements)
    pairs = list(pairwise(sorted(years)))[-YEARS_SHOWN:]
    fit = [(a, b) for a, b in pairs if len(in_both(years[a], years[b])) >= ENOUGH]
    network = _network(record)
    undated = sum(r.published is None for r in record.counted)
    blocks: list[Block] = [_pairs(pairs, years)] if pairs else []
    blocks += [_families(a, b, years) for a, b in fit]
    if not fit:
        blocks.insert(0, _refused(network, undated))
    blocks += [network] if network else []
    compared = [s for s in record.statements if says_change(s)]
    blocks += [episodes("changes_said", compared, folded=len(compared) > 4)] if compared else []
    both = say("limits.in_both", n=len(network.both.tellers), of=_total(network)) if network else None
    return finding(
        "changes",
        answer=_answer(fit, years) if fit else say("changes.none"),
        unit="events",
        rules=(period_of, in_both, occurrences, f"ENOUGH = {ENOUGH}", says_change),
        groups=[(year, say("network.year", year=plain(year)), years[year]) for year in sorted(years)],
        against=record.where(denied),
        apart=[("said", say("changes.said"), compared)],
        blocks=blocks,
        notes=(note("in_both", both),) if both else (),
        not_counted=(say("changes.undated", n=undated),) if undated else (),
    )


def _years(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.report.published:
            found.setdefault(period_of(statement.report), []).append(statement)
    return found


def _same(statements: Sequence[Statement], keys: set[TellerKey]) -> list[Statement]:
    return [s for s in statements if {teller.key for teller in tellers(s)} & keys]


def _pairs(pairs: Sequence[tuple[str, str]], years: dict[str, list[Statement]]) -> Table:
    names = ("events_all", "events_same", "sources_both", "sources_gone", "sources_new", "comparable")
    rows = []
    for a, b in pairs:
        both = in_both(years[a], years[b])
        before, after = ({t.key for t in distinct(years[year])} for year in (a, b))
        fit = len(both) >= ENOUGH
        rows.append(
            Row(
                id=f"{a}-{b}",
                cells=(
                    Cell(text=say("changes.pair", a=plain(a), b=plain(b))),
                    Cell(text=_step(years[a], years[b])),
                    Cell(text=_step(_same(years[a], both), _same(years[b], both))),
                    Cell(value=len(both)),
                    Cell(value=len(before - both)),
                    Cell(value=len(after - both)),
                    Cell(text=say("changes.fit" if fit else "changes.unfit")),
                ),
            )
        )
    columns = (column("years"), *(column(n, number=n.startswith("sources")) for n in names))
    caption, under = say("table.changes"), say("changes.note")
    return Table(id="changes", caption=caption, columns=columns, rows=tuple(rows), note=under)


def _families(a: str, b: str, years: dict[str, list[Statement]]) -> Table:
    """Return events by family of act in two comparable years: all sources beside the same ones."""
    both = in_both(years[a], years[b])
    rows = []
    for family in FAMILIES:
        one, other = ([s for s in years[year] if s.family == family] for year in (a, b))
        if one or other:
            cells = (
                Cell(text=say(f"column.{family}")),
                Cell(text=_step(one, other)),
                Cell(text=_step(_same(one, both), _same(other, both))),
            )
            rows.append(Row(id=family, cells=cells))
    columns = (column("family"), column("events_all"), column("events_same"))
    caption = say("table.changes_families", a=plain(a), b=plain(b))
    return Table(id=f"families-{a}-{b}", caption=caption, columns=columns, rows=tuple(rows))


def _step(before: Sequence[Statement], after: Sequence[Statement]) -> Text:
    return plain(f"{occurrences(before):,} → {occurrences(after):,}")


def _answer(fit: Sequence[tuple[str, str]], years: dict[str, list[Statement]]) -> Text:
    parts = []
    for a, b in fit[-2:]:
        both = in_both(years[a], years[b])
        one, other = (occurrences(_same(years[year], both)) for year in (a, b))
        parts.append(say("changes.step", a=plain(a), b=plain(b), n=len(both), one=one, other=other))
    return say("changes.answer", steps=listed(parts))


def _refused(network: Network | None, undated: int) -> Refused:
    dates = (say("no_change.dates", n=undated),) if undated else ()
    return Refused(
        title=say("no_change.title"),
        reason=say("no_change.reason", n=len(network.both.tellers) if network else 0),
        needed=(*dates, say("no_change.sources")),
    )


def _total(network: Network) -> int:
    return len({t.key for part in (network.first, network.both, network.second) for t, _ in part.tellers})


def _network(record: Record) -> Network | None:
    parts = _parts(record)
    if len(parts) < 2:
        return None
    (first, a), (second, b) = parts
    in_a, in_b = ({t.key for t in distinct(part)} for part in (a, b))
    shared = in_a & in_b
    key = "network.all" if not shared else "network.some"
    return Network(
        id="network",
        first=_side(first, a, in_a - shared),
        both=_side(say("network.both"), [*a, *b], shared),
        second=_side(second, b, in_b - shared),
        note=say(key, n=len(shared), of=len(in_a | in_b)),
    )


def _parts(record: Record) -> list[Part]:
    """Return the two years with most claims, in order; without two years, two reports."""
    by_period: dict[str, list[Statement]] = {}
    for s in record.statements:
        by_period.setdefault(period_of(s.report), []).append(s)
    if len(by_period) >= 2:
        top = sorted(by_period, key=lambda p: (p == "undated", -len(by_period[p]), p))[:2]
        return [(_period(p), by_period[p]) for p in sorted(top)]
    by_report: dict[str, list[Statement]] = {}
    for s in record.statements:
        by_report.setdefault(s.report.id, []).append(s)
    chosen = sorted(by_report, key=lambda r: (-len(by_report[r]), r))[:2]
    return [(_report(by_report[r][0].report), by_report[r]) for r in chosen]


def _period(period: str) -> Text:
    return say("network.undated") if period == "undated" else say("network.year", year=period)


def _report(report: Report) -> Text:
    return say("network.report", outlet=plain(report.outlet or report.id), when=_period(period_of(report)))


def _side(title: Text, statements: Sequence[Statement], keys: set[TellerKey]) -> NetColumn:
    counts = Counter(t.key for s in statements for t in tellers(s))
    members: list[Teller] = [t for t in distinct(statements) if t.key in keys]
    ranked = sorted(members, key=lambda t: (-counts[t.key], t.key))
    spoken = sum(bool({t.key for t in tellers(s)} & keys) for s in statements)
    return NetColumn(title=title, claims=spoken, tellers=tuple((t, counts[t.key]) for t in ranked))
