"""The English words of the country packs, as the rules use them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from saksi.countries import Pack, load_packs
from saksi.countries.files import by_language, string_list
from saksi.reading.english.entries import FOLDER, Entry, read_entries, read_table
from saksi.reading.english.patterns import Classes, keyword, words
from saksi.record import InvalidInput, vocabulary

ACT_KEYS = (
    "id", "act", "verb", "noun", "phrase", "forced", "with", "not_with", "object", "victim", "kind", "finite",
    "with_agent", "state_agent", "negated", "context", "weak", "also", "example",
)  # fmt: skip
GROUND_KEYS = ("id", "words", "cued", "not", "example")
STATUSES = ("elite", "official", "ordinary", "family_of_accused")
PERSON_LISTS = ("not_roles", "male", "female", "elite_modifiers", "things")
CUE_LISTS = (
    "reporting", "denying", "fear", "resent", "ordering", "order_nouns", "hedges", "habitual",
    "second_source", "state_agents", "forces", "compelling", "accusing",
    "sport", "accident", "disease", "market", "crime", "diplomacy", "war", "nature", "business", "culture",
    "education", "elsewhere", "repression",
)  # fmt: skip
OBJECTS = ("person", "people", "thing")
VICTIMS = ("object", "subject", "either", "affected", "from", "of", "self", "none")


@dataclass(frozen=True, slots=True)
class ActEntry:
    """One use of a word that asserts an act; see the head of ``lexicon/en/acts.yml`` for the keys."""

    id: str
    act: str
    verb: frozenset[str]
    noun: frozenset[str]
    phrase: re.Pattern[str] | None
    phrase_words: frozenset[str]  # of each phrase one: where none of them stands, no phrase does
    forced: frozenset[str]  # verbs that name the act where somebody is made to do them
    with_: re.Pattern[str] | None
    not_with: re.Pattern[str] | None
    object: str | None
    victim: str
    kind: str | None
    finite: bool
    needs_agent: bool
    needs_state: bool  # only where the doer is of the state, or nobody is said to do it
    negated: bool  # the negation belongs to the act: "was not allowed to leave"
    context: bool  # the act is that of the custody told before, where there is one
    weak: bool  # a word that seldom asserts the act: never more than a candidate
    also: tuple[str, ...]  # other codes that a person may find fitting: candidates
    example: str

    @classmethod
    def plain(cls, name: str, act: str) -> "ActEntry":
        """Return an entry without words: for what was not found by words of the lexicon."""
        nobody: frozenset[str] = frozenset()
        return cls(
            name, act, nobody, nobody, None, nobody, nobody, None, None, None, "object", None, finite=False,
            needs_agent=False, needs_state=False, negated=False, context=False, weak=True, also=(),
            example="",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroundEntry:
    """The words for one ground of accusation."""

    id: str
    words: re.Pattern[str]
    cued: re.Pattern[str] | None  # name it only behind a word of cause
    not_: re.Pattern[str] | None
    example: str


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Nouns for people, by the status they imply."""

    status: Mapping[str, str]  # noun -> status
    not_roles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    elite_modifiers: frozenset[str]
    things: frozenset[str]  # end like words for people, and are none


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that tell how something is said, and who tells."""

    lists: Mapping[str, tuple[str, ...]]  # name of the list -> words
    tellers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # role -> words


def read_classes(packs: Sequence[Pack]) -> Classes:
    """Return the classes of words that act entries name as ``{class}``, those of all packs joined.

    Raises
    ------
    InvalidInput
        A value is no list of words: says file and key.
    """
    found: dict[str, tuple[str, ...]] = {}
    for pack in packs:
        for key, value in read_table(pack, "classes.yml", None).items():
            listed = string_list(value, f"{pack.code}/{FOLDER}/classes.yml, key {key}")
            found[key] = (*found.get(key, ()), *listed)
    return found


def read_acts(packs: Sequence[Pack]) -> tuple[ActEntry, ...]:
    """Return the act entries of the packs, those of a country before the general ones, in file order.

    Raises
    ------
    InvalidInput
        An entry has an unknown key or code, or no word that triggers it: says file and entry.
    """
    found = [(pack, entry) for pack in packs for entry in read_entries(pack, "acts.yml", ACT_KEYS)]
    found.sort(key=lambda pair: pair[0].code == "general")
    classes = read_classes(packs)
    return tuple(_act(pack.code, entry, classes) for pack, entry in found)


def _act(code: str, entry: Entry, classes: Classes) -> ActEntry:
    act = entry.text("act")
    if act not in vocabulary("act"):
        raise entry.fault(f"key act: {act!r} is no code of the vocabulary")
    made = ActEntry(
        id=f"{code}.{entry.text('id')}",
        act=act,
        verb=frozenset(entry.words("verb")),
        noun=frozenset(entry.words("noun")),
        phrase=_patterns(entry, "phrase", classes),
        phrase_words=frozenset(map(keyword, entry.words("phrase"))),
        forced=frozenset(entry.words("forced")),
        with_=_patterns(entry, "with", classes),
        not_with=words(entry.words("not_with"), stems=True),
        object=entry.choice("object", OBJECTS),
        victim=entry.choice("victim", VICTIMS) or "object",
        kind=entry.choice("kind", ("custody",)),
        finite=entry.flag("finite"),
        needs_agent=entry.flag("with_agent"),
        needs_state=entry.flag("state_agent"),
        negated=entry.flag("negated"),
        context=entry.flag("context"),
        weak=entry.flag("weak"),
        also=entry.words("also"),
        example=entry.text("example"),
    )
    if not (made.verb or made.noun or made.phrase or made.forced):
        raise entry.fault("needed is verb, noun, phrase or forced: the words that trigger it")
    unknown = [code for code in made.also if code not in vocabulary("act")]
    if unknown:
        raise entry.fault(f"key also: {unknown[0]!r} is no code of the vocabulary")
    return made


def _patterns(entry: Entry, key: str, classes: Classes) -> re.Pattern[str] | None:
    try:
        return words(entry.words(key), classes=classes)
    except KeyError as missing:
        raise entry.fault(
            f"key {key}: no class {missing} in classes.yml; there are {sorted(classes)}"
        ) from None


def read_themes(packs: Sequence[Pack]) -> Mapping[str, tuple[str, ...]]:
    """Return the words of each theme, in lower case, those of all packs joined.

    Raises
    ------
    InvalidInput
        A value is no list of words: says file and key.
    """
    listed: dict[str, tuple[str, ...]] = {}
    for pack in packs:
        for theme, value in read_table(pack, "themes.yml", None).items():
            added = string_list(value, f"{pack.code}/{FOLDER}/themes.yml, key {theme}")
            listed[theme] = tuple(dict.fromkeys((*listed.get(theme, ()), *(word.lower() for word in added))))
    return listed


def read_grounds(packs: Sequence[Pack]) -> tuple[GroundEntry, ...]:
    """Return the ground entries of the packs; the id is the code.

    Raises
    ------
    InvalidInput
        An id is no code of the vocabulary, or an entry has no words: says file and entry.
    """
    return tuple(_ground(entry) for pack in packs for entry in read_entries(pack, "grounds.yml", GROUND_KEYS))


def _ground(entry: Entry) -> GroundEntry:
    code, pattern = entry.text("id"), words(entry.words("words"), stems=True)
    if code not in vocabulary("ground"):
        raise entry.fault("the id is no code of the vocabulary ground")
    if pattern is None:
        raise entry.fault("key words: needed is at least one")
    cued, not_ = (words(entry.words(key), stems=True) for key in ("cued", "not"))
    return GroundEntry(code, pattern, cued, not_, entry.text("example"))


def read_persons(packs: Sequence[Pack]) -> PersonWords:
    """Return the nouns for people of the packs; a later pack overrules an earlier one.

    Raises
    ------
    InvalidInput
        A key is unknown, or a value is no list of words: says file and key.
    """
    status: dict[str, str] = {}
    lists: dict[str, set[str]] = {name: set() for name in PERSON_LISTS}
    for pack in packs:
        table = read_table(pack, "persons.yml", (*STATUSES, *PERSON_LISTS))
        for key, value in table.items():
            where = f"{pack.code}/{FOLDER}/persons.yml, key {key}"
            listed = {word.lower() for word in string_list(value, where)}
            if key in STATUSES:
                status.update(dict.fromkeys(listed, key))
            else:
                lists[key] |= listed
    return PersonWords(status, **{name: frozenset(collected) for name, collected in lists.items()})


def read_cues(packs: Sequence[Pack]) -> Cues:
    """Return the cue words of the packs, joined.

    Raises
    ------
    InvalidInput
        A key or a role is unknown, or a value is no list of words: says file and key.
    """
    lists: dict[str, tuple[str, ...]] = {}
    tellers: dict[str, tuple[str, ...]] = {}
    for pack in packs:
        where = f"{pack.code}/{FOLDER}/cues.yml, key"
        table: dict[str, Any] = dict(read_table(pack, "cues.yml", (*CUE_LISTS, "tellers")))
        for role, said in by_language(table.pop("tellers", None), f"{where} tellers").items():
            if role not in vocabulary("role"):
                raise InvalidInput(f"{where} tellers: {role!r} is no code of the vocabulary role")
            tellers[role] = (*tellers.get(role, ()), *said)
        for key, value in table.items():
            lists[key] = (*lists.get(key, ()), *string_list(value, f"{where} {key}"))
    return Cues(lists, tellers)


@cache
def acts() -> tuple[ActEntry, ...]:
    """Return the act entries of all installed packs."""
    return read_acts(load_packs())


@cache
def grounds() -> tuple[GroundEntry, ...]:
    """Return the ground entries of all installed packs."""
    return read_grounds(load_packs())


@cache
def ground_words() -> re.Pattern[str]:
    """Return the words for all grounds as one pattern: one look tells whether any ground is named."""
    entries = (entry for pack in load_packs() for entry in read_entries(pack, "grounds.yml", GROUND_KEYS))
    told = (word for entry in entries for key in ("words", "cued") for word in entry.words(key))
    return words(told, stems=True) or re.compile(r"(?!)")


@cache
def persons() -> PersonWords:
    """Return the nouns for people of all installed packs."""
    return read_persons(load_packs())


@cache
def cues() -> Cues:
    """Return the cue words of all installed packs."""
    return read_cues(load_packs())


@cache
def cue(name: str) -> frozenset[str]:
    """Return one list of cue words."""
    return frozenset(cues().lists.get(name, ()))


@cache
def cue_pattern(name: str) -> re.Pattern[str]:
    """Return one list of cue words as a pattern of whole words; without words it fits nothing."""
    return words(cues().lists.get(name, ())) or re.compile(r"(?!)")
