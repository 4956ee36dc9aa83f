"""Claims to events: first on their own, then with what the reports already share in mind."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from saksi.linking.events.agreement import agreement
from saksi.linking.events.candidates import candidates
from saksi.linking.events.clusters import clusters
from saksi.linking.events.columns import Columns, Floats, Ints, columns_of
from saksi.linking.events.facts import Facts

KEPT = -6.0  # log odds below which a pair is forgotten: it weighs as one that was never compared
SHARED = 4.5  # log odds that another claim of two reports is shared, once they share an event


class Compared(NamedTuple):
    """Pairs of claims by position, with the log odds of one event, and of one occurrence of any victims."""

    left: Ints
    right: Ints
    event: Floats
    occurrence: Floats


NOTHING = Compared(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0))


def link_claims(
    facts: Sequence[Facts], given: Mapping[tuple[str, str], float] | None = None
) -> tuple[Ints, Compared]:
    """Put claims that tell of one occurrence together.

    Parameters
    ----------
    facts
        Of all claims; see `saksi.linking.events.facts.facts_of`.
    given
        By pair of report ids, in order: what their texts say beforehand for claims of theirs being the same,
        in log odds.

    Returns
    -------
    tuple
        The event of each claim, numbered from 0; and the pairs compared.

    References
    ----------
    docs/methods/events.md
    """
    if not facts:
        return np.zeros(0, np.int64), NOTHING
    claims = columns_of(facts)
    known = _by_report(facts, given or {})
    left, right, scores, occasions = _compared(claims, known)
    apart = _apart(facts, claims)
    first = clusters(len(facts), left, right, scores, apart)
    shared = _sharing(claims, first)
    again = scores + np.array([_more(shared, known, pair) for pair in _pairs(claims, left, right)])
    return clusters(len(facts), left, right, again, apart), Compared(left, right, again, occasions)


def _compared(claims: Columns, known: Mapping[tuple[int, int], float]) -> Compared:
    parts: list[Compared] = []
    for left, right in candidates(claims):
        given = np.array([known.get(pair, 0.0) for pair in _pairs(claims, left, right)]) if known else None
        scores, occasions = agreement(claims, left, right, given)
        keep = (scores > KEPT) | (occasions > 0)
        parts.append(Compared(left[keep], right[keep], scores[keep], occasions[keep]))
    return Compared(*(np.concatenate(column) for column in zip(*parts, strict=True))) if parts else NOTHING


def _pairs(claims: Columns, left: Ints, right: Ints) -> list[tuple[int, int]]:
    a, b = claims.report[left], claims.report[right]
    return list(zip(np.minimum(a, b).tolist(), np.maximum(a, b).tolist(), strict=True))


def _by_report(
    facts: Sequence[Facts], given: Mapping[tuple[str, str], float]
) -> dict[tuple[int, int], float]:
    numbers: dict[str, int] = {}
    for fact in facts:
        numbers.setdefault(fact.ref[0], len(numbers))
    found = {}
    for (a, b), value in given.items():
        if a in numbers and b in numbers:
            low, high = sorted((numbers[a], numbers[b]))
            found[low, high] = value
    return found


def _sharing(claims: Columns, events: Ints) -> set[tuple[int, int]]:
    """Return pairs of reports that share an event of which one of them tells a particular episode."""
    shared: set[tuple[int, int]] = set()
    order = np.argsort(events, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(events[order])) + 1):
        if len(members) > 1 and claims.particular[members].any():
            reports = sorted(set(claims.report[members].tolist()))
            shared.update((a, b) for i, a in enumerate(reports) for b in reports[i + 1 :])
    return shared


def _more(
    shared: set[tuple[int, int]], known: Mapping[tuple[int, int], float], pair: tuple[int, int]
) -> float:
    return SHARED if pair in shared and pair not in known else 0.0


class _apart:  # noqa: N801 - used as a function that remembers
    """Keep claims of one report apart, but for one that denies what another says."""

    def __init__(self, facts: Sequence[Facts], claims: Columns) -> None:
        self._report = claims.report.tolist()
        self._denied = [fact.modality == "denied" for fact in facts]

    def __call__(self, a: int, b: int) -> bool:
        return self._report[a] == self._report[b] and self._denied[a] == self._denied[b]
