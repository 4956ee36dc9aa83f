"""One assertion of an act, and what the report has told up to it: later sentences leave it unsaid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from saksi.reading.korean.attribution import Telling
from saksi.reading.korean.features import Features
from saksi.reading.korean.modality import Assertion
from saksi.reading.korean.narrators import SELF, Narrator
from saksi.reading.korean.persons import Suffers
from saksi.record import Attribution, Count, Link, Passage, Perpetrator, Place, Time

RUMOUR = re.compile(r"(?:는|란)\s?(?:소문|풍문|뜬소문)|고들?\s(?:수군|쑥덕)")


@dataclass(frozen=True, slots=True)
class Mention:
    """One assertion in one clause; the fields are those of a claim."""

    act: str
    assertion: Assertion
    suffers: Suffers | None
    explicit: bool
    weak: bool
    passage: Passage
    attribution: Attribution
    perpetrator: Perpetrator | None = None
    place: Place | None = None
    time: Time | None = None
    grounds: dict[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    sentence: int = 0
    paragraph: int = 0
    penalty: str | None = None
    doubt: str = ""  # why it is a candidate only: context, unfit, empty, noun, joined
    features: Features = field(default_factory=dict)


@dataclass(slots=True)
class Memory:
    """What later sentences may leave unsaid."""

    suffers: Suffers | None = None
    recent: list[Suffers] = field(default_factory=list)
    narrator: Narrator | None = None
    day: date | None = None
    year: int | None = None  # the last one said in digits
    acts: set[str] = field(default_factory=set)
    before: str = ""  # the sentence before, of the same paragraph


def remember(memory: Memory, mention: Mention) -> None:
    """Keep of a mention what later ones may leave out."""
    if mention.explicit and not mention.weak and mention.assertion.kind == "act":
        memory.suffers = mention.suffers
        if mention.suffers is not None:
            memory.recent = [*memory.recent[-4:], mention.suffers]
    if mention.time and mention.time.from_ and mention.time.from_ == mention.time.to:
        memory.day = mention.time.from_
    if mention.time and mention.time.from_ and re.search(r"\d{4}년", mention.time.text or ""):
        memory.year = mention.time.from_.year
    if not mention.weak:
        memory.acts.add(mention.act)


def resolved(suffers: Suffers, recent: Sequence[Suffers]) -> Suffers:
    """Take from the victims told before, the last first, what a pronoun or a bare number leaves out."""
    for before in reversed(recent):
        known = suffers.resolved(before)
        if known is not suffers:
            return known
    return suffers


def speaking(suffers: Suffers, telling: Telling, memory: Memory) -> Suffers:
    """Read 나는 and 저를 as the one who tells: the narrator, or the source quoted."""
    if suffers.head not in SELF:
        return suffers
    origin = telling.attribution.chain[0]
    if origin.role == "outlet" or (memory.narrator and memory.narrator.speaks):
        return replace(memory.narrator.suffers, start=suffers.start) if memory.narrator else suffers
    victim = suffers.victim.model_copy(
        update={"text": origin.text, "status": "ordinary", "type": "individual"}
    )
    return Suffers(victim, Count(min=1, max=1, text=origin.text), suffers.start, origin.text)


def told_by(telling: Telling, suffers: Suffers | None, after: str) -> Attribution:
    """Say who tells an act: a rumour comes before who repeats it.

    Who says what he suffered, speaking to the outlet, is an eyewitness. `after`: the words behind the act.
    """
    told = telling.attribution
    if RUMOUR.search(after) and told.chain[0].role != "rumour":
        return Attribution(
            chain=(Link(text="소문", role="rumour", anonymous=True), *told.chain), directness="anonymous"
        )
    own = suffers is not None and suffers.victim.text == told.chain[0].text
    if own and len(told.chain) == 2 and told.directness != "eyewitness":
        first = told.chain[0].model_copy(update={"role": "victim"})
        return Attribution(chain=(first, *told.chain[1:]), directness="eyewitness")
    return told
