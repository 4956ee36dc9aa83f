"""Exact duplicates: the same words, whatever the spaces, line ends and forms of the characters."""

import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256

from saksi.intake.furniture import without_spans
from saksi.record import Passage, Report

ENOUGH_TO_COMPARE = 200  # characters of main text; with less, the page around it is compared as well


def comparison_key(text: str, furniture: Iterable[Passage] = ()) -> str:
    """Return the hash under which two texts are the same.

    Compared are the words that a reader reads, without furniture: the same article saved twice has other
    menus. The text is folded (NFKC), and spaces and invisible characters do not count.
    """
    main = _folded(without_spans(text, furniture))
    compared = main if len(main) >= ENOUGH_TO_COMPARE else _folded(text)
    return sha256(compared.encode()).hexdigest()


def mark_duplicates(reports: Sequence[Report]) -> list[Report]:
    """Return the reports in their order, each later copy with ``duplicate_of`` = the id of the first.

    A mark that a report already carries stays.
    """
    first: dict[str, str] = {}
    marked = []
    for report in reports:
        original = first.setdefault(comparison_key(report.text, report.furniture), report.id)
        copied = original != report.id and report.duplicate_of is None
        marked.append(report.model_copy(update={"duplicate_of": original}) if copied else report)
    return marked


def _folded(text: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return folded if folded.isascii() else folded.translate(_VISIBLE)


class _Visible(dict[int, int | None]):
    """Characters to themselves, invisible ones to nothing; learnt as they come, for `str.translate`."""

    def __missing__(self, point: int) -> int | None:
        self[point] = None if unicodedata.category(chr(point)) == "Cf" else point
        return self[point]


_VISIBLE = _Visible()
