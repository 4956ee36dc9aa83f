"""English clauses: a frame with its slots filled from a telling."""

from saksi.simulation.texts.choosing import inside
from saksi.simulation.texts.english.counts import spelled
from saksi.simulation.texts.english.days import words_for
from saksi.simulation.texts.english.nouns import (
    CASES,
    again,
    an,
    introduce,
    possessive,
)
from saksi.simulation.texts.english.places import place_words, province
from saksi.simulation.texts.english.verbs import be, finite
from saksi.simulation.texts.pieces import Pieces, Slot, fill, plain
from saksi.simulation.texts.scene import GROUND, PENALTY, PERPETRATOR, PLACE, TIME, Scene, joined, piece
from saksi.simulation.texts.story import Penalty, Telling

CAMPS = ("a political prison camp", "a political prison camp", "a political prisoners' camp")
JAILS = ("a re-education camp", "a labour camp", "a prison", "a detention centre")
PUBLIC = ("in public", "in front of a crowd", "before a gathering of residents")
CHARGES = ("for {}", "for {}", "for {}", "on charges of {}", "on suspicion of {}", "for allegedly {}")
LEADS_TO = {
    "travel ban": "on",
    "crackdown": "on",
    "fine": "on",
    "loss of rations": "for",
    "confiscation": "from",
    "false accusation": "against",
}
COUNTABLE = frozenset(
    {"travel ban", "fine", "public trial", "crackdown", "investigation", "false accusation"}
)
GERUND_ONLY = 5  # the index from which only a verb in -ing fits


SLOTS = {
    "V": "_subject", "Vo": "_object", "Vp": "_whose", "be": "_be", "do": "_do", "P": "_agent", "by": "_by",
    "at": "_at", "when": "_when", "When": "_when_first", "for": "grounds", "pen": "_penalty",
    "camp": "_camp", "jail": "_jail", "poss": "_poss", "noun": "noun", "anoun": "_a_noun",
    "nounof": "noun_of", "pp": "participle", "self": "_self_", "Po": "_agent_object",
    "accused": "_accused", "ofcrime": "_of_crime", "must": "_must", "may": "_may",
}  # fmt: skip


class Clause:
    """The slots of one clause about one telling. ``show`` names the fields that this mention may tell."""

    def __init__(self, telling: Telling, scene: Scene, show: frozenset[str], modality: str) -> None:
        self.telling, self.scene, self.show, self.modality = telling, scene, show, modality
        if modality in ("ongoing", "habit") and telling.when.precision == "since" and "when" in show:
            self.modality = "perfect"
        self.inside = ""  # the kind of place that the frame itself names: camp, prison
        self.plural = False
        self.place_told = False
        self.way = int(scene.surface.share() * 12)

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
        self.inside = inside(frame)
        return fill(frame, self, self.telling.id)

    def victim(self, case: str, *, noun: bool = False) -> Pieces:
        """Return who, in a case; the subject decides how verbs agree."""
        telling, scene = self.telling, self.scene
        known = scene.someone(telling)
        pieces = again(telling, scene, case, noun=noun) if known else introduce(telling, scene)
        someone = scene.people[scene.root(telling)]
        if CASES[case] == 0:
            self.plural = someone.plural
        if case == "Vp" and not known:
            ending = "'" if pieces[-1][0].endswith("s") else "'s"
            text, letters, owner = pieces[-1]
            pieces[-1] = (text.rstrip(","), letters, owner)
            pieces.append(piece(ending, "", telling.id))
        return pieces

    def _subject(self, _: str) -> Pieces:
        return self.victim("V")

    def _object(self, form: str) -> Pieces:
        return self.victim("Vo", noun=form == "n")

    def _whose(self, _: str) -> Pieces:
        return self.victim("Vp")

    def _be(self, _: str) -> Pieces:
        someone = self.scene.someone(self.telling)
        words = be(self.modality, self.plural, self.way)
        if someone and someone.first_person and not self.plural:
            words = {"is being": "am being"}.get(words, words)
        return [piece(words, "", self.telling.id)]

    def _do(self, verb: str) -> Pieces:
        return [piece(finite(verb, self.modality, self.plural, self.way), "", self.telling.id)]

    def named_agent(self) -> tuple[str, bool]:
        """Return the words for the agent, and whether they are plural."""
        by = self.telling.by
        if by is None:
            return "", False
        words = self.scene.surface.pick(self.scene.lexicon.agent(by.institution, by.level))
        return words.rstrip("*"), words.endswith("*")

    def _agent(self, _: str) -> Pieces:
        words, self.plural = self.named_agent()
        return [piece(words, PERPETRATOR, self.telling.id)]

    def _by(self, _: str) -> Pieces:
        if "by" not in self.show or self.telling.by is None:
            return []
        return joined(
            piece(" by ", "", self.telling.id), piece(self.named_agent()[0], PERPETRATOR, self.telling.id)
        )

    def _at(self, _: str) -> Pieces:
        telling, where = self.telling, self.telling.where
        public = (
            f" {self.scene.surface.pick(PUBLIC)}"
            if telling.public and telling.kind == "act" and "where" in self.show
            else ""
        )
        pieces = joined(piece(public, "", telling.id))
        if where is None or where.kind == self.inside or self.place_told or "where" not in self.show:
            return pieces
        preposition, words = place_words(where)
        self.place_told = True
        pieces += [piece(f" {preposition} ", "", telling.id), piece(words, PLACE, telling.id)]
        if where.admin1 and self.scene.surface.chance(0.6):
            form = self.scene.surface.pick((", {}", " in {}"))
            pieces.append(piece(form.format(province(where.admin1.en)), "a", telling.id))
        return pieces

    def _inside(self, kind: str, words: tuple[str, ...], noun: str) -> Pieces:
        where, owner = self.telling.where, self.telling.id
        if where and where.kind == kind and "where" in self.show:
            self.place_told = True
            name = where.name.en
            if name.startswith("Camp "):
                return [piece(f"{name}, a {noun}", PLACE, owner), piece(",", "", owner)]
            return [piece(f"the {name} {noun}", PLACE, owner)]
        return [piece(self.scene.surface.pick(words), "", owner)]

    def _camp(self, _: str) -> Pieces:
        return self._inside("camp", CAMPS, "political prison camp")

    def _jail(self, _: str) -> Pieces:
        return self._inside("prison", JAILS, "prison")

    def _days(self) -> str:
        if "when" not in self.show:
            return ""
        return words_for(self.telling.when, self.scene.story.published, self.scene.surface)

    def _when(self, _: str) -> Pieces:
        words = self._days()
        if not words:
            return []
        tail = "," if words.endswith(",") else ""
        return joined(
            piece(" ", "", self.telling.id),
            piece(words.rstrip(","), TIME, self.telling.id),
            piece(tail, "", ""),
        )

    def _when_first(self, _: str) -> Pieces:
        words = self._days().rstrip(",")
        if not words:
            return []
        comma = ", " if self.scene.surface.chance(0.5) else " "
        return [piece(words, TIME, self.telling.id), piece(comma, "", self.telling.id)]

    def grounds(self, _: str) -> Pieces:
        """Return why, where it may be told."""
        if not self._charges():
            return []
        words = charge(self.telling, self.scene)
        return [piece(f" {words}", GROUND, self.telling.id)] if words else []

    def _charges(self) -> bool:
        """Say whether grounds may be told here; those of a class of people stand in its name."""
        return "grounds" in self.show and self.telling.whom.type != "unspecified"

    def _penalty(self, _: str) -> Pieces:
        penalty = self.telling.penalty
        return [piece(sentence_of(penalty, self.scene), PENALTY, self.telling.id)] if penalty else []

    def _poss(self, _: str) -> Pieces:
        someone = self.scene.someone(self.telling)
        return plain(possessive(someone) if someone else "their")

    def _self_(self, _: str) -> Pieces:
        someone = self.scene.someone(self.telling)
        sex = self.scene.by_id[self.scene.root(self.telling)].whom.sex
        singular = {"male": "himself", "female": "herself"}.get(sex, "themselves")
        if someone and not self.plural:
            someone.sex = sex  # the pronoun tells it
        return plain("themselves" if self.plural else singular)

    def _agent_object(self, _: str) -> Pieces:
        return [piece(self.named_agent()[0], PERPETRATOR, self.telling.id)]

    def _accused(self, _: str) -> Pieces:
        return self._charged(", accused of {},")

    def _of_crime(self, _: str) -> Pieces:
        return self._charged(" of {}")

    def _charged(self, form: str) -> Pieces:
        words = gerunds(self.telling, self.scene) if self._charges() else ""
        return [piece(form.format(words), GROUND, self.telling.id)] if words else []

    def _must(self, _: str) -> Pieces:
        words = self.scene.surface.pick(("must", "should", "are to" if self.plural else "is to"))
        return [piece(words, "", self.telling.id)]

    def _may(self, _: str) -> Pieces:
        return [piece(self.scene.surface.pick(("can", "may", "shall")), "", self.telling.id)]

    def noun(self, _: str) -> Pieces:
        """Return the act as a noun."""
        return [
            piece(self.scene.dice.pick(self.scene.lexicon.act(self.telling.act).noun), "", self.telling.id)
        ]

    def noun_of(self, _: str) -> Pieces:
        """Return the act as a noun, with the preposition that leads to its victim."""
        [(words, letters, owner)] = self.noun("")
        return [(f"{words} {LEADS_TO.get(words, 'of')}", letters, owner)]

    def _a_noun(self, _: str) -> Pieces:
        [(words, letters, owner)] = self.noun("")
        return [(an(words) if words in COUNTABLE else words, letters, owner)]

    def participle(self, _: str) -> Pieces:
        """Return what stands behind "be"."""
        return [
            piece(self.scene.dice.pick(self.scene.lexicon.act(self.telling.act).passive), "", self.telling.id)
        ]


def gerunds(telling: Telling, scene: Scene) -> str:
    """Return what is alleged: watching foreign films and telling fortunes; empty where nothing is."""
    lists = [scene.lexicon.grounds[code]["doing"] for code in telling.grounds]
    said = [scene.dice.pick(words) for words in lists if words]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def charge(telling: Telling, scene: Scene) -> str:
    """Return why, with its preposition."""
    words = gerunds(telling, scene)
    if words:
        index = int(scene.surface.share() * len(CHARGES))
        fits = index < GERUND_ONLY or words.split(" ")[0].endswith("ing")
        return CHARGES[index if fits else 0].format(words)
    if "none_given" in telling.grounds:
        return scene.surface.pick(scene.lexicon.grounds["none_given"]["alone"])
    return ""


def sentence_of(penalty: Penalty, scene: Scene) -> str:
    """Return the words of a sentence of custody."""
    if penalty.kind == "life" or penalty.amount is None:
        return "life imprisonment"
    unit = penalty.kind if penalty.amount > 1 else penalty.kind[:-1]
    tail = scene.surface.pick(("", " of hard labour", " of re-education", " in a labour camp", " in prison"))
    return f"{spelled(penalty.amount) if penalty.amount < 21 else penalty.amount} {unit}{tail}"
