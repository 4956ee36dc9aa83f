"""Learns which acts a sentence tells, from what it is about: one logistic regression an act."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from parsed import parsed
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from saksi.reading.english.parsing import parse
from saksi.reading.english.themes import Themes, themes, with_neighbours
from saksi.reading.learned import ActWeights
from saksi.record import Report, vocabulary

HAND = Path(__file__).parent.parent / "hand" / "sentences.txt"
PENALTY = 0.1  # inverse strength; .1 and .3 do as well on reports left out
RARE = 5  # sentences that tell an act: with fewer it has its share and no weights
SEEN = 3  # sentences with a theme or word: what is rarer gets no weight
SMALL = 0.08  # a weight nearer to nothing is not shipped
RARER = 4.0  # a word counts by the logarithm of how rare it is, divided by this: the rare ones tell more
TOLD = 0.5  # of a passage that lies in a sentence, or TOUCHED of the sentence that a passage covers
TOUCHED = 0.6


@dataclass(frozen=True)
class Told:
    """One report: the themes of each sentence, and the acts that a coder finds told in it."""

    about: list[Themes]
    acts: list[set[str]]


def told(report: Report) -> Told:
    """Parse an annotated report."""
    sentences = parsed(report.text, report.furniture)
    acts = [
        {
            claim.act
            for claim in report.claims
            for span in claim.passages
            if _lies(span.start, span.end, sentence.start, sentence.end)
        }
        for sentence in sentences
    ]
    about = with_neighbours([themes(sentence) for sentence in sentences])
    told = [number for number, sentence in enumerate(sentences) if not sentence.dateline]
    return Told([about[number] for number in told], [acts[number] for number in told])


def _lies(start: int, end: int, begin: int, stop: int) -> bool:
    shared = min(end, stop) - max(start, begin)
    return shared >= TOLD * (end - start) or shared >= TOUCHED * (stop - begin)


def by_hand() -> Told:
    """Return the invented sentences of hand/sentences.txt: lines of ``act+act|sentence``, or ``none``.

    Raises
    ------
    ValueError
        A line names an act that is not in the vocabulary.
    """
    about: list[Themes] = []
    acts: list[set[str]] = []
    for number, line in enumerate(HAND.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        codes, _, sentence = line.partition("|")
        named = set(codes.split("+")) - {"none"}
        if unknown := [act for act in named if act not in vocabulary("act")]:
            raise ValueError(f"{HAND.name}, line {number}: {unknown[0]!r} is no code of the vocabulary act")
        about.append(_whole(sentence))
        acts.append(named)
    return Told(about, acts)


def _whole(text: str) -> Themes:
    """What a line is about; that it stands first, as a headline does, says nothing."""
    found: Themes = {}
    for sentence in parse(text):
        for theme, size in themes(sentence).items():
            found[theme] = max(size, found.get(theme, 0.0))
    found.pop("is:opening", None)
    return found


def fit_acts(reports: Sequence[Told]) -> ActWeights:
    """Fit one regression an act on the sentences of the reports."""
    rows = [about for report in reports for about in report.about]
    acts = [named for report in reports for named in report.acts]
    times = Counter(name for about in rows for name in about)
    scale = {name: _scale(name, n, len(rows)) for name, n in sorted(times.items()) if n >= SEEN}
    at = {name: column for column, name in enumerate(scale)}
    table = np.zeros((len(rows), len(at)), dtype=np.float32)
    for number, about in enumerate(rows):
        for name, size in about.items():
            if name in at:
                table[number, at[name]] = size * scale[name]
    base: dict[str, float] = {}
    weights: dict[str, dict[str, float]] = {}
    for act in sorted(set().union(*acts)):
        base[act], found = _fit(table, np.array([act in named for named in acts]))
        for name, weight in _told_by(scale, found):
            weights.setdefault(name, {})[act] = weight
    return ActWeights(base, weights)


def _scale(name: str, times: int, rows: int) -> float:
    return float(np.log(rows / times)) / RARER if name.startswith("word:") else 1.0


def _told_by(scale: dict[str, float], found: NDArray[np.float64]) -> Iterator[tuple[str, float]]:
    for (name, by), weight in zip(scale.items(), found, strict=True):
        if abs(weight * by) >= SMALL:
            yield name, round(float(weight * by), 2)


def _fit(table: NDArray[np.float32], right: NDArray[np.bool_]) -> tuple[float, NDArray[np.float64]]:
    if right.sum() < RARE:
        share = (right.sum() + 0.5) / (len(right) + 1)
        return round(float(np.log(share / (1 - share))), 2), np.zeros(table.shape[1])
    model = LogisticRegression(C=PENALTY, max_iter=1_000).fit(table, right)
    return round(float(model.intercept_[0]), 2), model.coef_[0]
