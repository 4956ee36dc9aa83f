"""Repeated mentions of one act in a report become one claim with several passages."""

from collections.abc import Sequence
from datetime import date

from saksi.reading.english.drafts import Draft
from saksi.reading.english.times import When

FRESH = ("another", "other", "further", "more", "second", "third", "additional", "also")


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """Join the drafts that tell the same act of the same people; the fullest telling leads.

    Two mentions are joined when act and kind agree, nothing contradicts (number, days, denial), and something
    speaks for it: the same words for the victim, one clause, or one is the headline or lead of which the
    other tells the episode.
    """
    claims: list[Draft] = []
    for draft in drafts:
        earlier = next((claim for claim in reversed(claims) if same_act(claim, draft)), None)
        if earlier is None:
            claims.append(draft)
        else:
            earlier.absorb(draft)
    return claims


def same_act(first: Draft, second: Draft) -> bool:
    """Whether two mentions tell one act of one group."""
    if first.act != second.act or first.kind != second.kind or _contradict(first, second):
        return False
    if first.sentence_start == second.sentence_start:
        return _overlap(first, second) or _same_victim(first, second) or first.vague or second.vague
    if second.fresh:
        return False
    if second.told and (second.vague or second.pronoun):
        return True  # "the execution", "his arrest": the one told before
    return _same_victim(first, second) or (first.lead > 0 and _compatible_lead(first, second))


def _overlap(first: Draft, second: Draft) -> bool:
    """Two triggers of one clause, at most one of which names people ("put to death by firing squad")."""
    (a, b), (c, d) = first.passages[-1], second.passages[-1]
    people = all(draft.victim_key and not draft.thing for draft in (first, second))
    return min(b, d) - max(a, c) > 0.7 * min(b - a, d - c) and not people


def _contradict(first: Draft, second: Draft) -> bool:
    denied = {first.modality, second.modality} & {"denied", "feared"}
    if first.modality != second.modality and denied:
        return True
    one, two = first.count, second.count
    if one and two and one.min is not None and two.min is not None:
        low, high = max(one.min, two.min), min(x for x in (one.max, two.max, 10**9) if x is not None)
        if low > high:
            return True
    return _days_apart(first.when, second.when)


def _days_apart(first: When | None, second: When | None) -> bool:
    """Whether the days cannot be the same; an interval without an end ("since March") is open."""
    if first is None or second is None or first.from_ is None or second.from_ is None:
        return False
    return first.from_ > (second.to or date.max) or second.from_ > (first.to or date.max)


def _same_victim(first: Draft, second: Draft) -> bool:
    if second.victim_key and second.victim_key in (first.victim_key, *first.aliases):
        return True
    told_again = second.definite and second.victim_key == second.victim_head  # "the women"
    if told_again and first.victim_head:
        same_type = first.victim.type == second.victim.type
        return first.victim_head == second.victim_head or (same_type and _sex_fits(first, second))
    if first.victim_head and first.victim_head == second.victim_head and _same_number(first, second):
        return True
    return same_name(first.victim.name, second.victim.name)


def _same_number(first: Draft, second: Draft) -> bool:
    """Whether both state one number of people greater than one: "two women who …", "the two women"."""
    one, two = first.count, second.count
    return bool(one and two and one.min and one.min > 1 and one.min == one.max == two.min == two.max)


def same_name(first: str | None, second: str | None) -> bool:
    """Say whether one name is the other, or its last part: "Pavel Orsin", "Orsin"."""
    if not first or not second:
        return False
    one, two = first.lower().split(), second.lower().split()
    return one == two or (min(len(one), len(two)) == 1 and (one[-1] == two[-1] or one[0] == two[0]))


def _compatible_lead(lead: Draft, body: Draft) -> bool:
    """A headline or lead generalises: the first compatible episode of the same act is its body."""
    if lead.vague or body.vague:
        return True
    groups = {lead.victim.status, body.victim.status} - {"unknown"}
    return body.victim.sex == "unknown" or (len(groups) <= 1 and _sex_fits(lead, body))


def _sex_fits(first: Draft, second: Draft) -> bool:
    return first.victim.sex in (second.victim.sex, "unknown")
