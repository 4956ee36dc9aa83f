"""The Korean words of the country packs, loaded once: acts, light verbs, people, grounds, speakers, cues."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from saksi.countries import Institution, find_institutions, general
from saksi.countries.files import read_yaml
from saksi.record import InvalidInput


@dataclass(frozen=True, slots=True)
class ActRule:
    """One way of saying one act: see the head of ``acts.yml`` for what the word lists mean."""

    id: str
    act: str
    nouns: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    active: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    victim: str = "said"  # none: the verb's object is a tool, not the victim
    note: str = ""
    example: str = ""  # an invented sentence that tells the act

    @property
    def weight(self) -> int:
        """How specific the rule is: of two rules on one verb the heavier speaks."""
        return 2 * bool(self.near) + bool(self.context)


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A set of words that mean the same to the record, with the codes that they stand for."""

    id: str
    words: tuple[str, ...]
    codes: Mapping[str, str]


class WordIndex:
    """Finds the entry of the longest known word at the end of a phrase or anywhere in a text."""

    def __init__(self, entries: Sequence[WordEntry]) -> None:
        self._entries = {word: entry for entry in reversed(entries) for word in entry.words}
        self._longest = max(map(len, self._entries), default=0)

    def at_end(self, phrase: str, *, shortest: int = 2) -> WordEntry | None:
        """Return the entry of the longest word that ends a phrase (one syllable only as a whole word)."""
        phrase = phrase.strip()
        for size in range(min(self._longest, len(phrase)), 0, -1):
            tail = phrase[-size:]
            if tail in self._entries and (
                size >= shortest or size == len(phrase) or phrase[-size - 1] == " "
            ):
                return self._entries[tail]
        return None

    def inside(self, text: str) -> list[tuple[int, int, WordEntry]]:
        """Return start, end and entry of the words from two syllables on, the longest first."""
        found: list[tuple[int, int, WordEntry]] = []
        position = 0
        while position < len(text):
            for size in range(min(self._longest, len(text) - position), 1, -1):
                entry = self._entries.get(text[position : position + size])
                if entry is not None and (size > 2 or position == 0 or not _hangul(text[position - 1])):
                    found.append((position, position + size, entry))
                    position += size - 1
                    break
            position += 1
        return found


def _hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def _read(name: str) -> Any:
    return read_yaml(general().folder, f"lexicon/ko/{name}")


def _lists(entry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in entry.items():
        yield key, tuple(map(str, value)) if isinstance(value, list) else value


@cache
def act_rules() -> tuple[ActRule, ...]:
    """Return the rules for acts in the order of the file.

    Raises
    ------
    InvalidInput
        An entry has a key that the form does not know: says file and entry.
    """
    rules = []
    for number, entry in enumerate(_read("acts.yml"), start=1):
        try:
            rules.append(ActRule(**dict(_lists(entry))))
        except TypeError as error:
            raise InvalidInput(f"lexicon/ko/acts.yml, entry {number}: {error}") from None
    return tuple(rules)


@cache
def light_verbs() -> Mapping[str, tuple[str, ...]]:
    """Return the verbs that carry an act noun, by voice."""
    return {voice: tuple(words) for voice, words in _read("light.yml").items()}


@cache
def _entries(name: str) -> tuple[WordEntry, ...]:
    reserved = ("id", "words", "note")
    return tuple(
        WordEntry(
            entry["id"],
            tuple(map(str, entry["words"])),
            {key: str(value) for key, value in entry.items() if key not in reserved},
        )
        for entry in _read(name)
    )


@cache
def people() -> WordIndex:
    """Return the words for people: codes ``status``, ``role``, ``sex``."""
    return WordIndex(_entries("people.yml"))


@lru_cache(maxsize=4096)
def institution_at_end(phrase: str) -> Institution | None:
    """Return the institution whose words end a phrase."""
    found = find_institutions(phrase, language="ko")
    return found[-1].institution if found and found[-1].end == len(phrase) else None


@cache
def speakers() -> WordIndex:
    """Return the words for those who tell: codes ``role``, ``directness``."""
    return WordIndex(_entries("speakers.yml"))


@cache
def grounds() -> WordIndex:
    """Return the words for grounds of accusation: code ``ground``."""
    return WordIndex(_entries("grounds.yml"))


@cache
def northern() -> Mapping[str, str]:
    """Return northern spellings with southern ones of the same length.

    Raises
    ------
    InvalidInput
        A pair is of two lengths: offsets would move.
    """
    pairs = {str(key): str(value) for key, value in _read("northern.yml").items()}
    for key, value in pairs.items():
        if len(key) != len(value):
            raise InvalidInput(
                f"lexicon/ko/northern.yml, {key}: needed is a spelling of {len(key)} syllables"
            )
    return pairs


@cache
def cues(name: str) -> tuple[str, ...]:
    """Return a list of cue words, as `cues.yml` names it."""
    return tuple(map(str, _cues()[name]))


@cache
def _cues() -> Mapping[str, list[str]]:
    return dict(_read("cues.yml"))
