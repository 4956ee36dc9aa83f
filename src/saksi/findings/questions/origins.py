"""Answers what rests on one source."""

from collections import Counter
from collections.abc import Sequence

from saksi.findings.model import Cell, Finding, Row, Table
from saksi.findings.parts import column, finding
from saksi.findings.phrases import teller_words
from saksi.findings.select import Record, Statement
from saksi.findings.tellers import Teller, alone, distinct, tellers, weakest
from saksi.findings.text import Text, joined, plain, said, say


def on_one_source(statement: Statement) -> bool:
    """Count claims that one teller alone vouches for; a further source that confirms is a second one."""
    return len(tellers(statement)) == 1


def origins(record: Record, others: Sequence[Finding]) -> Finding:
    """Answer with each teller: its claims, those that rest on it alone, and findings that fall with it."""
    single = [s for s in record.statements if on_one_source(s)]
    shared = [s for s in record.statements if not on_one_source(s)]
    known = distinct(record.statements)
    counts = alone(record.statements)
    order = sorted(known, key=lambda t: (-counts[t.key], t.key))
    heard = Counter(t.key for s in record.statements for t in tellers(s))
    fallen = _falling(record, others)
    rows = tuple(_row(t, heard[t.key], counts[t.key], fallen.get(t.key, [])) for t in order)
    names = ("teller", "outlet", "teller_place")
    columns = (
        *(column(n) for n in names),
        column("claims", number=True),
        column("alone", number=True),
        column("falls"),
    )
    table = Table(
        id="origins",
        caption=say("table.origins"),
        columns=columns,
        rows=rows,
        note=say("origins.note"),
        shown=15,
    )
    return finding(
        "origins",
        answer=_answer(record, single),
        unit="claims",
        rules=(on_one_source, tellers),
        groups=[("single", say("origins.single"), single), ("shared", say("origins.shared"), shared)],
        blocks=(table,) if rows else (),
    )


def _row(teller: Teller, heard: int, only: int, fallen: Sequence[Finding]) -> Row:
    place = said(teller.place, teller.language) if teller.place else say("place.unsaid")
    return Row(
        id="/".join(teller.key),
        cells=(
            Cell(kind="teller", code=teller.kind, text=teller_words(teller)),
            Cell(text=plain(teller.outlet)),
            Cell(text=place if teller.words else Text()),
            Cell(value=heard),
            Cell(value=only),
            Cell(text=joined((f.question for f in fallen), " ")),
        ),
    )


def _falling(record: Record, others: Sequence[Finding]) -> dict[tuple[str, str, str, str], list[Finding]]:
    """Return the findings that rest on one teller alone, by teller."""
    by_ref = {s.ref: s for s in record.statements}
    fallen: dict[tuple[str, str, str, str], list[Finding]] = {}
    for found in others:
        members = [by_ref[ref] for group in found.claims_for for ref in group.refs if ref in by_ref]
        weak = weakest(members)
        if weak and weak.falls == weak.of:
            fallen.setdefault(weak.teller.key, []).append(found)
    return fallen


def _answer(record: Record, single: Sequence[Statement]) -> Text:
    if not record.statements:
        return say("origins.none")
    answer = say("origins.answer", n=len(single), of=len(record.statements))
    weak = weakest(record.statements)
    if weak is None:
        return answer
    heard = teller_words(weak.teller)
    heard += plain(f" ({weak.teller.outlet})") if weak.teller.words else Text()
    return answer + say("origins.if_wrong", who=heard, n=weak.falls, of=weak.of)
