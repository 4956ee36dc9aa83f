"""Merging lists: many small lists become few larger ones, so that every pair of lists can overlap."""

import numpy as np

from saksi.estimation.histories import CaptureHistories


def merged_to(histories: CaptureHistories, most: int) -> tuple[CaptureHistories, list[list[str]]]:
    """Return the table with at most so many lists; people and what is documented stay the same.

    The smallest list joins, of the lists not above the median size, the one it overlaps most for its size:
    lists that tell of the same people depend on each other, and as one list they no longer can.

    Returns
    -------
    CaptureHistories, list of list of str
        The table, and which lists were put together; empty where nothing was.
    """
    groups = [[name] for name in histories.lists]
    table = histories
    while len(groups) > most:
        sizes = np.diag(table.overlaps).astype(float)
        small = int(np.argmin(sizes))
        near = [j for j in range(len(groups)) if j != small and sizes[j] <= np.median(sizes)]
        if not near:
            near = [j for j in range(len(groups)) if j != small]
        lift = [(table.overlaps[small, j] + 0.5) / (sizes[j] + 1) for j in near]
        other = near[int(np.argmax(lift))]
        groups[other] += groups[small]
        del groups[small]
        table = histories.merged(groups)
    return table, [group for group in groups if len(group) > 1]
