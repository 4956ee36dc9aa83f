"""New reports beside a linked record: only the events that they can change are solved anew.

What new claims come near, what hangs together with that, and what a verdict speaks of is taken out of the
record's events and linked again, by the same rules; how rare a place or an act is, is told by all claims.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from saksi.linking.corroboration.doubt import Grouped
from saksi.linking.corroboration.linked import ONE_TEXT, Linked, assembled, in_order
from saksi.linking.events.agreement import agreement
from saksi.linking.events.candidates import candidates_of
from saksi.linking.events.columns import Columns, Ints, columns_of
from saksi.linking.events.facts import Facts, Ref
from saksi.linking.events.linking import NO_VERDICTS, Compared, Verdicts, link_claims
from saksi.linking.origins.outlets import Outlets
from saksi.linking.origins.stories import Pair, one_text_pairs
from saksi.record import Report

REACH = -4.5  # log odds from which a new claim can come to an event: shared events add as much
SECOND = 0.0  # log odds from which another event hangs together with one that it comes to


def touched(
    facts: Sequence[Facts],
    events: Mapping[Ref, str],
    fresh: AbstractSet[str],
    decided: Iterable[Ref] = (),
    doubtful: Iterable[Ref] = (),
) -> frozenset[Ref]:
    """Return the claims whose events may change.

    Parameters
    ----------
    facts
        Of all claims of the record, comparable (`joined_facts`).
    events
        The event of each claim that was linked before; also of claims that are gone.
    fresh
        Reports that are new or were changed.
    decided
        Claims that a new verdict speaks of.
    doubtful
        Claims that were nearly linked otherwise: where a new claim tells of the same place, which is then
        less rare, they are linked anew.
    """
    claims = columns_of(facts)
    place = {fact.ref: number for number, fact in enumerate(facts)}
    new = np.array([n for n, f in enumerate(facts) if f.ref[0] in fresh or f.ref not in events], np.int64)
    held: dict[str, list[int]] = defaultdict(list)
    for ref, event in events.items():
        held[event] += [place[ref]] if ref in place else []
    gone = {event for ref, event in events.items() if ref not in place or ref[0] in fresh}
    gone |= {events[ref] for ref in decided if ref in events}
    places = {_place(facts[number]) for number in new.tolist()} - {None}
    near = (ref for ref in doubtful if ref in place and _place(facts[place[ref]]) in places)
    gone |= {events[ref] for ref in near if ref in events}

    def with_events(found: Iterable[int]) -> set[str]:
        return {events[ref] for number in found if (ref := facts[number].ref) in events}

    hit = gone | with_events(_near(claims, new, REACH))
    inside = {number for event in hit for number in held[event]}
    hit |= with_events(_near(claims, np.array(sorted(inside), np.int64), SECOND))
    inside = {number for event in hit for number in held[event]} | set(new.tolist())
    return frozenset(facts[number].ref for number in inside)


def _place(fact: Facts) -> str | None:
    return fact.spot or fact.admin1


def _near(claims: Columns, some: Ints, least: float) -> set[int]:
    """Return the claims that agree with one of some more than least, in log odds."""
    found: set[int] = set()
    for left, right in candidates_of(claims, some):
        near = agreement(claims, left, right).event > least
        found.update(left[near].tolist(), right[near].tolist())
    return found


def relink(
    reports: Sequence[Report],
    facts: Sequence[Facts],
    events: Mapping[Ref, str],
    solve: AbstractSet[Ref],
    outlets: Outlets,
    verdicts: Verdicts = NO_VERDICTS,
    *,
    sharing: AbstractSet[Pair] = frozenset(),
    beside: Sequence[Report] = (),
) -> Linked:
    """Link some claims of a record anew and leave the others where they are.

    Parameters
    ----------
    reports
        Those of the claims to solve, with all their claims.
    facts
        Of all claims of the record, comparable.
    events
        The event of each claim that was linked before.
    solve
        As `touched` returns them.
    outlets
        Of all reports of the record.
    verdicts
        Of reviewers.
    sharing
        As the linking before found it, of pairs of reports that are not new.
    beside
        Other reports of the record, some hundreds: they tell which wordings are formulas that many share.

    Returns
    -------
    Linked
        Events of the solved claims alone, and pairs of reports that share one of them.
    """
    ordered = in_order(reports)
    ids = {report.id for report in ordered}
    texts = one_text_pairs(ordered, beside)
    at = np.array([n for n, fact in enumerate(facts) if fact.ref in solve], np.int64)
    chosen = [facts[n] for n in at.tolist()]
    given = dict.fromkeys(texts, ONE_TEXT)
    solved, compared, shared = link_claims(chosen, given, verdicts, columns_of(facts).at(at), sharing)
    own = [fact for fact in facts if fact.ref[0] in ids]
    label = {fact.ref: number for fact, number in zip(chosen, solved.tolist(), strict=True)}
    kept: dict[str, int] = {}
    labels = [
        label[fact.ref]
        if fact.ref in label
        else len(label) + kept.setdefault(events.get(fact.ref, ":".join(fact.ref)), len(kept))
        for fact in own
    ]
    place = {fact.ref: number for number, fact in enumerate(own)}
    moved = np.array([place[fact.ref] for fact in chosen], np.int64)
    pairs = Compared(moved[compared.left], moved[compared.right], compared.event, compared.occurrence)
    found = Grouped(own, np.array(labels, np.int64), pairs, frozenset(label.values()), shared)
    return assembled(ordered, found, outlets, texts, every_pair=False)
