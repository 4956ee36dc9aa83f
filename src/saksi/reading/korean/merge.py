"""Mentions of one act inside a report become one claim with several passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.reading.korean.mentions import Mention
from saksi.record import Attribution, Claim, Count, Passage, Perpetrator, Place, Time, Victim

READER = "rules-ko"
REACH_BACK = 8  # mentions of a group that a new one is compared with
REACH = 40  # groups looked back at: keeps a long text linear
BY_MODALITY = {
    "happened": 0.62,
    "ongoing": 0.5,
    "planned": 0.5,
    "uncertain": 0.5,
    "denied": 0.35,
    "feared": 0.4,
}
MOVES = ("banishment", "forced_repatriation", "detention_political_camp")  # from somewhere to somewhere
NOBODY = 0.7  # factor where nobody is named as victim
NOWHERE = 0.45  # and nobody is named who does it
REPEATED = 1.25  # factor where the report tells the act more than once


@dataclass(slots=True)
class Group:
    """Mentions taken for one claim; `core` is the one that says most."""

    mentions: list[Mention]
    core: Mention

    def add(self, mention: Mention) -> None:
        """Take in a further mention."""
        self.mentions.append(mention)
        self.core = max(self.core, mention, key=_fullness)

    def compared(self) -> list[Mention]:
        """Return the mentions that a new one must agree with: the core and the last ones."""
        return [other for other in [self.core, *self.mentions[-REACH_BACK:]] if not other.weak]


def merged(found: Sequence[Mention]) -> list[Claim]:
    """Group mentions and return one claim a group, in text order of the core passages.

    Returns
    -------
    list of Claim
        Ids ``c1``, ``c2`` ...; each with reader, rules and confidence.
    """
    groups: list[Group] = []
    by_act: dict[str, list[Group]] = {}
    for mention in found:
        same = by_act.setdefault(mention.act, [])
        home = next((group for group in reversed(same[-REACH:]) if _belongs(mention, group)), None)
        if home is not None:
            home.add(mention)
        else:
            group = Group([mention], mention)
            groups.append(group)
            same.append(group)
    told = [group for group in groups if not all(mention.weak for mention in group.mentions)]
    told.sort(key=lambda group: (group.core.passage.start, group.core.passage.end))
    return [_claim(f"c{number}", group) for number, group in enumerate(told, start=1)]


def _belongs(mention: Mention, group: Group) -> bool:
    core = group.core
    if mention.weak:
        return core.assertion.kind != "condition" and (mention.sentence - group.mentions[-1].sentence) < 6
    if mention.assertion.kind != core.assertion.kind and not core.weak:
        return False
    if {mention.assertion.modality, core.assertion.modality} in (
        {"happened", "planned"},
        {"denied", "happened"},
        {"happened", "uncertain"},
    ):
        return False
    return all(_agree(mention, other) for other in group.compared())


def _agree(one: Mention, other: Mention) -> bool:
    return (
        _counts_agree(one, other)
        and _people_agree(one, other)
        and _times_agree(one.time, other.time)
        and _places_agree(one.act, one.place, other.place)
    )


def _counts_agree(one: Mention, other: Mention) -> bool:
    if not (one.explicit and other.explicit and one.suffers and other.suffers):
        return True
    a, b = one.suffers.count, other.suffers.count
    if a.unit != b.unit or a.min is None or b.min is None:
        return True
    top = 10**9
    return a.min <= (b.max or top) and b.min <= (a.max or top)


def _people_agree(one: Mention, other: Mention) -> bool:
    if not (one.explicit and other.explicit and one.suffers and other.suffers):
        return True
    a, b = one.suffers, other.suffers
    if a.victim.name and b.victim.name and a.victim.name.split()[0] != b.victim.name.split()[0]:
        return False
    if "family_of_accused" in (a.victim.status, b.victim.status) and a.victim.status != b.victim.status:
        return a.generic or b.generic
    if "나머지" in (a.victim.text or "")[:3] or "나머지" in (b.victim.text or "")[:3]:
        return "나머지" in (a.victim.text or "") and "나머지" in (b.victim.text or "") and a.head == b.head
    if a.victim.status == b.victim.status == "family_of_accused":
        return True
    if a.generic or b.generic or a.head == b.head or (a.victim.name and b.victim.name):
        return True
    if a.victim.name or b.victim.name:  # a man named may be the man, not the manager
        unnamed = b if a.victim.name else a
        return unnamed.count.max in (None, 1) and not unnamed.victim.roles
    return a.head.endswith(b.head) or b.head.endswith(a.head)


def _times_agree(one: Time | None, other: Time | None) -> bool:
    if one is None or other is None or not (one.from_ or one.to) or not (other.from_ or other.to):
        return True
    before = one.to is not None and other.from_ is not None and one.to < other.from_
    after = other.to is not None and one.from_ is not None and other.to < one.from_
    return not (before or after)


def _places_agree(act: str, one: Place | None, other: Place | None) -> bool:
    if act in MOVES:
        return True
    if one is None or other is None or not one.text or not other.text:
        return True
    if one.admin1 and other.admin1 and one.admin1 != other.admin1:
        return False
    if re.search(r"[시군]$", one.text) and re.search(r"[시군]$", other.text):
        return one.text.split(" ")[-1] == other.text.split(" ")[-1]
    return (
        one.text[:2] == other.text[:2]
        or one.admin1 == other.admin1
        or one.admin1 is None
        or other.admin1 is None
    )


def _fullness(mention: Mention) -> tuple[bool, int]:
    said = (
        mention.explicit,
        bool(mention.suffers and mention.suffers.count.min),
        mention.perpetrator,
        mention.place,
        mention.time and mention.time.from_,
        mention.grounds,
    )
    return not mention.weak, sum(map(bool, said))


def _claim(number: str, group: Group) -> Claim:
    core = group.core
    rest = sorted((m for m in group.mentions if m is not core), key=lambda m: m.passage.start)
    ordered = [core, *rest]
    suffers = (
        core.suffers if core.explicit else next((m.suffers for m in ordered if m.explicit), core.suffers)
    )
    count = min(
        (m.suffers.count for m in ordered if m.suffers and m.explicit and m.suffers.count.min),
        key=_width,
        default=None,
    )
    order = core.assertion.kind != "act"
    grounds = dict.fromkeys(ground for m in ordered for ground in m.grounds)
    return Claim(
        id=number,
        kind=core.assertion.kind,
        act=core.act,
        victim=suffers.victim if suffers else Victim(),
        count=Count() if order or not suffers else count or suffers.count,
        perpetrator=next((m.perpetrator for m in ordered if m.perpetrator), None) or Perpetrator(),
        grounds=tuple(grounds),
        place=_place(ordered),
        time=_time(ordered) or Time(),
        modality=core.assertion.modality,
        attribution=_attribution(ordered),
        passages=_passages(ordered),
        confidence=_confidence(core, ordered),
        reader=READER,
        rules=tuple(dict.fromkeys(rule for m in ordered for rule in m.rules)),
    )


def _width(count: Count) -> int:
    return (count.max - (count.min or 0)) if count.max is not None else 10**9


def _days(time: Time) -> int:
    return (time.to - time.from_).days if time.from_ and time.to else 10**6


def _place(ordered: Sequence[Mention]) -> Place:
    places = [m.place for m in ordered if m.place]
    return next((place for place in places if place.text), places[0] if places else Place())


def _time(ordered: Sequence[Mention]) -> Time | None:
    times = [m.time for m in ordered if m.time]
    days = [time for time in times if time.from_ is not None or time.to is not None]
    return min(days, key=_days) if days else next(iter(times), None)


def _attribution(ordered: Sequence[Mention]) -> Attribution:
    """A source speaks before the outlet's own summing-up."""
    sources = [m.attribution for m in ordered if m.attribution.directness != "author"]
    return sources[0] if sources else ordered[0].attribution


def _passages(ordered: Sequence[Mention]) -> tuple[Passage, ...]:
    spans = dict.fromkeys((m.passage.start, m.passage.end) for m in ordered)
    core, *rest = spans
    kept = [core]
    for start, end in sorted(rest):
        inside = any(low <= start and end <= high for low, high in (core, kept[-1]))
        if not inside:
            kept.append((start, end))
    return tuple(Passage(start=start, end=end) for start, end in kept)


def _confidence(core: Mention, ordered: Sequence[Mention]) -> float:
    value = BY_MODALITY.get(core.assertion.modality, 0.5)
    if core.suffers is None and core.assertion.kind == "act":
        value *= NOBODY if core.perpetrator or len(ordered) > 1 else NOWHERE
    if len(ordered) > 1:
        value *= REPEATED
    return round(min(value, 0.9), 2)
