"""What the discourse asks of a language."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from saksi.simulation.texts.english.tongue import English
from saksi.simulation.texts.korean.tongue import Korean
from saksi.simulation.texts.pieces import Pieces, Slot
from saksi.simulation.texts.scene import Scene
from saksi.simulation.texts.story import Language, Number, Telling


class Tongue(Protocol):
    """A language: it says what the discourse wants said. Stateless; the scene remembers."""

    def clause(
        self, telling: Telling, scene: Scene, show: frozenset[str], form: str, modality: str | None
    ) -> Pieces:
        """Return a clause that may tell the fields in ``show``; a modality given wins over the telling's."""
        ...

    def headline(self, telling: Telling, scene: Scene) -> Pieces:
        """Return a headline; it introduces nobody."""
        ...

    def detail(self, telling: Telling, scene: Scene, missing: frozenset[str]) -> list[Pieces]:
        """Return sentences for what the clause left out."""
        ...

    def recap(self, telling: Telling, scene: Scene) -> Pieces:
        """Return the act as a noun phrase."""
        ...

    def phrase(self, pieces: Pieces, form: str) -> Pieces:
        """Return a noun phrase with what the form asks: a capital, a particle."""
        ...

    def number(self, number: Number, telling: Telling, scene: Scene) -> Pieces:
        """Return another count of the same victims."""
        ...

    def pattern(self, template: str, slots: Mapping[str, Slot], scene: Scene) -> Pieces:
        """Return a sentence pattern with its slots filled."""
        ...

    def word(self, text: str, form: str) -> Pieces:
        """Return the name of a teller or an outlet, with what the form asks."""
        ...

    def said_on(self, scene: Scene) -> str:
        """Return the day of a statement, or nothing."""
        ...

    def full_date(self, day: date) -> str:
        """Return a full date."""
        ...

    def short_date(self, day: date) -> str:
        """Return the date of a dateline."""
        ...


TONGUES: dict[Language, Tongue] = {"en": English(), "ko": Korean()}
