"""Answers whether families were punished with the accused."""

from collections.abc import Sequence

from saksi.findings.bounds import bounds_by_unit
from saksi.findings.model import Finding
from saksi.findings.parts import by_act, episodes, finding, note
from saksi.findings.phrases import amount
from saksi.findings.select import Record, Statement, told
from saksi.findings.text import Text, joined, listed, say, term
from saksi.record import Claim


def appended(claim: Claim) -> bool:
    """Count acts on accused people with whom their families are named."""
    return told(claim) and claim.victim.family_included


def on_their_own(claim: Claim) -> bool:
    """Count acts on people as relatives of somebody accused."""
    return told(claim) and claim.victim.status == "family_of_accused" and not claim.victim.family_included


def families(record: Record) -> Finding:
    """Answer with both kinds apart; families are counted in families, people in persons."""
    with_accused, own = record.where(appended), record.where(on_their_own)
    blocks = [
        episodes(name, members, folded=len(members) > 10)
        for name, members in (("families_appended", with_accused), ("families_own", own))
        if members
    ]
    amounts = joined((amount(b) for b in bounds_by_unit(own)), "; ")
    return finding(
        "families",
        answer=_answer(with_accused, own),
        unit="families_persons",
        rules=(appended, on_their_own, told),
        groups=[
            ("appended", say("families.appended"), with_accused),
            ("own", say("families.own"), own),
        ],
        against=record.where(lambda c: c.modality == "denied" and c.victim.status == "family_of_accused"),
        blocks=blocks,
        bounds=bounds_by_unit(own),
        notes=(note("bounds", amounts),) if own else (),
    )


def _answer(with_accused: Sequence[Statement], own: Sequence[Statement]) -> Text:
    if not with_accused and not own:
        return say("families.none")
    acts = list(by_act([*with_accused, *own]))
    which = listed(term("act", act) for act in acts[:3])
    key = "answer" if with_accused and own else "answer_with" if with_accused else "answer_own"
    return say(f"families.{key}", n=len(with_accused), own=len(own), acts=which)
