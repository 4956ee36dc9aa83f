"""A claim in the making: what the rules found so far, and which rule found it."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from saksi.reading.english.counts import Counted
from saksi.reading.english.features import Features
from saksi.reading.english.times import When, narrower
from saksi.record import Attribution, FurtherAttribution, Perpetrator, Place, Victim

if TYPE_CHECKING:
    from saksi.reading.english.mentions import Mention


@dataclass(slots=True)
class Draft:
    """One mention, then one claim. Offsets are those of the report's text."""

    act: str
    kind: str
    modality: str
    passages: list[tuple[int, int]]
    sentence_start: int
    victim: Victim
    victim_key: str | None  # the phrase without its article, or the bare head noun's lemma
    victim_head: str | None  # lemma of the head noun
    pronoun: bool
    definite: bool  # "the women": somebody told of before
    fresh: bool  # "another", "a further": certainly not the one told before
    lead: int  # 2 headline, 1 first paragraph, its episode not yet told; 0 the telling
    told: bool  # a noun that points back: "the execution", "his arrest"
    count: Counted | None
    perpetrator: Perpetrator
    grounds: tuple[str, ...]
    place: Place
    when: When | None
    attribution: Attribution
    penalty: str | None
    confidence: float
    implied: bool = False  # whom it is done to stands in the telling before
    weak: bool = False  # a candidate only
    aliases: set[str] = field(default_factory=set)  # further wordings for the same people
    features: Features = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    more: list[FurtherAttribution] = field(default_factory=list)
    mentions: "list[Mention]" = field(default_factory=list)  # the core first

    @property
    def vague(self) -> bool:
        """Whether the mention says nothing of who it was."""
        return self.victim.text is None or self.implied

    @property
    def thing(self) -> bool:
        """Whether what the clause names as done to is no person: "firing squad", "their houses"."""
        return self.features.get("victim") == "thing"

    def copy(self) -> "Draft":
        """Return the mention as it is now: merging goes on changing the original."""
        return replace(
            self,
            passages=list(self.passages),
            rules=list(self.rules),
            features=dict(self.features),
            mentions=list(self.mentions),
        )

    def absorb(self, other: "Draft") -> None:
        """Take over a further mention: its passage, and the fields that were empty."""
        self.aliases |= {key for key in (self.victim_key, other.victim_key, *other.aliases) if key}
        news = [span for span in other.passages if span not in self.passages]
        if self.lead > other.lead:  # the telling says it better than the headline: it is the core
            self.modality = other.modality
            self.passages = [*news, *self.passages]
            self.mentions = [*other.mentions, *self.mentions]
        else:
            self.passages += news
            self.mentions += other.mentions
        self.lead = min(self.lead, other.lead)
        if self.vague or self.pronoun or (self.thing and not other.thing and not other.vague):
            self.features["victim"] = other.features.get("victim", "none")
            self.victim, self.victim_key, self.pronoun = other.victim, other.victim_key, other.pronoun
            self.implied = other.implied
        if self.count is None or (other.count and _width(other.count) < _width(self.count)):
            self.count = other.count or self.count
        self.perpetrator = self.perpetrator if self.perpetrator.institution else other.perpetrator
        self.grounds = tuple(dict.fromkeys(self.grounds + other.grounds))
        self.place = self.place if self.place.text else other.place
        self.when = narrower(self.when, other.when)
        self.penalty = self.penalty or other.penalty
        self.rules += [rule for rule in other.rules if rule not in self.rules]
        self.confidence = max(self.confidence, other.confidence)
        self._take_attribution(other)

    def _take_attribution(self, other: "Draft") -> None:
        origin = self.attribution.chain[0]
        if (
            origin.role == "outlet" and other.attribution.chain[0].role != "outlet"
        ):  # a deeper origin is told later
            self.attribution = other.attribution
        elif (
            other.attribution.chain[0] != self.attribution.chain[0]
            and other.attribution.directness != "author"
        ):
            known = {further.chain[0].text for further in self.more}
            if other.attribution.chain[0].text not in known:
                self.more.append(
                    FurtherAttribution(
                        chain=other.attribution.chain,
                        directness=other.attribution.directness,
                        stance="confirms",
                    )
                )


def _width(count: Counted) -> int:
    return (count.max if count.max is not None else 10**9) - (count.min or 0)
