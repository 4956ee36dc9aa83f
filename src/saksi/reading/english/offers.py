"""What the fields of a report's claims may be: places, times, people and institutions told near each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from saksi.reading.english.agent_offers import AgentOffers
from saksi.reading.english.near import Near
from saksi.reading.english.place_offers import PlaceOffers
from saksi.reading.english.time_offers import TimeOffers
from saksi.reading.english.victim_offers import VictimOffers
from saksi.reading.learned import Offers

if TYPE_CHECKING:
    from saksi.reading.english.circumstances import Surroundings
    from saksi.reading.english.drafts import Draft
    from saksi.reading.english.parsing import Sentence


class EnglishOffering:
    """Offers for the claims of one parsed report, made only for those that are asked for."""

    def __init__(
        self, sentences: "Sequence[Sentence]", around: "Surroundings", drafts: "Sequence[Draft]"
    ) -> None:
        self._sentences, self._around, self._drafts = sentences, around, drafts

    def __call__(self, numbers: Sequence[int]) -> list[Offers]:
        """Return the values that fields of these claims may have; the people of each are offered to all."""
        if not numbers:
            return []
        at = {sentence.start: number for number, sentence in enumerate(self._sentences)}
        nears = [Near.of(self._drafts[number], self._sentences, at) for number in numbers]
        places = PlaceOffers(self._around.places, len(self._sentences))
        times = TimeOffers(self._around.timeline, len(self._sentences))
        agents = AgentOffers(self._around.agents, len(self._sentences))
        people = VictimOffers(nears)
        return [
            {
                "place": places.of(near),
                "time": times.of(near),
                "perpetrator": agents.of(near),
                "victim": people.of(number),
            }
            for number, near in enumerate(nears)
        ]
