"""Answers who was executed or otherwise died, and on what accusation."""

from collections.abc import Sequence

from saksi.findings.blocks import Block
from saksi.findings.bounds import bounds_of, largest
from saksi.findings.model import Figure, Finding
from saksi.findings.parts import episodes, finding, note
from saksi.findings.phrases import amount, bounds_said, grounds, noun, number, victim
from saksi.findings.select import Record, Statement, family_of, particular, told
from saksi.findings.sources import independence
from saksi.findings.text import Text, say, term
from saksi.record import Claim


def executed(claim: Claim) -> bool:
    """Count a particular execution; a sentence of death has the same code."""
    return claim.kind == "act" and claim.act == "execution" and particular(claim)


def died(claim: Claim) -> bool:
    """Count another particular death, killing or disappearance."""
    return told(claim) and family_of(claim.act) == "life" and claim.act != "execution" and particular(claim)


def apart(claim: Claim) -> bool:
    """List, but do not count: habits, classes of people, fears, plans, orders, doubts."""
    death = family_of(claim.act) == "life"
    return death and not executed(claim) and not died(claim) and claim.modality != "denied"


def deaths(record: Record) -> Finding:
    """Answer with each particular episode in one line; nothing is added up."""
    killed, others = record.where(executed), record.where(died)
    listed_apart = record.where(apart)
    denied = record.where(lambda c: family_of(c.act) == "life" and c.modality == "denied")
    blocks: list[Block] = []
    if killed:
        blocks.append(episodes("executions", killed))
    if others:
        blocks.append(episodes("other_deaths", others, folded=len(others) > 12))
    if denied:
        blocks.append(episodes("deaths_denied", denied))
    if listed_apart:
        blocks.append(episodes("deaths_apart", listed_apart, folded=len(listed_apart) > 4))
    return finding(
        "deaths",
        answer=_answer(killed, others),
        unit="persons",
        rules=(executed, died, particular, apart),
        groups=[
            ("executed", term("act", "execution"), killed),
            ("died", say("deaths.others"), others),
        ],
        against=denied,
        apart=[("apart", say("deaths.apart"), listed_apart)],
        figure=_figure(killed),
        bounds=(bounds_of(killed),) if killed else (),
        blocks=blocks,
        not_counted=_not_counted(listed_apart, denied),
        notes=(note("bounds", amount(bounds_of(killed))),) if killed else (),
    )


def _figure(killed: Sequence[Statement]) -> Figure | None:
    """Return the one claim's number, or the largest single claim's: a floor, never a total."""
    claim = largest(killed)
    if claim is None:
        return None
    bounds = bounds_said(claim.claim) if len(killed) == 1 else bounds_of(killed)
    key = "figure.one_claim" if len(killed) == 1 else "figure.largest_claim"
    return Figure(bounds=bounds, number=number(bounds), unit=say(key, noun=noun(bounds)), claims=(claim.ref,))


def _answer(killed: Sequence[Statement], others: Sequence[Statement]) -> Text:
    if not killed:
        none = say("deaths.none")
        return none + say("deaths.answer_others", n=len(others)) if others else none
    if len(killed) == 1:
        answer = say("deaths.answer_one", who=_who(killed[0]), amount=amount(bounds_said(killed[0].claim)))
    else:
        found = independence(killed)
        key = "deaths.answer" if found.events is None else "deaths.answer_events"
        answer = say(key, n=len(killed), reports=found.reports, events=found.events or 0)
    return answer + say("deaths.answer_others", n=len(others)) if others else answer


def _who(statement: Statement) -> Text:
    who = victim(statement)
    return say("deaths.accused", who=who, ground=grounds(statement.claim)) if statement.claim.grounds else who


def _not_counted(listed_apart: Sequence[Statement], denied: Sequence[Statement]) -> tuple[Text, ...]:
    found = [("apart_habit", [s for s in listed_apart if told(s.claim)])]
    for modality in ("feared", "planned", "uncertain"):
        members = [s for s in listed_apart if s.claim.modality == modality]
        found.append((f"apart_{modality}", members))
    found.append(("apart_denied", list(denied)))
    return tuple(say(f"deaths.{key}", n=len(members)) for key, members in found if members)
