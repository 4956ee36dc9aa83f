"""Sentences that may tell an act in words that no rule knows: by what they are about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from saksi.reading.english.arguments import find_agent
from saksi.reading.english.clauses import direct_object, is_passive, subject
from saksi.reading.english.drafts import Draft
from saksi.reading.english.features import Features
from saksi.reading.english.lexicon import ActEntry
from saksi.reading.english.mentions import Mention
from saksi.reading.english.parsing import Sentence
from saksi.reading.english.people import is_person

Odds = Mapping[str, float]  # log-odds by act

LEAST = log(0.05 / 0.95)  # log-odds: with less nobody would look
BEST = 3  # acts that one sentence may be shown for
EACH = 2  # hints for each claim of the rules, at most; the learned layer drops most of them
SCALE = 4.0  # log-odds of evidence are about -1 to 1, as those of the rules


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence, by its number, and an act that it may tell."""

    number: int
    act: str
    odds: float

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


def shown(claims: Sequence[Draft], sentences: Sequence[Sentence]) -> set[tuple[str, int]]:
    """Return the acts, with the numbers of their sentences, that the queue shows already."""
    numbers = {sentence.start: number for number, sentence in enumerate(sentences)}
    return {(draft.act, numbers[draft.sentence_start]) for draft in claims}


def hinted(likely: Sequence[Odds], known: set[tuple[str, int]], told: int) -> list[Hint]:
    """Return the sentences and acts worth a look that no entry of the queue shows yet, best first.

    Parameters
    ----------
    likely
        For each sentence the log-odds of the acts.
    known
        What `shown` returns.
    told
        How many claims the rules found: at most `EACH` hints a claim, so that a report of which they know
        nothing shows nothing.
    """
    found = [
        hint
        for number, odds in enumerate(likely)
        for hint in _of_sentence(number, odds)
        if (hint.act, number) not in known
    ]
    return sorted(found, key=lambda hint: (-hint.odds, hint.number))[: EACH * told]


def _of_sentence(number: int, odds: Odds) -> Iterator[Hint]:
    best = sorted(odds, key=lambda act: (-odds[act], act))[:BEST]
    yield from (Hint(number, act, odds[act]) for act in best if odds[act] > LEAST)


def context(act: str, odds: Odds) -> Features:
    """Return what a sentence's themes say of an act: for it, and by how much for another one."""
    if act not in odds:
        return {}
    return {"context": odds[act] / SCALE, "rival": (max(odds.values()) - odds[act]) / SCALE}


def told_again(draft: Draft, told: Sequence[Draft]) -> str:
    """Return how a draft was found, and whether the rules find its act elsewhere in the report.

    A hint at an act that is told already is mostly the same act once more.
    """
    how = "hint" if draft.features["weak"] == "hint" else "weak" if draft.weak else "strong"
    other = any(claim.act == draft.act and claim is not draft for claim in told)
    return f"{how}:{'yes' if other else 'no'}"
