"""What a writer must know to tell a story, whatever process made it: the contract of the simulated texts.

A `Story` is one text of one outlet; each `Telling` in it becomes exactly one claim of the gold. Bounds of
counts and days are never given beside the words: they follow from the wording chosen (`Number`, `When`),
by the rules of the annotation guidelines, so that words and gold cannot disagree. Names come in both
scripts (`Words`).
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from saksi.record import Report

Language = Literal["en", "ko"]
Family = Literal["train", "held_out"]
Style = Literal["inside_source", "wire", "ngo_list", "state_media", "testimony", "retraction", "denial"]
Wording = Literal[
    "untold", "exact", "about", "at_least", "more_than", "up_to", "range", "odd", "many",
    "several", "dozens", "dozens_to_hundreds", "hundreds", "thousands",
]  # fmt: skip
Precision = Literal["untold", "recently", "day", "part", "month", "year", "since", "between"]
PlaceKind = Literal["city", "county", "village", "camp", "prison", "market", "border", "province"]

VAGUE: Mapping[str, tuple[int, int | None]] = {
    "many": (2, None),
    "several": (3, 9),
    "dozens": (24, 99),
    "dozens_to_hundreds": (24, 999),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
}


@dataclass(frozen=True, slots=True)
class Words:
    """One name in both scripts."""

    en: str
    ko: str

    def of(self, language: Language) -> str:
        """Return the name as a text in this language writes it."""
        return self.en if language == "en" else self.ko


@dataclass(frozen=True, slots=True)
class Number:
    """How many, as it is told: a wording and the figures in it; `bounds` are those of the guidelines.

    ``low`` is the figure said (``exact``, ``about``, ``at_least``, ``more_than``, ``up_to``, ``odd``),
    ``high`` the second of a ``range``. Vague wordings hold no figure. ``odd`` is "30-odd", 30여: a multiple
    of ten.
    """

    wording: Wording = "untold"
    low: int | None = None
    high: int | None = None
    unit: Literal["persons", "families"] = "persons"

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the most that the wording allows; null = unknown or open."""
        if self.wording in VAGUE:
            return VAGUE[self.wording]
        if self.low is None:
            return (None, None)
        return {
            "at_least": (self.low, None),
            "more_than": (self.low + 1, None),
            "up_to": (1, self.low),
            "odd": (self.low, self.low + 9),
            "range": (self.low, self.high),
        }.get(self.wording, (self.low, self.low))

    @property
    def is_one(self) -> bool:
        """Say whether exactly one is meant."""
        return self.bounds == (1, 1)


def one() -> Number:
    """Return the count of a single person."""
    return Number("exact", 1)


@dataclass(frozen=True, slots=True)
class When:
    """When, as far as the teller knows: a precision and its first and last day (inclusive; null = open).

    Use the makers below. ``relative`` asks for words that count from the day of publication (last month, on
    Tuesday, 지난달 10일) wherever such words exist for the interval.
    """

    precision: Precision = "untold"
    first: date | None = None
    last: date | None = None
    relative: bool = False


def on_day(day: date, *, relative: bool = False) -> When:
    """Return one day."""
    return When("day", day, day, relative)


def in_part(year: int, month: int, part: Literal[0, 1, 2], *, relative: bool = False) -> When:
    """Return the early (1-10), middle (11-20) or late (21-end) part of a month."""
    last = (10, 20, monthrange(year, month)[1])[part]
    return When("part", date(year, month, 1 + 10 * part), date(year, month, last), relative)


def in_month(year: int, month: int, *, relative: bool = False) -> When:
    """Return a whole month."""
    return When("month", date(year, month, 1), date(year, month, monthrange(year, month)[1]), relative)


def in_year(year: int, *, relative: bool = False) -> When:
    """Return a whole year."""
    return When("year", date(year, 1, 1), date(year, 12, 31), relative)


def since(day: date) -> When:
    """Return an interval that goes on; the first of a month is told as the month."""
    return When("since", day, None)


def between(first: date, last: date) -> When:
    """Return an interval told by both its days."""
    return When("between", first, last)


RECENTLY = When("recently")


@dataclass(frozen=True, slots=True)
class Whom:
    """The victim or group. ``roles`` are singular English nouns of ``words/roles.yml``.

    ``age`` is a number of years ("23") or a decade ("40s"). ``kin`` (family, parents, wife, husband, son,
    daughter, brother, sister) makes it relatives of the victim of ``kin_of``, a telling before. ``type``
    unspecified is a class of people: of the roles, else of those who do what the grounds say. ``speaker``:
    the victim is the one who tells it, in the first person.
    """

    type: Literal["individual", "group", "unspecified"] = "individual"
    status: str = "unknown"
    roles: tuple[str, ...] = ()
    sex: Literal["male", "female", "mixed", "unknown"] = "unknown"
    age: str | None = None
    name: Words | None = None
    family_included: bool = False
    kin: str | None = None
    kin_of: str | None = None
    speaker: bool = False


@dataclass(frozen=True, slots=True)
class ByWhom:
    """The institution, and its level only if the words are to say it."""

    institution: str
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """An invented place of the act, in both scripts."""

    name: Words
    kind: PlaceKind = "city"
    admin1: Words | None = None


@dataclass(frozen=True, slots=True)
class Teller:
    """One link of a chain, without the outlet: role code, a name if it has one, its own coarse place."""

    role: str
    anonymous: bool = True
    name: Words | None = None
    place: Words | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """According to whom: tellers from the origin outwards, without outlets. Empty: the outlet itself says so.

    ``stance`` and ``number`` only in further voices: whether they confirm or dispute, and the number they
    give.
    """

    chain: tuple[Teller, ...] = ()
    directness: Literal["eyewitness", "named", "anonymous", "official", "author"] = "author"
    stance: Literal["confirms", "disputes"] | None = None
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class Penalty:
    """A sentence of custody: ``years`` (with their number), ``months`` or ``life``."""

    kind: Literal["years", "months", "life"]
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim to be told.

    Parameters
    ----------
    id
        Unique in its story; the claim of the gold has it too.
    same_victim_as
        The id of an earlier telling with the same victim: it is continued by he, they, the student, 이들;
        `whom` and `number` are taken from there.
    part_of
        The id of the total that this telling is a part of: "12 were punished: 3 executed, …".
    retold
        Where else in the text it is told: each becomes a further passage.
    provenance
        Ids of the simulation (acts, observations); they never enter the text.
    """

    id: str
    act: str
    kind: Literal["act", "order", "condition"] = "act"
    modality: str = "happened"
    whom: Whom = Whom()
    number: Number = Number()
    by: ByWhom | None = None
    grounds: tuple[str, ...] = ()
    where: Where | None = None
    when: When = When()
    voice: Voice = Voice()
    more: tuple[Voice, ...] = ()
    penalty: Penalty | None = None
    public: bool = False
    same_victim_as: str | None = None
    part_of: str | None = None
    retold: frozenset[Literal["headline", "lead", "recap"]] = frozenset()
    provenance: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who prints it; ``slug`` makes the address, which ends in .invalid and leads nowhere."""

    name: Words
    slug: str
    city: Words | None = None  # of its dateline; null: it prints none


@dataclass(frozen=True, slots=True)
class Story:
    """One text to be written.

    Parameters
    ----------
    via
        The outlet from which this one has the story and which it names: one more link in every chain.
    retracts
        For the style ``retraction``: the day of the report that is withdrawn.
    country, country_code
        The invented country, and its user-assigned ISO code (QM to QZ, XA to XZ).
    """

    id: str
    outlet: Outlet
    language: Language
    published: date
    tellings: tuple[Telling, ...]
    country: Words
    country_code: str
    style: Style = "inside_source"
    via: Outlet | None = None
    retracts: date | None = None


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Written:
    """A finished text: the report with its gold claims, and what stays outside it.

    ``slots`` maps claim id and slot (victim, count, by, place, time, penalty) to the spans where its words
    stand; ``provenance`` maps claim id to the simulation's ids; ``seeds`` write the same text again.
    """

    report: Report
    story: Story
    family: Family
    seeds: tuple[int, int]
    slots: Mapping[tuple[str, str], tuple[Span, ...]]
    provenance: Mapping[str, tuple[int, ...]]
    names_outlet: bool  # the text itself says which outlet was told
