"""Answers who did what to whom."""

from collections.abc import Sequence

from saksi.findings.blocks import Cell, Row, Table
from saksi.findings.bounds import bounds_by_unit, bounds_of
from saksi.findings.model import Finding
from saksi.findings.parts import by_act, column, finding, note
from saksi.findings.phrases import amount, institutions, sources
from saksi.findings.select import Record, Statement, denied, told
from saksi.findings.sources import independence
from saksi.findings.text import heading, listed, say, term
from saksi.record import Bounds, Claim


def rule(claim: Claim) -> bool:
    """Count acts that are said to have happened or to be going on."""
    return told(claim)


def acts(record: Record) -> Finding:
    """Answer with one line an act: claims, persons as bounds, by whom, according to how many."""
    statements = record.where(rule)
    grouped = by_act(statements)
    columns = (
        column("act"),
        column("claims", number=True),
        column("events", number=True),
        column("persons"),
        column("by"),
        column("sources"),
    )
    rows = tuple(_row(act, members) for act, members in grouped.items())
    most = sorted(grouped, key=lambda act: -len(grouped[act]))[:3]
    top = listed(say("acts.top", act=term("act", act), n=len(grouped[act])) for act in most)
    others = len(record.statements) - len(statements)
    key = "acts.answer" if statements else "acts.answer_none"
    return finding(
        "acts",
        answer=say(key, claims=len(statements), acts=len(grouped), top=top),
        unit="claims_persons",
        rules=(rule, told, bounds_of),
        groups=[(act, term("act", act), members) for act, members in grouped.items()],
        against=record.where(denied),
        blocks=(
            Table(id="acts", caption=say("table.acts"), columns=columns, rows=rows, note=say("acts.note")),
        ),
        not_counted=(say("acts.not_counted", n=others),) if others else (),
        notes=(note("bounds", say("acts.bounds")),),
    )


def _row(act: str, members: Sequence[Statement]) -> Row:
    found = independence(members)
    persons, *apart = [amount(b) for b in _persons_first(members)]
    return Row(
        id=act,
        cells=(
            Cell(kind="act", code=act, text=heading(term("act", act))),
            Cell(kind="claims", value=len(members), anchor=f"acts-{act}"),
            Cell(value=found.events),
            Cell(text=persons, lines=tuple(apart)),
            Cell(text=institutions(members)),
            Cell(text=sources(found)),
        ),
    )


def _persons_first(members: Sequence[Statement]) -> tuple[Bounds, ...]:
    found = bounds_by_unit(members)
    return found if found[0].unit == "persons" else (bounds_of(members), *found)
