"""From a finished draft to the gold: every field is read off the spans that the writer recorded."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from saksi.record import (
    Attribution,
    Claim,
    Count,
    FurtherAttribution,
    Link,
    Passage,
    Perpetrator,
    Place,
    Time,
    Victim,
)
from saksi.simulation.texts.pieces import Draft, Mention
from saksi.simulation.texts.scene import Scene, number_of
from saksi.simulation.texts.story import ByWhom, Number, Span, Telling, Voice

NAMES = {"v": "victim", "c": "count", "p": "by", "l": "place", "t": "time", "n": "penalty", "g": "grounds"}
DETAILS = "pltgn"
UNTOLD = Time()

Slots = dict[str, list[Span]]


def claim_of(telling: Telling, scene: Scene, draft: Draft, text: str) -> tuple[Claim, Slots]:
    """Return the gold claim of a telling and the spans of its slots."""
    mentions = draft.mentions[telling.id]
    core = _core(mentions)
    spans = _slots(telling, scene, draft, mentions, core, text)

    def words(letter: str) -> str | None:
        found = spans.get(letter)
        return text[found[0][0] : found[0][1]] if found else None

    by, where, when = telling.by, telling.where, telling.when
    claim = Claim.model_construct(
        id=telling.id,
        kind=telling.kind,
        act=telling.act,
        victim=_victim(telling, scene, words("v")),
        count=_count(telling, spans, text),
        perpetrator=_perpetrator(words("p"), by if "p" in spans else None),
        grounds=telling.grounds if "g" in spans else (),
        place=_place(
            words("l"),
            scene.story.country_code,
            where.admin1.of(scene.story.language) if where and where.admin1 and "a" in spans else None,
        ),
        time=_time(words("t"), when.first, when.last) if "t" in spans else UNTOLD,
        modality=telling.modality,
        attribution=_attribution(telling.voice, scene),
        more_attributions=tuple(
            FurtherAttribution(
                chain=_chain(voice, scene), directness=voice.directness, stance=voice.stance or "confirms"
            )
            for voice in telling.more
        ),
        penalty=words("n"),
        passages=_passages(mentions, core),
        note=_note(telling, scene),
    )
    return claim, {NAMES[letter]: found for letter, found in spans.items() if letter in NAMES}


# Values of the record are frozen, so equal ones can be one object: to make them is what costs most here.


@lru_cache(maxsize=4_096)
def _perpetrator(text: str | None, by: ByWhom | None) -> Perpetrator:
    return Perpetrator.model_construct(
        text=text, institution=by.institution if by else None, level=by.level if by else None
    )


@lru_cache(maxsize=4_096)
def _place(text: str | None, country: str, admin1: str | None) -> Place:
    return Place.model_construct(text=text, country=country, admin1=admin1)


@lru_cache(maxsize=4_096)
def _time(text: str | None, first: date | None, last: date | None) -> Time:
    return Time.model_construct(text=text, from_=first, to=last)


@lru_cache(maxsize=4_096)
def _link(text: str, role: str, anonymous: bool, place: str | None) -> Link:
    return Link.model_construct(text=text, role=role, anonymous=anonymous, place=place)


@lru_cache(maxsize=4_096)
def _interval(least: int | None, most: int | None, text: str | None, unit: str) -> Count:
    return Count.model_construct(min=least, max=most, text=text, unit=unit)


def _attribution(voice: Voice, scene: Scene) -> Attribution:
    """Return the attribution of a voice: one object a text."""
    if voice not in scene.attributions:
        chain, directness = _chain(voice, scene), _directness(voice, scene)
        scene.attributions[voice] = Attribution.model_construct(chain=chain, directness=directness)
    return scene.attributions[voice]


def _core(mentions: Sequence[Mention]) -> Mention:
    """Return the mention that tells most; among equals the first, a headline only if there is no other."""
    return max(
        mentions,
        key=lambda mention: (
            mention.where in ("body", "lead"),
            sum(letter in mention.slots for letter in DETAILS),
            mention.where == "body",
            -mention.start,
        ),
    )


def _passages(mentions: Sequence[Mention], core: Mention) -> tuple[Passage, ...]:
    rest = sorted((mention for mention in mentions if mention is not core), key=lambda mention: mention.start)
    return tuple(Passage.model_construct(start=m.start, end=m.end) for m in (core, *rest))


def _slots(
    telling: Telling, scene: Scene, draft: Draft, mentions: Sequence[Mention], core: Mention, text: str
) -> Slots:
    """Return where each slot's words stand: in the core passage, the others, or where it was introduced."""
    spans: Slots = {}
    for mention in (core, *(m for m in mentions if m is not core)):
        for letter, span in mention.slots.items():
            spans.setdefault(letter, []).append(span)
    root = scene.root(telling)
    for other in scene.story.tellings:  # the one that introduced the victim may stand anywhere
        if scene.root(other) == root and other.id != telling.id:
            for mention in draft.mentions.get(other.id, ()):
                for letter in "vc":
                    if letter in mention.slots and letter not in spans:
                        spans[letter] = [mention.slots[letter]]
    someone = scene.people.get(root)
    if someone and someone.first_person and someone.name:
        start = text.find(someone.name)
        if start >= 0:
            spans["v"] = [(start, start + len(someone.name))]
    return spans


def _victim(telling: Telling, scene: Scene, words: str | None) -> Victim:
    root = scene.by_id[scene.root(telling)]
    someone, whom = scene.someone(telling), root.whom
    if someone is None:
        return Victim.model_construct(text=words, type=whom.type, status=whom.status)
    return Victim.model_construct(
        text=words,
        name=someone.name if whom.name or (whom.speaker and root.voice.chain[0].name) else None,
        type=whom.type,
        status=whom.status,
        roles=whom.roles if someone.roles else (),
        sex=someone.sex,
        age=whom.age if someone.age else None,
        family_included=telling.whom.family_included,
    )


def _count(telling: Telling, spans: Slots, text: str) -> Count:
    """Return the count: the widest interval of what the voices say, all their wordings joined."""
    numbers: list[Number] = [number_of(telling)]
    numbers += [voice.number for voice in telling.more if voice.number is not None]
    numbers = [number for number in numbers if number.bounds != (None, None)] or numbers
    lows, highs = [n.bounds[0] for n in numbers], [n.bounds[1] for n in numbers]
    least = None if None in lows else min(low for low in lows if low is not None)
    most = None if None in highs else max(high for high in highs if high is not None)
    said = dict.fromkeys(text[start:end] for start, end in spans.get("c", ()))
    return _interval(least, most, " / ".join(said) or None, telling.number.unit)


def _chain(voice: Voice, scene: Scene) -> tuple[Link, ...]:
    """Return the chain from the origin to the outlet; the outlet from which the story came is a link, too."""
    story = scene.story
    people = scene.introduce_tellers(voice.chain)
    links = [
        _link(person.words, teller.role, teller.anonymous, person.place)
        for teller, person in zip(voice.chain, people, strict=True)
    ]
    links += [
        _link(outlet.name.of(story.language), "outlet", False, None)
        for outlet in (story.via, story.outlet)
        if outlet is not None
    ]
    return tuple(links)


def _directness(voice: Voice, scene: Scene) -> str:
    """Return how direct the first link is; what another outlet says in its own name is named, not author."""
    return "named" if scene.story.via and not voice.chain else voice.directness


def _note(telling: Telling, scene: Scene) -> str | None:
    parts = [other.id for other in scene.story.tellings if other.part_of == telling.id]
    if parts:
        return f"total of {', '.join(parts)}"
    return f"part of {telling.part_of}" if telling.part_of else None
