"""What a writer remembers while a text grows: who was introduced, with which words, and what they told."""

from dataclasses import dataclass, field
from functools import cached_property

from saksi.record import Attribution
from saksi.simulation.texts.dice import Dice
from saksi.simulation.texts.lexicon import Lexicon, lexicon
from saksi.simulation.texts.pieces import Piece, Pieces
from saksi.simulation.texts.story import Family, Number, Story, Teller, Telling, Voice

PERSONS = frozenset({"victim", "witness", "relative", "defector", "expert", "lawyer", "official"})
SENIOR = frozenset({"general", "minister"})  # roles that say by themselves that somebody is of the elite
VICTIM, COUNT, PERPETRATOR, PLACE, TIME, PENALTY, GROUND = "v", "c", "p", "l", "t", "n", "g"


@dataclass(slots=True)
class Someone:
    """A victim or group that the text has introduced, and what its words told of it."""

    head: str  # how it is taken up again: student, 학생
    plural: bool
    figure: int | None = None  # how many, where exactly
    sex: str = "unknown"
    age: bool = False
    roles: bool = False
    name: str | None = None
    first_person: bool = False


@dataclass(frozen=True, slots=True)
class Introduced:
    """How a teller is introduced, how taken up again, and the words of the place in the introduction."""

    words: str
    short: str
    place: str | None


@dataclass
class Scene:
    """The state of one text."""

    story: Story
    family: Family
    dice: Dice  # frames, plan, what is told where
    surface: Dice  # small wording: a light rewording draws these anew
    people: dict[str, Someone] = field(default_factory=dict)
    tellers: dict[tuple[Teller, ...], list[Introduced]] = field(default_factory=dict)
    polite: bool = False  # Korean: 습니다 all through the text
    used: set[str] = field(default_factory=set)  # words that stand for a teller already
    introduced: set[tuple[Teller, ...]] = field(default_factory=set)  # whom the text has named already
    attributions: dict[Voice, Attribution] = field(default_factory=dict)  # of the gold, by voice

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the story's language and family."""
        return lexicon(self.story.language, self.family)

    @cached_property
    def by_id(self) -> dict[str, Telling]:
        """The tellings by id."""
        return {telling.id: telling for telling in self.story.tellings}

    @property
    def told(self) -> str:
        """The name of the outlet that was told."""
        return (self.story.via or self.story.outlet).name.of(self.story.language)

    def introduce_tellers(self, chain: tuple[Teller, ...]) -> list[Introduced]:
        """Return the words for each teller of a chain; the same chain gets the same words all through."""
        if chain not in self.tellers:
            people: list[Introduced] = []
            for teller in chain:
                people.append(self._teller(teller))
                self.used.update((people[-1].words, people[-1].short))
            self.tellers[chain] = people
        return self.tellers[chain]

    def _teller(self, teller: Teller) -> Introduced:
        if teller.name:
            name = teller.name.of(self.story.language)
            return Introduced(name, self._taken_up(name, teller), None)
        words = self.lexicon.tellers[teller.role]
        key = "with" if teller.place else "without"
        index = int(self.dice.share() * len(words[key]))
        place = teller.place.of(self.story.language) if teller.place else None
        said = words[key][index].replace("{place}", place or "")
        short = words["short"][index % len(words["short"])]
        if said in self.used:
            said = self.another(said)
        if short in self.used:
            short = (
                f"the other {short.removeprefix('the ')}"
                if self.story.language == "en"
                else f"또 다른 {short}"
            )
        return Introduced(said, short, place)

    def _taken_up(self, name: str, teller: Teller) -> str:
        """Return a person's name as it is taken up: the last name, 씨; bodies keep theirs."""
        if teller.role not in PERSONS or " " not in name:
            return name
        return f"{name} 씨" if self.story.language == "ko" else name.rsplit(" ", 1)[1]

    def another(self, said: str) -> str:
        """Return a second teller that would be introduced with the same words."""
        if self.story.language == "ko":
            return (
                f"또 다른 {said.removeprefix('한 ')}"
                if "의 한 " not in said
                else said.replace("의 한 ", "의 또 다른 ")
            )
        for article in ("a ", "an "):
            if said.startswith(article):
                return f"another {said.removeprefix(article)}"
        return said

    def root(self, telling: Telling) -> str:
        """Return the id under which the victim of a telling was introduced."""
        while telling.same_victim_as is not None:
            telling = self.by_id[telling.same_victim_as]
        return telling.id

    def someone(self, telling: Telling) -> Someone | None:
        """Return the victim as introduced so far, or null."""
        return self.people.get(self.root(telling))


def modality_of(telling: Telling) -> str:
    """Return the modality, with ongoing conditions, and acts against a class of people, told as habits."""
    if telling.modality == "ongoing" and (telling.kind == "condition" or telling.whom.type == "unspecified"):
        return "habit"
    return telling.modality


def number_of(telling: Telling) -> Number:
    """Return the count as words tell it: a person is one, a bare plural of a told episode two or more."""
    whom, number = telling.whom, telling.number
    if number.wording != "untold" or whom.kin is not None:
        return number
    if whom.type == "individual":
        return Number("exact", 1, unit=number.unit)
    if whom.type == "group" and telling.kind == "act":
        return Number("many", unit=number.unit)
    return number


def piece(text: str, letters: str, owner: str) -> Piece:
    """Return one piece."""
    return (text, letters, owner)


def joined(*parts: Piece) -> Pieces:
    """Return the pieces that hold a character."""
    return [part for part in parts if part[0]]
