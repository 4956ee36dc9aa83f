"""Which reports share wording: runs of words that both hold, found exactly.

An inverted index of shingles finds every pair that shares one that is not common; the share is then counted
exactly. What matters is *containment*: how much of the shorter text stands in the longer one, because copies
are shortened. Words that many reports share (bylines, "told by phone") weigh little.

References
----------
Broder (1997) on resemblance and containment. docs/methods/origins.md
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import log

from saksi.linking.texts.sound import is_hangul
from saksi.record import Report

WORDS, WORDS_KO = 5, 4  # a Korean word holds its particles
COMMON = 12  # reports that share a shingle, above which it finds no pairs by itself
FORMULA = 0.02  # share of all reports above which a shingle is a formula and weighs nothing
LEAST = 0.08  # containment below which a pair is not kept
WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class Reuse:
    """How much two reports share: of the shorter, of the longer, and in shingles."""

    shorter: float  # 0 to 1, weighted by how rare the shingles are
    longer: float
    shingles: int


def text_reuse(reports: Sequence[Report]) -> dict[tuple[str, str], Reuse]:
    """Return the pairs of reports, by ids in order, that share wording beyond formulas.

    Parameters
    ----------
    reports
        Any reports; menus and buttons (`furniture`) are left out, their order does not matter.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    sets = [shingles(main_text(report)) for report in ordered]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, found in enumerate(sets):
        for shingle in found:
            holders[shingle].append(number)
    weight = _weights(holders, len(ordered))
    size = [sum(weight[s] for s in found) for found in sets]
    made: dict[tuple[str, str], Reuse] = {}
    for a, b in sorted(_meeting(holders, weight)):
        both = sets[a] & sets[b]
        shared = sum(weight[s] for s in both)
        short, long = sorted((size[a], size[b]))
        if short > 0 and shared / short >= LEAST:
            made[ordered[a].id, ordered[b].id] = Reuse(shared / short, shared / long, len(both))
    return made


def main_text(report: Report) -> str:
    """Return the text without its furniture."""
    kept, end = [], 0
    for span in sorted(report.furniture, key=lambda span: span.start):
        kept.append(report.text[end : max(span.start, end)])
        end = max(end, span.end)
    return "\n".join([*kept, report.text[end:]])


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all runs of five words (four in Korean), without case and punctuation."""
    words = WORD.findall(text.casefold())
    run = WORDS_KO if is_hangul(text[:400]) else WORDS
    return frozenset(hash(tuple(words[i : i + run])) for i in range(len(words) - run + 1))


def _weights(holders: Mapping[int, Sequence[int]], reports: int) -> dict[int, float]:
    """Weigh a shingle by how rare it is; formulas weigh nothing once there are reports enough to tell."""
    formula = max(COMMON, FORMULA * reports)
    return {
        shingle: 0.0 if len(who) > formula else 1 / (1 + log(max(1, len(who) - 1)))
        for shingle, who in holders.items()
    }


def _meeting(holders: Mapping[int, Sequence[int]], weight: Mapping[int, float]) -> Iterable[tuple[int, int]]:
    """Return pairs that share a shingle; of many holders only neighbours, for chains are joined later."""
    found: set[tuple[int, int]] = set()
    for shingle, who in holders.items():
        if weight[shingle] > 0:
            found.update(combinations(who, 2) if len(who) <= COMMON else pairwise(who))
    return found
