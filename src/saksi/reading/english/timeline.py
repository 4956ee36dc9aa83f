"""Which of the times that a report tells is that of an act: its clause, its sentence, the story so far."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from saksi.reading.english.clauses import MODIFIERS, clause_root
from saksi.reading.english.parsing import Sentence, is_verb
from saksi.reading.english.quotations import is_quoted
from saksi.reading.english.tellers import is_saying
from saksi.reading.english.times import When, find_times

if TYPE_CHECKING:
    from spacy.tokens import Token

    from saksi.reading.english.mentions import Mention
    from saksi.reading.english.modality import Assertion

_RANGE = re.compile(r"\b(?:to|until|till|through|and)\b|[-–]")
NEXT = 1  # paragraphs on in which "on the 8th" is still in the month of the story
STORY = 3  # sentences over which a date holds when no other is told
BEGINNING = frozenset({"begin", "start", "launch", "commence", "resume"})
GROUND = frozenset({"for", "of", "with", "over", "about"})  # "jailed for shouting slogans in March 2008"
DURING = frozenset({"in", "during", "at"})
AS_OF = ("as of", "still", "by")
WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class Told:
    """A time with the verb whose clause it stands in."""

    when: When
    verb: "Token"
    quoted: bool  # inside quotation marks
    telling: bool  # says when somebody spoke: "a source said on the 5th"
    noun: "Token | None" = None  # what the time belongs to, where that is no verb: "the protests of July 11"


@dataclass(slots=True)
class Timeline:
    """The times of one report, sentence by sentence, found once."""

    text: str
    published: date | None
    sentences: Sequence[Sentence]
    _told: list[list[Told]] = field(default_factory=list)
    _index: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the times in order; the last one of the story anchors "the next day"."""
        story: tuple[date | None, date | None] = (None, None)
        lately = story
        block = -1
        for number, sentence in enumerate(self.sentences):
            words = self.text[sentence.start : sentence.end]
            near = sentence.block - block <= NEXT
            whens = find_times(words, self.published, story, near=near, lately=lately)
            found = [_told(when, sentence) for when in whens if not sentence.dateline]
            self._told.append(found)
            self._index[sentence.start] = number
            for told in found:
                if not told.telling and (told.when.from_ or told.when.to):
                    story, block = (told.when.from_, told.when.to), sentence.block
                    lately = story if story[0] == story[1] else lately

    def of(self, mention: "Mention", said: "Assertion") -> tuple[When | None, str | None]:
        """Return the time of an act and the rule that chose it; nulls where none is told.

        The time of the act's own clause goes before one elsewhere in its sentence. What happened takes over
        the date of the story before it: a date holds until another is told, for at most `STORY` sentences.
        """
        number = self._index[mention.sentence.start]
        ranked = [
            (rank, told) for told in self._told[number] if (rank := nearness(told, mention)) is not None
        ]
        if ranked:
            rank, told = min(ranked, key=lambda pair: (pair[0], pair[1].when.from_ is None))
            when = self.lasting(told, mention, said)
            return when, "time.clause" if rank < 2 else "time.sentence"
        if said.kind == "act" and said.modality == "happened" and _past(mention.verb):
            return self._story(number)
        return None, None

    def told(self, number: int) -> list[Told]:
        """Return the times told in a sentence."""
        return self._told[number]

    def lasting(self, told: Told, mention: "Mention", said: "Assertion") -> When:
        """Open the end of what began then and goes on; cut at the day of publication what has happened."""
        when, now = told.when, self.published
        past = when.to is not None and (now is None or when.to <= now)
        began = told.verb.lemma_ in BEGINNING
        goes_on = said.kind == "act" and said.modality == "ongoing" and told.verb != mention.verb
        if past and when.from_ is not None and (began or goes_on) and not _as_of(told):
            return replace(when, to=None)
        if when.from_ is None or when.to is None or now is None or said.modality != "happened":
            return when
        this_week = (when.to - when.from_).days < WEEK and when.to > now >= when.from_
        return replace(when, to=now) if this_week else when

    def _story(self, number: int) -> tuple[When | None, str | None]:
        """The date told last before the sentence."""
        here = self.sentences[number]
        for before in range(number - 1, max(-1, number - 1 - STORY), -1):
            sentence = self.sentences[before]
            dated = [told for told in self._told[before] if told.when.from_ and not told.telling]
            if dated:
                near = sentence.block == here.block
                return (dated[-1].when, "time.story") if near else (None, None)
        return None, None


def _told(when: When, sentence: Sentence) -> Told:
    span = sentence.span.char_span(when.start, when.end, alignment_mode="expand")
    root = span.root if span is not None else sentence.span.root
    verb = clause_root(root)
    quoted = is_quoted(root)
    telling = is_verb(verb) and is_saying(verb) and not quoted
    noun = _belongs_to(root)
    if noun is None and when.to is not None and when.text.lower().startswith("from "):
        when = replace(when, to=None) if not _RANGE.search(when.text) else when  # "stopped from October"
    return Told(when, verb, quoted, telling, noun)


def _belongs_to(root: "Token") -> "Token | None":
    """The noun that the time describes: "the protests of July 11", "last month's list", "the May rally"."""
    token = root
    if token.dep_ in ("poss", "compound", "nmod") and token.head.ent_type_ not in ("DATE", "TIME"):
        noun = token.head
        inside = noun.dep_ == "pobj" and noun.head.lower_ in DURING  # "shot in last week's raid"
        return None if inside or noun.pos_ not in ("NOUN", "PROPN") else noun
    while token.dep_ in ("prep", "pobj", "nummod") and token.head != token:
        prep, token = token, token.head
        if token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in ("DATE", "TIME"):
            return (
                token if prep.lower_ in ("of", "from") else None
            )  # "died in the prison of Urmia on June 20"
        if is_verb(token):
            return None
    return None


def _as_of(told: Told) -> bool:
    """Whether it says until when something is known to go on: "as of Monday", "still inside on May 3"."""
    words = told.when.text.lower()
    return words.startswith(AS_OF) or any(child.lower_ == "still" for child in told.verb.children)


def nearness(told: Told, mention: "Mention") -> int | None:
    """How near the time stands to the act, 0 nearest; null where it is the time of something else."""
    verb = mention.verb
    if told.noun is not None and told.noun != mention.trigger:
        return None
    if told.verb in (verb, mention.trigger):
        return 0
    if told.verb.dep_ == "pcomp" and told.verb.head.lower_ in GROUND:
        return None
    if told.telling or told.quoted != is_quoted(mention.trigger):
        return None
    if any(token.lower_ == "than" for token in told.verb.children):  # "more than were arrested in 2018"
        return None
    between = [token for token in told.verb.ancestors if token.i != verb.i]
    if verb in told.verb.ancestors:
        aside = told.verb.dep_ in MODIFIERS or any(
            token.dep_ in MODIFIERS for token in between if verb in token.ancestors
        )
        return 3 if aside else 1
    if told.verb in verb.ancestors:
        return 2
    return 4 if told.verb.dep_ not in MODIFIERS else None


def _past(verb: "Token") -> bool:
    if verb.tag_ in ("VBD", "VBN"):
        return not any(child.lower_ in ("is", "are", "being", "will") for child in verb.children)
    return not is_verb(verb)
