"""Answers what is denied, disputed, feared, planned or withdrawn."""

from collections.abc import Mapping

from saksi.findings.blocks import Block, Cell, Row, Table
from saksi.findings.model import Finding
from saksi.findings.parts import claim_cell, column, episodes, finding, teller_cell
from saksi.findings.phrases import day, published, quote
from saksi.findings.select import Record, Statement
from saksi.findings.text import Text, listed, plain, said, say
from saksi.record import Claim, Report

KINDS = ("denied", "disputed", "feared", "planned", "uncertain")


def doubt_of(claim: Claim) -> str | None:
    """Return why a claim is here: denied, disputed by a further source, feared, planned or uncertain."""
    if claim.modality in ("denied", "feared", "planned", "uncertain"):
        return claim.modality
    disputed = any(further.stance == "disputes" for further in claim.more_attributions)
    return "disputed" if disputed else None


def doubts(record: Record) -> Finding:
    """Answer with each kind apart; claims of withdrawn reports are in no other finding."""
    found = {kind: [s for s in record.statements if doubt_of(s.claim) == kind] for kind in KINDS}
    blocks: list[Block] = []
    if record.retracted:
        blocks.append(_withdrawn(record))
    for kind in KINDS:
        if found[kind]:
            folded = kind not in ("denied", "disputed") and len(found[kind]) > 3
            blocks.append(episodes(f"doubts_{kind}", found[kind], folded=folded))
    groups = [(kind, say(f"doubts.{kind}"), members) for kind, members in found.items()]
    groups.append(("withdrawn", say("doubts.withdrawn"), list(record.withdrawn)))
    return finding(
        "doubts",
        answer=_answer(found, record),
        unit="claims",
        rules=(doubt_of,),
        groups=groups,
        blocks=blocks,
    )


def _withdrawn(record: Record) -> Table:
    columns = tuple(column(c) for c in ("passage", "report", "withdrawn_by", "teller", "claim"))
    names = {r.id: r.outlet for r in record.reports if r.outlet}
    rows = [_withdrawn_row(s, names) for s in record.withdrawn]
    rows += [
        Row(id=r.id, cells=(Cell(text=say("state.no_claims")), _report(r), _by(r, names), Cell(), Cell()))
        for r in record.retracted
        if not r.claims
    ]
    return Table(id="withdrawn", caption=say("table.withdrawn"), columns=columns, rows=tuple(rows))


def _withdrawn_row(statement: Statement, names: Mapping[str, str]) -> Row:
    report = statement.report
    return Row(
        id=f"{report.id}/{statement.claim.id}",
        cells=(
            Cell(kind="quote", lines=(quote(statement),)),
            _report(report),
            _by(report, names),
            teller_cell(statement),
            claim_cell(statement),
        ),
    )


def _report(report: Report) -> Cell:
    title = said(report.title, report.language) if report.title else say("report.untitled")
    return Cell(text=plain(report.outlet or report.id), lines=(title, published(report)))


def _by(report: Report, names: Mapping[str, str]) -> Cell:
    retraction = report.retracted
    if retraction is None:
        return Cell()
    when = day(retraction.at) if retraction.at else say("time.unknown")
    outlet = names.get(retraction.by)  # null: an outlet, not a report of the record
    lines = (plain(retraction.by), when) if outlet else (when,)
    return Cell(text=plain(outlet or retraction.by), lines=lines)


def _answer(found: dict[str, list[Statement]], record: Record) -> Text:
    parts: list[Text] = [
        say(f"doubts.n_{kind}", n=len(members)) for kind, members in found.items() if members
    ]
    answer = say("doubts.answer", list=listed(parts)) if parts else say("doubts.none")
    if record.retracted:
        answer += say("doubts.retracted", n=len(record.retracted), claims=len(record.withdrawn))
    return answer
