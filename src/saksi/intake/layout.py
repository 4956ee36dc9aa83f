"""Blocks of a document one under the other: its text, and where those lie that are furniture."""

from collections.abc import Iterable

from saksi.record import Passage

BETWEEN = "\n\n"  # blocks
BETWEEN_CELLS = " | "  # of a row, which is one block


def put_together(blocks: Iterable[tuple[str, bool]]) -> tuple[str, list[Passage]]:
    """Return blocks as one text, and the spans of those that are furniture.

    Parameters
    ----------
    blocks
        In reading order, none of them empty: the words, and whether they are furniture.
    """
    words, spans, position = list[str](), list[Passage](), 0
    for block, is_furniture in blocks:
        end = position + len(block)
        if is_furniture:
            spans.append(Passage(start=position, end=end))
        words.append(block)
        position = end + len(BETWEEN)
    return BETWEEN.join(words), spans
