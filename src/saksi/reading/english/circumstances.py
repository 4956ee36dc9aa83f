"""The circumstances of an act: when, where, by whom, on what ground, with what penalty."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from saksi.reading.english.agents import Agents
from saksi.reading.english.grounds import Grounds
from saksi.reading.english.parsing import Sentence
from saksi.reading.english.patterns import NUMBER
from saksi.reading.english.places import Places
from saksi.reading.english.timeline import Timeline
from saksi.reading.english.times import When
from saksi.record import Perpetrator, Place

if TYPE_CHECKING:
    from saksi.reading.english.mentions import Mention
    from saksi.reading.english.modality import Assertion

VAGUE = r"many|some|(?:a )?few|further|more"
PENALTY = re.compile(
    rf"(?:(?:between|up to|at least|more than) )?(?:{NUMBER}|an?|{VAGUE})(?: (?:to|and|or) {NUMBER})?"
    r" (?:years?|months?|days)"
    r"(?: of [a-z-]+(?: labou?r)?| in (?:(?:an?|the) )?[a-z-]+"
    r"(?: (?:camp|colony|center|centre|facility|brigade))?)?"
    r"|life (?:in prison|imprisonment|sentence)|\bfor life\b|fine of [^,.;]+",
    re.IGNORECASE,
)
CUSTODY_ACTS = frozenset(
    {"detention_other", "detention_political_camp", "forced_labour", "punishment_unspecified"}
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What surrounds one act, and the ids of the rules that found it."""

    when: When | None
    place: Place
    perpetrator: Perpetrator
    grounds: tuple[str, ...]
    penalty: str | None
    rules: tuple[str, ...]


class Surroundings:
    """Times, places, institutions and grounds of one report, each found once, then asked for every act."""

    def __init__(self, text: str, sentences: Sequence[Sentence], published: date | None) -> None:
        self.timeline = Timeline(text, published, sentences)
        self.places = Places(text, sentences)
        self.agents = Agents(sentences)
        self._grounds = Grounds(sentences)

    def of(self, mention: "Mention", said: "Assertion", clause: str, victim: str | None) -> Circumstances:
        """Return the circumstances of an act.

        Parameters
        ----------
        mention, said
            The act, and how it is asserted.
        clause, victim
            The words of its clause and those for the victim, which may name the ground.
        """
        when, time_rule = self.timeline.of(mention, said)
        place, place_rule = self.places.of(mention, said)
        perpetrator, agent_rule = self.agents.of(mention, said)
        grounds, ground_rule = self._grounds.of(mention, said, clause, victim)
        rules = tuple(rule for rule in (time_rule, place_rule, agent_rule, ground_rule) if rule)
        return Circumstances(when, place, perpetrator, grounds, penalty(mention.act, clause), rules)


def penalty(act: str, clause: str) -> str | None:
    """Return the term or sum of a sentence, as said; null for acts that have none."""
    if act not in CUSTODY_ACTS and act != "fine":
        return None
    match = PENALTY.search(clause)
    return match.group() if match else None
