"""Answers how many were sent to political prison camps, and how many were otherwise detained."""

from collections.abc import Callable, Sequence

from saksi.findings.blocks import Bar, Block, RangeChart
from saksi.findings.bounds import bounds_by_unit, bounds_of, largest, numbered
from saksi.findings.model import Figure, Finding
from saksi.findings.parts import STATUSES, episodes, finding, note
from saksi.findings.phrases import amount, bounds_said, noun, number, quote
from saksi.findings.select import Record, Statement, told
from saksi.findings.text import Text, joined, said, say, term
from saksi.record import Claim

BARS_SHOWN = 8


def in_camps(claim: Claim) -> bool:
    """Count acts of sending to, or holding in, a political prison camp."""
    return told(claim) and claim.act == "detention_political_camp"


def detained(claim: Claim) -> bool:
    """Count arrests, prison and labour camps; political prison camps are apart."""
    return told(claim) and claim.act == "detention_other"


def camps(record: Record) -> Finding:
    """Answer for political prison camps."""
    return _custody(record, "camps", "detention_political_camp", in_camps)


def detentions(record: Record) -> Finding:
    """Answer for all other custody."""
    return _custody(record, "detained", "detention_other", detained)


def _custody(record: Record, name: str, act: str, rule: Callable[[Claim], bool]) -> Finding:
    statements = record.where(rule)
    top = largest(statements)
    others = record.where(lambda c: c.act == act and not rule(c) and c.modality != "denied")
    denied = record.where(lambda c: c.act == act and c.modality == "denied")
    by_status = {s: [x for x in statements if x.claim.victim.status == s] for s in STATUSES}
    blocks: list[Block] = []
    if numbered(statements):
        blocks.append(_chart(name, statements))
    if statements:
        blocks.append(episodes(name, statements, folded=len(statements) > 12))
    notes = (
        [note("bounds", joined((amount(b) for b in bounds_by_unit(statements)), "; "))] if statements else []
    )
    counts = [term("status", s) + say("custody.claims", n=len(m)) for s, m in by_status.items() if m]
    notes += [note("by_status", joined(counts))] if counts else []
    return finding(
        name,
        answer=_answer(name, statements, top),
        unit="persons",
        rules=(rule, told, bounds_of),
        groups=[(s, term("status", s), members) for s, members in by_status.items()],
        against=denied,
        apart=[("others", say("deaths.apart"), others)],
        figure=_figure(top, statements),
        bounds=bounds_by_unit(statements),
        blocks=blocks,
        not_counted=(say("custody.not_counted", n=len(others)),) if others else (),
        notes=notes,
    )


def _figure(top: Statement | None, statements: Sequence[Statement]) -> Figure | None:
    if top is None:
        return None
    bounds = bounds_said(top.claim)
    key = "figure.one_source" if len(statements) > 1 else "figure.one_claim"
    return Figure(bounds=bounds, number=number(bounds), unit=say(key, noun=noun(bounds)), claims=(top.ref,))


def _answer(name: str, statements: Sequence[Statement], top: Statement | None) -> Text:
    if not statements:
        return say(f"{name}.none")
    if top is None:
        return say(f"{name}.no_number", n=len(statements))
    return say(f"{name}.answer", said=quote(top), n=len(statements), with_number=len(numbered(statements)))


def _chart(name: str, statements: Sequence[Statement]) -> RangeChart:
    groups: dict[tuple[int | None, int | None], list[Statement]] = {}
    for s in numbered(statements):
        groups.setdefault((s.claim.count.min, s.claim.count.max), []).append(s)
    bars = [_bar(members) for members in groups.values()]
    rest = [m for members in list(groups.values())[BARS_SHOWN:] for m in members]
    title = say(f"chart.{name}", n=len(numbered(statements)), of=len(statements))
    if rest:
        title += say("chart.rest", n=len(rest))
    return RangeChart(id=name, title=title, unit="persons", bars=tuple(bars[:BARS_SHOWN]))


def _bar(members: Sequence[Statement]) -> Bar:
    claim = members[0].claim
    bounds = bounds_said(claim)
    words = claim.count.text if len(members) == 1 and claim.count.max != claim.count.min else None
    return Bar(
        label=say("chart.claims", n=len(members)),
        said=said(words, members[0].report.language) if words else None,
        low=bounds.min,
        high=bounds.max,
        family="liberty",
        claims=tuple(m.ref for m in members),
    )
