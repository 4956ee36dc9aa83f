"""Where a sentence stands to the tellings of a claim: the nearer, the likelier what it says is meant."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saksi.reading.english.drafts import Draft
from saksi.reading.english.mentions import Mention
from saksi.reading.english.parsing import Sentence
from saksi.reading.learned import Offer

if TYPE_CHECKING:
    from spacy.tokens import Token

BEFORE = 8  # sentences before a telling that are looked at
BEHIND = 2  # and behind it
FAR = (1, 6, 13)  # words between: fewer are 0, 1, 2
MOVING = frozenset({"banishment", "forced_repatriation", "release"})
CUSTODY = frozenset(
    {"detention_other", "detention_political_camp", "torture", "death_in_custody", "forced_labour"}
)


@dataclass(frozen=True, slots=True)
class Near:
    """The sentences near the tellings of one claim, by their numbers in the report."""

    draft: Draft
    sentences: Sequence[Sentence]
    core: int  # number of the sentence of the core passage
    told: dict[int, Mention]  # each sentence that tells the claim, with its telling

    @classmethod
    def of(cls, draft: Draft, sentences: Sequence[Sentence], numbers: Mapping[int, int]) -> "Near":
        """Return what is near a claim; `numbers` gives a sentence's number by where it starts."""
        told: dict[int, Mention] = {}
        for mention in draft.mentions:
            told.setdefault(numbers[mention.sentence.start], mention)
        return cls(draft, sentences, numbers[draft.mentions[0].sentence.start], told)

    def numbers(self) -> list[int]:
        """Return the sentences to look at, in the order of the text: the opening, those around a telling."""
        found = {number for number in range(min(3, len(self.sentences))) if self.sentences[number].block < 2}
        for number in self.told:
            found |= set(range(max(0, number - BEFORE), min(len(self.sentences), number + BEHIND + 1)))
        return sorted(found)

    def where(self, number: int) -> str:
        """Return how a sentence stands to the tellings: core, told, before1, behind1, before, opening."""
        if number == self.core:
            return "core"
        if number in self.told:
            return "told"
        steps = min((number - at for at in self.told), key=abs)
        same = self.sentences[number].block == self.sentences[number - steps].block
        if steps > 0:
            return f"behind{min(steps, 2)}{'' if same else ':apart'}"
        if steps == -1:
            return f"before1{'' if same else ':apart'}"
        if same:
            return "before"
        return "opening" if self.sentences[number].block < 2 else "earlier" if steps < -3 else "before:apart"

    def nearest(self, places: AbstractSet[str]) -> str:
        """Return the nearest of what `where` returned that says something."""
        return next((where for where in ("core", "told", "before1") if where in places), "far")

    def rule(self, field: str) -> str:
        """Return the rule that filled a field of the draft."""
        return next((rule for rule in self.draft.rules if rule.startswith(f"{field}.")), "none")

    def group(self) -> str:
        """Return what kind of act it is: where somebody is moved, or held, a place says something else."""
        act = self.draft.act
        return "moving" if act in MOVING else "custody" if act in CUSTODY else "other"

    def without(self) -> dict[str, float | str]:
        """Return what is known of the choice that nothing told near is meant."""
        draft = self.draft
        return {
            "none": 1.0,
            "none:kind": draft.kind,
            "none:modality": draft.modality,
            "none:group": self.group(),
            "none:weak": float(draft.weak),
            "none:lead": float(draft.lead > 0),
            "none:tellings": min(1.0, (len(draft.passages) - 1) / 3),
        }


def closest(offers: Sequence[Offer], links: Iterable[str]) -> str:
    """Return how the offer stands to the act that stands nearest in the claim's own sentence, or none."""
    there = {offer.known.get("link") for offer in offers if offer.known["where"] == "core"}
    return next((link for link in links if link in there), "none")


def words_apart(token: "Token | None", verb: "Token") -> str:
    """Return whether a word stands before the verb of the act (-) or behind it (+), and how far: 0 to 3."""
    if token is None:
        return "?"
    steps = token.i - verb.i
    far = next((size for size, most in enumerate(FAR) if abs(steps) < most), len(FAR))
    return f"{'-' if steps < 0 else '+'}{far}"
