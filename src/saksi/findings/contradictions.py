"""Contradictions between claims of one event in words: each side with the claims that say it."""

from collections.abc import Mapping, Sequence

from saksi.findings.links import Conflict, Ref
from saksi.findings.phrases import amount, bounds_said, place, when
from saksi.findings.select import Statement
from saksi.findings.text import Text, joined, plain, say, term

CLAIMS_NAMED = 2  # a side; the others stand in the evidence


def contradictions(statements: Sequence[Statement]) -> tuple[Text, ...]:
    """Return where these claims contradict each other, each once, event by event.

    A side that only a copy or a withdrawn report takes is not among the claims: it contradicts nothing.
    """
    by_ref = {(s.report.id, s.claim.id): s for s in statements}
    events = {s.event.id: s.event for s in statements if s.event is not None}
    found = (_sides(conflict, by_ref) for event in events.values() for conflict in event.conflicts)
    return tuple(words for words in found if words is not None)


def _sides(conflict: Conflict, by_ref: Mapping[Ref, Statement]) -> Text | None:
    """Return "how many: 2 persons (Isk Radio c1) ≠ 3 persons (Herald c2)", in each claim's own words."""
    sides = []
    for _, refs in conflict.values:
        told = [by_ref[ref] for ref in refs if ref in by_ref]
        if told:
            names = ", ".join(f"{s.report.outlet or s.report.id} {s.claim.id}" for s in told[:CLAIMS_NAMED])
            sides.append(_value(conflict.field, told[0]) + plain(f" ({names})"))
    if len(sides) < 2:
        return None
    return say(f"conflict.{conflict.field}") + plain(": ") + joined(sides, " ≠ ")


def _value(field: str, statement: Statement) -> Text:
    claim = statement.claim
    values = {
        "count": lambda: amount(bounds_said(claim)),
        "time": lambda: when(claim.time),
        "place": lambda: place(statement),
        "act": lambda: term("act", claim.act),
        "status": lambda: term("status", claim.victim.status),
        "modality": lambda: term("modality", claim.modality),
    }
    return values[field]()
