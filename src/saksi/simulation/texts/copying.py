"""Copies of a story by other outlets: word for word, reworded, told anew, or in the other language."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from saksi.record import Attribution, Claim, FurtherAttribution, InvalidInput, Link, Passage
from saksi.simulation.texts.lexicon import lexicon
from saksi.simulation.texts.story import Language, Outlet, Span, Story, Telling, Written
from saksi.simulation.texts.tongue import TONGUES
from saksi.simulation.texts.writing import address, write_seeded

How = Literal["verbatim", "light", "reworded", "translated"]
OTHER: dict[Language, Language] = {"en": "ko", "ko": "en"}


@dataclass(frozen=True, slots=True)
class Copy:
    """How an outlet copies.

    ``credited`` keeps the name of the outlet from which it has the story. ``sure``, of a copy told anew: what
    was feared or planned is told as done.
    """

    id: str
    outlet: Outlet
    published: date
    how: How = "verbatim"
    credited: bool = True
    sure: bool = False


def copy_story(written: Written, copy: Copy, *, rng: np.random.Generator) -> Written:
    """Return the copy as a report of its own, with gold for its own text.

    A verbatim copy keeps every word, and the day of the first printing, from which relative dates count. A
    light one keeps plan and frames and draws small wording anew; a reworded one is told anew from the same
    tellings; a translated one is told in the other language. Where the credit is lost, the copy names no
    outlet but itself; a verbatim text in which the first outlet names itself still shows it, and its gold
    has the link.

    Raises
    ------
    InvalidInput
        The copy is older than what it copies, or of an unknown kind.
    """
    story = written.story
    if copy.published < story.published:
        raise InvalidInput(
            f"copy {copy.id} is dated before story {story.id}: give it that day or a later one"
        )
    seeds = rng.integers(0, 2**62, size=2)
    if copy.how == "verbatim":
        return _verbatim(written, copy)
    new = replace(
        story,
        id=copy.id,
        outlet=copy.outlet,
        published=copy.published,
        via=(story.via or story.outlet) if copy.credited else None,
        language=OTHER[story.language] if copy.how == "translated" else story.language,
        tellings=tuple(map(_as_done, story.tellings)) if copy.sure else story.tellings,
    )
    if copy.how == "light":
        return write_seeded(new, (written.seeds[0], int(seeds[1])), written.family)
    if copy.how in ("reworded", "translated"):
        return write_seeded(new, (int(seeds[0]), int(seeds[1])), written.family)
    raise InvalidInput(
        f"copy {copy.id}: kind {copy.how!r} is unknown; use verbatim, light, reworded or translated"
    )


def _as_done(telling: Telling) -> Telling:
    """Return an act only feared or planned as one that happened: a class of people becomes a group."""
    if telling.kind != "act" or telling.modality not in ("feared", "planned"):
        return telling
    whom = telling.whom
    if whom.type == "unspecified":
        whom = replace(whom, type="group", status="ordinary", roles=whom.roles or ("resident",))
    return replace(telling, modality="happened", whom=whom)


def _verbatim(written: Written, copy: Copy) -> Written:
    """Print the same words under a line with the day of their first printing, and the outlet if credited."""
    story, report = written.story, written.report
    words, tongue = lexicon(story.language, written.family).discourse, TONGUES[story.language]
    line = words["posted"].format(date=tongue.full_date(story.published))
    first = story.outlet.name.of(story.language)
    if copy.credited:
        line += " " + words["credit"].format(via=first)
    shift = len(line) + 2
    shown = copy.credited or written.names_outlet
    own = Link(text=copy.outlet.name.of(story.language), role="outlet")
    copied = replace(story, id=copy.id, outlet=copy.outlet, published=copy.published)
    new = report.model_copy(
        update={
            "id": copy.id,
            "outlet": own.text,
            "url": address(copied),
            "published": copy.published,
            "text": f"{line}\n\n{report.text}",
            "furniture": (
                Passage(start=0, end=len(line)),
                *(_moved(span, shift) for span in report.furniture),
            ),
            "claims": tuple(_reprinted(claim, shift, own, shown=shown) for claim in report.claims),
        }
    )
    slots = {key: tuple(_later(span, shift) for span in spans) for key, spans in written.slots.items()}
    return replace(
        written, report=new, story=_credited(copied, story, shown=shown), slots=slots, names_outlet=False
    )


def _credited(copied: Story, first: Story, *, shown: bool) -> Story:
    return replace(copied, via=first.via or first.outlet) if shown else copied


def _later(span: Span, shift: int) -> Span:
    return (span[0] + shift, span[1] + shift)


def _moved(passage: Passage, shift: int) -> Passage:
    return Passage(start=passage.start + shift, end=passage.end + shift)


def _reprinted(claim: Claim, shift: int, own: Link, *, shown: bool) -> Claim:
    """Return the claim with its passages moved, and the new outlet at the end of every chain."""

    def chain(attribution: Attribution) -> tuple[Link, ...]:
        kept = attribution.chain if shown else attribution.chain[:-1]
        return (*kept, own)

    attribution = claim.attribution
    directness = "named" if shown and attribution.directness == "author" else attribution.directness
    return claim.model_copy(
        update={
            "passages": tuple(_moved(passage, shift) for passage in claim.passages),
            "attribution": Attribution(chain=chain(attribution), directness=directness),
            "more_attributions": tuple(
                FurtherAttribution(chain=chain(more), directness=more.directness, stance=more.stance)
                for more in claim.more_attributions
            ),
        }
    )
