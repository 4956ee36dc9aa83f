"""The blocks of a text: headline, lead, body, list, second source, background, furniture."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from saksi.simulation.texts.choosing import ALL, given
from saksi.simulation.texts.pieces import Pieces, plain
from saksi.simulation.texts.scene import Scene, Someone
from saksi.simulation.texts.sheet import Sheet
from saksi.simulation.texts.story import Telling, Voice

LETTER = {"by": "p", "where": "l", "when": "t", "grounds": "g", "penalty": "n"}
DEFERRED = 0.15  # of told details move to a sentence of their own
TWO = 0.25  # of pairs of claims share a sentence


class Page(Sheet):
    """One text while it is written: its plan, and what tells claims."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.blocks: dict[str, Callable[[], None]] = {
            "title": self._title, "byline": self._byline, "dateline": self._dateline, "lead": self._lead,
            "body": self._body, "list": self._list, "second": self._second, "recap": self._recap,
            "background": lambda: self._idle("background"), "distractor": lambda: self._idle("distractors"),
            "filler": self._filler, "testimony": self._testimony,
            "retraction": lambda: self._note("retraction"),
            "retraction_end": lambda: self._note("retraction_end"),
        }  # fmt: skip

    def write(self) -> None:
        """Write the whole text."""
        self._introduce_speakers()
        dice, story = self.scene.dice, self.scene.story
        top = dice.chance(0.5)
        if top:
            self._furniture(self.words["synthetic"])
        if dice.chance(0.35):
            self._furniture(dice.pick(self.words["furniture_top"]))
        for block in self._plan():
            self.blocks[block]()
        if story.via and story.via.name.of(story.language) not in self.draft.text():
            self._paragraph()
            self.draft.line(self.words["credit"].format(via=story.via.name.of(story.language)))
        for line in dice.some(self.words["furniture_bottom"], int(dice.share() * 4)):
            self._furniture(line.format(slug=story.outlet.slug))
        if not top:
            self._furniture(self.words["synthetic"])

    def _plan(self) -> list[str]:
        story = self.scene.story
        plan = [
            block for block in self.scene.dice.pick(self.words["plans"][story.style]) if self._wanted(block)
        ]
        core = "list" if "list" in plan else "body"
        for where, block in (("headline", "title"), ("lead", "lead")):
            if block not in plan and any(where in telling.retold for telling in story.tellings):
                plan.insert(0 if block == "title" else plan.index(core), block)
        if "second" not in plan and any(telling.more for telling in story.tellings):
            plan.insert(plan.index(core) + 1, "second")
        if "recap" not in plan and any("recap" in telling.retold for telling in story.tellings):
            plan.append("recap")
        return plan

    def _wanted(self, block: str) -> bool:
        tellings = self.scene.story.tellings
        if block in ("lead", "recap"):
            return any(block in telling.retold for telling in tellings)
        if block == "second":
            return any(telling.more for telling in tellings)
        return block != "dateline" or self.scene.story.outlet.city is not None

    def _introduce_speakers(self) -> None:
        scene = self.scene
        for telling in scene.story.tellings:
            if telling.whom.speaker and telling.same_victim_as is None:
                teller = scene.introduce_tellers(telling.voice.chain)[0]
                plural = not telling.number.is_one and telling.number.wording != "untold"
                scene.people[telling.id] = Someone(
                    head="", plural=plural, name=teller.words, first_person=True
                )

    def _title(self) -> None:
        told = [telling for telling in self.scene.story.tellings if "headline" in telling.retold]
        if told:
            pieces = self.tongue.headline(told[0], self.scene)
        else:
            pieces = plain(self.scene.dice.pick(self.words["neutral_headlines"]))
        self._paragraph()
        start = self.draft.at
        self.draft.say(pieces, "headline")
        self.title = self.draft.text()[start:]

    def _lead(self) -> None:
        told = [telling for telling in self.scene.story.tellings if "lead" in telling.retold]
        self._paragraph()
        for number, telling in enumerate(told[:2]):
            show = frozenset(self.scene.dice.some(sorted(ALL - {"penalty"}), 2))
            key = "author" if not telling.voice.chain or telling.whom.speaker else "intro"
            pieces = (
                self.speech.introducing(telling.voice, telling)
                if key == "intro" and self.scene.dice.chance(0.2)
                else self.speech.say("author_lead", telling.voice, [telling], show)
            )
            self._say(pieces, "lead", gap=number > 0)

    def _body(self) -> None:
        for voice, group in groupby(self.scene.story.tellings, key=lambda telling: telling.voice):
            self._paragraph()
            self._voiced(voice, list(group))

    def _voiced(self, voice: Voice, tellings: list[Telling]) -> None:
        """Write what one voice tells: named first, then taken up, two claims in a sentence now and then."""
        dice, first, left = self.scene.dice, True, list(tellings)
        text = bool(voice.chain) and voice.chain[-1].role in TEXTS
        again = "again_text" if text else "again"
        while left:
            telling = left.pop(0)
            if first:
                sentence, together = self._first(voice, telling), [telling]
            elif left and voice.chain and not text and not left[0].part_of and dice.chance(TWO):
                together = [telling, left.pop(0)]
                sentence = self.speech.say("two", voice, together)
            else:
                together = [telling]
                key = "part" if telling.part_of else again if voice.chain else "author"
                sentence = self.speech.say(key, voice, together, self._shown(telling))
            self._say(sentence, "body", gap=not first)
            first = False
            for said in together:
                self._details(said)
            if left and dice.chance(0.12):
                self._aloud(voice)

    def _first(self, voice: Voice, telling: Telling) -> Pieces:
        if voice.chain in self.scene.introduced and voice.chain and self.scene.dice.chance(0.7):
            key = "again_text" if voice.chain[-1].role in TEXTS else "again"
            return self.speech.say(key, voice, [telling], self._shown(telling))
        return self.speech.introducing(voice, telling)

    def _aloud(self, voice: Voice) -> None:
        """Let a voice say something that tells no claim."""
        if voice.chain and voice.chain[-1].role not in TEXTS:
            self._say(plain(self._aside()), "body")

    def _shown(self, telling: Telling) -> frozenset[str]:
        if telling.kind != "act" or telling.modality != "happened":
            return ALL
        return frozenset(name for name in sorted(ALL) if not self.scene.dice.chance(DEFERRED))

    def _details(self, telling: Telling) -> None:
        """Tell in sentences of their own what no mention has told yet."""
        if telling.kind != "act" or telling.modality != "happened":
            return
        told = {letter for mention in self.draft.mentions.get(telling.id, ()) for letter in mention.slots}
        missing = frozenset(name for name in given(telling) if LETTER[name] not in told)
        if missing:
            for pieces in self.tongue.detail(telling, self.scene, missing):
                self._say(pieces, "detail")

    def _list(self) -> None:
        self._furniture(self.scene.dice.pick(self.words["list_heading"]))
        form = self.scene.dice.pick(self.words["list_item"])
        tellings = self.scene.story.tellings
        one_voice = len({telling.voice.chain for telling in tellings}) == 1
        each = "" if one_voice else self.scene.dice.pick(self.words["list_each"])
        for number, telling in enumerate(tellings, 1):
            self.draft.add("\n")
            line = form.replace("{i}", str(number))
            self._entry(line.removesuffix(".") + each + "." if telling.voice.chain else line, telling)
            self._details(telling)
        if one_voice and tellings[0].voice.chain:
            self._paragraph()
            self._entry(self.scene.dice.pick(self.words["list_source"]), tellings[0])

    def _entry(self, pattern: str, telling: Telling) -> None:
        """Write one line of a list; in Korean, too, the whole chain is named."""
        slots = self.speech.slots("list", telling.voice, [telling], ALL)
        slots["t"] = lambda form: self.tongue.word(self.speech.whole_chain(telling.voice), form)
        self.draft.say(self.tongue.pattern(pattern, slots, self.scene), "body")
        self.scene.introduced.add(telling.voice.chain)

    def _second(self) -> None:
        self._paragraph()
        gap = False
        for telling in self.scene.story.tellings:
            for voice in telling.more:
                for pieces in self._further(telling, voice):
                    self._say(pieces, "second", gap=gap)
                    gap = True

    def _further(self, telling: Telling, voice: Voice) -> Iterator[Pieces]:
        dice = self.scene.dice
        key = "confirm" if voice.stance != "disputes" else "dispute"
        plainly = telling.whom.speaker or telling.kind != "act" or telling.modality != "happened"
        if plainly or dice.chance(0.45):
            key = f"{key}_short"
        few = frozenset(dice.some(sorted(ALL - {"penalty"}), 1))
        yield self.speech.say(key, voice, [telling], few)
        if voice.number is not None:
            slots = self.speech.slots("number", voice, [telling], ALL)
            slots["n"] = lambda _: self.tongue.number(voice.number, telling, self.scene)  # type: ignore[arg-type]
            slots["t"] = slots["T"]
            pattern = dice.pick(self.words["voice"]["number"])
            yield self.tongue.pattern(pattern, slots, self.scene)

    def _recap(self) -> None:
        told: Sequence[Telling] = [t for t in self.scene.story.tellings if "recap" in t.retold]
        self._paragraph()
        for number, telling in enumerate(told[:2]):
            phrase = self.tongue.recap(telling, self.scene)
            slots = {"r": lambda form, phrase=phrase: self.tongue.phrase(phrase, form)}
            pattern = self.scene.dice.pick(self.words["recap"])
            self._say(self.tongue.pattern(pattern, slots, self.scene), "recap", gap=number > 0)


TEXTS = frozenset({"document", "rumour"})  # what is taken up by its words, not as somebody who says
