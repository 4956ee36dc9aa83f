"""Claims to events: first on their own, then with what the reports already share in mind."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import numpy as np

from saksi.linking.events.agreement import agreement
from saksi.linking.events.candidates import candidates
from saksi.linking.events.clusters import clusters
from saksi.linking.events.columns import Columns, Floats, Ints, columns_of
from saksi.linking.events.facts import Facts, Ref

KEPT = -6.0  # log odds below which a pair is forgotten: it weighs as one that was never compared
SHARED = 4.5  # log odds that another claim of two reports is shared, once they share an event


class Compared(NamedTuple):
    """Pairs of claims by position, with the log odds of one event, and of one occurrence of any victims."""

    left: Ints
    right: Ints
    event: Floats
    occurrence: Floats


class Joined(NamedTuple):
    """The event of each claim by number; the pairs compared; the pairs of reports that share an event.

    Reports share an event where claims agree by themselves, before their other shared events are counted.
    """

    labels: Ints
    compared: Compared
    sharing: frozenset[tuple[str, str]]


class Verdicts(NamedTuple):
    """What reviewers said of pairs of claims: it holds whatever the claims say."""

    same: frozenset[tuple[Ref, Ref]] = frozenset()
    different: frozenset[tuple[Ref, Ref]] = frozenset()


NO_VERDICTS = Verdicts()
NOTHING = Compared(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0))


def link_claims(
    facts: Sequence[Facts],
    given: Mapping[tuple[str, str], float] | None = None,
    verdicts: Verdicts = NO_VERDICTS,
    claims: Columns | None = None,
    bound: AbstractSet[tuple[str, str]] = frozenset(),
) -> Joined:
    """Put claims that tell of one occurrence together.

    Parameters
    ----------
    facts
        Of all claims; see `saksi.linking.events.facts.facts_of`.
    given
        By pair of report ids, in order: what their texts say beforehand for claims of theirs being the same,
        in log odds.
    verdicts
        Of reviewers; those about claims that are not here are passed over.
    claims
        Columns of the facts, where they are some of more claims: how rare a value is, is told by all of them.
    bound
        Pairs of report ids, in order, of which other claims are known to share an event.

    Returns
    -------
    Joined
        The event of each claim, numbered from 0; the pairs compared; which reports share an event.

    References
    ----------
    docs/methods/events.md
    """
    if not facts:
        return Joined(np.zeros(0, np.int64), NOTHING, frozenset())
    claims = columns_of(facts) if claims is None else claims
    known = _numbered(facts, given or {})
    left, right, scores, occasions = _compared(claims, known)
    place = {fact.ref: number for number, fact in enumerate(facts)}
    together, kept_apart = (_placed(pairs, place) for pairs in verdicts)
    apart = _Apart(facts, claims, frozenset(kept_apart))
    first = clusters(len(facts), left, right, scores, apart, together)
    shared = _sharing(claims, first)
    ids = list(dict.fromkeys(fact.ref[0] for fact in facts))
    sharing = frozenset((min(ids[a], ids[b]), max(ids[a], ids[b])) for a, b in shared)
    shared |= set(_numbered(facts, dict.fromkeys(bound, 0.0)))
    again = scores + np.array([_more(shared, known, pair) for pair in _pairs(claims, left, right)])
    labels = clusters(len(facts), left, right, again, apart, together)
    return Joined(labels, Compared(left, right, again, occasions), sharing)


def _placed(pairs: Iterable[tuple[Ref, Ref]], place: Mapping[Ref, int]) -> list[tuple[int, int]]:
    found = ((place[a], place[b]) for a, b in pairs if a in place and b in place)
    return sorted((min(pair), max(pair)) for pair in found)


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


def _numbered(facts: Sequence[Facts], given: Mapping[tuple[str, str], float]) -> dict[tuple[int, int], float]:
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


class _Apart:
    """A function that remembers: claims of one report stay apart, but for one that denies another.

    What reviewers kept apart stays apart too.
    """

    def __init__(self, facts: Sequence[Facts], claims: Columns, decided: frozenset[tuple[int, int]]) -> None:
        self._report = claims.report.tolist()
        self._denied = [fact.modality == "denied" for fact in facts]
        self._decided = decided

    def __call__(self, a: int, b: int) -> bool:
        if (min(a, b), max(a, b)) in self._decided:
            return True
        return self._report[a] == self._report[b] and self._denied[a] == self._denied[b]
