"""Answers what happened, by status of the accused."""

from collections import Counter
from collections.abc import Sequence
from pprint import pformat

from saksi.findings.blocks import Cell, Column, Refused, Row, Table
from saksi.findings.bounds import bounds_by_unit
from saksi.findings.model import Finding
from saksi.findings.parts import STATUSES, by_act, finding, unique
from saksi.findings.phrases import amount
from saksi.findings.select import Record, Statement, told
from saksi.findings.text import Text, heading, joined, listed, said, say, term
from saksi.record import Claim

OUTCOMES = {  # milder to graver
    "got_off": ("release",),
    "screened": ("screening", "surveillance"),
    "deprived": (
        "false_accusation", "public_shaming", "coerced_attendance", "dismissal", "deprivation",
        "confiscation", "fine", "restriction",
    ),
    "punished": ("punishment_unspecified",),
    "removed": ("banishment", "forced_repatriation"),
    "detained": ("detention_other",),
    "hurt": ("violence", "forced_labour", "torture", "sexual_violence"),
    "camp": ("detention_political_camp",),
    "died": ("disappearance", "killing_other", "death_in_custody", "execution"),
}  # fmt: skip
APART = ("crackdown", "other")  # no outcome of a person
TOLD_OF = STATUSES[:4]  # of mixed and unknown ones nothing follows for a status
ROLES_SHOWN = 3
MARKS_SHOWN = 40


def outcome_of(claim: Claim) -> str | None:
    """Return the column of an act that is said to have happened or to be going on."""
    return next((name for name, acts in OUTCOMES.items() if told(claim) and claim.act in acts), None)


def outcomes(record: Record) -> Finding:
    """Answer with one mark a claim: rows by status, columns from milder to graver."""
    statements = record.where(lambda c: outcome_of(c) is not None)
    cells: dict[tuple[str, str], list[Statement]] = {}
    for s in statements:
        cells.setdefault((s.claim.victim.status, str(outcome_of(s.claim))), []).append(s)
    used = [name for name in OUTCOMES if any(column == name for _, column in cells)]
    empty = [name for name in OUTCOMES if name not in used]
    rows = tuple(_row(status, used, cells) for status in STATUSES if any(s == status for s, _ in cells))
    columns = (
        Column(id="status", label=say("column.status")),
        *(Column(id=name, label=say(f"outcome.{name}")) for name in used),
    )
    caption = say("outcomes.caption")
    if empty:
        caption += say("outcomes.empty", names=joined(say(f"outcome.{name}") for name in empty))
    acts = record.where(lambda c: c.kind == "act")
    return finding(
        "outcomes",
        answer=_answer(cells),
        unit="claims_marks",
        rules=(outcome_of, told, f"OUTCOMES = {pformat(OUTCOMES, width=100, sort_dicts=False)}"),
        groups=[(name, say(f"outcome.{name}"), _column(name, cells)) for name in used],
        against=[s for s in acts if s.claim.modality == "denied" and s.claim.act not in APART],
        blocks=(
            Table(
                id="outcomes",
                caption=say("table.outcomes"),
                columns=columns,
                rows=rows,
                note=caption,
                look="matrix",
            ),
        ),
        not_counted=(say("outcomes.not_counted", n=len(statements), of=len(acts)),) if acts else (),
        refusals=(_no_rate(statements),) if statements else (),
    )


def _row(status: str, used: Sequence[str], cells: dict[tuple[str, str], list[Statement]]) -> Row:
    members = unique(s for name in used for s in cells.get((status, name), ()))
    first = Cell(text=heading(term("status", status)), lines=_roles(members))
    return Row(id=status, cells=(first, *(_marks(cells.get((status, name), [])) for name in used)))


def _marks(members: Sequence[Statement]) -> Cell:
    lines = tuple(amount(b) for b in bounds_by_unit(members))
    known = tuple(line for line in lines if line != say("count.unknown"))
    ordered = [s for same in by_act(members).values() for s in same]
    more = len(members) - MARKS_SHOWN
    text = say("outcomes.more", n=more) if more > 0 else None
    return Cell(
        kind="marks",
        value=len(members),
        refs=tuple(s.ref for s in ordered),
        acts=tuple(s.claim.act for s in ordered),
        text=text,
        lines=(known or lines[:1]) if members else (),
    )


def _roles(members: Sequence[Statement]) -> tuple[Text, ...]:
    found = Counter((role, s.report.language) for s in members for role in s.claim.victim.roles)
    top = sorted(found.items(), key=lambda item: (-item[1], item[0][0]))[:ROLES_SHOWN]
    return (joined(said(role, language) for (role, language), _ in top),) if top else ()


def _column(name: str, cells: dict[tuple[str, str], list[Statement]]) -> list[Statement]:
    return [s for status in STATUSES for s in cells.get((status, name), ())]


def _answer(cells: dict[tuple[str, str], list[Statement]]) -> Text:
    gravest = []
    for status in TOLD_OF:
        told_of = [name for name in OUTCOMES if (status, name) in cells]
        if told_of:
            last = told_of[-1]
            n = len(cells[status, last])
            gravest.append(say(f"outcomes.of_{status}", outcome=say(f"outcome_of.{last}"), n=n))
    if not gravest:
        return say("outcomes.none")
    answer = say("outcomes.answer", of=joined(gravest, "; "))
    off = [status for status in TOLD_OF if (status, "got_off") in cells]
    if len(off) == 1:
        answer += say("outcomes.got_off_only", status=say(f"outcomes.{off[0]}"))
    elif off:
        answer += say("outcomes.got_off", statuses=listed(say(f"outcomes.{s}") for s in off))
    return answer


def _no_rate(statements: Sequence[Statement]) -> Refused:
    reports = len({s.report.id for s in statements})
    return Refused(
        title=say("no_rate.title"), reason=say("no_rate.reason", n=reports), needed=(say("no_rate.needed"),)
    )
