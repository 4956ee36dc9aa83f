"""Answers what the record cannot carry: what no report tells, and figures that cannot be drawn from it."""

from collections.abc import Callable, Sequence

from saksi.findings.blocks import Cell, Refused, Row, Table
from saksi.findings.model import Finding
from saksi.findings.parts import by_act, column, finding
from saksi.findings.select import Record, Statement, told
from saksi.findings.sources import independence
from saksi.findings.text import heading, say, term
from saksi.record import Claim

UNSAID: dict[str, Callable[[Claim], bool]] = {
    "no_place": lambda claim: not (claim.place.text or claim.place.admin1),
    "no_day": lambda claim: claim.time.from_ is None and claim.time.to is None,
    "no_number": lambda claim: claim.count.min is None and claim.count.max is None,
    "no_doer": lambda claim: claim.perpetrator.institution is None and claim.perpetrator.text is None,
    "no_ground": lambda claim: not claim.grounds,
}


def unsaid(claim: Claim) -> tuple[str, ...]:
    """Return what the claim leaves out: place, days, number, who did it, accusation."""
    return tuple(name for name, missing in UNSAID.items() if missing(claim))


def limits(record: Record) -> Finding:
    """Answer with what claims of acts leave out, and with totals and shares refused."""
    statements = record.where(told)
    silent = [s for s in statements if unsaid(s.claim)]
    unlinked = () if independence(statements).events is not None else (say("no_total.events"),)
    total = Refused(
        title=say("no_total.title"),
        reason=say("no_total.reason", n=len(record.counted)),
        needed=(*unlinked, say("no_total.lists")),
    )
    share = Refused(
        title=say("no_share.title"), reason=say("no_share.reason"), needed=(say("no_share.needed"),)
    )
    return finding(
        "limits",
        answer=say("limits.answer", n=len(silent), of=len(statements))
        if statements
        else say("limits.answer_none"),
        unit="claims",
        rules=(unsaid, told),
        groups=[
            (name, say(f"limits.{name}"), [s for s in silent if name in unsaid(s.claim)]) for name in UNSAID
        ],
        blocks=(*((_table(statements),) if silent else ()), total, share),
    )


def _table(statements: Sequence[Statement]) -> Table:
    """Return acts by what their claims leave out; each number is of all claims of that act."""
    columns = (column("act"), column("claims", number=True), *(column(n, number=True) for n in UNSAID))
    rows = []
    for act, members in by_act(statements).items():
        left_out = [unsaid(s.claim) for s in members]
        cells = [Cell(kind="act", code=act, text=heading(term("act", act))), Cell(value=len(members))]
        cells += [Cell(value=sum(name in names for names in left_out)) for name in UNSAID]
        rows.append(Row(id=act, cells=tuple(cells)))
    return Table(
        id="unsaid", caption=say("table.unsaid"), columns=columns, rows=tuple(rows), note=say("limits.note")
    )
