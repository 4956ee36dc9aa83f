"""Repeated mentions of one act in a report become one claim with several passages."""

from collections.abc import Sequence

from saksi.reading.english.drafts import Draft

FRESH = ("another", "other", "further", "more", "second", "third", "additional", "also")


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """Join the drafts that tell the same act of the same people; the fullest telling leads.

    Two mentions are joined when act and kind agree, nothing contradicts (number, days, province, modality), and
    something speaks for it: the same words for the victim, a pronoun, the same number, or one is the headline or
    lead of which the other tells the episode.
    """
    claims: list[Draft] = []
    for draft in drafts:
        earlier = next((claim for claim in reversed(claims) if same_act(claim, draft)), None)
        if earlier is None:
            claims.append(draft)
        else:
            earlier.absorb(draft)
    return claims


def share_grounds(claims: Sequence[Draft]) -> None:
    """Let the stages of one case share their ground: who was arrested for a remark was executed for it."""
    for claim in claims:
        if claim.grounds or claim.kind != "act" or claim.victim_key is None or claim.act == "release":
            continue
        for other in claims:
            if (
                other is not claim
                and other.victim_key == claim.victim_key
                and other.kind == "act"
                and other.grounds
            ):
                claim.grounds = other.grounds
                claim.rules.append("grounds.same-victim")
                break


def same_act(first: Draft, second: Draft) -> bool:
    """Whether two mentions tell one act of one group."""
    if first.act != second.act or first.kind != second.kind or _contradict(first, second):
        return False
    if first.sentence_start == second.sentence_start:
        return _overlap(first, second) or _same_victim(first, second) or first.vague or second.vague
    if second.fresh:
        return False
    return _same_victim(first, second) or (first.lead and _compatible_lead(first, second))


def _overlap(first: Draft, second: Draft) -> bool:
    """Two triggers of one clause ("made to watch the public trial … were made to watch")."""
    (a, b), (c, d) = first.passages[-1], second.passages[-1]
    return min(b, d) - max(a, c) > 0.7 * min(b - a, d - c) and not (first.victim_key and second.victim_key)


def _contradict(first: Draft, second: Draft) -> bool:
    denied = {first.modality, second.modality} & {"denied", "feared"}
    if first.modality != second.modality and denied:
        return True
    one, two = first.count, second.count
    if one and two and one.min is not None and two.min is not None:
        low, high = max(one.min, two.min), min(x for x in (one.max, two.max, 10**9) if x is not None)
        if low > high:
            return True
    days = first.when and second.when and first.when.from_ and second.when.from_
    if days and first.when and second.when:
        ends = (first.when.to or first.when.from_, second.when.to or second.when.from_)
        if first.when.from_ and second.when.from_ and ends[0] and ends[1]:
            return first.when.from_ > ends[1] or second.when.from_ > ends[0]
    return False


def _same_victim(first: Draft, second: Draft) -> bool:
    if first.victim_key and first.victim_key == second.victim_key:
        return True
    if (
        second.definite and second.victim_key == second.victim_head and first.victim_head
    ):  # "the women", told again
        same_people = first.victim.type == second.victim.type and first.victim.sex in (
            second.victim.sex,
            "unknown",
        )
        return first.victim_head == second.victim_head or same_people
    return bool(first.victim.name and first.victim.name == second.victim.name)


def _compatible_lead(lead: Draft, body: Draft) -> bool:
    """A headline or lead generalises: the first compatible episode of the same act is its body."""
    if lead.vague or body.vague:
        return True
    groups = {lead.victim.status, body.victim.status} - {"unknown"}
    return (
        len(groups) <= 1 and lead.victim.sex in (body.victim.sex, "unknown") or body.victim.sex == "unknown"
    )
