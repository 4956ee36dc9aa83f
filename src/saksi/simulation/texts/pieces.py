"""Text grows by pieces; each knows what it tells and for which claim, so every span is exact.

A piece is ``(text, letters, owner)``. Letters name the slots whose words it is part of: v victim, c count,
p perpetrator, l place, t time, n penalty, g ground. The owner is the id of the telling, or empty.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, Protocol

from saksi.simulation.texts.story import Span

Piece = tuple[str, str, str]
Pieces = list[Piece]
Slot = Callable[[str], Pieces]  # gets the argument behind the colon


class Slots(Protocol):
    """Whatever has a slot for each name of a template."""

    def __getitem__(self, name: str, /) -> Slot:
        """Return the slot."""
        ...


PATTERN = re.compile(r"\{([^{}:]+)(?::([^{}]*))?\}|\[([^\]]+)\]")
EDGES = " ,"
VERB = "verb"  # the slot that words in [brackets] go to


class Token(NamedTuple):
    """A literal text (slot is empty), or a slot and its argument."""

    slot: str
    text: str


@cache
def tokens(template: str) -> tuple[Token, ...]:
    """Cut a template at its ``{slot}``, ``{slot:argument}`` and ``[verb]``."""
    found, done = [], 0
    for match in PATTERN.finditer(template):
        if match.start() > done:
            found.append(Token("", template[done : match.start()]))
        name, argument, verb = match.groups()
        found.append(Token(VERB, verb) if verb else Token(name, argument or ""))
        done = match.end()
    if done < len(template):
        found.append(Token("", template[done:]))
    return tuple(found)


@cache
def slots_of(template: str) -> frozenset[str]:
    """Return the names of the slots in a template."""
    return frozenset(token.slot for token in tokens(template) if token.slot)


def plain(text: str) -> Pieces:
    """Return a piece that tells nothing."""
    return [(text, "", "")] if text else []


def fill(template: str, slots: Slots, owner: str = "") -> Pieces:
    """Return the pieces of a template; literal words belong to the owner, too."""
    pieces: Pieces = []
    for slot, text in tokens(template):
        if slot:
            pieces += slots[slot](text)
        else:
            pieces.append((text, "", owner))
    return pieces


def text_of(pieces: Pieces) -> str:
    """Return the words of the pieces."""
    return "".join([text for text, _, _ in pieces])


@dataclass(slots=True)
class Mention:
    """One stretch that tells a claim, and where its slots stand in it."""

    start: int
    end: int
    slots: dict[str, Span]
    where: str  # headline, lead, body, detail, recap, second


@dataclass(slots=True)
class Draft:
    """A text under construction."""

    parts: list[str] = field(default_factory=list)
    at: int = 0
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    furniture: list[Span] = field(default_factory=list)
    open_line: bool = False  # a dateline waits for its sentence

    def add(self, text: str) -> None:
        """Append words that tell no claim."""
        self.parts.append(text)
        self.at += len(text)

    def line(self, text: str) -> None:
        """Append a line of page furniture."""
        self.furniture.append((self.at, self.at + len(text)))
        self.add(text)

    def say(self, pieces: Iterable[Piece], where: str) -> None:
        """Append a sentence: its first letter becomes a capital, its claims' spans are noted."""
        open_: dict[str, Mention] = {}
        first = True
        for text, letters, owner in pieces:
            if not text:
                continue
            words, start = text, self.at
            if first:
                words, first = _capital(text), False
            self.parts.append(words)
            self.at += len(words)
            if owner:
                self._note(open_, owner, letters, (start, self.at), words, where)
        for owner, mention in open_.items():
            self.mentions.setdefault(owner, []).append(mention)

    def _note(
        self, open_: dict[str, Mention], owner: str, letters: str, span: Span, words: str, where: str
    ) -> None:
        start = span[0] + len(words) - len(words.lstrip(EDGES))
        end = span[1] - (len(words) - len(words.rstrip(EDGES)))
        if end <= start:  # a space or comma only: it must not stand at the edge of a passage
            return
        mention = open_.get(owner)
        if mention is None:
            mention = open_[owner] = Mention(start, end, {}, where)
        mention.end = end
        for letter in letters:
            begun = mention.slots.get(letter)
            mention.slots[letter] = (begun[0], span[1]) if begun else span

    def text(self) -> str:
        """Return the whole text so far."""
        return "".join(self.parts)


def _capital(text: str) -> str:
    for index, char in enumerate(text):
        if char.isalnum():
            upper = char.upper()
            return text[:index] + upper + text[index + 1 :] if len(upper) == 1 else text
        if char not in "“‘\"'(":
            return text
    return text
