"""A sheet to write on: paragraphs, furniture, and everything that tells no claim."""

from typing import Any

from saksi.simulation.texts.pieces import Draft, Pieces
from saksi.simulation.texts.scene import Scene
from saksi.simulation.texts.sentences import Speech
from saksi.simulation.texts.tongue import TONGUES

PEOPLE = frozenset({"victim", "witness", "relative", "defector"})
# numbers of idle paragraphs: least, and how many more
SPREAD = (("a", 400, 4_000), ("b", 3, 40), ("d", 2, 7), ("e", 0, 2), ("y", 20, 60))


class Sheet:
    """The text so far, and the blocks that hold no claim: prices, weather, trigger words used otherwise."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.draft = scene, Draft()
        self.tongue = TONGUES[scene.story.language]
        self.speech = Speech(scene, self.tongue)
        self.words: dict[str, Any] = dict(scene.lexicon.discourse)
        self.title = ""
        self.said: set[str] = set()  # asides of this text; nobody says one twice

    def _paragraph(self) -> None:
        if self.draft.at and not self.draft.open_line:
            self.draft.add("\n\n")
        self.draft.open_line = False

    def _furniture(self, line: str) -> None:
        self._paragraph()
        self.draft.line(line)

    def _say(self, pieces: Pieces, where: str, *, gap: bool = True) -> None:
        if gap:
            self.draft.add(" ")
        self.draft.say(pieces, where)

    def _byline(self) -> None:
        story, words = self.scene.story, self.words["byline"]
        city = story.outlet.city
        fits = [line for line in words if city or "{city}" not in line]
        line = self.scene.surface.pick(fits)
        self._furniture(
            line.format(
                date=self.tongue.full_date(story.published), city=city.of(story.language) if city else ""
            )
        )

    def _dateline(self) -> None:
        story = self.scene.story
        city = story.outlet.city.of(story.language) if story.outlet.city else ""
        line = self.scene.surface.pick(self.words["dateline"])
        self._paragraph()
        self.draft.add(
            line.replace("{city:upper}", city.upper())
            .replace("{city}", city)
            .replace("{short}", self.tongue.short_date(story.published))
            .replace("{own}", story.outlet.name.of(story.language))
        )
        self.draft.open_line = True

    def _aside(self) -> str:
        left = [filler for filler in self.words["fillers"] if filler not in self.said] or self.words[
            "fillers"
        ]
        filler = self.scene.dice.pick(left)
        self.said.add(filler)
        return f"“{filler}”"

    def _idle(self, key: str) -> None:
        """Write a paragraph without a claim: prices, weather, sport, and words of acts used otherwise."""
        dice = self.scene.dice
        lines = dice.some(self.words[key], 1 + int(dice.share() * 3))
        self._paragraph()
        self.draft.add(" ".join(line.format(**self._figures()) for line in lines))

    def _figures(self) -> dict[str, str]:
        figures = {name: str(low + int(self.scene.dice.share() * span)) for name, low, span in SPREAD}
        return {**figures, "country": self.scene.story.country.of(self.scene.story.language)}

    def _filler(self) -> None:
        self._paragraph()
        self.draft.add(self._aside())

    def _testimony(self) -> None:
        voice = self.scene.story.tellings[0].voice
        people = self.scene.introduce_tellers(voice.chain)
        if not people or voice.chain[0].role not in PEOPLE:
            return
        self._paragraph()
        slots = {
            "name": lambda form: self.tongue.word(people[0].words, form),
            "own": lambda form: self.tongue.word(
                self.scene.story.outlet.name.of(self.scene.story.language), form
            ),
        }
        pattern = self.scene.dice.pick(self.words["testimony_open"])
        self.draft.say(self.tongue.pattern(pattern, slots, self.scene), "body")

    def _note(self, key: str) -> None:
        story = self.scene.story
        line = self.scene.dice.pick(self.words[key])
        self._paragraph()
        self.draft.add(
            line.format(
                own=story.outlet.name.of(story.language),
                old=self.tongue.full_date(story.retracts or story.published),
            )
        )
