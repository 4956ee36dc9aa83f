"""What a careful reader looks at before believing a number: dependence, leaving a list out, known sizes.

None of this needs the truth. Leaving one list out should not move the total much; a list taken as a
population of known size should be found again from the other lists (Binette and Steorts 2022).
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from time import monotonic
from typing import Any

import numpy as np

from saksi.estimation.histories import YES, CaptureHistories
from saksi.estimation.loglinear.designs import HIERARCHICAL_LISTS
from saksi.estimation.loglinear.search import weigh
from saksi.estimation.results import Estimate

MOST_LISTS = 6  # of tables that are checked list by list: more would take longer than the estimate
SHAPES = ("poisson", "darroch")


def checks(table: CaptureHistories, rows: Sequence[Estimate], *, ends: float) -> dict[str, Any]:
    """Return the overlaps and, for four to six lists, what each list does to the answer.

    Parameters
    ----------
    ends
        Time of `time.monotonic` after which lists are passed over.

    Returns
    -------
    dict
        ``overlaps``: a row a pair; ``without``: the total if a list had never been; ``known_sizes``: each
        list's size as the other lists would estimate it; ``alternatives``: totals of methods that take no
        part in the mixture.
    """
    found: dict[str, Any] = {
        "lists": dict(table.sizes),
        "overlaps": pairs(table),
        "alternatives": {row.method: row.total for row in rows if row.method in {"chao", "chapman"}},
    }
    if HIERARCHICAL_LISTS <= len(table.lists) <= MOST_LISTS:
        found["without"] = _in_time(without_each(table), ends)
        found["known_sizes"] = _in_time(known_sizes(table), ends)
    return found


def _in_time(rows: Iterator[dict[str, Any]], ends: float) -> list[dict[str, Any]]:
    """Return the rows that come in time; none is begun after it."""
    found = []
    while monotonic() < ends and (row := next(rows, None)) is not None:
        found.append(row)
    return found


def pairs(table: CaptureHistories) -> list[dict[str, Any]]:
    """Return each pair of lists: people on both, and their odds ratio among those whom a third list knows.

    Within the documented any two lists seem to avoid each other, because people on neither are missing;
    among people of a third list nobody is missing. One half is added to each cell.
    """
    on, both = table.membership == YES, table.overlaps
    said = []
    for a, b in combinations(range(len(table.lists)), 2):
        third = np.delete(on, (a, b), axis=1).any(axis=1)
        cells = [
            float(table.counts[third & (on[:, a] == x) & (on[:, b] == y)].sum()) + 0.5
            for x, y in ((True, True), (False, False), (True, False), (False, True))
        ]
        ratio = cells[0] * cells[1] / (cells[2] * cells[3]) if third.any() else None
        said.append({"lists": [table.lists[a], table.lists[b]], "both": int(both[a, b]), "odds_ratio": ratio})
    return said


def without_each(table: CaptureHistories) -> Iterator[dict[str, Any]]:
    """Yield the log-linear total with each list left out in turn; null where there is none."""
    for name in table.lists:
        others = table.of_lists([other for other in table.lists if other != name])
        yield {"list": name, "total": _total(others)}


def known_sizes(table: CaptureHistories) -> Iterator[dict[str, Any]]:
    """Yield each list's true size beside what the other lists make of it; null where they make nothing."""
    for at, name in enumerate(table.lists):
        inside = table.membership[:, at] == YES
        others = [j for j in range(len(table.lists)) if j != at]
        part = CaptureHistories.grouped(
            [table.lists[j] for j in others], table.membership[inside][:, others], table.counts[inside],
            beyond="drop",
        )  # fmt: skip
        yield {"list": name, "size": int(table.counts[inside].sum()), "estimate": _total(part)}


def _total(table: CaptureHistories) -> float | None:
    if not table.documented:
        return None
    shapes = SHAPES if len(table.lists) <= HIERARCHICAL_LISTS else ()
    # of five lists, searched in a hundredth of the time that all 1,024 models take
    _, weighed = weigh(table.cells(), shapes=shapes, all_up_to=HIERARCHICAL_LISTS)
    if weighed is None:
        return None
    return table.documented + float(np.exp(weighed.unseen_log @ weighed.weights))
