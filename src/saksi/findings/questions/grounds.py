"""Answers on what accusations people were harmed."""

from collections import Counter
from collections.abc import Sequence

from saksi.findings.blocks import Cell, Row, Stack, StackChart, Table
from saksi.findings.model import Finding
from saksi.findings.parts import FAMILIES, column, finding
from saksi.findings.select import Record, Statement, denied, told
from saksi.findings.text import Text, heading, listed, say, term
from saksi.record import Claim, vocabulary


def rule(claim: Claim) -> bool:
    """Count acts that are told together with an accusation."""
    return told(claim) and bool(claim.grounds)


def grounds(record: Record) -> Finding:
    """Answer with claims by accusation; a claim with several accusations is in several rows."""
    statements = record.where(rule)
    found = {g: [s for s in statements if g in s.claim.grounds] for g in vocabulary("ground").terms}
    order = sorted((g for g in found if found[g]), key=lambda g: (g == "other", -len(found[g]), g))
    stacks = tuple(Stack(label=heading(term("ground", g)), parts=_parts(found[g])) for g in order)
    silent = len(record.where(told)) - len(statements)
    blocks = (
        (StackChart(id="grounds", title=say("chart.grounds"), rows=stacks), _table(order, found))
        if order
        else ()
    )
    return finding(
        "grounds",
        answer=_answer(order, found, len(statements), silent),
        unit="claims",
        rules=(rule, told),
        groups=[(g, term("ground", g), found[g]) for g in order],
        against=record.where(lambda c: denied(c) and bool(c.grounds)),
        blocks=blocks,
        not_counted=(say("grounds.silent", n=silent),) if silent else (),
    )


def _parts(members: Sequence[Statement]) -> dict[str, int]:
    tally = Counter(s.family for s in members)
    return {family: tally[family] for family in FAMILIES if tally[family]}


def _table(order: Sequence[str], found: dict[str, list[Statement]]) -> Table:
    used = [f for f in FAMILIES if any(f in _parts(found[g]) for g in order)]
    columns = [column("ground"), column("claims", number=True)]
    columns += [column(f, number=True) for f in used]
    rows = tuple(
        Row(
            id=g,
            cells=(
                Cell(text=heading(term("ground", g))),
                Cell(kind="claims", value=len(found[g]), anchor=f"grounds-{g}"),
                *(Cell(value=_parts(found[g]).get(f, 0)) for f in used),
            ),
        )
        for g in order
    )
    return Table(
        id="grounds", caption=say("table.in_numbers"), columns=tuple(columns), rows=rows, folded=True
    )


def _answer(order: Sequence[str], found: dict[str, list[Statement]], n: int, silent: int) -> Text:
    named = [g for g in order if g not in ("other", "none_given")][:3]
    if n + silent == 0:
        return say("acts.answer_none")
    if not named:
        return say("grounds.none", n=silent)
    top = listed(say("grounds.top", ground=term("ground", g), n=len(found[g])) for g in named)
    return say("grounds.answer", top=top, n=n, of=n + silent)
