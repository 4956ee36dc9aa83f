"""Answers how many people nobody reported: from estimates that are handed in, never from reports alone."""

from collections.abc import Sequence

from saksi.findings.blocks import Block, Cell, Refused, Row, Table, Total, TotalChart
from saksi.findings.estimated import COMBINED, Estimated, shown
from saksi.findings.model import Figure, Finding
from saksi.findings.parts import column, finding
from saksi.findings.phrases import number
from saksi.findings.text import Text, plain, say
from saksi.record import Bounds


def undocumented(estimates: Sequence[Estimated]) -> Finding:
    """Answer with documented people beside estimated ones, a line a stratum; strata are never added up."""
    rows = shown(estimates)
    given = [row for row in rows if row.refused is None]
    refused = [row for row in rows if row.refused is not None]
    blocks: list[Block] = [_chart(rows), _table(rows)] if rows else []
    blocks += [_refusal(row) for row in refused]
    if not rows:
        blocks.append(
            Refused(
                title=say("no_estimate.title"),
                reason=say("no_estimate.reason"),
                needed=(say("no_total.lists"), say("no_estimate.needed")),
            )
        )
    return finding(
        "undocumented",
        answer=_answer(rows, given),
        unit="persons_estimated",
        rules=(shown,),
        groups=[],
        figure=_figure(rows),
        bounds=tuple(_bounds(row) for row in given),
        blocks=blocks,
    )


def _bounds(row: Estimated) -> Bounds:
    low, high = (None if end is None else round(end) for end in (row.lower, row.upper))
    return Bounds(min=low, max=high, unit="persons")


def _figure(rows: Sequence[Estimated]) -> Figure | None:
    """Return the interval where the whole table has one answer; several are never put into one."""
    whole = [row for row in rows if row.stratum is None]
    if len(whole) != 1 or whole[0].refused is not None:
        return None
    bounds = _bounds(whole[0])
    unit = say("undocumented.figure", documented=whole[0].documented, level=_percent(whole[0]))
    return Figure(bounds=bounds, number=number(bounds), unit=unit)


def _answer(rows: Sequence[Estimated], given: Sequence[Estimated]) -> Text:
    if not rows:
        return say("undocumented.none")
    return say("undocumented.answer", n=len(given), of=len(rows))


def _chart(rows: Sequence[Estimated]) -> TotalChart:
    totals = tuple(
        Total(
            label=_label(row),
            documented=row.documented,
            low=None if row.lower is None else round(row.lower),
            high=None if row.upper is None else round(row.upper),
            middle=None if row.total is None else round(row.total),
        )
        for row in rows
    )
    return TotalChart(id="undocumented", title=say("chart.undocumented"), totals=totals)


def _table(rows: Sequence[Estimated]) -> Table:
    names = ("stratum", "documented", "estimated", "interval", "probability")
    cells = [
        Row(
            id=f"{row.method}-{row.stratum or ''}",
            cells=(
                Cell(text=_label(row)),
                Cell(value=row.documented),
                Cell(value=None if row.total is None else round(row.total)),
                Cell(text=number(_bounds(row)) if row.refused is None else say("undocumented.refused")),
                Cell(text=say("undocumented.percent", n=_percent(row))),
            ),
        )
        for row in rows
    ]
    columns = tuple(column(n, number=n in ("documented", "estimated")) for n in names)
    caption, under = say("table.undocumented"), say("undocumented.note")
    return Table(id="undocumented", caption=caption, columns=columns, rows=tuple(cells), note=under)


def _label(row: Estimated) -> Text:
    name = plain(row.stratum) if row.stratum else say("undocumented.whole")
    return name if row.method == COMBINED else name + plain(f" ({row.method})")


def _percent(row: Estimated) -> int:
    return round(row.level * 100)


def _refusal(row: Estimated) -> Refused:
    return Refused(
        title=say("undocumented.refused_of", name=_label(row)),
        reason=plain(row.refused or ""),
        needed=(say("no_estimate.more"),),
    )
