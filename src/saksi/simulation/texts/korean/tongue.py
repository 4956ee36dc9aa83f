"""Korean as the discourse asks for it. 다 or 습니다 is one choice a text."""

from collections.abc import Mapping
from datetime import date, timedelta

from saksi.simulation.texts.choosing import choose, headlines
from saksi.simulation.texts.korean.clauses import Clause, charge, sentence_of
from saksi.simulation.texts.korean.endings import predicate, state
from saksi.simulation.texts.korean.nouns import count_words, place_words
from saksi.simulation.texts.korean.particles import particle
from saksi.simulation.texts.pieces import Pieces, Slot, fill, plain, text_of
from saksi.simulation.texts.scene import Scene, modality_of, number_of, piece
from saksi.simulation.texts.story import Number, Telling

END = "끝"  # the form of a sentence that ends here: 다 or 습니다
PRESENT, STATE = "!", "~"  # behind a stem in brackets: a verb in the present; what is so (이다, 없다)


class Korean:
    """The Korean tongue; stateless."""

    def _end(self, scene: Scene) -> str:
        return "습니다" if scene.polite else "다"

    def clause(
        self, telling: Telling, scene: Scene, show: frozenset[str], form: str, modality: str | None
    ) -> Pieces:
        """Return a clause with its predicate in a form; ``끝`` ends the sentence."""
        mode = modality or modality_of(telling)
        frame = choose(telling, scene.lexicon, scene.dice, show, mode)
        wanted = self._end(scene) if form in (END, "") else form
        told = (
            {"planned": "happened"}.get(mode, "habit")
            if telling.kind == "order"
            else "habit"
            if telling.kind == "condition"
            else mode
        )
        return trimmed(Clause(telling, scene, show, told, wanted).render(frame))

    def headline(self, telling: Telling, scene: Scene) -> Pieces:
        """Return a headline; it introduces nobody."""
        templates = headlines(telling, scene.lexicon)
        head = headline_victim(telling, scene)
        clause = Clause(telling, scene, frozenset(), "happened", "다")
        slots: dict[str, Slot] = {
            "H": lambda wanted: [piece(head + (particle(head, wanted) if wanted else ""), "", telling.id)],
            "P": lambda _: [piece(text_of(clause.agent("도")).removesuffix("도"), "", telling.id)],
            "at": lambda _: (
                [piece(f"{place_words(telling.where)}서 ", "", telling.id)] if telling.where else []
            ),
            "noun": clause.noun,
        }
        return trimmed(fill(scene.dice.pick(templates), slots, telling.id))

    def detail(self, telling: Telling, scene: Scene, missing: frozenset[str]) -> list[Pieces]:
        """Return sentences for what the clause left out; each belongs to the claim."""
        keys: list[str] = [key for key in ("by", "grounds", "penalty") if key in missing]
        if missing & {"where", "when"}:
            keys.insert(0, "at" if "where" in missing else "when")
        patterns = scene.lexicon.discourse["detail"]
        sentences = []
        for key in keys:
            clause = Clause(telling, scene, missing, "happened", self._end(scene))
            slots: dict[str, Slot] = {
                **clause.slots,
                "g": lambda _: [piece(charge(telling, scene).removesuffix("로"), "g", telling.id)],
                "pen": lambda _: (
                    [piece(sentence_of(telling.penalty, scene), "n", telling.id)] if telling.penalty else []
                ),
                "verb": lambda stem: [piece(self._final(stem, scene), "", telling.id)],
            }
            pattern = scene.surface.pick(patterns[key])
            if key == "grounds" and not charge(telling, scene).endswith(("혐의로", "이유로", "죄로")):
                pattern = patterns["grounds_free"][0]
                slots["g"] = lambda _: [piece(charge(telling, scene), "g", telling.id)]
            told = fill(pattern.removesuffix("."), slots, telling.id)
            sentences.append([*told, *plain(".")])
        return sentences

    def recap(self, telling: Telling, scene: Scene) -> Pieces:
        """Return the act as a noun: 이 학생의 처형."""
        clause = Clause(telling, scene, frozenset(), "happened", "다")
        return [*clause.victim("의"), piece(" ", "", telling.id), *clause.noun("")]

    def phrase(self, pieces: Pieces, form: str) -> Pieces:
        """Return a noun phrase with a particle."""
        return [*pieces, *plain(particle(text_of(pieces), form))] if form else pieces

    def number(self, number: Number, telling: Telling, scene: Scene) -> Pieces:
        """Return another count of the same victims."""
        return [piece(count_words(number, scene) or "여러 명", "c", telling.id)]

    def pattern(self, template: str, slots: Mapping[str, Slot], scene: Scene) -> Pieces:
        """Return a sentence pattern with its slots filled; [stem] is what the newsroom itself says."""
        return fill(template, {**slots, "verb": lambda stem: plain(self._final(stem, scene))})

    def _final(self, stem: str, scene: Scene) -> str:
        if stem.endswith(PRESENT):
            return predicate(stem.removesuffix(PRESENT), "habit", self._end(scene))
        if stem.endswith(STATE):
            return state(stem.removesuffix(STATE), self._end(scene))
        return predicate(stem, "happened", self._end(scene))

    def word(self, text: str, form: str) -> Pieces:
        """Return the name of a teller or an outlet, with its particle."""
        return plain(text + (particle(text, form) if form and text else ""))

    def said_on(self, scene: Scene) -> str:
        """Return the day of a statement, within the week before publication."""
        if scene.surface.chance(0.4):
            return ""
        day = scene.story.published - timedelta(days=int(scene.surface.share() * 6))
        if day.month != scene.story.published.month:
            return f"지난달 {day.day}일 "
        return f"{day.day}일 "

    def full_date(self, day: date) -> str:
        """Return a full date."""
        return f"{day.year}년 {day.month}월 {day.day}일"

    def short_date(self, day: date) -> str:
        """Return the date of a dateline."""
        return f"{day.month}월 {day.day}일"


def headline_victim(telling: Telling, scene: Scene) -> str:
    """Return who, as a headline says it."""
    whom, number = telling.whom, number_of(telling)
    if whom.kin:
        return "가족"
    if whom.name and number.is_one:
        return whom.name.ko
    noun = (
        str(scene.lexicon.role(whom.roles[0])["ko"][0])
        if whom.roles
        else {"male": "남성", "female": "여성"}.get(whom.sex, "주민")
    )
    if number.unit == "families":
        return count_words(number, scene) or "여러 세대"
    if whom.type == "unspecified" or number.is_one:
        return noun
    words = count_words(number, scene)
    return f"{noun} {words}" if words else f"{noun}들"


def trimmed(pieces: Pieces) -> Pieces:
    """Drop a space at the end of a clause."""
    while pieces and not pieces[-1][0].strip():
        pieces = pieces[:-1]
    if pieces and pieces[-1][0].endswith(" "):
        text, letters, owner = pieces[-1]
        pieces = [*pieces[:-1], (text.rstrip(" "), letters, owner)]
    return pieces
