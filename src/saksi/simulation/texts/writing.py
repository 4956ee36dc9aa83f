"""Write a story: the text, its gold, and what stays outside both."""

from dataclasses import replace
from datetime import date

import numpy as np

from saksi.record import InvalidInput, Passage, Report
from saksi.simulation.texts.blocks import Page
from saksi.simulation.texts.dice import Dice
from saksi.simulation.texts.gold import claim_of
from saksi.simulation.texts.scene import Scene, number_of
from saksi.simulation.texts.story import Family, Number, Story, Telling, Written, one

POLITE = 0.15  # of newsrooms write as broadcasters speak: 습니다
READS: dict[str, tuple[str, ...] | None] = {
    "act": None,
    "order": ("planned", "ongoing"),
    "condition": ("feared", "ongoing"),
}


def write(story: Story, *, rng: np.random.Generator, family: Family = "train") -> Written:
    """Write a story as one report with gold claims.

    Parameters
    ----------
    story
        What is to be told, in order. Each telling becomes one claim, with its id.
    rng
        Two numbers are drawn from it; the same state writes the same text.
    family
        ``held_out`` uses other frames, headlines and plans, which no reader is tuned on.

    Returns
    -------
    Written
        The report (marked synthetic, its address ends in .invalid) and what must not enter it.

    Raises
    ------
    InvalidInput
        A telling cannot be told: its act, role or institution has no words, or it points at no earlier
        telling.
    """
    seeds = rng.integers(0, 2**62, size=2)
    return write_seeded(story, (int(seeds[0]), int(seeds[1])), family)


def write_seeded(story: Story, seeds: tuple[int, int], family: Family) -> Written:
    """Write a story from two seeds: of plan and frames, and of small wording."""
    check_story(story)
    story = resolved(story)
    scene = Scene(story, family, Dice(seeds[0]), Dice(seeds[1]))
    scene.polite = scene.surface.chance(POLITE)
    page = Page(scene)
    page.write()
    text = page.draft.text()
    claims, slots = [], {}
    for telling in story.tellings:
        claim, spans = claim_of(telling, scene, page.draft, text)
        claims.append(claim)
        slots.update({(telling.id, name): tuple(found) for name, found in spans.items()})
    outlet = story.outlet.name.of(story.language)
    report = Report.model_construct(
        id=story.id,
        outlet=outlet,
        url=address(story),
        title=page.title or None,
        published=story.published,
        language=story.language,
        text=text,
        furniture=tuple(Passage.model_construct(start=start, end=end) for start, end in page.draft.furniture),
        synthetic=True,
        claims=tuple(claims),
    )
    provenance = {telling.id: telling.provenance for telling in story.tellings}
    return Written(report, story, family, seeds, slots, provenance, names_outlet=outlet in text)


def address(story: Story) -> str:
    """Return an address that leads nowhere."""
    return f"https://{story.outlet.slug}.invalid/{story.published:%Y/%m/%d}/{story.id}"


def resolved(story: Story) -> Story:
    """Return the story with every continued victim as it was first introduced."""
    known: dict[str, Telling] = {}
    for telling in story.tellings:
        first = known.get(telling.same_victim_as or "")
        known[telling.id] = telling
        if first:
            known[telling.id] = replace(telling, whom=first.whom, number=first.number)
        elif telling.whom.kin and telling.kind == "act" and telling.number.wording == "untold":
            known[telling.id] = replace(telling, number=_relatives(telling, known))
    return replace(story, tellings=tuple(known.values()))


def _relatives(telling: Telling, known: dict[str, Telling]) -> Number:
    """Return how many relatives the words say: his wife is one, his family or their wives are two or more."""
    head = known.get(telling.whom.kin_of or "")
    single = telling.whom.kin not in ("family", "parents") and (head is None or number_of(head).is_one)
    return one() if single else Number("many")


def check_story(story: Story) -> None:
    """Refuse a story that cannot be told.

    Raises
    ------
    InvalidInput
        Says which telling of which story, what was found and what is needed.
    """
    if not story.tellings:
        raise InvalidInput(f"story {story.id} holds no telling: give it at least one")
    seen: set[str] = set()
    for telling in story.tellings:
        where = f"story {story.id}, telling {telling.id}"
        if telling.id in seen:
            raise InvalidInput(f"{where}: the id is used twice; give each telling its own")
        _check_telling(telling, where, seen)
        seen.add(telling.id)
    if story.style == "retraction" and not isinstance(story.retracts, date):
        raise InvalidInput(
            f"story {story.id} is a retraction: `retracts` needs the day of the report withdrawn"
        )


def _check_telling(telling: Telling, where: str, seen: set[str]) -> None:
    for name in ("same_victim_as", "part_of"):
        other = getattr(telling, name)
        if other is not None and other not in seen:
            raise InvalidInput(f"{where}: {name} is {other!r}; it must be the id of a telling before it")
    if telling.whom.kin_of is not None and telling.whom.kin_of not in seen:
        raise InvalidInput(
            f"{where}: kin_of is {telling.whom.kin_of!r}; it must be the id of a telling before it"
        )
    allowed = READS[telling.kind]
    if allowed and telling.modality not in allowed:
        raise InvalidInput(
            f"{where}: an {telling.kind} is {telling.modality}; it can be told as {' or '.join(allowed)}"
        )
    if telling.whom.speaker and not telling.voice.chain:
        raise InvalidInput(f"{where}: a victim who speaks needs a voice with at least one teller")
