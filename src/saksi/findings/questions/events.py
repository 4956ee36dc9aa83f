"""Answers which events several reports tell, how firmly, and where they contradict each other."""

from collections.abc import Sequence

from saksi.findings.blocks import Cell, Refused, Row, Table
from saksi.findings.bounds import bounds_by_unit
from saksi.findings.contradictions import contradictions
from saksi.findings.model import Finding
from saksi.findings.parts import column, finding
from saksi.findings.phrases import amount, place, sources, victim, when
from saksi.findings.select import Record, Statement
from saksi.findings.sources import by_event, independence
from saksi.findings.text import Text, heading, joined, say, term

CLAIMS_NAMED = 12  # in one cell; the others stand in the trace


def told_by_several(statements: Sequence[Statement]) -> bool:
    """List an event that more than one report tells, or of which the claims contradict each other."""
    reports = {s.report.id for s in statements}
    return statements[0].event is not None and (len(reports) > 1 or bool(contradictions(statements)))


def events(record: Record) -> Finding:
    """Answer with one line an event: its claims, its bounds, its sources, what is contradicted."""
    linked = [members for members in by_event(record.statements) if members[0].event is not None]
    several = sorted(filter(told_by_several, linked), key=_firmest)
    columns = (
        *(column(n) for n in ("event", "claims", "said_of_it", "sources", "contradicted")),
        column("reports", number=True),
    )
    table = Table(
        id="events",
        caption=say("table.events"),
        columns=columns,
        rows=tuple(map(_row, several)),
        note=say("events.note"),
        shown=15,
    )
    everything = [s for members in several for s in members]
    agreed = [m for m in several if not contradictions(m)]
    contested = [m for m in several if contradictions(m)]
    return finding(
        "events",
        answer=_answer(linked, several, contested),
        unit="events",
        rules=(told_by_several, by_event, independence),
        groups=[
            ("agreed", say("events.agreed"), [s for members in agreed for s in members]),
            ("contested", say("events.contested"), [s for members in contested for s in members]),
        ],
        against=[s for s in everything if s.claim.modality == "denied"],
        blocks=(table,) if several else (),
        refusals=() if linked or not record.statements else (_unlinked(),),
    )


def _firmest(members: Sequence[Statement]) -> tuple[int, int, int, str]:
    found = independence(members)
    return -found.low, -found.reports, -len(members), members[0].event.id if members[0].event else ""


def _row(members: Sequence[Statement]) -> Row:
    first = members[0]
    said = joined(dict.fromkeys(amount(b) for b in bounds_by_unit(members)), "; ")
    return Row(
        id=first.event.id if first.event else "",
        cells=(
            Cell(
                kind="act",
                code=first.claim.act,
                text=heading(term("act", first.claim.act)),
                lines=(victim(first), place(first), when(first.claim.time)),
            ),
            Cell(
                kind="marks",
                value=len(members),
                refs=tuple(s.ref for s in members[:CLAIMS_NAMED]),
                acts=tuple(s.claim.act for s in members[:CLAIMS_NAMED]),
                text=say("outcomes.more", n=len(members) - CLAIMS_NAMED)
                if len(members) > CLAIMS_NAMED
                else None,
            ),
            Cell(text=said),
            Cell(text=sources(independence(members))),
            Cell(lines=contradictions(members)),
            Cell(value=len({s.report.id for s in members})),
        ),
    )


def _answer(
    linked: Sequence[Sequence[Statement]],
    several: Sequence[Sequence[Statement]],
    contested: Sequence[Sequence[Statement]],
) -> Text:
    if not linked:
        return say("events.unlinked")
    claims = sum(map(len, linked))
    many = [members for members in several if len({s.report.id for s in members}) > 1]
    if not many:
        return say("events.apart", claims=claims, n=len(linked))
    sure = sum(independence(members).low > 1 for members in many)
    return say(
        "events.answer", claims=claims, n=len(linked), several=len(many), sure=sure, contested=len(contested)
    )


def _unlinked() -> Refused:
    return Refused(
        title=say("no_events.title"), reason=say("no_events.reason"), needed=(say("no_events.needed"),)
    )
