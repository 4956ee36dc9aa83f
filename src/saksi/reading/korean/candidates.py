"""What goes to the queue only: doubtful mentions, bare nouns, tellings that merging joined to others."""

from collections.abc import Sequence
from dataclasses import replace

from saksi.reading.korean.memory import Mention

SHARED = 0.6  # of the shorter passage: then both point at the same words
MOST = 3.5  # entries of the queue for each claim that the rules are sure of
FEWEST = 8  # entries that even a report with one sure claim may have
ORDER = ("joined", "noun", "unfit", "context", "empty")  # likelier ones first, as measured on dev


def candidates(cores: Sequence[Mention], found: Sequence[Mention]) -> list[Mention]:
    """Return what a person may still find to be a claim, each act and place in the text once.

    Parameters
    ----------
    cores
        The core mention of each claim.
    found
        All mentions of the report, in text order.
    """
    kept: list[Mention] = []
    for mention in found:
        if not _known(mention, cores) and not _known(mention, kept):
            kept.append(
                mention if mention.doubt else replace(mention, doubt="noun" if mention.weak else "joined")
            )
    room = max(FEWEST, int(MOST * len(cores))) - len(cores)
    return sorted(kept, key=lambda mention: ORDER.index(mention.doubt))[: max(0, room)]


def _known(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(other.act == mention.act and _same(mention, other) for other in others)


def _same(one: Mention, other: Mention) -> bool:
    a, b = one.passage, other.passage
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > SHARED * min(a.end - a.start, b.end - b.start)
