"""Sentences: who says so, in which pattern, around which clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from saksi.simulation.texts.choosing import ALL
from saksi.simulation.texts.pieces import Pieces, Slot, slots_of
from saksi.simulation.texts.scene import Scene
from saksi.simulation.texts.story import Telling, Voice
from saksi.simulation.texts.tongue import Tongue

DOCUMENTS, OFFICIALS = frozenset({"document"}), frozenset({"official", "state_media", "intelligence"})


@dataclass(frozen=True, slots=True)
class Speech:
    """The sentences of one text: its scene and its tongue."""

    scene: Scene
    tongue: Tongue

    def introducing(self, voice: Voice, telling: Telling) -> Pieces:
        """Return the first sentence of a voice; it names every link of the chain."""
        key = self._key(voice, telling)
        return self.say(key, voice, [telling])

    def _key(self, voice: Voice, telling: Telling) -> str:
        if not voice.chain:
            return "via" if self.scene.story.via else "author"
        if telling.modality == "denied" and voice.chain[0].role in OFFICIALS and self.scene.dice.chance(0.6):
            return "denial"
        if len(voice.chain) > 1:
            return "hearsay"
        role = voice.chain[0].role
        if role in DOCUMENTS:
            return "document"
        if role == "rumour":
            return "rumour"
        return "official" if role in OFFICIALS else "intro"

    def say(self, key: str, voice: Voice, tellings: Sequence[Telling], show: frozenset[str] = ALL) -> Pieces:
        """Return a sentence of a pattern group; the second telling fills ``{c2}``."""
        patterns = self._fitting(key, voice, tellings[0])
        pattern = self.scene.dice.pick(patterns)
        pieces = self.tongue.pattern(pattern, self.slots(key, voice, tellings, show), self.scene)
        if slots_of(pattern) & {"t", "T"}:
            self.scene.introduced.add(voice.chain)
        return pieces

    def _fitting(self, key: str, voice: Voice, telling: Telling) -> list[str]:
        patterns: list[str] = self.scene.lexicon.discourse["voice"][key]
        if not voice.chain:
            patterns = [pattern for pattern in patterns if not slots_of(pattern) & {"t", "T"}]
        if telling.whom.speaker:  # the first person stands in quotation marks
            quoted = [pattern for pattern in patterns if "“{c" in pattern]
            patterns = quoted or patterns
        if self.scene.story.via and key in ("intro", "hearsay") and voice.chain not in self.scene.introduced:
            patterns = [pattern for pattern in patterns if "{outlet" in pattern] or patterns
        return patterns

    def slots(
        self, key: str, voice: Voice, tellings: Sequence[Telling], show: frozenset[str]
    ) -> dict[str, Slot]:
        """Return the slots of a sentence pattern."""
        scene, tongue = self.scene, self.tongue
        story = scene.story
        people = scene.introduce_tellers(voice.chain)
        last = people[-1] if people else None
        known = voice.chain in scene.introduced and key not in ("hearsay", "list")
        modality = "happened" if key in ("denial", "dispute") else None

        def clause(index: int) -> Slot:
            return lambda form: tongue.clause(tellings[index], scene, show, form, modality)

        def name(text: str) -> Slot:
            return lambda form: tongue.word(text, form)

        slots = {
            "c": clause(0),
            "t": name((last.short if known else last.words) if last else ""),
            "T": name(last.short if last else ""),
            "t2": name(last.short if last else ""),
            "w": name(self._heard(voice)),
            "outlet": name(scene.told),
            "own": name(story.outlet.name.of(story.language)),
            "via": name(scene.told),
            "day": name(tongue.said_on(scene)),
        }
        if len(tellings) > 1:
            slots["c2"] = clause(1)
        return slots

    def whole_chain(self, voice: Voice) -> str:
        """Return every teller of a chain in one phrase."""
        people = [person.words for person in self.scene.introduce_tellers(voice.chain)]
        said = people[0]
        for later in people[1:]:
            said = self.scene.lexicon.discourse["hearing"].format(earlier=said, later=later)
        return str(said)

    def _heard(self, voice: Voice) -> str:
        """Return from whom the last teller has it: the origin, and those between."""
        people = self.scene.introduce_tellers(voice.chain)[:-1]
        joint = self.scene.lexicon.discourse["passed_on"]
        return str(joint).join(person.words for person in people)
