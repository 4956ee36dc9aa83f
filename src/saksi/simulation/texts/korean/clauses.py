"""Korean clauses: a frame with its slots filled, its predicate in the form that the sentence asks."""

from saksi.simulation.texts.choosing import inside
from saksi.simulation.texts.korean.days import particle_for, words_for
from saksi.simulation.texts.korean.endings import predicate, ways
from saksi.simulation.texts.korean.nouns import FIRST_PERSON, again, introduce, place_words, province
from saksi.simulation.texts.korean.particles import particle
from saksi.simulation.texts.pieces import Pieces, Slot, fill, plain, text_of
from saksi.simulation.texts.scene import GROUND, PENALTY, PERPETRATOR, PLACE, TIME, Scene, joined, piece
from saksi.simulation.texts.story import Penalty, Telling

CAMPS = ("정치범수용소", "정치범수용소", "관리소")
JAILS = ("교화소", "노동단련대", "구류장", "감옥")
PUBLIC = ("군중 앞에서 ", "사람들이 보는 앞에서 ", "공개적으로 ")
CHARGES = ("{} 혐의로", "{} 죄로", "{} 일로", "{} 것이 문제가 돼", "{} 사실이 드러나")


SLOTS = {
    "V": "victim", "P": "agent", "by": "_by", "at": "_at", "when": "_when", "for": "_grounds",
    "pen": "_penalty", "camp": "_camp", "jail": "_jail", "verb": "_verb", "noun": "noun",
    "passive": "_passive", "active": "_active",
}  # fmt: skip


class Clause:
    """The slots of one clause about one telling. ``show`` names the fields that this mention may tell."""

    def __init__(
        self, telling: Telling, scene: Scene, show: frozenset[str], modality: str, form: str
    ) -> None:
        self.telling, self.scene, self.show, self.modality, self.form = telling, scene, show, modality, form
        self.place_told = False
        self.inside = ""  # the kind of place that the frame itself names: camp, prison
        self.way = int(scene.surface.share() * 12) % ways(modality)

    def __getitem__(self, name: str, /) -> Slot:
        """Return a slot, by its name in the frames."""
        slot: Slot = getattr(self, SLOTS[name])
        return slot

    @property
    def slots(self) -> dict[str, Slot]:
        """All slots, to be joined with others."""
        return {name: self[name] for name in SLOTS}

    def render(self, frame: str) -> Pieces:
        """Return the pieces of a frame."""
        self.inside = self.inside or inside(frame)
        return fill(frame, self, self.telling.id)

    def _verb(self, stem: str) -> Pieces:
        return self._predicate(stem, self.form)

    def _predicate(self, stem: str, form: str) -> Pieces:
        """Return a predicate; 고 of reported speech belongs to the speech, not to what is claimed."""
        words = predicate(stem, self.modality, form, self.way)
        cut = len("이라고") if words.endswith("이라고") else len("고") if form == "다고" else 0
        told = piece(words[: len(words) - cut], "", self.telling.id)
        return [told, *plain(words[len(words) - cut :])]

    def victim(self, wanted: str) -> Pieces:
        """Return who, with a particle."""
        telling, scene = self.telling, self.scene
        someone = scene.someone(telling)
        if someone and someone.first_person and not someone.plural:
            words = FIRST_PERSON.get(wanted, f"나{particle('나', wanted)}")
            return [piece(words, "", telling.id)]
        if someone and someone.first_person:
            return [piece(f"우리{particle('우리', wanted)}", "", telling.id)]
        pieces = again(telling, scene) if someone else introduce(telling, scene)
        return [*pieces, piece(particle(text_of(pieces), wanted), "", telling.id)]

    def _name(self) -> str:
        by = self.telling.by
        return self.scene.surface.pick(self.scene.lexicon.agent(by.institution, by.level)) if by else ""

    def agent(self, wanted: str) -> Pieces:
        """Return the agent with a particle."""
        words = self._name()
        return joined(
            piece(words, PERPETRATOR, self.telling.id),
            piece(particle(words, wanted) if words else "", "", self.telling.id),
        )

    def _by(self, _: str) -> Pieces:
        if "by" not in self.show or self.telling.by is None:
            return []
        words = self._name()
        joint = (
            "에게 "
            if words.endswith("들") and self.telling.kind == "act" and self.scene.surface.chance(0.5)
            else "에 의해 "
        )
        return [piece(words, PERPETRATOR, self.telling.id), piece(joint, "", self.telling.id)]

    def _at(self, _: str) -> Pieces:
        telling, where = self.telling, self.telling.where
        pieces: Pieces = []
        if where and where.kind != self.inside and not self.place_told and "where" in self.show:
            self.place_told = True
            if where.admin1 and self.scene.surface.chance(0.6):
                pieces.append(piece(f"{province(where.admin1.ko)} ", "a", telling.id))
            pieces += [piece(place_words(where), PLACE, telling.id), piece("에서 ", "", telling.id)]
        if telling.public and telling.kind == "act" and "where" in self.show:
            pieces.append(piece(self.scene.surface.pick(PUBLIC), "", telling.id))
        return pieces

    def _inside(self, kind: str, words: tuple[str, ...], wanted: str) -> Pieces:
        where, owner = self.telling.where, self.telling.id
        if where and where.kind == kind and "where" in self.show and not self.place_told:
            self.place_told = True
            name = place_words(where)
            return [piece(name, PLACE, owner), piece(particle(name, wanted), "", owner)]
        name = self.scene.surface.pick(words)
        return [piece(name + particle(name, wanted), "", owner)]

    def _camp(self, wanted: str) -> Pieces:
        return self._inside("camp", CAMPS, wanted)

    def _jail(self, wanted: str) -> Pieces:
        return self._inside("prison", JAILS, wanted)

    def _when(self, _: str) -> Pieces:
        if "when" not in self.show:
            return []
        words = words_for(self.telling.when, self.scene.story.published, self.scene.surface)
        if not words:
            return []
        tail = "" if words.endswith(("까지", "부터")) else particle_for(self.telling.when)
        return [piece(words, TIME, self.telling.id), piece(f"{tail} ", "", self.telling.id)]

    def _grounds(self, _: str) -> Pieces:
        if "grounds" not in self.show or self.telling.whom.type == "unspecified":
            return []  # those of a class of people stand in its name
        words = charge(self.telling, self.scene)
        return [piece(words, GROUND, self.telling.id), piece(" ", "", self.telling.id)] if words else []

    def _penalty(self, wanted: str) -> Pieces:
        if self.telling.penalty is None:
            return []
        words = sentence_of(self.telling.penalty, self.scene)
        return [piece(words, PENALTY, self.telling.id), piece(particle(words, wanted), "", self.telling.id)]

    def noun(self, wanted: str) -> Pieces:
        """Return the act as a noun."""
        words = self.scene.dice.pick(self.scene.lexicon.act(self.telling.act).noun)
        return [piece(words + particle(words, wanted), "", self.telling.id)]

    def _stem(self, template: str, form: str) -> Pieces:
        """Return a predicate of the act with its own victim: {V:을} 처형하."""
        head, _, stem = template.rpartition("} ")
        return [*self.render(head + "} "), *self._predicate(stem, form)]

    def _passive(self, form: str) -> Pieces:
        return self._stem(
            self.scene.dice.pick(self.scene.lexicon.act(self.telling.act).passive), form or self.form
        )

    def _active(self, form: str) -> Pieces:
        return self._stem(
            self.scene.dice.pick(self.scene.lexicon.act(self.telling.act).active), form or self.form
        )


def charge(telling: Telling, scene: Scene) -> str:
    """Return why, without a space behind it; empty where nothing is said."""
    entries = [scene.lexicon.grounds[code] for code in telling.grounds]
    if "none_given" in telling.grounds:
        return scene.surface.pick(scene.lexicon.grounds["none_given"]["alone"])
    if not entries:
        return ""
    if len(entries) > 1:
        nouns = [scene.dice.pick(entry["noun"]) for entry in entries]
        return ", ".join(nouns[:-1]) + f"{particle(nouns[-2], '과')} {nouns[-1]} 혐의로"
    entry = entries[0]
    if not entry["did"]:
        return f"{scene.dice.pick(entry['because'])} 이유로"
    if scene.surface.chance(0.3):
        return f"{scene.dice.pick(entry['noun'])} 혐의로"
    return scene.surface.pick(CHARGES).format(scene.dice.pick(entry["did"]))


def sentence_of(penalty: Penalty, scene: Scene) -> str:
    """Return the words of a sentence of custody."""
    if penalty.kind == "life" or penalty.amount is None:
        return scene.surface.pick(("무기 노동교화형", "무기징역"))
    if penalty.kind == "months":
        return f"노동단련 {penalty.amount}개월형"
    return scene.surface.pick(("{}년 노동교화형", "노동교화 {}년형", "{}년의 교화형", "징역 {}년형")).format(
        penalty.amount
    )
