"""Numbers of persons that stay: a new run keeps the old number where most of a person's records are the same.

Whoever cites a person keeps a valid number; what was joined or divided since is written down.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

HISTORY: Final = {"cluster_id": pl.String(), "change": pl.String(), "before": pl.String()}


@dataclass(frozen=True, slots=True)
class Numbered:
    """``ids``: a person's number a row. ``history``: columns `HISTORY`, a row a change.

    Changes: ``new`` (no record was known), ``merged`` (this person holds records of another number),
    ``split`` (records left the number in ``before`` for this person).
    """

    ids: list[str]
    history: pl.DataFrame


def number_persons(
    labels: NDArray[np.int64], records: Sequence[str], before: Mapping[str, str] | None = None
) -> Numbered:
    """Give each person a number.

    Parameters
    ----------
    labels
        Shape (records,): equal for records of one person.
    records
        The records' own identifiers.
    before
        Identifier -> number of an earlier run; its numbers are kept where they can be.
    """
    before = before or {}
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(labels.tolist()):
        groups.setdefault(label, []).append(row)
    held = {
        label: Counter(before[records[row]] for row in rows if records[row] in before)
        for label, rows in groups.items()
    }
    kept = _keep(held)
    fresh = _unused(before.values())
    ids, changes = [""] * len(records), []
    for label, rows in groups.items():
        number = kept.get(label) or f"P{next(fresh):07d}"
        for row in rows:
            ids[row] = number
        changes += _changes(number, held[label], known=bool(before))
    return Numbered(ids, pl.DataFrame(changes, schema=HISTORY, orient="row"))


def _keep(held: Mapping[int, Counter[str]]) -> dict[int, str]:
    """Give each old number to the person that holds most of its records; ties go to the earlier row."""
    claims = sorted(
        ((-shared, label, number) for label, counts in held.items() for number, shared in counts.items())
    )
    kept: dict[int, str] = {}
    taken: set[str] = set()
    for _, label, number in claims:
        if label not in kept and number not in taken:
            kept[label] = number
            taken.add(number)
    return kept


def _unused(numbers: Iterable[str]) -> Iterator[int]:
    used = [int(number[1:]) for number in numbers if number[:1] == "P" and number[1:].isdigit()]
    return count(max(used, default=0) + 1)


def _changes(number: str, held: Counter[str], known: bool) -> list[tuple[str, str, str | None]]:
    if not known:
        return []
    if not held:
        return [(number, "new", None)]
    change = "merged" if number in held else "split"
    return [(number, change, old) for old in sorted(held) if old != number]
