"""Answers which orders and campaigns are told, and who gave them."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from saksi.findings.blocks import Cell, Row, Table
from saksi.findings.model import Finding
from saksi.findings.parts import claim_cell, column, episodes, finding, note, teller_cell
from saksi.findings.phrases import counted, institutions, place, quote, when_said
from saksi.findings.select import Record, Statement, told
from saksi.findings.text import Text, heading, said, say, term
from saksi.record import Claim

TIED = re.compile(  # words with which a report itself ties an act to an order
    r"\b(?:under|following|in line with|in accordance with|as part of|to carry out|to accomplish)"
    r" (?:(?:the|a|an|this|that|his|her|its|their|new|recent|national|\w+['’]s?) ){0,3}"
    r"(?:orders?|directives?|instructions?|decrees?|campaign|crackdown|guidelines)\b"
    r"|\bon (?:the )?(?:\w+['’]s? )?orders (?:of|from)\b"
    r"|(?:지시|명령|방침|포고|지침|지령)(?:에|을|를)? ?(?:따라|따른|의해|집행|관철)",
    re.IGNORECASE,
)
ACTS_NAMED = 12  # in one cell; the others stand in the trace
BEFORE = 200  # characters in which a sentence begins
SENTENCE_ENDS = re.compile(r"[.!?。]['\"”’]?\s|\n")


def rule(claim: Claim) -> bool:
    """Count orders, laws, campaigns and warnings; a denied one is listed with the denials."""
    return claim.kind == "order" and claim.modality != "denied"


def same_act_after(order: Claim, claim: Claim) -> bool:
    """Count acts of the ordered kind in the same country from the order's first day on; no link asserted."""
    start, begun = order.time.from_, claim.time.from_
    same = claim.act == order.act and claim.place.country == order.place.country is not None
    return told(claim) and same and start is not None and begun is not None and begun >= start


def tied_to_an_order(statement: Statement) -> bool:
    """List acts of which the report itself says, in the same sentence, that they followed an order."""
    text, core = statement.report.text, statement.core
    ahead = text[max(core.start - BEFORE, 0) : core.start]
    begins = [found.end() for found in SENTENCE_ENDS.finditer(ahead)]
    sentence = ahead[begins[-1] if begins else 0 :] + core.of(text)
    return told(statement.claim) and bool(TIED.search(sentence))


def said_to_carry_out(statement: Statement) -> bool:
    """List acts of which a reviewer says that they carried out an order of the record."""
    return bool(statement.orders)


def orders(record: Record) -> Finding:
    """Answer with a list, dated ones first; acts that came after are counted, linked by reviewers alone."""
    statements = record.where(rule)
    ordered = sorted(statements, key=lambda s: s.claim.time.from_ or s.claim.time.to or date.max)
    columns = ("order", "by_whom", "time_where", "teller", "after", "claim")
    acts = _by_act_and_country(record.statements)
    reviewed = [s for s in record.statements if said_to_carry_out(s)]
    rows = tuple(_row(s, acts.get((s.claim.act, s.claim.place.country), []), reviewed) for s in ordered)
    table = Table(
        id="orders",
        caption=say("table.orders"),
        columns=tuple(column(c) for c in columns),
        rows=rows,
        note=say("orders.note"),
        shown=20,
    )
    tied = [s for s in record.statements if tied_to_an_order(s)]
    carried = tuple(
        episodes(name, own, folded=len(own) > 8)
        for name, own in (("orders_carried", tied), ("orders_reviewed", reviewed))
        if own
    )
    dated = sum(bool(s.claim.time.from_ or s.claim.time.to) for s in statements)
    modalities = Counter(s.claim.modality for s in statements)
    return finding(
        "orders",
        answer=_answer(statements, dated)
        + (say("orders.tied", n=len(tied)) if tied else Text())
        + (say("orders.reviewed", n=len(reviewed)) if reviewed else Text()),
        unit="claims",
        rules=(rule, same_act_after, tied_to_an_order, said_to_carry_out),
        groups=[
            (m, term("modality", m), [s for s in ordered if s.claim.modality == m])
            for m in sorted(modalities)
        ],
        against=record.where(lambda c: c.kind == "order" and c.modality == "denied"),
        apart=[
            ("carried", say("orders.carried"), tied),
            ("reviewed", say("orders.carried_reviewed"), reviewed),
        ],
        blocks=(*((table,) if rows else ()), *carried),
        notes=(
            note("modality", counted((term("modality", m), n) for m, n in modalities.most_common())),
            note("given_by", institutions(statements, most=6)),
        )
        if statements
        else (),
    )


def _answer(statements: Sequence[Statement], dated: int) -> Text:
    if not statements:
        return say("orders.none")
    leader = sum(s.claim.perpetrator.institution == "leader" for s in statements)
    answer = say("orders.answer", n=len(statements), dated=dated)
    return answer + say("orders.leader", n=leader) if leader else answer


def _by_act_and_country(statements: Sequence[Statement]) -> dict[tuple[str, str | None], list[Statement]]:
    found: dict[tuple[str, str | None], list[Statement]] = {}
    for s in statements:
        found.setdefault((s.claim.act, s.claim.place.country), []).append(s)
    return found


def _row(order: Statement, statements: Sequence[Statement], reviewed: Sequence[Statement]) -> Row:
    claim, language = order.claim, order.report.language
    by = claim.perpetrator
    after = [s for s in statements if same_act_after(claim, s.claim)]
    tied = [s for s in reviewed if (order.report.id, claim.id) in s.orders]
    return Row(
        id=f"{order.report.id}/{claim.id}",
        cells=(
            Cell(kind="quote", lines=(quote(order),)),
            Cell(
                text=heading(term("institution", by.institution))
                if by.institution
                else say("institution.unsaid"),
                lines=(said(by.text, language),) if by.text else (),
            ),
            Cell(text=when_said(order), lines=(place(order),)),
            teller_cell(order),
            _tied(tied) if tied else _after(claim, after),
            claim_cell(order),
        ),
    )


def _tied(acts: Sequence[Statement]) -> Cell:
    refs = tuple(s.ref for s in acts[:ACTS_NAMED])
    return Cell(kind="marks", value=len(acts), refs=refs, text=say("orders.by_reviewer", n=len(acts)))


def _after(order: Claim, after: Sequence[Statement]) -> Cell:
    if order.time.from_ is None:
        return Cell(text=say("orders.after_undated"))
    if not after:
        return Cell(text=say("orders.after_none"))
    return Cell(
        kind="marks",
        value=len(after),
        refs=tuple(s.ref for s in after[:ACTS_NAMED]),
        text=say("orders.after", n=len(after)),
    )
