"""Answers what the record holds: reports, tellers, claims."""

from collections import Counter
from collections.abc import Iterable, Sequence

from saksi.findings.blocks import Cell, Column, Row, Table
from saksi.findings.model import Finding
from saksi.findings.parts import column, finding, note
from saksi.findings.phrases import according_to, counted, language_name, published
from saksi.findings.select import Record, Statement, select
from saksi.findings.sources import distinct
from saksi.findings.tellers import Teller
from saksi.findings.text import Text, heading, plain, said, say, term
from saksi.record import Report

KINDS = ("act", "order", "condition")
TELLER_KINDS = ("anonymous", "named", "official", "outlet")
MODALITIES = ("happened", "ongoing", "planned", "feared", "denied", "uncertain")


def holds(record: Record) -> Finding:
    """Answer with reports, tellers and claims: three counts that are never confused."""
    told_by = distinct(record.statements)
    by_kind = {kind: [s for s in record.statements if s.claim.kind == kind] for kind in KINDS}
    return finding(
        "holds",
        answer=_answer(record, by_kind),
        unit="holds",
        rules=(select,),
        groups=[(kind, term("kind", kind), members) for kind, members in by_kind.items()],
        blocks=(_kinds(by_kind), _tellers(told_by, record.statements), _reports(record)),
        not_counted=_not_counted(record),
        notes=(
            note("languages", counted(_tally(language_name(r.language) for r in record.counted))),
            note("dated", _dated(record.counted)),
            note("places_of_tellers", _places(told_by)),
        ),
    )


def _answer(record: Record, by_kind: dict[str, list[Statement]]) -> Text:
    if not record.statements:
        return say("holds.answer_empty", reports=len(record.reports))
    return say(
        "holds.answer",
        reports=len(record.counted),
        outlets=len({r.outlet for r in record.counted if r.outlet}),
        claims=len(record.statements),
        acts=len(by_kind["act"]),
        orders=len(by_kind["order"]),
        conditions=len(by_kind["condition"]),
    )


def _kinds(by_kind: dict[str, list[Statement]]) -> Table:
    used = [m for m in MODALITIES if any(s.claim.modality == m for ss in by_kind.values() for s in ss)]
    headings = [column("kind"), column("claims", number=True)]
    headings += [Column(id=m, label=heading(term("modality", m)), number=True) for m in used]
    rows = []
    for kind, members in by_kind.items():
        cells = [
            Cell(text=heading(term("kind", kind))),
            Cell(kind="claims", value=len(members), anchor=f"holds-{kind}" if members else None),
        ]
        cells += [Cell(value=sum(s.claim.modality == m for s in members)) for m in used]
        rows.append(Row(id=kind, cells=tuple(cells)))
    return Table(id="kinds", caption=say("table.kinds"), columns=tuple(headings), rows=tuple(rows))


def _tellers(told_by: Sequence[Teller], statements: Sequence[Statement]) -> Table:
    first = Counter[str](according_to(s).kind for s in statements)
    rows = tuple(
        Row(
            id=kind,
            cells=(
                Cell(kind="teller", code=kind, text=heading(say(f"teller_kind.{kind}"))),
                Cell(value=sum(t.kind == kind for t in told_by)),
                Cell(value=first[kind]),
            ),
        )
        for kind in TELLER_KINDS
    )
    columns = (column("teller_kind"), column("tellers", number=True), column("claims", number=True))
    return Table(
        id="tellers", caption=say("table.tellers"), columns=columns, rows=rows, note=say("holds.tellers_note")
    )


def _reports(record: Record) -> Table:
    columns = (
        column("report"),
        column("outlet"),
        column("published"),
        column("claims", number=True),
        column("state"),
    )
    rows = tuple(Row(id=report.id, cells=_report(report, record)) for report in record.reports)
    return Table(id="reports", caption=say("table.reports"), columns=columns, rows=rows, folded=len(rows) > 8)


def _report(report: Report, record: Record) -> tuple[Cell, ...]:
    title = said(report.title, report.language) if report.title else say("report.untitled")
    return (
        Cell(text=title, lines=(plain(report.id),)),
        Cell(text=plain(report.outlet) if report.outlet else say("report.no_outlet")),
        Cell(text=published(report), lines=(language_name(report.language),)),
        Cell(value=len(report.claims)),
        Cell(text=_state(report, record)),
    )


def _state(report: Report, record: Record) -> Text:
    if report in record.duplicates:
        return say("state.copy", of=plain(str(report.duplicate_of)))
    if report.retracted:
        return say("state.retracted", by=plain(report.retracted.by))
    return say("state.counted") if report.claims else say("state.no_claims")


def _not_counted(record: Record) -> Iterable[Text]:
    if record.duplicates:
        yield say("holds.copies", n=len(record.duplicates))
    if record.retracted:
        yield say("holds.retracted", n=len(record.retracted), claims=len(record.withdrawn))
    if silent := sum(not r.claims for r in record.counted):
        yield say("holds.silent", n=silent)


def _dated(reports: Sequence[Report]) -> Text:
    undated = sum(r.published is None for r in reports)
    return say("holds.dated", dated=len(reports) - undated, undated=undated)


def _places(told_by: Iterable[Teller]) -> Text:
    named = Counter((t.place, t.language) for t in told_by if t.words)
    known = sorted(((p, n) for p, n in named.items() if p[0]), key=lambda item: (-item[1], str(item[0])))
    parts = [(said(str(place), language), n) for (place, language), n in known[:8]]
    parts += [(say("holds.more_places"), sum(n for _, n in known[8:]))] if known[8:] else []
    unsaid = sum(n for (place, _), n in named.items() if not place)
    return (
        counted([*parts, (say("place.unsaid"), unsaid)] if unsaid else parts)
        if named
        else say("sources.none")
    )


def _tally(names: Iterable[Text]) -> list[tuple[Text, int]]:
    return Counter(names).most_common()
