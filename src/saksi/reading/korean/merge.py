"""Mentions of one act inside a report become one claim with several passages."""

from collections.abc import Sequence
from dataclasses import dataclass

from saksi.reading.korean import features
from saksi.reading.korean.candidates import candidates
from saksi.reading.korean.carry import carried
from saksi.reading.korean.circumstances import specific
from saksi.reading.korean.features import Features
from saksi.reading.korean.groups import Group, groups_of
from saksi.reading.korean.memory import Mention
from saksi.record import (
    Attribution,
    Claim,
    Count,
    FurtherAttribution,
    Passage,
    Perpetrator,
    Place,
    Time,
    Victim,
)

READER = "rules-ko"
BY_MODALITY = {
    "happened": 0.62,
    "ongoing": 0.5,
    "planned": 0.5,
    "uncertain": 0.5,
    "denied": 0.35,
    "feared": 0.4,
}
OTHER_TOPIC = 0.4  # factor in a report on sport and the like
ARMED = ("state security", "police", "military security", "border guard", "court", "prison")
SURE = 0.3  # of the confidence by rules; the learned layer, where there is one, has its own bar
NOBODY = 0.7  # factor where nobody is named as victim
NOWHERE = 0.45  # and nobody is named who does it
DOUBTED = {"context": 0.3, "unfit": 0.2, "empty": 0.2, "noun": 0.3, "joined": 0.2}  # factors
REPEATED = 1.25  # factor where the report tells the act more than once


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as the rules make it, and the features by which the learned layer judges it."""

    claim: Claim
    features: Features

    @property
    def sure(self) -> bool:
        """Whether the rules alone would count it as a claim, not as a candidate."""
        return (self.claim.confidence or 0) >= SURE


def drafts(found: Sequence[Mention], *, topic: str = "") -> list[Draft]:
    """Group mentions; return one draft a group and the candidates, in text order of the core passages.

    Parameters
    ----------
    found
        All mentions, in text order.
    topic
        What a report of another kind is about (`topic_of`): then only acts of an armed body stay sure.

    Returns
    -------
    list of Draft
        Claims ``c1``, ``c2`` ...; each with reader, rules and confidence.
    """
    told = groups_of([mention for mention in carried(found) if not mention.doubt])
    cores = [group.core for group in told]
    extra = [Group([mention], mention) for mention in candidates(cores, found)]
    everything = sorted([*told, *extra], key=lambda one: (one.core.passage.start, one.core.passage.end))
    acts = len({core.act for core in cores})
    return [
        Draft(
            _claim(f"c{number}", group, topic),
            {
                **group.core.features,
                **_doubted(group.core),
                "topic": topic,
                **features.merged(len(group.mentions), acts, len(told)),
            },
        )
        for number, group in enumerate(everything, start=1)
    ]


def _doubted(core: Mention) -> Features:
    return {"act": core.act, "weak": core.doubt or ("noun" if core.weak else "")}


def _claim(number: str, group: Group, topic: str) -> Claim:
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
        more_attributions=_further(core, ordered),
        penalty=next((m.penalty for m in ordered if m.penalty), None),
        passages=_passages(ordered),
        confidence=_confidence(core, ordered, topic),
        reader=READER,
        rules=tuple(dict.fromkeys(rule for m in ordered for rule in m.rules)),
    )


def _width(count: Count) -> int:
    return (count.max - (count.min or 0)) if count.max is not None else 10**9


def _days(time: Time) -> int:
    return (time.to - time.from_).days if time.from_ and time.to else 10**6


def _place(ordered: Sequence[Mention]) -> Place:
    places = [m.place for m in ordered if m.place]
    return max(places, key=specific, default=Place())


def _time(ordered: Sequence[Mention]) -> Time | None:
    times = [m.time for m in ordered if m.time]
    days = [time for time in times if time.from_ is not None or time.to is not None]
    return min(days, key=_days) if days else next(iter(times), None)


def _attribution(ordered: Sequence[Mention]) -> Attribution:
    """A source speaks before the outlet's own summing-up."""
    sources = [m.attribution for m in ordered if m.attribution.directness != "author"]
    return sources[0] if sources else ordered[0].attribution


def _further(core: Mention, ordered: Sequence[Mention]) -> tuple[FurtherAttribution, ...]:
    """Read a second source that tells the same act as confirming it; its denial disputes it."""
    told = _attribution(ordered)
    further: dict[str, FurtherAttribution] = {}
    for mention in ordered:
        other = mention.attribution
        origin = other.chain[0]
        if other.directness == "author" or origin == told.chain[0] or origin.text == told.chain[0].text:
            continue
        denied = mention.assertion.modality == "denied" and core.assertion.modality != "denied"
        further.setdefault(
            origin.text,
            FurtherAttribution(
                chain=other.chain, directness=other.directness, stance="disputes" if denied else "confirms"
            ),
        )
    return tuple(further.values())


def _passages(ordered: Sequence[Mention]) -> tuple[Passage, ...]:
    spans = dict.fromkeys((m.passage.start, m.passage.end) for m in ordered)
    core, *rest = spans
    kept = [core]
    for start, end in sorted(rest):
        inside = any(low <= start and end <= high for low, high in (core, kept[-1]))
        if not inside:
            kept.append((start, end))
    return tuple(Passage(start=start, end=end) for start, end in kept)


def _confidence(core: Mention, ordered: Sequence[Mention], topic: str) -> float:
    value = BY_MODALITY.get(core.assertion.modality, 0.5)
    if core.suffers is None and core.assertion.kind == "act":
        value *= NOBODY if core.perpetrator or len(ordered) > 1 else NOWHERE
    if len(ordered) > 1:
        value *= REPEATED
    if topic and not (core.perpetrator and core.perpetrator.institution in ARMED):
        value *= OTHER_TOPIC
    if core.doubt or core.weak:
        return round(min(value, 1.0) * DOUBTED[core.doubt or "noun"], 2)
    return round(min(value, 0.9), 2)
