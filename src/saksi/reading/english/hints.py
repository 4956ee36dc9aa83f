"""Sentences that may tell an act in words that no rule knows: for a person to look at, never claims."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from saksi.countries import load_packs
from saksi.reading.english.arguments import find_agent
from saksi.reading.english.clauses import direct_object, is_passive, subject
from saksi.reading.english.drafts import Draft
from saksi.reading.english.lexicon import ActEntry, read_hints
from saksi.reading.english.mentions import Mention
from saksi.reading.english.parsing import Sentence, text_of
from saksi.reading.english.patterns import words
from saksi.reading.english.people import is_person

LEAST = 2  # different hints of one act: with fewer nearly every sentence would be shown
BEST = 3  # acts that one sentence may be shown for
TOLD = 0.5  # added for an act that the report tells elsewhere


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence, by its number, and an act that its words hint at; the heavier, the likelier."""

    number: int
    act: str
    weight: float

    def mention(self, sentence: Sentence) -> Mention:
        """Return it as a mention, whose clause is that of the sentence's main verb."""
        root = sentence.span.root
        victim = subject(root) if is_passive(root) else direct_object(root)
        victim = victim if victim is not None and is_person(victim) else None
        agent = find_agent(root, root, victim)
        return Mention(sentence, _entry(self.act), root, root, victim, agent, by="hint", weak="hint")


@cache
def _entry(act: str) -> ActEntry:
    """What stands for the hints of an act where an entry of the lexicon is asked for."""
    return ActEntry.plain(f"hint.{act}", act)


@cache
def _hints() -> tuple[Mapping[str, tuple[str, ...]], re.Pattern[str]]:
    """The acts that each hint speaks for, and one pattern that finds them all."""
    acts: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for act, stems in read_hints(load_packs()).items():
        for stem in stems:
            acts[stem] += (act,)
    return acts, words(acts, stems=True) or re.compile(r"(?!)")


def hinted(sentences: Sequence[Sentence], claims: Sequence[Draft], most: int) -> list[Hint]:
    """Return the sentences and acts worth a look that no entry of the queue shows yet, best first.

    Parameters
    ----------
    sentences
        The report.
    claims
        Claims and candidates so far.
    most
        How many to return at most; the queue stays short where little is told.
    """
    shown = {(draft.act, draft.sentence_start) for draft in claims}
    told = {draft.act for draft in claims if not draft.weak}
    found = [
        hint
        for number, sentence in enumerate(sentences)
        for hint in _of_sentence(number, sentence, told)
        if (hint.act, sentence.start) not in shown
    ]
    return sorted(found, key=lambda hint: (-hint.weight, hint.number))[:most]


def _of_sentence(number: int, sentence: Sentence, told: set[str]) -> Iterator[Hint]:
    acts, pattern = _hints()
    text = text_of(sentence.span.doc)[sentence.span.start_char : sentence.span.end_char].lower()
    weights: dict[str, list[float]] = defaultdict(list)
    for stem in sorted(set(pattern.findall(text))):
        for act in acts[" ".join(stem.split())]:
            weights[act].append(len(acts[" ".join(stem.split())]) ** -0.5)  # a hint at many acts says little
    scored = [
        Hint(number, act, sum(held) + TOLD * (act in told))
        for act, held in weights.items()
        if len(held) >= LEAST
    ]
    yield from sorted(scored, key=lambda hint: (-hint.weight, hint.act))[:BEST]
