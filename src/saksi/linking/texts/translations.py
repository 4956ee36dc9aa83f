"""Which texts are translations of each other, and which sentence stands for which.

Sentences are aligned in order by what a translation keeps (`saksi.linking.texts.anchors`), by dynamic
programming as in Gale and Church (1993), with anchors in place of word counts and lengths as a small help.
Two texts on one event share some anchors; a translation shares nearly all, in the same order.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from saksi.linking.texts.anchors import Sentence, sentences, shared_names
from saksi.record import Passage, Report

Pair = tuple[str, str]
TRANSLATED = 0.7  # share of anchors that stand aligned, from which a text is a translation
FEWEST = 4  # aligned anchors below which nothing is said
DAYS = 14  # between a text and its translation, at most
RARE = 12  # reports that hold an anchor, above which it proposes no pair
NAME = 2.0  # weight of a name that sounds alike
UNSHARED = 0.3  # cost of an anchor that the other sentence lacks
LETTERS = 2.1  # Latin letters for one Hangul syllable
STEPS = ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1))


@dataclass(frozen=True, slots=True)
class Translation:
    """How much of two texts stands aligned (0 to 1), and passages of the first with those of the second."""

    share: float
    anchors: int
    passages: tuple[tuple[Passage, Passage], ...]


def translations(reports: Sequence[Report]) -> dict[Pair, Translation]:
    """Return the pairs of reports, by ids in order, of which one is a translation of the other.

    Parameters
    ----------
    reports
        Any reports, with claims or without.
    """
    parts = {report.id: sentences(report) for report in reports}
    weights = _weights(parts)
    by_id = {report.id: report for report in reports}
    found = {}
    for a, b in sorted(_proposed(parts, by_id)):
        made = align(parts[a], parts[b], weights)
        if made.share >= TRANSLATED and made.anchors >= FEWEST:
            found[a, b] = made
    return found


def aligned(one: Report, other: Report) -> Translation:
    """Return which passages of two texts stand for each other, for pages that show them side by side."""
    return align(sentences(one), sentences(other))


def _two_tongues(by_id: Mapping[str, Report], a: str, b: str) -> bool:
    one, other = by_id[a], by_id[b]
    if (one.language or "").partition("-")[0] == (other.language or "").partition("-")[0]:
        return False
    return not (one.published and other.published) or abs((one.published - other.published).days) <= DAYS


def _proposed(parts: Mapping[str, Sequence[Sentence]], by_id: Mapping[str, Report]) -> set[Pair]:
    """Return pairs in two languages that share two rare anchors."""
    holders: dict[str, set[str]] = defaultdict(set)
    for report, found in parts.items():
        for sentence in found:
            for anchor in sentence.anchors:
                holders[anchor].add(report)
    met: Counter[Pair] = Counter()
    for who in holders.values():
        if 1 < len(who) <= RARE:
            met.update(combinations(sorted(who), 2))
    return {pair for pair, times in met.items() if times >= 2 and _two_tongues(by_id, *pair)}


def _weights(parts: Mapping[str, Sequence[Sentence]]) -> dict[str, float]:
    """Weigh an anchor by how few reports hold it."""
    held = Counter(
        anchor for found in parts.values() for anchor in {a for sentence in found for a in sentence.anchors}
    )
    return {anchor: log(1 + len(parts) / n) for anchor, n in held.items()}


def align(
    one: Sequence[Sentence], other: Sequence[Sentence], weights: Mapping[str, float] | None = None
) -> Translation:
    """Align the sentences of two texts in order, one with one, one with two, or one with none.

    Parameters
    ----------
    one, other
        Sentences as `saksi.linking.texts.anchors.sentences` gives them.
    weights
        Of anchors; null weighs all alike.
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if (i, j) not in best:
                continue
            for a, b in STEPS:
                if i + a <= len(one) and j + b <= len(other):
                    value = best[i, j][0] + _value(one[i : i + a], other[j : j + b], weights)
                    at = (i + a, j + b)
                    if at not in best or value > best[at][0]:
                        best[at] = (value, (a, b))
    return _traced(one, other, best, weights)


def _traced(
    one: Sequence[Sentence],
    other: Sequence[Sentence],
    best: Mapping[tuple[int, int], tuple[float, tuple[int, int]]],
    weights: Mapping[str, float] | None,
) -> Translation:
    i, j, passages = len(one), len(other), list[tuple[Passage, Passage]]()
    shared, anchors = 0.0, 0
    while (i, j) != (0, 0):
        a, b = best[i, j][1]
        mine, theirs = one[i - a : i], other[j - b : j]
        i, j = i - a, j - b
        if a and b:
            both, names = _shared(mine, theirs)
            if both or names:
                passages.append((_whole(mine), _whole(theirs)))
                shared += sum(_weight(x, weights) for x in both) + NAME * names
                anchors += len(both) + names
    total = (_total(one, weights) + _total(other, weights)) / 2
    return Translation(min(1.0, shared / total) if total else 0.0, anchors, tuple(reversed(passages)))


def _value(
    mine: Sequence[Sentence], theirs: Sequence[Sentence], weights: Mapping[str, float] | None
) -> float:
    union = _anchors(mine) ^ _anchors(theirs)
    value = -UNSHARED * sum(_weight(x, weights) for x in union)
    if mine and theirs:
        both, names = _shared(mine, theirs)
        value += sum(_weight(x, weights) for x in both) + NAME * names
        value -= 0.1 * log(_size(mine) / _size(theirs)) ** 2 + 0.2 * (len(mine) + len(theirs) - 2)
    return value


def _shared(mine: Sequence[Sentence], theirs: Sequence[Sentence]) -> tuple[frozenset[str], int]:
    names = sum(shared_names(a, b) for a in mine for b in theirs)
    return _anchors(mine) & _anchors(theirs), names


def _anchors(some: Sequence[Sentence]) -> frozenset[str]:
    return frozenset().union(*(sentence.anchors for sentence in some))


def _weight(anchor: str, weights: Mapping[str, float] | None) -> float:
    return 1.0 if weights is None else weights.get(anchor, 1.0)


def _total(some: Sequence[Sentence], weights: Mapping[str, float] | None) -> float:
    named = sum(len(s.sounds) for s in some if not s.hangul)
    return sum(_weight(a, weights) for s in some for a in s.anchors) + NAME * named / 2


def _size(some: Sequence[Sentence]) -> float:
    return sum((s.span.end - s.span.start) * (LETTERS if s.hangul else 1) for s in some)


def _whole(some: Sequence[Sentence]) -> Passage:
    return Passage(start=some[0].span.start, end=some[-1].span.end)
